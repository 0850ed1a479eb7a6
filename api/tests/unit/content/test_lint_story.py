"""The lint of the story: what can be reached, what can be finished, and by whom."""

from pathlib import Path
from typing import Any

from app.services.content.problems import Severity
from tests.support.content import GONE, copy_of_the_world, problems_of, problems_when, write_entries

CLIMB = "locations/drowned_chapel/features/belfry/actions/climb_belfry"


def island(name: str, other: str) -> dict[str, Any]:
    """One of two places that lead to nothing but each other."""
    return {
        "id": name,
        "name": name.title(),
        "aliases": [],
        "region": "The Reed March",
        "biome": "marsh",
        "description": "Mud.",
        "first_visit": "More mud.",
        "map": {"x": 50 if name < other else 51, "y": 50},
        "exits": [{"direction": "east" if name < other else "west", "to": other, "name": "the ford"}],
    }


def test_places_without_a_way_to_them_are_unreachable(tmp_path: Path) -> None:
    world = copy_of_the_world(tmp_path)
    write_entries(world, "locations", island("isle", "shore"), island("shore", "isle"))
    found = [(one.entry, one.text) for one in problems_of(world)]
    assert found == [(name, "cannot be reached from the start") for name in ("isle", "shore")]


def test_an_exit_whose_flag_nobody_sets_is_caught_with_the_likely_flag(tmp_path: Path) -> None:
    where = "locations/causeway/exits/toll_house/requires/0/flag"
    found = {(one.key, one.text) for one in problems_when(tmp_path, where, "gate_opened")}
    assert (
        "exits[1].requires[0].flag",
        "nothing sets the flag 'gate_opened', did you mean 'gate_open'?",
    ) in found
    assert ("exits[1].requires", "can never be opened (flag 'gate_opened' never reaches 1)") in found


def test_a_flag_that_is_never_high_enough_closes_the_way(tmp_path: Path) -> None:
    where = "locations/causeway/exits/toll_house/requires/0/value"
    found = {(one.key, one.text) for one in problems_when(tmp_path, where, 2)}
    assert ("exits[1].requires", "can never be opened (flag 'gate_open' never reaches 2)") in found


def test_an_action_or_topic_that_can_never_be_had_is_caught(tmp_path: Path) -> None:
    world = copy_of_the_world(tmp_path)
    nobody_gives_the_key = [{"do": "tell", "text": "He changes his mind."}]
    problems = problems_when(
        tmp_path / "other", "people/ludo_finch/topics/key/outcomes", nobody_gives_the_key
    )
    unlock = next(one for one in problems if one.entry == "causeway")
    assert "can never be done (item 'gate_key' is never to be had)" in unlock.text
    assert problems_of(world) == []


def test_a_quest_item_that_is_never_to_be_had_makes_the_quest_unfinishable(tmp_path: Path) -> None:
    nothing = [{"do": "tell", "text": "The bell is gone."}]
    problems = problems_when(tmp_path, f"{CLIMB}/success", nothing)
    lost = next(one for one in problems if one.entry == "a_bell_on_credit")
    assert lost.key == "stages[0].objective"
    assert lost.text == "can never be met (item 'ferry_bell' is never to be had)"


def test_a_quest_that_nothing_starts_is_caught(tmp_path: Path) -> None:
    problems = problems_when(tmp_path, "people/maud_sallow/topics/bell/outcomes", [])
    assert any(one.entry == "a_bell_on_credit" and "never starts" in one.text for one in problems)


def test_a_world_without_a_quest_at_its_start_is_caught(tmp_path: Path) -> None:
    problems = problems_when(tmp_path, "quests/one_more_lamp/starts_at_once", False)
    assert any("no quest starts at once" in one.text for one in problems)


def test_a_world_without_a_main_quest_is_caught(tmp_path: Path) -> None:
    problems = problems_when(tmp_path, "quests/the_unpaid_toll/is_main", False)
    assert any("no quest is the main one" in one.text for one in problems)


def test_a_stage_without_an_objective_is_caught(tmp_path: Path) -> None:
    where = "quests/a_bell_on_credit/stages/fetch_the_bell/objective/requires"
    problems = problems_when(tmp_path, where, GONE)
    assert [(one.key, one.text) for one in problems] == [
        ("stages[0].objective", "is met at once: give it conditions or a place")
    ]


def test_a_side_quest_that_a_failed_check_can_lose_for_good_is_a_warning(tmp_path: Path) -> None:
    problems = problems_when(tmp_path, f"{CLIMB}/retry", False)
    assert [(one.entry, one.severity) for one in problems] == [("a_bell_on_credit", Severity.WARNING)]
    assert "failed check" in problems[0].text


def test_a_main_quest_that_lack_of_gold_can_lose_is_an_error(tmp_path: Path) -> None:
    problems = problems_when(tmp_path, "encounters/thieves_in_the_chapel/on_win/0", GONE)
    assert [(one.entry, one.key, one.severity) for one in problems] == [
        ("the_unpaid_toll", "stages[1].objective", Severity.ERROR)
    ]


def test_a_flag_that_nothing_asks_for_is_a_warning(tmp_path: Path) -> None:
    where = "locations/inn_yard/features/crates/actions/search_crates/success/9"
    problems = problems_when(tmp_path, where, {"do": "set_flag", "flag": "crates_opened"})
    assert [(one.severity, one.text) for one in problems] == [
        (Severity.WARNING, "nothing asks for the flag 'crates_opened'")
    ]


def test_an_entry_that_nothing_refers_to_is_a_warning(tmp_path: Path) -> None:
    world = copy_of_the_world(tmp_path)
    itch = {"id": "itch", "name": "Itch", "kind": "stun", "description": "Everywhere.", "duration_turns": 1}
    write_entries(world, "effects", itch)
    assert [(one.entry, one.severity, one.text) for one in problems_of(world)] == [
        ("itch", Severity.WARNING, "nothing refers to this effect")
    ]
