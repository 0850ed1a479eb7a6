"""An adventure by the controls of the page: what is to be done is decided elsewhere, keys or fingers do it."""

from collections.abc import Callable
from typing import Any, Protocol

from playwright.sync_api import Locator, Page, expect

from browser.main_tale import MainTale
from browser.playing import until_told, words
from coc_demo.client import Client

ANSWERED_WITHIN_MS = 30_000


class Hand(Protocol):
    """How the page is used: by keyboard or by finger."""

    def write(self, page: Page, text: str) -> None:
        """Words into the composer, and off they go."""

    def aim(self, fighter: Locator) -> None:
        """Chooses whom to aim at."""

    def press(self, control: Locator) -> None:
        """Uses a button."""


class Keyboard:
    """Everything is reached by its focus and used by keys: no mouse."""

    def write(self, page: Page, text: str) -> None:
        words(page).focus()
        words(page).press("Control+A")
        words(page).press_sequentially(text)
        words(page).press("Enter")

    def aim(self, fighter: Locator) -> None:
        fighter.locator("input").focus()
        fighter.locator("input").press("Space")

    def press(self, control: Locator) -> None:
        control.focus()
        control.press("Enter")


class Finger:
    """Everything is tapped where it lies; what lies off the screen cannot be tapped."""

    def write(self, page: Page, text: str) -> None:
        words(page).tap()
        words(page).fill(text)
        self.press(page.locator("#composer .composer-send"))

    def aim(self, fighter: Locator) -> None:
        self.press(fighter.locator("label"))

    def press(self, control: Locator) -> None:
        control.scroll_into_view_if_needed()
        control.tap()


class _Hands(Client):
    """A client that looks by the API, with the cookie of the page, and does everything on the page."""

    def __init__(self, page: Page, hand: Hand, api_url: str) -> None:
        super().__init__(api_url)
        self._page, self._hand = page, hand
        (cookie,) = [one for one in page.context.cookies() if one.get("name") == "coc_session"]
        self.cookie = f"coc_session={cookie.get('value')}"

    def act(self, session_id: str, **what: str) -> Any:
        return self._done(session_id, lambda: self._hand.write(self._page, what["action"]))

    def fight(self, session_id: str, **what: str) -> Any:
        return self._done(session_id, lambda: self._move(**what))

    def _move(self, ability_id: str = "", item_id: str = "", target_id: str = "") -> None:
        aim = self._page.locator(f'.fighter:has(input[value="{target_id}"])')
        if target_id and not aim.locator("input").is_checked():
            self._hand.aim(aim)
        self._hand.press(self._page.locator(f"[id='move-{ability_id or f'item-{item_id}'}']"))

    def _done(self, session_id: str, deed: Callable[[], None]) -> Any:
        """The newest turn, once the page shows it told and all else as it is now."""
        version = self._page.locator("#stage").get_attribute("data-version") or ""
        deed()
        stage = self._page.locator("#stage")
        expect(stage).not_to_have_attribute("data-version", version, timeout=ANSWERED_WITHIN_MS)
        until_told(self._page)
        return self.turns(session_id, 1)[0]


def main_tale(page: Page, hand: Hand, api_url: str) -> MainTale:
    """For the session that the page shows."""
    session_id = page.url.partition("/play/")[2].partition("?")[0].partition("#")[0]
    return MainTale(_Hands(page, hand, api_url), session_id)
