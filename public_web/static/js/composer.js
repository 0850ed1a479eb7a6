/**
 * The box for one's own words: Enter sends, Shift+Enter breaks the line, an input method's Enter does neither. What was
 * said before comes back with the arrows; what is typed is kept through everything, a new sign-in included.
 */
const hasKeyboard = matchMedia("(pointer: fine)");
const REMEMBERED = 50;
const WORDS = {
  do: ["What do you do?", "Do it"],
  say: ["What do you say?", "Say it"],
  story: ["How does it go on?", "Tell it"],
};

const box = () => document.getElementById("action");

/** What it returns takes words that were sent out of the box: `sent(words)`. */
export function setUpComposer(sessionId) {
  const draft = kept(`coc.draft.${sessionId}`);
  const said = kept(`coc.said.${sessionId}`);
  let place = null;

  const history = () => JSON.parse(said.read() ?? "[]");
  const remember = (words) => said.write(JSON.stringify([...history().filter((one) => one !== words), words].slice(-REMEMBERED)));

  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "action" || event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (event.target.value.trim()) event.target.form.requestSubmit();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      leaf(event);
    }
  });

  /** Through what was said before, from an empty box or from where one is already. */
  function leaf(event) {
    const before = history();
    const isLeafing = place !== null && event.target.value === before[place];
    if (event.target.value && !isLeafing) return;
    if (!isLeafing) place = before.length;
    const next = place + (event.key === "ArrowUp" ? -1 : 1);
    if (next < 0 || next > before.length) return;
    event.preventDefault();
    place = next;
    event.target.value = before[place] ?? "";
    draft.write(event.target.value);
  }

  document.addEventListener("input", (event) => {
    if (event.target.id === "action") draft.write(event.target.value);
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "mode") showMode();
  });

  /** What was handed in for the round comes back to be changed; the link does the same without script. */
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-change]") || !box()) return;
    event.preventDefault();
    const own = document.querySelector("[data-handed-in]");
    box().value = own.textContent;
    document.querySelector(`#composer [name=mode][value="${own.dataset.mode}"]`).checked = true;
    showMode();
    const whom = document.getElementById("for-character");
    if (whom) whom.value = "";
    draft.write(box().value);
    box().focus();
  });

  // The page keeps what is typed through every change; only an accepted action empties the box.
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement.id === "composer" && ctx.response.status < 400) empty();
  });

  function empty() {
    if (box()?.value.trim()) remember(box().value.trim());
    if (box()) box().value = "";
    place = null;
    draft.clear();
  }

  // What was pressed may be gone with what it did: the keyboard goes on where one acts next.
  document.addEventListener("htmx:after:swap", (event) => {
    showMode();
    const isAction = event.detail.ctx?.request?.method === "POST";
    const isLost = document.activeElement === document.body || document.activeElement?.disabled;
    if (!isAction || !isLost) return;
    const next = document.querySelector("#combat .move:enabled") ?? (hasKeyboard.matches && box());
    (next || document.getElementById("stage")).focus({ preventScroll: true });
  });

  if (box() && !box().value) box().value = draft.read() ?? "";
  showMode();
  return { sent: (words) => { if (box()?.value.trim() === words) empty(); } };
}

/** The next way to mean one's words. */
export function nextMode() {
  const modes = [...document.querySelectorAll("#composer input[name=mode]")];
  const now = modes.findIndex((one) => one.checked);
  modes[(now + 1) % modes.length]?.click();
}

function showMode() {
  const mode = document.querySelector("#composer input[name=mode]:checked")?.value ?? "do";
  const [question, deed] = WORDS[mode];
  if (!box()) return;
  if (Object.values(WORDS).some(([one]) => one === box().placeholder)) box().placeholder = question;
  document.querySelector(".composer-send-text").textContent = deed;
}

/** A value of this tab. Where the browser keeps nothing, nothing is kept. */
function kept(name) {
  const attempt = (deed) => { try { return deed(); } catch { return null; } };
  return {
    read: () => attempt(() => sessionStorage.getItem(name)),
    write: (value) => attempt(() => sessionStorage.setItem(name, value)),
    clear: () => attempt(() => sessionStorage.removeItem(name)),
  };
}
