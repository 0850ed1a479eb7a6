/**
 * From the click to the answer: the words stand in the log at once, one press is one action, and what got no answer may
 * be sent again without happening twice.
 */
const AWAY = "The game cannot be reached just now. What you typed is still here; try again in a moment.";
const MODES = new Set(["do", "say", "story"]);

/**
 * `log` shows what is under way; `say(text)` tells the player what went wrong. `onSend()` hears of each action, and
 * `onArrived(words)` of one that got no answer, but stands in the log after all.
 */
export function setUpSending(log, { say, onSend, onArrived }) {
  let underway = null;
  let unanswered = null;

  // Sent again unchanged, it is the same action. Something else under the old id would be taken for the old action.
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    const { body } = ctx.request;
    if (ctx.request.method !== "POST" || !body?.has?.("action_id")) return;
    const what = fingerprint(ctx.request.action, body);
    if (unanswered) body.set("action_id", unanswered.what === what ? unanswered.id : newId());
    underway = { what, id: body.get("action_id"), words: body.get("action")?.trim(), after: lastSeq(log) };
  });

  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.request.method !== "POST") return;
    if (!navigator.onLine) {
      event.preventDefault();
      say("You are offline. Your words stay here: send them when the line is back.");
      return;
    }
    say(null);
    if (isAction(ctx)) {
      show(log, ctx);
      onSend();
    }
  });

  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (isAction(ctx)) unanswered = ctx.response.status >= 500 ? underway : null;
  });

  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (ctx?.request.method !== "POST") return;
    if (isAction(ctx)) unanswered = underway;
    say(AWAY);
    settle();
  });

  // The answer was lost, the action was not. The same words again are then a new action.
  function settle() {
    if (!unanswered?.words || !standsIn(log, unanswered)) return;
    const { words } = unanswered;
    unanswered = { what: null };
    say(null);
    onArrived(words);
  }
  document.addEventListener("htmx:after:swap", settle);

  // Something on the way answered instead of the game: its page is not ours to show.
  document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
    if (!(ctx.response?.status >= 500) || ctx.hx?.retarget) return;
    tasks.length = 0;
    if (ctx.request.method === "POST") say(AWAY);
  });

  for (const moment of ["htmx:before:swap", "htmx:finally:request"]) {
    document.addEventListener(moment, ({ detail: { ctx } }) => {
      if (isAction(ctx)) log.querySelector(".sending")?.remove();
    });
  }
}

function isAction(ctx) {
  return ctx?.request.method === "POST" && /\/(action|combat|undo)$/.test(ctx.request.action);
}

const seqOf = (turn) => Number(turn.dataset.seq);
const lastSeq = (log) => Math.max(0, ...[...log.querySelectorAll("[data-turn]")].map(seqOf));

function standsIn(log, { words, after }) {
  const later = [...log.querySelectorAll("[data-turn]")].filter((turn) => seqOf(turn) > after);
  return later.some((turn) => turn.querySelector(".echo > span")?.lastChild?.textContent.trim() === words);
}

function fingerprint(address, body) {
  const fields = [...body].filter(([name]) => !["csrf_token", "action_id", "based_on"].includes(name));
  return JSON.stringify([address, fields]);
}

/** A UUID of version 4. `crypto.randomUUID` is there on safe origins only, and friends in the network have none. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function show(log, { request }) {
  const words = request.body.get("action") || request.submitter?.dataset.name || request.submitter?.textContent.trim();
  if (!words) return;
  const mode = MODES.has(request.body.get("mode")) ? request.body.get("mode") : "do";
  const sending = document.createElement("div");
  sending.className = "turn sending";
  sending.setAttribute("aria-hidden", "true");
  const echo = document.createElement("p");
  echo.className = `echo echo-${mode}`;
  echo.append(document.createElement("span"));
  echo.firstChild.textContent = words;
  const note = document.createElement("p");
  note.className = "sending-note";
  note.textContent = "Sending…";
  sending.append(echo, note);
  log.querySelector(".sending")?.remove();
  log.append(sending);
}
