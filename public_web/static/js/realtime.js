/**
 * Hears of committed rows over a socket that speaks Appwrite Realtime: connect with project and channels, wait for
 * `connected`, present the ticket, then `event` frames with whole rows. Comes back by itself, ever more patiently.
 */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;
const BANNER_AFTER_MS = 2500;
const PING_MS = 20_000;
const BACK_FOR_MS = 2500;
/** Where no rows are pushed there is no socket, and a ticket is for the tellings alone: each is good for ten minutes. */
const RENEWED_AFTER_MS = 5 * 60_000;
const REFUSED = 1008;

export class Listener {
  isOpen = false;
  #pauseMs = FIRST_PAUSE_MS;
  #bannerTimer = null;
  #pingTimer = null;
  #retryTimer = null;
  #wasShown = false;
  #socket = null;
  #isStopped = false;

  /**
   * `onTicket` hears each new ticket, `onRow(table, row)` each row; `onHeard` is called once rows come in, for what was
   * missed until then, and `onLost` when none come any more; `onSignedOut` when there is no sign-in any more. Who is there
   * (`onPresence(members)`) is asked for where somebody wants to know. Who only looks on hears that there is something to
   * fetch (`onNews(facts)`), and why the line was ended for good (`onEnd(reason)`). Without a `banner` the page says itself
   * how the line is.
   */
  constructor({
    ticketUrl, csrf, banner = null, onTicket, onHeard, onSignedOut,
    onRow = null, onPresence = null, onNews = null, onEnd = null, onLost = () => {},
  }) {
    Object.assign(this, { ticketUrl, csrf, banner, onTicket, onRow, onHeard, onSignedOut, onPresence, onNews, onEnd, onLost });
    window.addEventListener("offline", () => this.#say("You are offline. What you type is kept; send it when the line is back."));
    window.addEventListener("online", () => {
      this.#pauseMs = FIRST_PAUSE_MS;
      if (this.isOpen) { this.#back(); this.onHeard(); } else if (this.#retryTimer) this.start();
    });
  }

  async start() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    try {
      const ticket = await this.#fetchTicket();
      if (!ticket) { this.onSignedOut(); return; }
      if (this.#isStopped) return;
      this.onTicket(ticket);
      if (ticket.realtime) this.#connect(ticket);
      else this.#retryTimer = setTimeout(() => this.start(), RENEWED_AFTER_MS);
    } catch {
      this.#lost();
    }
  }

  /** Comes back no more. */
  stop() {
    this.#isStopped = true;
    this.isOpen = false;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#pingTimer);
    this.#socket?.close();
  }

  async #fetchTicket() {
    const headers = { "X-CSRF-Token": this.csrf, "HX-Request": "true" };
    const response = await fetch(this.ticketUrl, { method: "POST", headers });
    if (response.status === 401) return null;
    if (!response.ok) throw new Error(`ticket: ${response.status}`);
    return response.json();
  }

  /** Says something of this page; whether there was a line to say it on. */
  say(type, data) {
    if (this.isOpen) this.#socket.send(JSON.stringify({ type, data }));
    return this.isOpen;
  }

  #connect({ realtime: { url, auth, channels }, presence }) {
    const address = new URL(url);
    const wanted = this.onPresence && presence ? [...channels, presence] : channels;
    for (const channel of wanted) address.searchParams.append("channels[]", channel);
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#read(socket, JSON.parse(data), auth));
    socket.addEventListener("close", () => this.#lost());
  }

  #read(socket, frame, auth) {
    if (frame.type === "connected") {
      socket.send(JSON.stringify(auth));
      this.#pingTimer = setInterval(() => socket.send(JSON.stringify({ type: "ping" })), PING_MS);
    } else if (frame.type === "response" && frame.data?.to === "authentication") {
      this.#found();
    } else if (frame.type === "event") {
      this.#hear(frame.data);
    } else if (frame.type === "error") {
      if (this.onEnd && frame.data?.code === REFUSED) { this.stop(); this.onEnd(frame.data.message); }
      socket.close();
    }
  }

  #hear({ events, payload }) {
    const table = /(?:tables|collections)\.([^.*]+)\./.exec(events.find((name) => /(?:tables|collections)\.[^*]/.test(name)) ?? "");
    if (table) this.onRow?.(table[1], payload);
    else if (this.onNews) this.onNews(payload);
    else if (this.onPresence && Array.isArray(payload.members)) this.onPresence(payload.members);
  }

  #found() {
    this.isOpen = true;
    this.#pauseMs = FIRST_PAUSE_MS;
    clearTimeout(this.#bannerTimer);
    this.#bannerTimer = null;
    this.#back();
    this.onHeard();
  }

  #say(text) {
    if (!this.banner) return;
    this.banner.classList.remove("connection-back");
    this.banner.textContent = text;
    this.banner.hidden = false;
    this.#wasShown = true;
  }

  /** The line is there again: said for a moment to those who saw that it was gone. */
  #back() {
    if (!this.#wasShown) return;
    this.#say("The line is back.");
    this.#wasShown = false;
    this.banner.classList.add("connection-back");
    setTimeout(() => { if (!this.#wasShown) this.banner.hidden = true; }, BACK_FOR_MS);
  }

  #lost() {
    this.isOpen = false;
    clearInterval(this.#pingTimer);
    if (this.#isStopped) return;
    this.onLost();
    this.#bannerTimer ??= setTimeout(() => {
      if (navigator.onLine) this.#say("The line is broken. Finding it again… You can play on meanwhile.");
    }, BANNER_AFTER_MS);
    const pause = this.#pauseMs * (0.75 + Math.random() / 2);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    this.#retryTimer = setTimeout(() => this.start(), pause);
  }
}
