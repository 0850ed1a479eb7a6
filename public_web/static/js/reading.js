/** Where one reads: the log stays at its end unless one has scrolled up, and then says that there is more below. */
const NEAR_THE_END_PX = 120;
const NEAR_THE_TOP_PX = 60;
const ABOVE_A_TURN_PX = 12;
/** Beside a fight on a phone the log has a few lines: the newest are the ones that count. */
const FEW_LINES_PX = 320;

export class Reading {
  #follows = true;
  #left = 0;
  #heightBefore = null;

  constructor(log, button) {
    this.log = log;
    this.button = button;
    log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    button.addEventListener("click", () => { this.toTheEnd(); log.focus({ preventScroll: true }); });
    document.addEventListener("htmx:before:swap", ({ detail }) => {
      const isOlder = detail.tasks.some((task) => task.target?.id === "older");
      this.#heightBefore = isOlder ? log.scrollHeight : null;
    });
    document.addEventListener("htmx:after:swap", () => this.#stayInPlace());
    new ResizeObserver(() => { if (this.#follows) this.arrived(); }).observe(log);
  }

  /** One has acted, and wants to see what comes of it. */
  follow() {
    this.#follows = true;
    this.#left = this.log.scrollTop;
    this.arrived();
  }

  /** Something was added: on to it, but never past the beginning of a turn that is longer than the window. */
  arrived() {
    if (this.#hasJustLeft()) this.#follows = false;
    if (!this.#follows) {
      this.button.hidden = this.#isNearTheEnd();
      return;
    }
    const turns = this.#showsNewestLine() ? [] : this.log.querySelectorAll(":scope > .turn");
    const start = turns.length ? turns[turns.length - 1].offsetTop - ABOVE_A_TURN_PX : Infinity;
    this.#moveTo(Math.min(start, this.log.scrollHeight));
    this.button.hidden = this.#isNearTheEnd();
  }

  toTheEnd() {
    this.#follows = true;
    this.#moveTo(this.log.scrollHeight);
    this.button.hidden = true;
  }

  #showsNewestLine() {
    return this.log.clientHeight < FEW_LINES_PX && document.querySelector(".stage-combat") !== null;
  }

  #moveTo(top) {
    this.log.scrollTop = top;
    this.#left = this.log.scrollTop;
  }

  /** One has scrolled up, and the browser is yet to say so: it does with the next picture it paints. */
  #hasJustLeft() {
    return this.#left - this.log.scrollTop > NEAR_THE_END_PX && !this.#isNearTheEnd();
  }

  #isNearTheEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_THE_END_PX;
  }

  #scrolled() {
    this.#follows = this.#isNearTheEnd();
    this.#left = this.log.scrollTop;
    if (this.#follows) this.button.hidden = true;
    if (this.log.scrollTop < NEAR_THE_TOP_PX) this.log.querySelector("#older a:not(.htmx-request)")?.click();
  }

  /** Older turns were put above: what one was reading stays under one's eyes. */
  #stayInPlace() {
    if (this.#heightBefore === null) return;
    this.log.scrollTop += this.log.scrollHeight - this.#heightBefore;
    this.#heightBefore = null;
  }
}
