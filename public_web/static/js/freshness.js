/** Answers may overtake each other: what is older than the page shows is dropped, and no turn is shown twice. */
const FINISHED = 3;

/** `isReading(id)` tells of turns whose telling is being read just now: those on the page are left alone. */
export function keepFresh(log, isReading) {
  document.addEventListener("htmx:before:swap", ({ detail }) => {
    const isRefusal = detail.ctx.response?.status >= 400;
    const isOldScene = !isRefusal && isBehindStage(detail.tasks);
    const kept = detail.tasks.filter((task) => task.target === log || !(isOldScene || isOldTurn(task)));
    detail.tasks.splice(0, Infinity, ...kept);
    for (const task of kept) if (task.target === log) merge(task.fragment, isReading);
  });
}

function isBehindStage(tasks) {
  const arriving = tasks.find((task) => task.target?.id === "stage")?.fragment.querySelector("#stage");
  return arriving && Number(arriving.dataset.version) < Number(document.getElementById("stage").dataset.version);
}

function isOldTurn({ target, fragment }) {
  return target?.dataset?.turn && isBehind(fragment.firstElementChild, target);
}

/** Turns that the log holds already are taken out of what arrives, and replaced if they got on meanwhile. */
function merge(fragment, isReading) {
  for (const arriving of fragment.querySelectorAll("[data-turn]")) {
    const shown = document.getElementById(arriving.id);
    if (!shown) { if (isOlderThanShown(arriving)) arriving.remove(); else putInOrder(arriving); continue; }
    if (isReading(arriving.dataset.turn) || isBehind(arriving, shown)) arriving.remove();
    else shown.replaceWith(arriving);
  }
}

/** What happened before a turn that is shown already is put before it; what comes last is left where it will be. */
function putInOrder(arriving) {
  const next = [...document.querySelectorAll("#log [data-turn]")].find((turn) => Number(turn.dataset.seq) > Number(arriving.dataset.seq));
  if (!next) return;
  next.before(arriving);
  htmx.process(arriving);
}

function isBehind(arriving, shown) {
  return progress(arriving) <= progress(shown);
}

/** A turn that was taken back comes with the news of it; if the page does not reach back that far, it is not for the end. */
function isOlderThanShown({ dataset: { undone, seq } }) {
  const shown = [...document.querySelectorAll("#log [data-turn]")].map((turn) => Number(turn.dataset.seq));
  return undone !== undefined && Number(seq) < Math.max(0, ...shown);
}

/** A new telling of the same events begins again, and is newer than the old one at its end. */
function progress({ dataset: { status, narration, undone, attempt } }) {
  if (undone !== undefined) return Infinity;
  return Number(attempt) * (FINISHED + 1) + stepOf(status, narration);
}

function stepOf(status, narration) {
  if (status === "accepted") return 0;
  return { pending: 1, streaming: 2 }[narration] ?? FINISHED;
}
