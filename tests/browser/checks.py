"""A page that is watched: what it logs, what axe-core finds, how it looks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import ConsoleMessage, Locator, Page

from browser.screenshots import compare_or_keep, keep, writes_anew
from repo_layout import WEB

Scheme = Literal["dark", "light"]
AXE = (WEB / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
OF_STYLESHEETS = "css-orientation-lock"
"""axe-core's one rule that reads the stylesheets themselves, for which it fetches them all anew."""
RUN_AXE = f"""(only) => axe.run({{
  resultTypes: ["violations"], preload: only?.includes("{OF_STYLESHEETS}") ?? false, ...(only && {{ runOnly: only }})
}})"""
"""Of what is right not every element is described: that takes most of the time."""
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""axe-core's rules that look at colours: all that the other theme may change."""
AT_REST = """document.fonts.ready.then(() => {
  for (const one of document.getAnimations()) if (one.effect.getComputedTiming().endTime < Infinity) one.finish();
})"""
"""Fonts are there, and whatever moves towards an end has reached it."""
OTHER: dict[Scheme, Scheme] = {"dark": "light", "light": "dark"}
SERIOUS = frozenset({"serious", "critical"})
NARROW_BELOW_PX = 600
MASK = "#6f5a42"


class Watched:
    """A page and everything it complained about. `expected` holds parts of complaints that a test provokes.

    It was opened in `scheme`. Pictures lie in `pictures`: all of them where somebody wants to look (`keeps`), else
    those of what is wrong.
    """

    def __init__(self, page: Page, scheme: Scheme, pictures: Path, *, keeps: bool) -> None:
        self.page = page
        self.scheme = scheme
        self.expected: set[str] = set()
        self._pictures = pictures
        self._keeps = keeps
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

    def must_be_accessible(self, rules: Sequence[str] = ()) -> None:
        """axe-core finds nothing serious, by these of its rules or all of the page itself, nor sticks anything out."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(f"{AXE}; 0")
        report: dict[str, Any] = self.page.evaluate(RUN_AXE, list(rules) or None)
        found = {
            one["id"]: [node["target"] for node in one["nodes"]]
            for one in report["violations"]
            if one["impact"] in SERIOUS
        }
        assert not found, f"{found} on {self.page.url}"
        overhang = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overhang <= 0, f"{overhang} px too wide: {self.page.url}"

    def look(self, name: str, *, whole: bool = False) -> None:
        """Has axe-core look, in both themes. A picture is taken where one is wanted, or something is wrong."""
        self.page.evaluate(AT_REST)
        self._look(name, (), whole=whole)
        with self.other_scheme() as other:
            self._look(f"{other}-{name}", OF_COLOURS, whole=whole)

    @contextmanager
    def other_scheme(self) -> Iterator[Scheme]:
        """The same page by day, if it was opened in the dark, or the other way round."""
        other = OTHER[self.scheme]
        self._turn(other)
        yield other
        self._turn(self.scheme)

    def _turn(self, scheme: Scheme) -> None:
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate(AT_REST)

    def _look(self, name: str, rules: Sequence[str], *, whole: bool) -> None:
        try:
            self.must_be_accessible(rules)
        except AssertionError as error:
            error.add_note(f"It looks like {self._photograph(name, whole=whole)}")
            raise
        if self._keeps:
            self._photograph(name, whole=whole)

    def _photograph(self, name: str, *, whole: bool) -> Path:
        path = self._pictures / f"{name}-{self._width}.png"
        path.write_bytes(self._picture(whole=whole, mask=()))
        return path

    def match(
        self, name: str, *, whole: bool = False, both: bool = False, mask: Sequence[Locator] = ()
    ) -> None:
        """As `look`; and the page looks like `docs/screenshots/<name>-wide.png` or `-narrow.png`, `both`: in the other
        theme like that of `<name>-light`, too.

        `mask` covers what is different every time: names and dice that chance chose, hours, ids.
        """
        self.look(name, whole=whole)
        picture = self._picture(whole=whole, mask=mask)
        compare_or_keep(picture, f"{name}-{self._width_in_words}", self._pictures)
        if both:
            with self.other_scheme() as other:
                picture = self._picture(whole=whole, mask=mask)
                compare_or_keep(picture, f"{name}-{other}-{self._width_in_words}", self._pictures)

    def show(self, name: str) -> None:
        """As `look`; and the pictures become those of the documents, in both themes, when those are written anew."""
        self.look(name)
        if not writes_anew():
            return
        keep(self._picture(whole=False, mask=()), f"{name}-{self._width_in_words}")
        with self.other_scheme() as other:
            keep(self._picture(whole=False, mask=()), f"{name}-{other}-{self._width_in_words}")

    @property
    def _width_in_words(self) -> str:
        return "narrow" if self._width < NARROW_BELOW_PX else "wide"

    @property
    def _width(self) -> int:
        return self.page.viewport_size["width"] if self.page.viewport_size else 0

    def _picture(self, *, whole: bool, mask: Sequence[Locator]) -> bytes:
        self.page.evaluate("document.fonts.ready")
        return self.page.screenshot(full_page=whole, animations="disabled", mask=list(mask), mask_color=MASK)
