/** Turns that take longer than they should say so. */
const ACCEPTED_MS = 7000;
const TELLING_MS = 12_000;
const LOOK_MS = 1000;

/** `onChange()` hears when a turn has begun to say so. */
export function setUpPatience(log, onChange) {
  const since = new Map();
  setInterval(() => {
    const live = new Map();
    for (const turn of log.querySelectorAll("[data-live]")) {
      const state = `${turn.dataset.turn} ${turn.dataset.status}`;
      live.set(state, since.get(state) ?? performance.now());
      const most = turn.dataset.status === "accepted" ? ACCEPTED_MS : TELLING_MS;
      if (performance.now() - live.get(state) <= most || turn.classList.contains("is-slow")) continue;
      turn.classList.add("is-slow");
      onChange();
    }
    since.clear();
    for (const [state, moment] of live) since.set(state, moment);
  }, LOOK_MS);
}
