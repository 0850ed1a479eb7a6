"""Journal and codex tell of what was met, all of it, and of nothing else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from app.game_logic.view.codex import codex
from app.game_logic.view.journal import journal
from app.models.enums import DamageType, ItemKind, QuestStatus, Rarity, Slot, Stat
from app.models.ids import EnemyId, ItemDefId, ItemId, QuestId
from app.models.items import Item
from app.models.lore import EnemyLore, Lore
from app.models.session import QuestProgress
from app.models.views import CodexEntry, JournalEntry, StageStatus
from tests.support.authoring import item_def
from tests.support.hamlet import HAMLET
from tests.support.shipped import shipped_world
from tests.support.strolls import anna, at
from tests.support.wandering import Step, strolls

WORLD = shipped_world()
ENTRIES = TypeAdapter(tuple[CodexEntry, ...])
JOURNALS = TypeAdapter(tuple[JournalEntry, ...])


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return [step for seed in range(4) for step in strolls(WORLD, seed, members=1 + seed % 2, turns=150)]


def entry_of(known: CodexEntry | Any) -> tuple[str, str]:
    return (known.kind.value, known.id)


def every_entry() -> Iterator[tuple[str, str, str, str]]:
    """Kind, id, name and text of all that there is to be met."""
    kinds = {
        "location": WORLD.locations,
        "person": WORLD.people,
        "enemy": WORLD.enemies,
        "item": WORLD.items,
        "effect": WORLD.effects,
    }
    for kind, definitions in kinds.items():
        for one in definitions.values():  # type: ignore[attr-defined]  # each maps ids to definitions
            yield kind, one.id, one.name, one.codex or one.description


def test_the_codex_of_a_whole_life_names_what_was_met_and_nothing_else(steps: list[Step]) -> None:
    most = 0
    for step in steps[::5]:
        hero = step.state.characters[step.state.turn_order[0]]
        entries = codex(hero, WORLD)
        met = {entry_of(one) for one in entries}
        most = max(most, len(met))
        assert len(met) == len(entries)
        held = {("item", item.item_def_id) for item in hero.items.values()}
        assert held | {("location", one) for one in step.state.visited} <= met
        assert {one for kind, one in met if kind == "location"} == set(step.state.visited)
        assert {one for kind, one in met if kind == "person"} == set(step.state.met)
        shown = json.dumps([[one.name, dict(one.detail)] for one in entries], ensure_ascii=False)
        texts = {one.text for one in entries}
        for kind, one_id, name, text in every_entry():
            if (kind, one_id) not in met:
                assert f'"{name}"' not in shown
                assert text not in texts
    assert most > 15


def test_no_codex_shows_a_resistance_that_no_blow_found(steps: list[Step]) -> None:
    found = 0
    for step in steps[::5]:
        hero = step.state.characters[step.state.turn_order[0]]
        tried = {one.enemy_id: one.tried for one in hero.lore.enemies}
        for entry in codex(hero, WORLD):
            labels = {label for label in entry.detail if label.endswith(" damage")}
            kinds = tried.get(EnemyId(entry.id), ())
            if entry.kind.value == "enemy":
                assert labels == {f"{kind.value.capitalize()} damage" for kind in kinds}
                found += len(labels)
    assert found > 10


def test_a_foe_tells_its_level_how_many_fell_and_what_it_bears() -> None:
    rat = HAMLET.enemies[EnemyId("rat")]
    tough = replace(
        rat, stats={**rat.stats, Stat.RESIST_FIRE_PCT: 50, Stat.RESIST_FROST_PCT: -25}, codex="It bites."
    )
    tried = (DamageType.FIRE, DamageType.FROST, DamageType.SHADOW)
    hero = anna(lore=Lore(enemies=(EnemyLore(rat.id, 7, tried), EnemyLore(EnemyId("gone")))))
    (entry,) = codex(hero, replace(HAMLET, enemies={rat.id: tough}))
    assert (entry.name, entry.text) == ("Rat", "It bites.")
    assert dict(entry.detail) == {
        "Level": "1",
        "Beaten": "7",
        "Fire damage": "resists 50 %",
        "Frost damage": "takes 25 % more",
        "Shadow damage": "taken in full",
    }


def test_a_thing_tells_what_it_is_good_for() -> None:
    halo = item_def(
        "halo", ItemKind.ARMOUR, rarity=Rarity.RARE, slot=Slot.HEAD, level=5, stats={Stat.CRIT_PCT: 3}
    )
    hero = anna(items={ItemId("i"): Item(ItemId("i"), halo.id)}, lore=Lore(items=(ItemDefId("sold_out"),)))
    (entry,) = codex(hero, replace(HAMLET, items={halo.id: halo}))
    assert dict(entry.detail) == {
        "Kind": "Armour",
        "Rarity": "Rare",
        "Worn": "Head",
        "From level": "5",
        "Critical hits": "+3 %",
        "Value": "5 gold",
        "Weight": "1",
    }


def test_the_journal_says_nothing_of_stages_still_ahead() -> None:
    state = at("green", quests={QuestId("wood"): QuestProgress(QuestStatus.ACTIVE)})
    (entry,) = journal(state, HAMLET)
    assert [(one.title, one.text, one.status) for one in entry.stages] == [
        ("The Lane", "Clear the lane.", StageStatus.CURRENT)
    ]
    assert (entry.is_current, entry.rewards) == (True, ())


def test_a_quest_that_is_over_tells_what_it_brought() -> None:
    quests = {
        QuestId("tails"): QuestProgress(QuestStatus.COMPLETED, 0),
        QuestId("wood"): QuestProgress(QuestStatus.ACTIVE, 1),
        QuestId("forgotten"): QuestProgress(QuestStatus.ACTIVE),
    }
    wood, tails = journal(at("green", quests=quests), HAMLET)
    assert [one.status for one in wood.stages] == [StageStatus.DONE, StageStatus.CURRENT]
    assert (tails.is_current, tails.rewards) == (False, ("Crown",))
    assert [one.status for one in tails.stages] == [StageStatus.DONE]


def test_an_adventure_that_is_over_has_nothing_to_follow() -> None:
    quests = {QuestId("wood"): QuestProgress(QuestStatus.ACTIVE)}
    (entry,) = journal(at("green", quests=quests, is_over=True), HAMLET)
    assert not entry.is_current


def test_no_journal_of_a_whole_life_gives_away_what_comes(steps: list[Step]) -> None:
    for step in steps[::5]:
        text = JOURNALS.dump_json(journal(step.state, WORLD)).decode()
        for quest in WORLD.quests.values():
            progress = step.state.quests.get(quest.id)
            assert (json.dumps(quest.name, ensure_ascii=False) in text) is (progress is not None)
            ahead = quest.stages if progress is None else quest.stages[progress.stage + 1 :]
            if progress is None or progress.status is QuestStatus.ACTIVE:
                assert not any(stage.title in text or stage.objective.text in text for stage in ahead)
