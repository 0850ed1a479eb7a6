/**
 * The play page. The server renders everything; this listens, asks for the parts that changed, and keeps the place.
 */
import { setUpChat } from "./chat.js";
import { setUpAim } from "./combat.js";
import { setUpComposer } from "./composer.js";
import { setUpDeltas } from "./deltas.js";
import { setUpDice } from "./dice.js";
import { keepFresh } from "./freshness.js";
import { setUpKeys } from "./keys.js";
import { setUpNews } from "./news.js";
import { setUpPatience } from "./patience.js";
import { setUpPresence } from "./presence.js";
import { Reading } from "./reading.js";
import { Listener } from "./realtime.js";
import { setUpSending } from "./sending.js";
import { setUpSheets } from "./sheets.js";
import { Telling } from "./stream.js";
import { setUpTips } from "./tips.js";
import { setUpToasts } from "./toasts.js";
import { setUpTurns } from "./turns.js";
import { setUpVotes } from "./votes.js";

const play = document.getElementById("play");
const log = document.getElementById("log");
const notices = document.getElementById("notices");
const base = play.dataset.base;
const POLL_MS = 2500;

const isLive = (turn) => turn.hasAttribute("data-live");
const turns = () => [...log.querySelectorAll("[data-turn]")];
const turnOf = (id) => document.getElementById(`turn-${id}`);
/** Up to here nothing is missing: what others did before a turn of one's own that still waits is told only once it has happened. */
function lastSeq() {
  const seqs = (chosen) => chosen.map((turn) => Number(turn.dataset.seq));
  const waiting = Math.min(...seqs(turns().filter((turn) => turn.dataset.status === "accepted")));
  return Math.max(0, ...seqs(turns()).filter((seq) => seq < waiting));
}
const version = () => Number(document.getElementById("stage").dataset.version);
const reading = new Reading(log, document.getElementById("new-below"));

/** One request at a time for each part; what is asked for meanwhile is asked once more afterwards. */
function once(task) {
  let running = null;
  let again = false;
  return async function run() {
    if (running) { again = true; return running; }
    running = task().catch(() => {}).finally(() => { running = null; });
    await running;
    if (again) { again = false; return run(); }
  };
}

/** Each part asks from its own element: htmx lets one request wait behind another of the same element, and drops more. */
const fetchInto = (element, path, swap) => htmx.ajax("GET", base + path, { source: element, target: element, swap });
const refreshScene = once(() => fetchInto(document.getElementById("stage"), "/scene", "outerMorph"));
const catchUp = once(() => fetchInto(log, `/turns/latest?after=${lastSeq()}`, "beforeend"));

async function refreshTurn(id) {
  const turn = turnOf(id);
  if (turn) await fetchInto(turn, `/turns/${encodeURIComponent(id)}`, "outerMorph");
  reading.arrived();
}

async function refreshAll() {
  await Promise.all([refreshScene(), catchUp()]);
  await Promise.all(turns().filter(isLive).map((turn) => refreshTurn(turn.dataset.turn)));
}

const telling = new Telling({ getTurn: turnOf, refreshTurn, onText: () => reading.arrived() });
const listener = new Listener({
  ticketUrl: `${base}/ticket`,
  csrf: play.dataset.csrf,
  banner: document.getElementById("connection"),
  onTicket: (ticket) => { telling.useTemplate(ticket.stream); lookAtTurns(); },
  onHeard: () => { presence?.opened(); chat.heard(); dice.heard(); return refreshAll(); },
  onLost: () => presence?.lost(),
  onPresence: play.hasAttribute("data-party") ? (members) => presence.heard(members) : null,
  onRow: heard,
  onSignedOut: refreshScene,
});

/**
 * A row that was committed: ask only for what is older on the page. What changes a character on an adventure changes
 * the adventure's row too.
 */
function heard(table, row) {
  if (table === "game_sessions" && row.$id === play.dataset.session) {
    if (Number(row.version) > version()) refreshScene();
  } else if (table === "session_turns" && row.session_id === play.dataset.session) {
    const shown = turnOf(row.$id);
    if (row.status === "resolved") dice.heard();
    if (!shown) { early.set(row.$id, row); if (Number(row.seq) > lastSeq()) catchUp(); return; }
    refreshIfMoved(shown, row);
  } else if (table === "chat_messages" && row.session_id === play.dataset.session) {
    chat.heard();
    if (row.roll) dice.heard();
  }
}

/** Rows of turns that are still on their way here: what is on its way may be older than they are. */
const early = new Map();

function meetEarly() {
  for (const [id, row] of early) {
    const shown = turnOf(id);
    if (!shown) continue;
    early.delete(id);
    refreshIfMoved(shown, row);
  }
}

function refreshIfMoved(shown, row) {
  const { status, narration, undone, attempt } = shown.dataset;
  const isToldAnew = Number(row.attempt ?? 0) > Number(attempt);
  const hasMoved = isToldAnew || status !== row.status || narration !== row.narration_status || (undone === undefined && row.is_undone);
  if (hasMoved && !telling.isReading(row.$id)) refreshTurn(row.$id);
}

/** Starts reading the telling of every turn that is being told. */
function lookAtTurns() {
  for (const turn of turns()) {
    if (isLive(turn) && turn.dataset.status !== "accepted") telling.read(turn.dataset.turn);
  }
}

/** A word of ours beside the form, which keeps what was typed; null takes the last one away. */
function say(text) {
  notices.replaceChildren();
  if (!text) return;
  const notice = document.createElement("div");
  notice.className = "notice notice-bad";
  notice.setAttribute("role", "alert");
  notice.textContent = text;
  notices.append(notice);
}

function acted() {
  document.getElementById("recap")?.remove();
  reading.follow();
}

document.addEventListener("htmx:after:swap", () => { meetEarly(); lookAtTurns(); reading.arrived(); });

/** Without the socket the page asks by itself while something is still to come; in a party others may act at any time. */
setInterval(() => {
  if (document.hidden || listener.isOpen || !navigator.onLine) return;
  if (play.hasAttribute("data-party") || turns().some(isLive)) { chat.heard(); dice.heard(); refreshAll(); }
}, POLL_MS);

keepFresh(log, (id) => telling.isReading(id));
const composer = setUpComposer(play.dataset.session);
setUpSending(log, { say, onSend: acted, onArrived: composer.sent });
setUpAim();
setUpDeltas(document.getElementById("changes"));
setUpSheets();
setUpKeys({ toTheEnd: () => reading.toTheEnd() });
setUpTips();
const toast = setUpToasts(document.getElementById("toasts"));
const presence = play.hasAttribute("data-party") ? setUpPresence(listener, toast) : null;
setUpTurns(toast, (user) => presence?.hasToldReturn(user));
setUpNews(toast);
setUpVotes(toast);
const chat = setUpChat(base, toast);
const dice = setUpDice(base);
setUpPatience(log, () => reading.arrived());
listener.start();
lookAtTurns();
reading.arrived();
