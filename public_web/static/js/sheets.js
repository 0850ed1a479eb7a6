/** Sheets over the story: opened by their address, fetched when they are opened, closed by Escape or the way back. */
import { setUpChart } from "./chart.js";

const openSheet = () => document.querySelector(".sheet:target");
let opener = null;

export function setUpSheets() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet], .play-tabs a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    opener = link;
    if (!link.dataset.sheet) return;
    event.preventDefault();
    show(link.dataset.sheet);
  });
  window.addEventListener("hashchange", opened);

  // After an action from a sheet one wants to see what comes of it. Its form may be gone by the time of the answer.
  const saidThere = new WeakSet();
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx.request.method === "POST" && ctx.sourceElement.closest("#place")) saidThere.add(ctx);
  });
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (saidThere.has(ctx) && ctx.response.status < 400) hide();
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (ctx.target?.id === "map-body") setUpChart(ctx.target);
  });
  opened();
}

/** Opens the sheet of that name, whatever it takes. */
export function show(name) {
  if (location.hash === `#${name}`) return;
  location.hash = name;
}

/** Back to the story; says whether there was anything to close. */
export function hide() {
  if (!openSheet()) return false;
  location.hash = "main";
  return true;
}

function opened() {
  const sheet = openSheet();
  for (const tab of document.querySelectorAll(".play-tabs a")) {
    const name = tab.dataset.sheet ?? tab.hash.slice(1);
    if (name === (sheet?.id ?? "main")) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  if (sheet?.dataset.far) fetchSheet(sheet);
  if (sheet && isOverTheStory(sheet)) sheet.querySelector(".sheet-body").focus({ preventScroll: true });
  else if (!sheet && opener?.isConnected) { opener.focus({ preventScroll: true }); opener = null; }
}

function isOverTheStory(sheet) {
  return sheet.matches(".sheet-far") || matchMedia("(max-width: 68rem)").matches;
}

function fetchSheet(sheet) {
  const body = document.getElementById(`${sheet.id}-body`);
  htmx.ajax("GET", sheet.dataset.far, { source: body, target: body, swap: "innerHTML" });
}
