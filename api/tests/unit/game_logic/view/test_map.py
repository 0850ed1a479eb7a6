"""The map shows what was walked and seen, and gives nothing away."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from app.game_logic.view.map import map_view
from app.models.enums import QuestStatus
from app.models.ids import EncounterId, LocationId, QuestId
from app.models.session import QuestProgress, SessionState
from app.models.views import MapView
from app.models.world import World
from tests.support.hamlet import HAMLET
from tests.support.shipped import shipped_world
from tests.support.strolls import at
from tests.support.wandering import strolls

VIEWS = TypeAdapter(MapView)


def drawn(state: SessionState, world: World = HAMLET) -> Any:
    """The map as its reader gets it."""
    return VIEWS.dump_python(map_view(state, state.turn_order[0], world), mode="json")


def by_id(found: Any) -> Mapping[str, Any]:
    return {place["id"]: place for place in found["places"]}


def ends_of(found: Any) -> set[tuple[str, str, bool]]:
    return {(way["from"], way["to"], way["is_blocked"]) for way in found["ways"]}


def test_where_one_was_not_yet_is_a_spot_without_a_name() -> None:
    found = by_id(drawn(at("green")))
    assert list(found) == ["green", "green/north", "green/in"]
    assert (found["green"]["name"], found["green"]["is_here"], found["green"]["is_safe"]) == (
        "Green",
        True,
        True,
    )
    assert found["green/north"] == {
        "id": "green/north",
        "name": None,
        "biome": None,
        "x": 0,
        "y": 1,
        "is_here": False,
        "is_visited": False,
        "is_safe": False,
        "has_quest": False,
    }


def test_ways_are_open_closed_or_guarded() -> None:
    assert ends_of(drawn(at("green"))) == {("green", "green/north", False), ("green", "green/in", True)}
    beyond = drawn(at("lane", visited=(LocationId("green"), LocationId("lane"))))
    assert ends_of(beyond) == {
        ("green", "lane", False),
        ("green", "green/in", True),
        ("lane", "green", False),
        ("lane", "lane/north", True),
    }
    won = drawn(at("lane", won=(EncounterId("one_rat"),)))
    assert ("lane", "lane/north", False) in ends_of(won)


def test_a_hidden_way_is_drawn_once_it_was_found() -> None:
    assert "green/down" not in by_id(drawn(at("green")))
    assert "green/down" in by_id(drawn(at("green", flags={"tunnel_found": 1})))


def test_a_place_without_content_any_more_is_left_out() -> None:
    found = drawn(at("green", visited=(LocationId("green"), LocationId("atlantis"))))
    assert "atlantis" not in json.dumps(found)


def test_known_places_where_a_quest_goes_on_are_marked() -> None:
    both = (LocationId("green"), LocationId("lane"))
    quests = {QuestId("wood"): QuestProgress(QuestStatus.ACTIVE)}
    found = by_id(drawn(at("green", visited=both, quests=quests)))
    assert {one for one, place in found.items() if place["has_quest"]} == {"lane"}
    quests = {QuestId("wood"): QuestProgress(QuestStatus.ACTIVE, 1)}
    found = by_id(drawn(at("green", visited=both, quests=quests)))
    assert not any(place["has_quest"] for place in found.values()), "the wood was not seen yet"


def test_no_map_of_a_whole_life_names_what_was_not_visited() -> None:
    world, known = shipped_world(), 0
    for seed in range(3):
        for step in strolls(world, seed, members=1, turns=120):
            found = drawn(step.state, world)
            text = json.dumps(found).lower()
            for place in world.locations.values():
                is_known = place.id in step.state.visited
                known += is_known
                assert (place.name.lower() in text) is is_known
                assert is_known or f'"{place.id}"' not in text
            ids = {place["id"] for place in found["places"]}
            assert len(ids) == len(found["places"])
            assert all(way["from"] in ids and way["to"] in ids for way in found["ways"])
            assert [place["id"] for place in found["places"] if place["is_here"]] == [step.state.location_id]
    assert known > 500
