/**
 * Whose turn it is in a party: counted down, called out when it comes to oneself, and put into the window's title; and who
 * has come or gone.
 */
import { Countdown } from "./countdown.js";

const SECOND_MS = 1000;
const HURRY_S = 15;
const MARK = "● ";

const line = () => document.getElementById("turn-line");
/** What the page has to say to this player about the move; empty while nothing is waited for from here. */
const call = () => (line()?.hidden ? "" : line()?.dataset.call ?? "");
/** By character: names need not differ. */
const members = () => new Map([...document.querySelectorAll("#party [data-member]")].map(
  (one) => {
    const { vitals, member, away } = one.dataset;
    return [vitals, { name: member, user: one.querySelector("[data-here]")?.dataset.here, isAway: away !== undefined }];
  },
));

/** `hasToldReturn(user)`: whether somebody's coming back was told of already. */
export function setUpTurns(toast, hasToldReturn) {
  const countdown = new Countdown(() => line()?.querySelector("[data-left-s]"));
  let called = call();
  let known = members();
  let saidFor = null;

  function tick() {
    const left = countdown.tick();
    if (left === null) return;
    const isHurry = left <= HURRY_S && call() !== "";
    if (isHurry && left > 0 && saidFor !== countdown.moment) { saidFor = countdown.moment; toast(`${left} seconds left.`, "bad"); }
    line().classList.toggle("turn-line-hurry", isHurry);
  }

  function compare(now) {
    for (const [id, { name, user, isAway }] of now) {
      const before = known.get(id);
      if (!before) toast(`${name} has joined you.`, "good");
      else if (isAway && !before.isAway) toast(`${name} is away: the turn went by.`);
      else if (!isAway && before.isAway && !hasToldReturn(user)) toast(`${name} is back.`, "good");
    }
    for (const [id, { name }] of known) if (!now.has(id)) toast(`${name} has gone another way.`);
  }

  function look() {
    const title = document.title.replace(MARK, "");
    const now = members();
    const base = document.querySelector("#playhead h1")?.textContent;
    document.title = (call() && now.size > 1 ? MARK : "") + (base ? title.replace(/^[^·]*/, `${base} `) : title);
    if (call() && call() !== called) toast(call(), "good");
    compare(now);
    called = call();
    known = now;
    countdown.take();
    tick();
  }

  document.addEventListener("htmx:after:swap", look);
  setInterval(tick, SECOND_MS);
  look();
}
