/** What every page about a character knows: numbers that say why, files that are too large, a page for paper. */
const card = document.getElementById("why-card");
const waiting = document.getElementById("why-waiting");
const isPlainClick = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
let asked = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-why]");
  if (!link || !isPlainClick(event) || !("showPopover" in card) || !("htmx" in window)) return;
  event.preventDefault();
  const wasOpen = card.matches(":popover-open");
  if (wasOpen) card.hidePopover();
  if (wasOpen && asked === link) return;
  asked = link;
  card.replaceChildren(waiting.content.cloneNode(true));
  card.showPopover({ source: link });
  htmx.ajax("GET", link.href, { source: link, target: card, swap: "innerHTML" });
});

card.addEventListener("toggle", ({ newState }) => asked?.setAttribute("aria-expanded", String(newState === "open")));

/** Nobody answered, or the answer was a refusal: the card says so instead of waiting for ever. */
function sayInCard(text) {
  const words = document.createElement("p");
  words.textContent = text;
  card.replaceChildren(words);
}
document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx?.sourceElement?.matches?.("[data-why]")) sayInCard("The game cannot be reached just now. Try again in a moment.");
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement.matches("[data-why]") && ctx.response?.status >= 400) card.hidePopover();
});

/** A file that would be refused for its size is not sent at all. */
document.addEventListener("change", ({ target }) => {
  const form = target.form;
  if (target.type !== "file" || !form?.dataset.mostBytes) return;
  const isTooLarge = (target.files[0]?.size ?? 0) > Number(form.dataset.mostBytes);
  target.setCustomValidity(isTooLarge ? form.dataset.tooLarge : "");
  if (isTooLarge) target.reportValidity();
});

/** Escape takes back what one was asked about, or closes what was opened on the figure. */
document.addEventListener("keydown", (event) => {
  const fold = event.key === "Escape" && event.target.closest?.("details.sure[open], details.slot[open]");
  if (!fold) return;
  event.stopPropagation();
  fold.open = false;
  fold.querySelector("summary").focus();
});
document.addEventListener("click", ({ target }) => {
  for (const fold of document.querySelectorAll("details.sure[open], details.slot[open]")) if (!fold.contains(target)) fold.open = false;
});

/** The open tab is in sight, also where there is no room for all. */
document.querySelector(".tab[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
