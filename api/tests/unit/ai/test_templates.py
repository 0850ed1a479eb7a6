"""Picking and filling templates."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ai.offline.templates import Template, Templates, fill, load_templates
from app.models.errors import ContentError

PLAIN = Template("plain", "strike", "Plain.")
YOU_1 = Template("you_1", "strike", "One.", ("you",))
YOU_2 = Template("you_2", "strike", "Two.", ("you",))
RARE = Template("rare", "strike", "Rare.", ("you", "critical", "fire"))
FEW = Templates([PLAIN, YOU_1, YOU_2, RARE])


def test_only_templates_whose_tags_the_beat_carries_fit() -> None:
    assert FEW.pick("strike", {"them"}, "key", ()) is PLAIN
    assert FEW.pick("strike", {"you", "critical", "fire"}, "key", ()) is RARE


def test_what_was_used_of_late_is_not_used_again_while_there_is_another() -> None:
    first = FEW.pick("strike", {"you"}, "key", ())
    second = FEW.pick("strike", {"you"}, "key", [first.id])
    third = FEW.pick("strike", {"you"}, "key", [second.id, first.id])
    assert {first, second, third} == {PLAIN, YOU_1, YOU_2}


def test_when_all_were_used_the_one_used_longest_ago_comes_back() -> None:
    assert FEW.pick("strike", {"you"}, "key", ["plain", "you_2", "you_1", "plain"]) is YOU_1


@given(st.text(max_size=20), st.lists(st.sampled_from(["plain", "you_1", "you_2", "rare"]), max_size=8))
def test_the_same_beat_is_always_told_alike(key: str, avoid: list[str]) -> None:
    tags = {"you", "critical", "fire"}
    reordered = Templates(list(reversed(FEW.all)))
    assert FEW.pick("strike", tags, key, avoid) is reordered.pick("strike", tags, key, avoid)


def test_different_beats_are_told_differently() -> None:
    assert len({FEW.pick("strike", {"you"}, str(key), ()).id for key in range(50)}) > 1


def test_a_beat_without_words_is_a_programming_error() -> None:
    with pytest.raises(LookupError, match="no template tells parry"):
        FEW.pick("parry", {"you"}, "key", ())


def test_a_slot_with_a_capital_begins_with_one() -> None:
    slots = {"target": "the wolf", "ability": "Gale"}
    assert fill("{Target} meets {ability}; {target} sighs.", slots) == "The wolf meets Gale; the wolf sighs."


def test_a_value_is_not_read_as_a_template() -> None:
    assert fill("“{noun}”", {"noun": "{secret} {0} {{"}) == "“{secret} {0} {{”"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("schema: 2\nentries: []\n", "must be 1"),
        ("schema: 1\nentries:\n  - {id: a, tells: b}\n", "required"),
        ("schema: 1\nentries:\n  - {id: a, tells: b, text: c, tag: [x]}\n", "nexpected"),
        (
            "schema: 1\nentries:\n  - {id: a, tells: b, text: c}\n  - {id: a, tells: b, text: d}\n",
            "used twice",
        ),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "some.yaml").write_text(text)
    with pytest.raises(ContentError, match=problem):
        load_templates(tmp_path)
