/**
 * Forms that lose nothing. Everything works without this; with it a form is sent once, not at all while the browser is
 * offline, and what was typed comes back when one returns from a request that found nobody there.
 */
import { setUpDialogs } from "./dialogs.js";

const DRAFTS = "coc-draft:";
const FREE_AGAIN_AFTER_MS = 10_000;
const isPlain = (form) => form.method === "post" && !form.matches("[hx-post]");
const worded = (form) => [...form.elements].filter((one) => one.name && one.matches("textarea, input:not([type=hidden], [type=password], [type=radio], [type=checkbox], [type=file])"));
const keyOf = (form) => DRAFTS + new URL(form.action).pathname;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !isPlain(form)) return;
  if (form.hasAttribute("aria-busy")) { event.preventDefault(); return; }
  if (!navigator.onLine) {
    event.preventDefault();
    say("You are offline. What you typed is still here; send it when you are back.");
    return;
  }
  keepDraft(form);
  form.setAttribute("aria-busy", "true");
  event.submitter?.classList.add("busy");
  setTimeout(() => setFree(form), FREE_AGAIN_AFTER_MS);
});

function setFree(form) {
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll(".busy")) button.classList.remove("busy");
}

/** In this tab only, never a password, and only until a page answers. */
function keepDraft(form) {
  const typed = Object.fromEntries(worded(form).map((field) => [field.name, field.value]));
  if (Object.keys(typed).length) sessionStorage.setItem(keyOf(form), JSON.stringify(typed));
}

/** The form is still here: nothing answered it, or it was refused. On any other page it was answered. */
function restoreDrafts() {
  for (const form of document.forms) {
    const draft = isPlain(form) && sessionStorage.getItem(keyOf(form));
    if (!draft) continue;
    const typed = JSON.parse(draft);
    for (const field of worded(form)) if (!field.value && field.name in typed) field.value = typed[field.name];
  }
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFTS)) sessionStorage.removeItem(key);
}

function say(text) {
  document.getElementById("unsent")?.remove();
  const banner = document.createElement("div");
  banner.id = "unsent";
  banner.className = "banner";
  banner.setAttribute("role", "alert");
  banner.textContent = text;
  document.body.prepend(banner);
}

/** Back from the browser's store of whole pages: nothing is being sent any more. */
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.querySelectorAll("form[aria-busy]")) setFree(form);
});

/** The line: said when it goes, and gone when it is back. The play page has a banner of its own. */
window.addEventListener("offline", () => {
  if (!document.getElementById("connection")) say("You are offline. What is on this page stays; the game waits for you.");
});
window.addEventListener("online", () => document.getElementById("unsent")?.remove());

restoreDrafts();
setUpDialogs();
