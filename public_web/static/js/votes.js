/** What the party is asked: said when it begins and when it has ended, and counted down meanwhile. */
import { Countdown } from "./countdown.js";

const SECOND_MS = 1000;
const panel = () => document.getElementById("vote-panel");
const vote = () => panel()?.querySelector("[data-vote]");

export function setUpVotes(toast) {
  const countdown = new Countdown(() => vote()?.querySelector("[data-left-s]"));
  let open = vote()?.dataset.vote;
  let ended = panel()?.dataset.ended;

  function look() {
    const now = vote()?.dataset;
    if (now && now.vote !== open && now.asked) toast(now.asked);
    const last = panel()?.dataset;
    if (last?.ended && last.ended !== ended) toast(last.said);
    open = now?.vote;
    ended = last?.ended;
    countdown.take();
    countdown.tick();
  }

  // What was asked for is on its way: the list of what else could be is in the way.
  document.addEventListener("submit", ({ target }) => target.closest("#ask:popover-open")?.hidePopover());
  document.addEventListener("htmx:after:swap", look);
  setInterval(() => countdown.tick(), SECOND_MS);
  look();
}
