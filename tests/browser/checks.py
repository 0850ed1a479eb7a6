"""A page that is watched: what it logs, what axe-core finds, how it looks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page

from browser.screenshots import compare_or_keep, keep
from repo_layout import WEB

AXE = (WEB / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = "axe.run({ resultTypes: ['violations'] })"
"""Of what is right not every element is described: that takes most of the time."""
SERIOUS = frozenset({"serious", "critical"})
NARROW_BELOW_PX = 600
MASK = "#6f5a42"


class Watched:
    """A page and everything it complained about. `expected` holds parts of complaints that a test provokes."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self.page = page
        self.expected: set[str] = set()
        self._pictures = pictures
        self._complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._complaints.append(f"uncaught: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complaints.append(f"{message.type}: {message.text}")

    def must_be_clean(self) -> None:
        """No error or warning was logged but what the test provoked; breaches of the policy would be among these."""
        unexpected = [one for one in self._complaints if not any(part in one for part in self.expected)]
        assert not unexpected, unexpected

    def must_be_accessible(self) -> None:
        """axe-core finds nothing serious, and nothing sticks out sideways."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(f"{AXE}; 0")
        report: dict[str, Any] = self.page.evaluate(RUN_AXE)
        found = {
            one["id"]: [node["target"] for node in one["nodes"]]
            for one in report["violations"]
            if one["impact"] in SERIOUS
        }
        assert not found, f"{found} on {self.page.url}"
        overhang = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overhang <= 0, f"{overhang} px too wide: {self.page.url}"

    def look(self, name: str, *, whole: bool = False) -> None:
        """Takes a picture when fonts are there and nothing moves, and has axe-core look too."""
        path = self._pictures / f"{name}-{self._width}.png"
        path.write_bytes(self._picture(whole=whole, mask=()))
        self.must_be_accessible()

    def match(self, name: str, *, whole: bool = False, mask: Sequence[Locator] = ()) -> None:
        """As `look`; and the page looks like `docs/screenshots/<name>-wide.png` or `-narrow.png`.

        `mask` covers what is different every time: names and dice that chance chose, hours, ids.
        """
        width = "narrow" if self._width < NARROW_BELOW_PX else "wide"
        compare_or_keep(self._picture(whole=whole, mask=mask), f"{name}-{width}", self._pictures)
        self.must_be_accessible()

    def show(self, name: str) -> None:
        """As `look`; and the picture becomes that of the documents when those are written anew."""
        width = "narrow" if self._width < NARROW_BELOW_PX else "wide"
        keep(self._picture(whole=False, mask=()), f"{name}-{width}")
        self.look(name)

    @property
    def _width(self) -> int:
        return self.page.viewport_size["width"] if self.page.viewport_size else 0

    def _picture(self, *, whole: bool, mask: Sequence[Locator]) -> bytes:
        self.page.evaluate("document.fonts.ready")
        return self.page.screenshot(full_page=whole, animations="disabled", mask=list(mask), mask_color=MASK)
