"""The comparing of pictures itself, without a browser."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from browser import screenshots
from browser.screenshots import (
    BUDGET_BYTES,
    FOLDER,
    VARIABLE,
    DiffersFromPicture,
    compare_or_keep,
    difference_pct,
)


def _page(box_at: int = 40) -> Image.Image:
    picture = Image.new("RGB", (320, 240), "#0f0c0b")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((box_at, 40, box_at + 120, 160), fill="#b9481b")
    draw.text((60, 180), "What do you do?", fill="#f0e7d5")
    return picture


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf of pictures of the test's own."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(screenshots, "FOLDER", tmp_path / "shelf")
    return tmp_path


def test_the_same_page_is_the_same() -> None:
    assert difference_pct(_page(), _page()) == 0


def test_smoother_letters_are_no_difference() -> None:
    assert difference_pct(_page(), _page().filter(ImageFilter.SMOOTH)) < screenshots.TOLERATED_PCT


def test_a_moved_box_is_a_difference() -> None:
    assert difference_pct(_page(), _page(box_at=60)) > screenshots.TOLERATED_PCT


def test_another_size_is_another_picture() -> None:
    assert difference_pct(_page(), Image.new("RGB", (320, 241))) == 100


def test_a_missing_picture_is_named_and_left_to_look_at(folder: Path) -> None:
    with pytest.raises(DiffersFromPicture, match="is not there yet"):
        compare_or_keep(_png(_page()), "landing-wide", folder)
    assert (folder / "seen-landing-wide.png").is_file()


def test_written_anew_it_agrees_until_the_page_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    compare_or_keep(_png(_page()), "landing-wide", folder)
    monkeypatch.delenv(VARIABLE)
    compare_or_keep(_png(_page()), "landing-wide", folder)
    with pytest.raises(DiffersFromPicture, match=r"differs in \d"):
        compare_or_keep(_png(_page(box_at=80)), "landing-wide", folder)


def test_all_pictures_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.png")) <= BUDGET_BYTES
