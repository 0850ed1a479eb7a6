/**
 * Whose turn it is in a party: counted down, called out when it comes to oneself, and put into the window's title; and who
 * has come or gone. The seconds left come from the server and are counted by this machine, whatever its clock says.
 */
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
  let called = call();
  let known = members();
  let until = null;
  let shownFor = null;
  let saidFor = null;

  /** The page may be morphed again with the same moment: then the count goes on as it was. */
  function take() {
    const clock = line()?.querySelector("[data-left-s]");
    if (!clock) { until = shownFor = null; return; }
    if (clock.dataset.until !== shownFor) {
      shownFor = clock.dataset.until;
      until = performance.now() + Number(clock.dataset.leftS) * SECOND_MS;
    }
    tick();
  }

  function tick() {
    const clock = line()?.querySelector("[data-left-s]");
    if (!clock || until === null) return;
    const left = Math.max(0, Math.round((until - performance.now()) / SECOND_MS));
    clock.textContent = inWords(left);
    const isHurry = left <= HURRY_S && call() !== "";
    if (isHurry && left > 0 && saidFor !== shownFor) { saidFor = shownFor; toast(`${left} seconds left.`, "bad"); }
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
    take();
  }

  document.addEventListener("htmx:after:swap", look);
  setInterval(tick, SECOND_MS);
  look();
}

/** `0:42`, `12:05`, `3 h 10 min`, `2 days`. */
function inWords(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
