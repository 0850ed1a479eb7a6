/**
 * What the last answer did to hit points: shown for a moment where it happened, in a layer of its own that no swap takes
 * away. Screen readers have the log for it.
 */
const SHOWN_MS = 2000;

const hpOf = (bearer) => Number(bearer.dataset.hp);
const keyOf = (bearer) => `${bearer.tagName} ${bearer.dataset.vitals}`;
const vitals = () => new Map([...document.querySelectorAll("[data-vitals]")].map((one) => [keyOf(one), hpOf(one)]));

/** `layer` holds the figures. */
export function setUpDeltas(layer) {
  let before = vitals();
  document.addEventListener("htmx:after:swap", () => {
    for (const bearer of document.querySelectorAll("[data-vitals]")) {
      const known = before.get(keyOf(bearer));
      if (known !== undefined && known !== hpOf(bearer)) show(layer, bearer, hpOf(bearer) - known);
    }
    before = vitals();
  });
}

function show(layer, bearer, change) {
  const { right, top, width } = bearer.getBoundingClientRect();
  if (!width) return;
  const figure = document.createElement("span");
  figure.className = `change ${change < 0 ? "change-down" : "change-up"}`;
  figure.textContent = change < 0 ? `−${-change}` : `+${change}`;
  figure.style.right = `${document.documentElement.clientWidth - right + 8}px`;
  figure.style.top = `${top + 2}px`;
  layer.append(figure);
  bearer.classList.toggle("is-hurt", change < 0);
  setTimeout(() => { figure.remove(); bearer.classList.remove("is-hurt"); }, SHOWN_MS);
}
