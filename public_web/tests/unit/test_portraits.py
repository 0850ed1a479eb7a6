"""Faces, and letters where there is no face."""

from xml.etree import ElementTree as ET

import pytest

from app.config import ROOT
from app.presentation import portraits


@pytest.mark.parametrize("portrait_id", portraits.DRAWN)
def test_each_drawn_portrait_is_a_plain_drawing(portrait_id: str) -> None:
    file = portraits.file_of(portrait_id)
    assert file is not None
    drawing = ET.fromstring((ROOT / "static" / file).read_text(encoding="utf-8"))  # noqa: S314  # our own file
    kinds = {element.tag.rpartition("}")[2] for element in drawing.iter()}
    assert kinds <= {"svg", "path", "circle", "g"}


def test_other_ids_have_no_drawing() -> None:
    assert [portraits.file_of(one) for one in ("portrait_13", "../../secret", "")] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Una Vale", "UV"),
        ("Jorun Stonehand the Bold", "JB"),
        ("orla", "O"),
        ("Éowyn d’Arc", "ÉD"),
        ("", "?"),
        ("’", "?"),
    ],
)
def test_a_crest_bears_at_most_two_letters(name: str, letters: str) -> None:
    assert portraits.initials(name) == letters
