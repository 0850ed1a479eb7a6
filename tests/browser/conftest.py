"""The whole game in a real browser: one stack for all tests, and pages that tolerate no fault of their own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize

from browser.checks import Watched
from coc_play import Stack
from coc_setup.system import chromium
from proofs import must_be_sound

WIDE: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}
# One address plays all the guests here.
GENEROUS = {f"COC_LIMITS__{name}": "1000000 per minute" for name in ("GUESTS", "READS", "WRITES")}

KEPT_IN = "COC_SCREENSHOTS"

NewPage = Callable[..., Watched]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A copy of the game on free ports and an empty folder; what was played on it is proven at the end."""
    with Stack(tmp_path_factory.mktemp("game") / "data", environ={**os.environ, **GENEROUS}) as running:
        yield running
        must_be_sound(running)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium, talking to nobody but us."""
    program = chromium()
    assert program is not None, "no Chromium: run `make system-deps`, or name one with COC_CHROMIUM"
    quiet = [
        "--no-sandbox",
        "--font-render-hinting=none",  # letters as wide as with a window
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    return {"executable_path": str(program), "args": quiet}


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures go: the folder that COC_SCREENSHOTS names, else a temporary one for those of what is wrong."""
    folder = Path(os.environ.get(KEPT_IN) or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def new_page(browser: Browser, stack: Stack, pictures: Path) -> Iterator[NewPage]:
    """Makes pages in contexts of their own; each must end without a console error or a breach of the policy."""
    opened: list[tuple[BrowserContext, Watched]] = []

    def make(size: ViewportSize = WIDE, **options: Any) -> Watched:
        settings: dict[str, Any] = {"color_scheme": "dark", **options}
        context = browser.new_context(base_url=stack.web_url, viewport=size, **settings)
        context.set_default_timeout(15_000)
        scheme = settings["color_scheme"]
        watched = Watched(context.new_page(), scheme, pictures, keeps=KEPT_IN in os.environ)
        opened.append((context, watched))
        return watched

    yield make
    for context, watched in opened:
        context.close()
        watched.must_be_clean()


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def size(request: pytest.FixtureRequest) -> ViewportSize:
    """A desk and a pocket."""
    found: ViewportSize = request.param
    return found
