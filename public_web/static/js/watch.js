/** The spectator's page: asks for what is new while it is looked at, until the tale is told. */
const EVERY_MS = 3000;
const watching = document.getElementById("watching");
let isAsking = false;

async function look() {
  const shown = document.getElementById("watched");
  if (isAsking || document.hidden || !navigator.onLine || shown.hasAttribute("data-over")) return;
  isAsking = true;
  try {
    await htmx.ajax("GET", `${watching.dataset.base}/now`, { source: shown, target: shown, swap: "outerMorph" });
  } finally {
    isAsking = false;
  }
}

setInterval(() => look().catch(() => {}), EVERY_MS);
document.addEventListener("visibilitychange", () => look().catch(() => {}));
