"""Pictures of the game that stand in `docs/screenshots`: taken by the tests, and compared with what a page shows now.

A stored picture is a small PNG of a palette. Two pictures agree when, seen from a little further away (each four
by four pixels as one), few spots differ much: another way to smooth letters is no difference, a moved box is one.
With COC_REGENERATE_SCREENSHOTS=1 the pictures are written anew; look at them before you commit them.
"""

import io
import os
from pathlib import Path

from PIL import Image, ImageChops

from repo_layout import ROOT

FOLDER = ROOT / "docs" / "screenshots"
BUDGET_BYTES = 3 * 1024 * 1024
"""All of them together: they are in every clone."""
COLOURS = 256
STEP_BACK = 4
NOTICED_FROM = 28
"""Of 255, in any of red, green and blue."""
TOLERATED_PCT = 1.5

VARIABLE = "COC_REGENERATE_SCREENSHOTS"


class DiffersFromPicture(AssertionError):
    """The page looks different from its stored picture; the message says how to look at both."""


def writes_anew() -> bool:
    """Whether the stored pictures are to be replaced by what is seen."""
    return os.environ.get(VARIABLE) == "1"


def compare_or_keep(png: bytes, name: str, scratch: Path, tolerated_pct: float = TOLERATED_PCT) -> None:
    """Raises DiffersFromPicture when `name`.png is missing or different; what was seen is then left in `scratch`."""
    stored = FOLDER / f"{name}.png"
    fresh = _palette(Image.open(io.BytesIO(png)))
    if writes_anew():
        FOLDER.mkdir(parents=True, exist_ok=True)
        if not stored.exists() or difference_pct(Image.open(stored), fresh):
            fresh.save(stored, optimize=True)
        return
    differing_pct = difference_pct(Image.open(stored), fresh) if stored.exists() else 100.0
    if differing_pct <= tolerated_pct:
        return
    seen = scratch / f"seen-{name}.png"
    fresh.save(seen, optimize=True)
    hint = f"Look at {seen}; if that is how it should be, run the test again with {VARIABLE}=1."
    if not stored.exists():
        raise DiffersFromPicture(f"docs/screenshots/{name}.png is not there yet. {hint}")
    raise DiffersFromPicture(
        f"docs/screenshots/{name}.png differs in {differing_pct:.1f} % of its area. {hint}"
    )


def keep(png: bytes, name: str) -> None:
    """Writes `name`.png. For what chance has too much of a hand in to be compared."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    _palette(Image.open(io.BytesIO(png))).save(FOLDER / f"{name}.png", optimize=True)


def difference_pct(one: Image.Image, other: Image.Image) -> float:
    """The share of the area that differs noticeably, 0 to 100; 100 for pictures of different sizes."""
    if one.size != other.size:
        return 100.0
    difference = ImageChops.difference(_from_afar(one), _from_afar(other))
    red, green, blue = difference.split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    counts = strongest.histogram()
    return 100 * sum(counts[NOTICED_FROM:]) / sum(counts)


def _from_afar(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").reduce(STEP_BACK)


def _palette(picture: Image.Image) -> Image.Image:
    method = (
        Image.Quantize.MAXCOVERAGE
    )  # the usual one spends its colours on the background, and faces turn grey
    return picture.convert("RGB").quantize(COLOURS, method, kmeans=1, dither=Image.Dither.NONE)
