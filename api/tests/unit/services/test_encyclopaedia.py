"""The encyclopaedia tells what everybody knows, and keeps the rest."""

import pytest
from pydantic_core import to_json

from app.models.enums import ItemKind
from app.models.errors import NotFound
from app.models.world import World
from app.services.encyclopaedia import Encyclopaedia
from tests.support.shipped import shipped_world

KINDS = ("origins", "classes", "abilities", "items", "enemies", "locations", "effects")


@pytest.fixture(scope="module")
def world() -> World:
    return shipped_world()


@pytest.fixture(scope="module")
def book(world: World) -> Encyclopaedia:
    return Encyclopaedia(world)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_entries_that_can_be_looked_up(book: Encyclopaedia, kind: str) -> None:
    entries = book.entries(kind)
    assert entries
    assert all(book.entry(kind, entry.id) == entry for entry in entries)


@pytest.mark.parametrize(
    "kind", ["loot_tables", "encounters", "quests", "people", "recipes", "", "__class__"]
)
def test_other_kinds_are_unknown(book: Encyclopaedia, kind: str) -> None:
    with pytest.raises(NotFound):
        book.entries(kind)


def test_bosses_quest_items_and_hidden_places_are_not_found(book: Encyclopaedia, world: World) -> None:
    kept: list[tuple[str, str]] = [("enemies", enemy.id) for enemy in world.enemies.values() if enemy.is_boss]
    kept += [("items", item.id) for item in world.items.values() if item.kind is ItemKind.QUEST]
    assert kept
    for kind, entry_id in kept:
        with pytest.raises(NotFound):
            book.entry(kind, entry_id)


def test_nothing_names_a_loot_table_an_encounter_or_a_person(book: Encyclopaedia, world: World) -> None:
    told = to_json([book.entries(kind) for kind in KINDS]).decode()
    for secret in (*world.loot_tables, *world.encounters, *world.people, *world.quests):
        assert f'"{secret}"' not in told
    for word in ("loot", "actions", "behaviour", "encounters", "features", "exits", "first_visit", "phases"):
        assert f'"{word}"' not in told
