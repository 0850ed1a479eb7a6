/** The map under one's fingers: the arrows walk from place to place, choosing one beside here goes there. */
import { ARROWS, thatWay } from "./directions.js";

export function setUpChart(body) {
  const chart = body.querySelector("[data-chart]");
  if (!chart) return;
  const places = [...chart.querySelectorAll(".chart-place")];
  const here = chart.querySelector(".chart-here") ?? places[0];
  const says = chart.querySelector("[data-chart-says]");
  const status = chart.querySelector("[data-chart-status]");

  function step(to) {
    for (const place of places) place.setAttribute("tabindex", place === to ? "0" : "-1");
    to.focus();
  }

  function choose(place) {
    const way = place.dataset.go && document.querySelector(`#place .compass-${place.dataset.go} button:enabled`);
    if (way) way.click();
    else status.textContent = place === here ? "You are here." : "You cannot go there from here in one step.";
    if (!way) says.textContent = status.textContent;
  }

  for (const place of places) {
    place.setAttribute("role", "button");
    place.setAttribute("aria-label", place.dataset.says);
    place.setAttribute("tabindex", place === here ? "0" : "-1");
    place.addEventListener("focus", () => { says.textContent = place.dataset.says; });
    place.addEventListener("pointerenter", () => { says.textContent = place.dataset.says; });
    place.addEventListener("click", () => choose(place));
    place.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(place); }
      if (!ARROWS[event.key]) return;
      event.preventDefault();
      const [next] = thatWay(place, places, ARROWS[event.key]);
      if (next) step(next.place);
    });
  }
  centre(chart.querySelector(".chart-frame"), here);
  here?.focus({ preventScroll: true });
}

function centre(frame, here) {
  if (!here) return;
  const picture = frame.querySelector(".chart-picture");
  frame.scrollLeft = Number(here.dataset.x) + picture.getBoundingClientRect().left - frame.getBoundingClientRect().left + frame.scrollLeft - frame.clientWidth / 2;
  frame.scrollTop = Number(here.dataset.y) - frame.clientHeight / 2;
}
