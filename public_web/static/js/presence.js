/**
 * Who of the party is here, and who is writing. It hears that from the gateway, says there what is typed on this page, and
 * tells of what lasts: a page that is only loaded anew, or a line that is found again, goes unmentioned.
 */
const SAID_EVERY_MS = 4000;
const TYPING_ENDS_MS = 6000;
const SHOWN_AFTER_MS = 4000;
const TOLD_AFTER_MS = 15_000;
/** After a break of our own the others come back one by one. */
const SETTLED_AFTER_MS = 25_000;
const BOXES = "#action, #chat-text";
const FORMS = ["composer", "chat-form"];

const dots = () => [...document.querySelectorAll("[data-here]")];

/** `listener` carries it, `toast` tells of it. What comes back hears of each frame (`heard`), each new line and each lost one. */
export function setUpPresence(listener, toast) {
  const players = new Map();
  const returned = new Set();
  let settledAt = 0;
  let saidAt = -Infinity;

  const playerOf = ({ dataset: { here: user, state } }) => {
    if (!players.has(user)) players.set(user, { state, since: performance.now(), wasHere: false, leaving: [] });
    return players.get(user);
  };

  function heard(members) {
    const now = new Map(members.map(({ user_id: user, state }) => [user, state]));
    for (const dot of dots()) {
      const state = now.get(dot.dataset.here) ?? "away";
      if (state === "away") goes(playerOf(dot), dot.dataset);
      else comes(playerOf(dot), dot.dataset, state);
    }
    paint();
  }

  function comes(player, { here: user, name }, state) {
    for (const timer of player.leaving.splice(0)) clearTimeout(timer);
    if (player.state === "away" && performance.now() - player.since >= TOLD_AFTER_MS) {
      toast(`${name} is ${player.wasHere ? "back" : "here"}.`, "good");
      returned.add(user);
    }
    Object.assign(player, { state, wasHere: true });
  }

  function goes(player, { here: user, name }) {
    if (player.state === "away" || player.leaving.length) return;
    const since = performance.now();
    if (!player.wasHere) { Object.assign(player, { state: "away", since }); return; }
    player.state = "online";
    const isShown = () => { Object.assign(player, { state: "away", since }); paint(); };
    const isTold = () => { player.leaving = []; returned.delete(user); toast(`${name} is away.`); };
    player.leaving = [[isShown, SHOWN_AFTER_MS], [isTold, TOLD_AFTER_MS]].map(
      ([deed, afterMs]) => setTimeout(deed, Math.max(afterMs, settledAt - since)),
    );
  }

  /** Without a line what the server rendered last stands, and nobody is known to write. */
  function paint() {
    const shown = listener.isOpen ? dots().filter((dot) => players.has(dot.dataset.here)) : [];
    for (const dot of shown) {
      const { state } = players.get(dot.dataset.here);
      dot.dataset.state = state;
      dot.querySelector("[data-here-word]").textContent = state === "away" ? "away" : "here";
    }
    const words = inWords(shown.filter((dot) => dot.dataset.state === "typing").map((dot) => dot.dataset.name));
    for (const line of document.querySelectorAll("[data-writing]")) if (line.textContent !== words) line.textContent = words;
  }

  function say(state) {
    const isTyping = state === "typing";
    const ago = performance.now() - saidAt;
    if (isTyping ? ago < SAID_EVERY_MS : ago > TYPING_ENDS_MS) return;
    if (listener.say("presence", { state })) saidAt = isTyping ? performance.now() : -Infinity;
  }

  document.addEventListener("input", ({ target }) => {
    if (target.matches(BOXES)) say(target.value.trim() ? "typing" : "online");
  });
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (FORMS.includes(ctx.sourceElement?.id) && ctx.response.status < 400) say("online");
  });
  document.addEventListener("htmx:after:swap", paint);

  return {
    heard,
    opened: () => { if (players.size) settledAt = performance.now() + SETTLED_AFTER_MS; },
    lost: paint,
    hasToldReturn: (user) => returned.has(user),
  };
}

function inWords(names) {
  if (!names.length) return "";
  if (names.length > 2) return "Several are writing…";
  return `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} writing…`;
}
