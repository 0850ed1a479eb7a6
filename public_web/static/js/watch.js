/**
 * The spectator's page: hears that there is something new and fetches it while it is looked at, until the tale is told.
 * Without a socket it asks by itself.
 */
import { Listener } from "./realtime.js";

const EVERY_MS = 3000;
/** Many may look on: they do not all ask in the same moment. */
const SPREAD_MS = 300;
const WORDS = { live: "Live", reconnecting: "Reconnecting…", asking: "Looking again every few seconds" };
const watching = document.getElementById("watching");
const line = document.getElementById("line");
const watched = () => document.getElementById("watched");
const isOver = () => watched().hasAttribute("data-over");
let isAsking = false;
let isMissing = false;
let newsTimer = null;

async function ask() {
  const shown = watched();
  await htmx.ajax("GET", `${watching.dataset.base}/now`, { source: shown, target: shown, swap: "outerMorph" });
}

/** One request at a time: what is told meanwhile is asked for once more. */
async function look() {
  if (document.hidden || !navigator.onLine || isOver()) return;
  if (isAsking) { isMissing = true; return; }
  isAsking = true;
  try {
    do { isMissing = false; await ask(); } while (isMissing);
  } catch {
    // The next news, or the next round, asks again.
  } finally {
    isAsking = false;
    if (isOver()) rest();
  }
}

function rest() {
  line.hidden = true;
  listener.stop();
}

function say(state) {
  line.dataset.state = state;
  if (line.textContent !== WORDS[state]) line.textContent = WORDS[state];
  line.hidden = isOver();
}

/** Of a version that is shown already there is nothing to fetch. */
function hear({ version }) {
  if (version !== undefined && Number(version) <= Number(watched().dataset.version)) return;
  newsTimer ??= setTimeout(() => { newsTimer = null; look(); }, Math.random() * SPREAD_MS);
}

const listener = new Listener({
  ticketUrl: `${watching.dataset.base}/ticket`,
  csrf: watching.dataset.csrf,
  onTicket: (ticket) => { if (!ticket.realtime) say("asking"); },
  onNews: hear,
  onHeard: () => { say("live"); look(); },
  onLost: () => say("reconnecting"),
  onEnd: () => { say("asking"); look(); },
  onSignedOut: look,
});

setInterval(() => { if (!listener.isOpen) look(); }, EVERY_MS);
document.addEventListener("visibilitychange", look);
if (!isOver()) listener.start();
