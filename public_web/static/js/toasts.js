/**
 * Short words in the corner, one under the other; a press takes one away, and time does, but not while one points at it.
 * What does not fit waits for its place; what is there already is not said again.
 */
const SHOWN_MS = 6000;
const AGAIN_MS = 1500;
const AT_ONCE = 3;

export function setUpToasts(corner) {
  const waiting = [];
  corner.addEventListener("click", ({ target }) => { const one = target.closest(".toast"); if (one) takeAway(one); });

  function takeAway(one) {
    const hadFocus = one === document.activeElement;
    one.remove();
    while (waiting.length && corner.children.length < AT_ONCE) show(waiting.shift());
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
    fade(one, SHOWN_MS);
  }

  return function toast(text, kind = "") {
    const shown = [...corner.querySelectorAll(".toast-words")].map((one) => one.textContent);
    if (shown.includes(text) || waiting.some((one) => one.text === text)) return;
    if (corner.children.length < AT_ONCE) show({ text, kind });
    else waiting.push({ text, kind });
  };
}
