/**
 * Single keys, for those who want them: none acts while one writes, and one switch turns all of them off (kept in this
 * browser). `?` lists them.
 */
import { aimAtNext } from "./combat.js";
import { nextMode } from "./composer.js";
import { hide, show } from "./sheets.js";

const SWITCH = "coc.keys";
const SECOND_KEY_MS = 1500;
const SHEETS = { p: "place", b: "pack", q: "quests", m: "map" };
const PAGES = { j: ".to-journal", c: ".to-codex" };

const press = (selector) => document.querySelector(selector)?.click();
const numbered = () => [...document.querySelectorAll("#stage [data-key]:enabled")].slice(0, 9);

/** `toTheEnd()` goes down to what is new. */
export function setUpKeys({ toTheEnd }) {
  const dialog = document.getElementById("keys");
  const wanted = document.getElementById("keys-on");
  let leaderAt = -Infinity;

  const deeds = {
    "?": () => dialog.showModal(),
    "/": () => { hide(); document.getElementById("action")?.focus(); },
    t: aimAtNext,
    m: nextMode,
    n: toTheEnd,
    u: () => press("#undo"),
    r: () => press(".turn:last-of-type .tool-retry"),
    s: () => press(".turn:last-of-type .tool-stop"),
    g: (event) => { leaderAt = event.timeStamp; },
  };

  function deedOf(event) {
    if (event.timeStamp - leaderAt < SECOND_KEY_MS) {
      if (SHEETS[event.key]) return () => show(SHEETS[event.key]);
      if (PAGES[event.key]) return () => press(PAGES[event.key]);
    }
    if (/^[1-9]$/.test(event.key)) return () => numbered()[Number(event.key) - 1]?.click();
    return deeds[event.key];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !dialog.open) { escape(event); return; }
    if (!wanted.checked || dialog.open || event.repeat || isWriting(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const deed = deedOf(event);
    if (event.key !== "g") leaderAt = -Infinity;
    if (!deed) return;
    event.preventDefault();
    deed(event);
  });

  document.addEventListener("click", (event) => {
    const dismissed = event.target.closest("[data-dismisses]");
    if (dismissed) { event.preventDefault(); document.getElementById(dismissed.dataset.dismisses)?.remove(); }
  });

  wanted.checked = read() !== "off";
  wanted.addEventListener("change", () => { write(wanted.checked ? "on" : "off"); showHints(wanted.checked); });
  document.addEventListener("htmx:after:swap", () => showHints(wanted.checked));
  showHints(wanted.checked);
}

function escape(event) {
  if (event.isComposing || document.querySelector("[popover]:popover-open")) return;
  if (event.target.id === "action") event.target.blur();
  else hide();
}

function isWriting({ target, isComposing }) {
  return isComposing || target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
}

function showHints(areWanted) {
  for (const one of document.querySelectorAll("[data-key-hint]")) one.removeAttribute("data-key-hint");
  if (areWanted) numbered().forEach((one, place) => one.setAttribute("data-key-hint", place + 1));
}

function read() { try { return localStorage.getItem(SWITCH); } catch { return null; } }
function write(value) { try { localStorage.setItem(SWITCH, value); } catch { /* a browser that keeps nothing: it holds for this page */ } }
