/** The drawer of the party's talk: hears what is said, counts what was not read yet, and keeps what is being typed. */
export function setUpChat(base, toast) {
  const drawer = document.getElementById("chat");
  if (!drawer) return { heard: () => {} };
  let unread = 0;
  let running = null;

  const isOpen = () => drawer.matches(":popover-open");
  const log = () => document.getElementById("chat-log");
  const toTheEnd = () => { log().scrollTop = log().scrollHeight; };

  function show() {
    const count = document.querySelector(".chat-unread");
    if (count) count.textContent = unread ? String(unread) : "";
  }

  async function ask() {
    const before = new Set([...log().querySelectorAll("[data-message]")].map((one) => one.dataset.message));
    await htmx.ajax("GET", `${base}/chat/messages`, { source: log(), target: log(), swap: "outerMorph" });
    const fresh = [...log().querySelectorAll("[data-from]")].filter((one) => !before.has(one.dataset.message));
    toTheEnd();
    if (isOpen() || !fresh.length) return;
    unread += fresh.length;
    show();
    const last = fresh.at(-1);
    const how = last.matches(".chat-whisper") ? " whispers" : "";
    toast(`${last.dataset.from}${how}: ${last.querySelector(".chat-words, .chat-dice")?.textContent.trim() ?? ""}`);
  }

  /** One request at a time; what is said meanwhile is asked for once more. */
  let again = false;
  function heard() {
    if (running) { again = true; return; }
    running = ask().catch(() => {}).finally(() => {
      running = null;
      if (again) { again = false; heard(); }
    });
  }

  drawer.addEventListener("toggle", () => {
    if (!isOpen()) return;
    unread = 0;
    show();
    heard();
    document.getElementById("chat-text")?.focus();
  });
  document.addEventListener("htmx:after:swap", () => {
    show();
    if (isOpen()) toTheEnd();
  });
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    const box = document.getElementById("chat-text");
    if (ctx.sourceElement?.id !== "chat-form" || !box || ctx.response.status >= 400) return;
    box.value = "";
    box.focus();
  });
  return { heard };
}
