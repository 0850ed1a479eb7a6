/**
 * Short words in the corner, one under the other; on a phone one at a time, since the party is there as well. A press takes one
 * away, and time does, but not while one points at it.
 * What does not fit waits for its place, and what stands there makes room sooner then; what is there already is not said again.
 */
const SHOWN_MS = 6000;
const SHOWN_WHILE_OTHERS_WAIT_MS = 2000;
const AGAIN_MS = 1500;
const AT_ONCE = 3;
const PHONE = matchMedia("(max-width: 40rem)");

export function setUpToasts(corner) {
  const waiting = [];
  const hasRoom = () => corner.children.length < (PHONE.matches ? 1 : AT_ONCE);
  corner.addEventListener("click", ({ target }) => { const one = target.closest(".toast"); if (one) takeAway(one); });

  function takeAway(one) {
    const hadFocus = one === document.activeElement;
    one.remove();
    while (waiting.length && hasRoom()) show(waiting.shift());
    if (hadFocus) (corner.querySelector(".toast") ?? document.getElementById("stage"))?.focus({ preventScroll: true });
  }

  function fade(one, inMs) {
    setTimeout(() => {
      if (!one.isConnected) return;
      if (one.matches(":hover, :focus-visible")) fade(one, AGAIN_MS);
      else takeAway(one);
    }, inMs);
  }

  function show({ text, kind }) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = `toast ${kind && `toast-${kind}`}`;
    const words = document.createElement("span");
    words.className = "toast-words";
    words.textContent = text;
    const hint = document.createElement("span");
    hint.className = "visually-hidden";
    hint.textContent = " (press to take this away)";
    one.append(words, hint);
    corner.append(one);
    fade(one, waiting.length ? SHOWN_WHILE_OTHERS_WAIT_MS : SHOWN_MS);
  }

  return function toast(text, kind = "") {
    const shown = [...corner.querySelectorAll(".toast-words")].map((one) => one.textContent);
    if (shown.includes(text) || waiting.some((one) => one.text === text)) return;
    if (hasRoom()) { show({ text, kind }); return; }
    waiting.push({ text, kind });
    fade(corner.firstElementChild, SHOWN_WHILE_OTHERS_WAIT_MS);
  };
}
