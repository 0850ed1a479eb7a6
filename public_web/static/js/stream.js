/**
 * The telling of a turn as it is written, from the gateway's event stream. Words appear in an element that screen
 * readers skip; when the telling is done the finished turn is fetched and put in its place, to be read out once.
 */
const GIVE_UP_AFTER = 3;
const isStill = matchMedia("(prefers-reduced-motion: reduce)");

/** Whole paragraphs only: asked for in the settings, or else of the system. */
function wantsWholeParagraphs() {
  const { motion } = document.documentElement.dataset;
  return motion === "reduced" || (motion !== "full" && isStill.matches);
}

export class Telling {
  #template = null;
  #readers = new Map();

  /** `getTurn(id)` finds the element, `refreshTurn(id)` fetches it anew, `onText()` hears of each word. */
  constructor({ getTurn, refreshTurn, onText }) {
    this.getTurn = getTurn;
    this.refreshTurn = refreshTurn;
    this.onText = onText;
  }

  /** The address of a stream, `{turn_id}` standing for the turn; it carries the ticket. */
  useTemplate(template) { this.#template = template; }

  isReading(id) { return this.#readers.has(id); }

  /** Begins to read a turn's telling, unless that is being done already. */
  read(id) {
    if (!this.#template || this.isReading(id)) return;
    const source = new EventSource(this.#template.replace("{turn_id}", encodeURIComponent(id)));
    const reader = { source, text: "", failures: 0 };
    this.#readers.set(id, reader);
    source.addEventListener("open", () => { reader.text = ""; });
    source.addEventListener("again", () => this.#begin(id, reader));
    source.addEventListener("token", (event) => this.#add(id, reader, event.data));
    source.addEventListener("done", () => this.#finish(id));
    source.addEventListener("fallback", () => this.#finish(id));
    source.addEventListener("error", () => {
      reader.failures += 1;
      if (source.readyState === EventSource.CLOSED || reader.failures >= GIVE_UP_AFTER) this.#finish(id);
    });
  }

  /** Told anew: what an earlier telling said is no part of this one. */
  #begin(id, reader) {
    reader.text = "";
    this.getTurn(id)?.querySelector("[data-stream]")?.replaceChildren();
  }

  #add(id, reader, data) {
    reader.text += JSON.parse(data).text;
    if (wantsWholeParagraphs()) return;
    const place = this.getTurn(id)?.querySelector("[data-stream]");
    if (!place) return;
    const paragraphs = reader.text.split(/\n{2,}/).map((text) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      return paragraph;
    });
    place.replaceChildren(...paragraphs);
    this.onText();
  }

  async #finish(id) {
    this.#readers.get(id)?.source.close();
    try { await this.refreshTurn(id); } finally { this.#readers.delete(id); }
  }
}
