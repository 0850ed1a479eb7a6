"""Pages in a browser: what the landing page weighs, and what Lighthouse says of landing, play and character page."""

import json
from dataclasses import dataclass
from pathlib import Path

from coc_setup.system import chromium
from npm_tools import run_node
from report import Result
from turns import Player

_SCRIPT = Path(__file__).resolve().parent / "lighthouse.mjs"
_PLAYER = 2_000
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


@dataclass(frozen=True, slots=True)
class Report:
    """Points of 100 in the order of the categories, and bytes over the wire with headers."""

    points: tuple[int, ...]
    weight_bytes: int


def bench_pages(web_url: str, api_url: str) -> list[Result]:
    """Nothing if there is no Chromium. Lighthouse's own throttling: a mid-range phone on a slow line."""
    if chromium() is None:
        print("  no Chromium: pages are not measured", flush=True)
        return []
    player = Player(api_url, _PLAYER)
    cookie = player.client.cookie or ""
    pages = {
        "landing": ("/", ""),
        "play": (f"/play/{player.session_id}", cookie),
        "character": (f"/characters/{player.character_id}", cookie),
    }
    results: list[Result] = []
    for name, (path, login) in pages.items():
        report = lighthouse(web_url + path, login)
        points = " / ".join(str(one) for one in report.points)
        title = f"Lighthouse, {name} page ({', '.join(_CATEGORIES)}: {points}), lowest"
        results.append(Result(title, min(report.points), "points", "≥ 95"))
        if name == "landing":
            results.append(Result("landing page over the wire", report.weight_bytes / 1024, "KB", "≤ 80 KB"))
    return results


def lighthouse(url: str, cookie: str = "") -> Report:
    """One run on a fresh profile, signed in where a cookie is given."""
    found = json.loads(run_node(_SCRIPT, url, cookie, environ={"CHROME_PATH": str(chromium())}))
    return Report(tuple(found["points"]), int(found["weight_bytes"]))
