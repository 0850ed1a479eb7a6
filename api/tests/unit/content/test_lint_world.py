"""The lint of what belongs together: classes, fights, places and what is done there. Cases as for single entries."""

from pathlib import Path

import pytest

from tests.support.content import GONE, problems_when

VANGUARD = "classes/vanguard"
WELL = "locations/inn_yard/features/well"


@pytest.mark.parametrize(
    ("where", "value", "key", "text"),
    [
        (f"{VANGUARD}/starting_items/reed_knife", 1, "starting_items.reed_knife", "in the same place"),
        (f"{VANGUARD}/starting_items/thorn_dirk", 1, "starting_items.thorn_dirk", "is for level 2"),
        (f"{VANGUARD}/starting_items/waybread", 90, "starting_items", "more than the class can carry"),
        (f"{VANGUARD}/starting_items/militia_sword", 0, "starting_items.militia_sword", "1 or more"),
        (f"{VANGUARD}/stats/strength", GONE, "stats.strength", "every class needs this"),
        (f"{VANGUARD}/primary", "armour", "primary", "is no attribute"),
        (f"{VANGUARD}/abilities/0", "noonday", "abilities[0]", "costs 9 mana"),
        (f"{VANGUARD}/trees/0/nodes/5", GONE, "trees[0].nodes", "no skill of tier 5"),
        (f"{VANGUARD}/trees/0/nodes/2/cost", 1, "trees[0].nodes[3].tier", "points spent below it"),
        (f"{VANGUARD}/trees/0/nodes/0/stats", {}, "trees[0].nodes[0].stats", "gives nothing"),
        ("abilities/sunder/verbs", ["bash"], "abilities", "'bash' would mean both"),
    ],
)
def test_a_class_that_cannot_be_played_is_caught(
    tmp_path: Path, where: str, value: object, key: str, text: str
) -> None:
    problems = problems_when(tmp_path, where, value)
    assert any(one.entry == "vanguard" and one.key == key and text in one.text for one in problems), problems


def test_a_shield_beside_a_two_handed_weapon_is_caught(tmp_path: Path) -> None:
    gear = {"boat_hook": 1, "plank_shield": 1}
    problem = problems_when(tmp_path, f"{VANGUARD}/starting_items", gear)[0]
    assert problem.key == "starting_items.plank_shield"
    assert "takes both hands" in problem.text


@pytest.mark.parametrize(
    ("where", "value", "key", "text"),
    [
        ("enemies/tollwarden/phases/1/below_hp_pct", 80, "phases[1].below_hp_pct", "must be below 75"),
        ("enemies/tollwarden/phases/0/actions/0", GONE, "phases[0].actions", "leaves nothing to do"),
        ("enemies/tollwarden/is_boss", False, "phases", "only a boss"),
        ("enemies/wickling/actions/9", {"ability": "flare"}, "actions[2].ability", "could never use it"),
        ("enemies/wickling/actions/0/weight", 0, "actions[0].weight", "1 or more"),
        ("enemies/wickling/stats/max_hp", 0, "stats.max_hp", "every enemy needs this"),
        ("enemies/wickling/gold", [3, 1], "gold", "[least, most]"),
        ("encounters/stray_wicklings/band_pct", [90, 80], "band_pct", "[least, most]"),
        ("encounters/stray_wicklings/enemies/wickling", 9, "enemies", "8 is the most"),
        ("encounters/stray_wicklings/rows", {"mire_hound": "back"}, "rows.mire_hound", "takes no part"),
        ("encounters/stray_wicklings/scaling", {"hp_pct": -1}, "scaling.hp_pct", "0 or more"),
        (
            "encounters/stray_wicklings/scaling",
            {"joined_by": [{"from_members": 1, "enemies": {"mire_hound": 1}}]},
            "scaling.joined_by[0].from_members",
            "2 to 10",
        ),
        (
            "encounters/stray_wicklings/scaling",
            {"joined_by": [{"from_members": 2, "enemies": {}}]},
            "scaling.joined_by[0].enemies",
            "must name somebody",
        ),
        ("enemies/tollwarden/phases/0/summons", {"wickling": 0}, "phases[0].summons", "1 or more"),
    ],
)
def test_a_fight_that_cannot_be_fought_is_caught(
    tmp_path: Path, where: str, value: object, key: str, text: str
) -> None:
    problems = problems_when(tmp_path, where, value)
    assert any(one.key == key and text in one.text for one in problems), problems


