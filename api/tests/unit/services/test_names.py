"""What may stand in a name, and which names look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.errors import Invalid
from app.services.names import MAX_LENGTH, clean_name, name_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ann", "Ann"),
        ("  Ann   Marie ", "Ann Marie"),
        ("O’Neill", "O’Neill"),
        ("Jean-Luc", "Jean-Luc"),
        ("R2D2", "R2D2"),
        ("Ｆｕｌｌ", "Full"),
        ("ﬁona", "fiona"),
        ("Zoë", "Zoë"),
        ("Анна", "Анна"),
        ("ユーザー", "ユーザー"),
        ("日本さん", "日本さん"),
        ("김철수", "김철수"),
        ("नमस्ते", "नमस्ते"),
        ("عمر", "عمر"),
    ],
)
def test_names_of_the_world_are_kept(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "A",
        "x" * 33,
        "3pio",
        "-Ann",
        "Ann-",
        "Ann\u200bx",
        "Ann\u202eb",
        "Ann\x00b",
        "Ann\nb",
        "Ann\u2066b",
        "Ann😀b",
        "Аnn",
        "Ann Марья",
        "<b>Ann</b>",
        "Ann & Bob",
        "a\u0301\u0301\u0301\u0301b",
        "ᴀnn",
        "\ue000\ue001",
        "김\u115f철",
        "김\u3164철",
        "Narrator",
        "N a r r a t o r",
        "Adm1n",
        "NARRATOR",
    ],
)
def test_what_could_deceive_or_disturb_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_name(typed)
    assert refused.value.code == "bad_name"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ian", "lan"),
        ("KaI", "Kal"),
        ("Bernard", "Bemard"),
        ("Zoe", "Zoë"),
        ("Ann-Marie", "annmarie"),
        ("B0b", "Bob"),
        ("IIIidan", "Illidan"),
        ("сорок", "copok"),
        ("Vvalter", "Walter"),
        ("ANNA", "anna"),
    ],
)
def test_names_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Kai", "Kal"), ("Ann", "Anna"), ("ザラ", "サラ"), ("Mila", "Mira")]
)
def test_names_that_differ_to_the_eye_have_keys_of_their_own(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(max_size=40))
def test_a_clean_name_stays_clean_and_its_key_fits_its_column(text: str) -> None:
    try:
        name = clean_name(text)
    except Invalid:
        return
    assert clean_name(name) == name
    assert len(name) <= MAX_LENGTH
    assert 0 < len(name_key(name)) <= 128
