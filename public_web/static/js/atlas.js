/** The map under one's fingers, opened where one stands. */
import { setUpWalk } from "./walk.js";

const picture = document.querySelector(".atlas-picture");
if (picture) {
  setUpWalk(picture);
  const here = picture.querySelector("[aria-current]") ?? picture.querySelector(".spot-here");
  const frame = picture.closest(".atlas-frame");
  if (here) {
    frame.scrollLeft = Number(here.dataset.x) - frame.clientWidth / 2;
    frame.scrollTop = Number(here.dataset.y) - frame.clientHeight / 2;
  }
}