@pytest.mark.parametrize(
    ("where", "value", "key", "text"),
    [
        (f"{WELL}/actions/0/verbs", ["look"], "features[1].actions[0].verbs[0]", "always means the same"),
        (f"{WELL}/actions/0/verbs", [], "features[1].actions[0].verbs", "at least one verb"),
        (f"{WELL}/actions/0/failure", [], "features[1].actions[0].failure", "should mean something"),
        (f"{WELL}/actions/0/check", GONE, "features[1].actions[0].failure", "without a check"),
        (f"{WELL}/actions/0/once", False, "features[1].actions[0].once", "gives something every time"),
        (f"{WELL}/actions/0/check/difficulty", 40, "features[1].actions[0].check.difficulty", "between"),
        (f"{WELL}/aliases", ["crate"], "features[2]", "'crate' would mean both"),
        (f"{WELL}/aliases", ["sootling"], "encounters[0]", "'sootling' would mean both"),
        ("people/ludo_finch/topics/key/once", False, "topics[5].once", "gives something every time"),
        ("people/bettany_oake/topics/buy_draught/outcomes/0/gold", 5, "topics[9].once", "take its price"),
        ("people/ludo_finch/topics/code/keywords", [], "topics[9].keywords", "needs words"),
        ("people/ludo_finch/topics/code/id", "goodbye", "topics[9].id", "to end a talk"),
    ],
)
def test_what_players_could_not_do_or_do_for_ever_is_caught(
    tmp_path: Path, where: str, value: object, key: str, text: str
) -> None:
    problems = problems_when(tmp_path, where, value)
    assert any(one.key == key and text in one.text for one in problems), problems


def test_things_that_are_never_there_together_may_share_a_name(tmp_path: Path) -> None:
    where = "locations/causeway/features/bright_lamps/requires"
    problems = problems_when(tmp_path, where, [])
    assert any("would mean both feature 'dark_lamps'" in one.text for one in problems)


@pytest.mark.parametrize(
    ("where", "value", "key", "text"),
    [
        ("locations/tally_crypt/exits/drowned_chapel", GONE, "exits[3].to", "nothing leads back"),
        ("locations/tally_crypt/exits/drowned_chapel/one_way", True, "exits[0].one_way", "leads back"),
        ("locations/causeway/exits/inn_yard/direction", "north", "exits[1].direction", "two ways lead north"),
        ("locations/causeway/exits/toll_house/blocked_text", GONE, "exits[1].blocked_text", "why the way"),
        ("locations/causeway/exits/inn_yard/hidden", True, "exits[0].hidden", "without conditions"),
        ("locations/causeway/exits/inn_yard/to", "causeway", "exits[0].to", "back to where it begins"),
        ("locations/toll_house/map/y", 0, "map", "'causeway' stands there already"),
        ("locations/causeway/map/y", 5, "exits[0].direction", "'inn_yard' is not to the south of here"),
        ("locations/toll_house/map/y", 9, "exits[0].direction", "'causeway' is not to the south of here"),
        ("locations/drowned_chapel/map/x", -9, "exits[0].direction", "'causeway' is not to the west of here"),
        ("locations/inn_yard/map", GONE, "map", ""),
        ("locations/inn_yard/map/y", 0.5, "map.y", ""),
        ("locations/inn_yard/encounters/0/blocks", ["west"], "encounters[0].blocks", "no way leads west"),
        ("locations/inn_yard/is_safe", True, "encounters[0]", "nobody rests where enemies stand"),
        ("locations/last_candle/is_safe", False, "start_location", "must be a safe place"),
    ],
)
def test_a_way_that_leads_nowhere_is_caught(
    tmp_path: Path, where: str, value: object, key: str, text: str
) -> None:
    problems = problems_when(tmp_path, where, value)
    assert any(one.key == key and text in one.text for one in problems), problems
