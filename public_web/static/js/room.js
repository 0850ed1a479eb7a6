/** The room of a party: hears who comes and goes, and hands its links on. */
import { setUpPresence } from "./presence.js";
import { Listener } from "./realtime.js";

const POLL_MS = 3000;
const SAID_MS = 2000;
const gathering = document.getElementById("gathering");
const room = () => document.getElementById("room");
let running = null;

async function ask() {
  const shown = room();
  await htmx.ajax("GET", `${gathering.dataset.base}/room?was=${shown.dataset.status}`, { source: shown, target: shown, swap: "outerMorph" });
}

/** One request at a time: what changes meanwhile is seen by the next. */
function refresh() {
  running ??= ask().catch(() => {}).finally(() => { running = null; });
  return running;
}

const listener = new Listener({
  ticketUrl: `${gathering.dataset.base}/ticket`,
  csrf: gathering.dataset.csrf,
  banner: document.getElementById("connection"),
  onTicket: () => {},
  onHeard: () => { presence.opened(); return refresh(); },
  onLost: () => presence.lost(),
  onPresence: (members) => presence.heard(members),
  onRow: (table, row) => {
    const isNews = table === "game_sessions" && row.$id === gathering.dataset.session && Number(row.version) > Number(room().dataset.version);
    if (isNews) refresh();
  },
  onSignedOut: refresh,
});

/** Here everybody sees the seats themselves: nothing is called out. */
const presence = setUpPresence(listener, () => {});

/** Without the socket the page asks by itself; with it, now and then: who was sent away hears of nothing any more. */
let waits = 0;
setInterval(() => {
  waits += 1;
  if (!document.hidden && navigator.onLine && (!listener.isOpen || waits % 5 === 0)) refresh();
}, POLL_MS);

function offer() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  if (navigator.share) for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
}

/** Whose address was copied a moment ago. */
let copied = null;

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    return;
  }
  const aloud = document.getElementById("said");
  copied = button.dataset.copy;
  sayCopied();
  aloud.textContent = "The link is copied.";
  setTimeout(() => { copied = null; sayCopied(); aloud.textContent = ""; }, SAID_MS);
}

/** Also after the room was asked for again, which knows nothing of it. */
function sayCopied() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.querySelector("[data-copy-says]").textContent = button.dataset.copy === copied ? "Copied" : "Copy";
  }
}

gathering.addEventListener("click", ({ target }) => {
  const copying = target.closest("[data-copy]");
  const sharing = target.closest("[data-share]");
  if (copying) copy(copying);
  if (sharing) navigator.share({ title: sharing.dataset.shareTitle, url: sharing.dataset.share }).catch(() => {});
  if (target.matches("[data-address]")) target.select();
});

document.addEventListener("htmx:after:swap", () => { offer(); sayCopied(); });
offer();
listener.start();
