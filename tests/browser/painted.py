"""How long a click takes to be seen: in a real browser, from the press to the frame that shows what came of it.

Run by `bench/clicks.py` in the environment of the tests, which has the browser's driver. Prints JSON: a list of the
milliseconds until one's own words stand in the log, and one of those until the turn itself does.
"""

import argparse
import json
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from coc_setup.system import chromium

_ACTIONS = ("look around", "wait", "look at the candle", "inventory")
_MEASURE = """(words) => new Promise((done) => {
  const log = document.getElementById("log");
  const known = log.querySelectorAll("[data-turn]").length;
  const times = {};
  const began = performance.now();
  const afterPaint = (name) => requestAnimationFrame(() => requestAnimationFrame(() => {
    times[name] = performance.now() - began;
    if (name === "turn") { watcher.disconnect(); done([times.words ?? times.turn, times.turn]); }
  }));
  const seen = new Set();
  const watcher = new MutationObserver(() => {
    const there = { words: log.querySelector(".sending"), turn: log.querySelectorAll("[data-turn]").length > known };
    for (const name of ["words", "turn"]) if (there[name] && !seen.has(name)) { seen.add(name); afterPaint(name); }
  });
  watcher.observe(log, { childList: true });
  document.getElementById("action").value = words;
  document.querySelector("#composer [type=submit]").click();
})"""


def main() -> int:
    """Exit code 0 once everything was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("web_url")
    parser.add_argument("--clicks", type=int, default=40)
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium()), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=asked.web_url)
        times = _clicks(page, asked.clicks)
        browser.close()
    sys.stdout.write(json.dumps(list(zip(*times, strict=True))))
    return 0


def _clicks(page: Page, count: int) -> list[tuple[float, float]]:
    page.goto("/")
    page.get_by_role("button", name="Play now").first.click()
    page.get_by_role("button", name="Begin").first.click()
    page.wait_for_url("**/play/*")
    times = []
    for number in range(count + 1):
        page.locator("#log:not(:has([data-live], .sending))").wait_for()
        times.append(tuple(page.evaluate(_MEASURE, _ACTIONS[number % len(_ACTIONS)])))
    return times[1:]  # the first one warms up


if __name__ == "__main__":
    sys.exit(main())
