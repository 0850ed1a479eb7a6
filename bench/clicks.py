"""From the click to the painted result, as the browser sees it."""

import json
import subprocess
from pathlib import Path

from coc_setup.system import chromium
from measuring import percentile
from repo_layout import TESTS, program
from report import Result

_ROWS = ("a click → one’s own words painted, p50 / p95", "a click → the turn painted, p50 / p95")


def bench_clicks(web_url: str) -> list[Result]:
    """Nothing if there is no Chromium. On an otherwise idle stack, over the loopback."""
    if chromium() is None:
        print("  no Chromium: clicks are not measured", flush=True)
        return []
    command: list[str | Path] = [program(TESTS, "python"), TESTS / "browser" / "painted.py", web_url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: list[list[float]] = json.loads(done.stdout)
    return [
        Result(what, percentile(times_ms, 95), "ms", "", percentile(times_ms, 50))
        for what, times_ms in zip(_ROWS, measured, strict=True)
    ]
