/**
 * Walking a picture by keyboard: one stop for the Tab key, the arrows lead on, and what stands under them is told in a
 * pane beside it. The links lead to the same panes without this.
 */
import { ARROWS, thatWay } from "./directions.js";

/** `links` hold data-x, data-y, data-pane, and data-near where ways go before mere nearness. */
export function setUpWalk(picture) {
  const links = [...picture.querySelectorAll("[data-pane]")];
  if (!links.length) return;
  let stop = links.find((link) => link.hasAttribute("aria-current")) ?? links[0];
  for (const link of links) link.setAttribute("tabindex", link === stop ? "0" : "-1");

  function look(link) {
    stop.setAttribute("tabindex", "-1");
    stop = link;
    stop.setAttribute("tabindex", "0");
    showPane(link);
  }

  picture.addEventListener("focusin", ({ target }) => {
    const link = target.closest("[data-pane]");
    if (link) look(link);
  });
  picture.addEventListener("click", (event) => {
    const link = event.target.closest("[data-pane]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    look(link);
    enterPane(link);
  });
  picture.addEventListener("keydown", (event) => {
    const link = event.target.closest("[data-pane]");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { Home: links[0], End: links.at(-1) }[event.key] ?? (ARROWS[event.key] && ahead(link, links, ARROWS[event.key]));
    if (event.key in ARROWS || event.key === "Home" || event.key === "End") event.preventDefault();
    next?.focus();
  });
}

/** The neighbour that lies most in that direction; without one, whatever does. */
function ahead(from, links, direction) {
  const near = (from.dataset.near ?? "").split(" ");
  const found = thatWay(from, links, direction);
  const joined = found.find(({ place, along, aside }) => near.includes(place.id) && along >= aside);
  return (joined ?? found[0])?.place;
}

function showPane(link) {
  const pane = document.getElementById(link.dataset.pane);
  if (!pane) return;
  for (const other of pane.parentElement.children) other.hidden = other !== pane;
  for (const one of document.querySelectorAll("[data-pane][aria-current]")) one.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  pane.dataset.cameFrom = link.id;
}

function enterPane(link) {
  const pane = document.getElementById(link.dataset.pane);
  pane.focus({ preventScroll: true });
  pane.scrollIntoView({ block: "nearest" });
}

/** Escape leads back from a pane to where one was in the picture. */
document.addEventListener("keydown", (event) => {
  const pane = event.key === "Escape" && event.target.closest?.(".pane");
  if (pane) document.getElementById(pane.dataset.cameFrom)?.focus();
});
