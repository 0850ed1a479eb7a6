"""Packs that add to entries which stand elsewhere."""

from pathlib import Path
from typing import Any

import pytest

from app.models.ids import ItemDefId, LocationId, OriginId
from app.services.content import load_world
from app.services.content.problems import Problem
from app.services.content.schemas import json_schemas
from tests.support.content import copy_of_the_world, problems_of, write_entries

SHED = {
    "id": "shed",
    "name": "The Shed",
    "aliases": [],
    "region": "The Reed March",
    "biome": "town",
    "map": {"x": -1, "y": 3},
    "description": "Rakes.",
    "first_visit": "More rakes than you thought.",
    "exits": [{"direction": "east", "to": "inn_yard", "name": "the shed door", "minutes": 1}],
}
WAY_IN = {"direction": "west", "to": "shed", "name": "the shed door", "minutes": 1}
PEG = {"id": "rake_peg", "name": "rake peg", "aliases": [], "description": "For a rake."}
YARD = LocationId("inn_yard")


def problems(folder: Path, *entries: dict[str, Any], kind: str = "locations") -> list[Problem]:
    """All that is wrong with the shipped world and a pack of these entries."""
    world = copy_of_the_world(folder)
    write_entries(folder / "pack", kind, *entries)
    return problems_of(world, folder / "pack")


def test_a_pack_adds_a_way_and_a_feature_to_a_shipped_place(tmp_path: Path) -> None:
    write_entries(
        tmp_path / "pack", "locations", SHED, {"extends": "inn_yard", "exits": [WAY_IN], "features": [PEG]}
    )
    before, world = load_world(), load_world((tmp_path / "pack",))
    yard = world.locations[YARD]
    assert yard.exits[:-1] == before.locations[YARD].exits
    assert (yard.exits[-1].to, yard.features[-1].id) == ("shed", "rake_peg")
    assert world.content_hash != before.content_hash


def test_a_pack_adds_to_a_mapping(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "origins", {"extends": "noble_exile", "starting_items": {"waybread": 1}})
    before = load_world().origins[OriginId("noble_exile")].starting_items
    items = load_world((tmp_path / "pack",)).origins[OriginId("noble_exile")].starting_items
    assert items == {**before, ItemDefId("waybread"): 1}


def test_two_packs_may_extend_the_same_entry(tmp_path: Path) -> None:
    write_entries(tmp_path / "one", "locations", {"extends": "inn_yard", "features": [PEG]})
    stool = {**PEG, "id": "milking_stool", "name": "milking stool"}
    write_entries(tmp_path / "two", "locations", {"extends": "inn_yard", "features": [stool]})
    features = load_world((tmp_path / "one", tmp_path / "two")).locations[YARD].features
    assert [one.id for one in features[-2:]] == ["rake_peg", "milking_stool"]


@pytest.mark.parametrize(
    ("entry", "key", "text"),
    [
        ({"extends": "inn_yrad", "exits": []}, "extends", "no location 'inn_yrad', did you mean 'inn_yard'?"),
        ({"extends": "inn_yard"}, "extends", "adds nothing"),
        ({"extends": "inn_yard", "description": "Better."}, "description", "cannot be extended"),
        ({"extends": "inn_yard", "exit": [WAY_IN]}, "exit", "did you mean 'exits'?"),
        ({"extends": "inn_yard", "exits": WAY_IN}, "exits", "of the same shape"),
        ({"extends": ["inn_yard"], "exits": [WAY_IN]}, "extends", "no location"),
    ],
)
def test_what_cannot_be_added_is_caught(tmp_path: Path, entry: dict[str, Any], key: str, text: str) -> None:
    caught = [one for one in problems(tmp_path, entry) if one.key == key and text in one.text]
    assert [one.file for one in caught] == ["pack/locations/more.yaml"]


def test_a_mapping_is_not_changed(tmp_path: Path) -> None:
    more = {"extends": "noble_exile", "starting_items": {"healing_draught": 9}}
    caught = problems(tmp_path, more, kind="origins")
    assert [(one.key, one.entry) for one in caught] == [("starting_items.healing_draught", "noble_exile")]


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({**PEG, "naem": "x"}, "unknown key 'naem'"),
        ({**PEG, "description": "<b>"}, "must not stand in prose"),
        ({**PEG, "id": "well"}, "already the id of another"),
    ],
)
def test_a_mistake_in_an_addition_is_the_packs_and_named_by_its_file(
    tmp_path: Path, more: dict[str, Any], text: str
) -> None:
    found = [
        one for one in problems(tmp_path, {"extends": "inn_yard", "features": [more]}) if text in one.text
    ]
    assert [(one.file, one.entry) for one in found] == [("pack/locations/more.yaml", "inn_yard")]


def test_a_way_without_a_way_back_is_the_packs_mistake(tmp_path: Path) -> None:
    found = problems(tmp_path, {**SHED, "exits": []}, {"extends": "inn_yard", "exits": [WAY_IN]})
    assert ("pack/locations/more.yaml", "inn_yard") in [(one.file, one.entry) for one in found]


def test_editors_know_what_can_be_added() -> None:
    _, extension = json_schemas()["locations.json"]["properties"]["entries"]["items"]["anyOf"]
    assert set(extension["properties"]) == {"extends", "aliases", "exits", "features", "people", "encounters"}
    assert extension["required"] == ["extends"]
