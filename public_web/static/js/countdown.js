/** Time that runs out. The seconds left come from the server and are counted by this machine, whatever its clock says. */
const SECOND_MS = 1000;

export class Countdown {
  #find;
  #until = null;
  #shownFor = null;

  /** `find()`: the element with the seconds left as the page was made, or null. */
  constructor(find) {
    this.#find = find;
  }

  /** The moment that is counted down to, as the server names it. */
  get moment() { return this.#shownFor; }

  /** The page may be morphed again with the same moment: then the count goes on as it was. */
  take() {
    const clock = this.#find();
    if (!clock) { this.#until = this.#shownFor = null; return; }
    if (clock.dataset.until === this.#shownFor) return;
    this.#shownFor = clock.dataset.until;
    this.#until = performance.now() + Number(clock.dataset.leftS) * SECOND_MS;
  }

  /** Writes the seconds left and returns them; null where nothing runs out. */
  tick() {
    const clock = this.#find();
    if (!clock || this.#until === null) return null;
    const left = Math.max(0, Math.round((this.#until - performance.now()) / SECOND_MS));
    clock.textContent = inWords(left);
    return left;
  }
}

/** `0:42`, `12:05`, `3 h 10 min`, `2 days`. */
function inWords(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
