"""Conditions of content."""

import pytest

from app.game_logic.conditions import all_hold, all_hold_for_party
from app.models.enums import QuestStatus
from app.models.ids import ClassId, EncounterId, OriginId, QuestId
from app.models.session import QuestProgress
from app.models.world import ClassIs, Condition, LevelAtLeast, OriginIs, QuestAt
from tests.support.hamlet import HAMLET, beaten, flag, has
from tests.support.positions import holding
from tests.support.strolls import ANNA, anna, at, bert

_WOOD = QuestId("wood")
_ACTIVE = {_WOOD: QuestProgress(QuestStatus.ACTIVE, 1)}
_COMPLETED = {_WOOD: QuestProgress(QuestStatus.COMPLETED, 1)}

HOLDS: list[tuple[Condition, dict[str, object]]] = [
    (flag("hint"), {"flags": {"hint": 1}}),
    (flag("hint", 3), {"flags": {"hint": 3}}),
    (flag("hint", below=True), {}),
    (flag("hint", 3, below=True), {"flags": {"hint": 2}}),
    (QuestAt("quest", _WOOD, "unknown"), {}),
    (QuestAt("quest", _WOOD, "active"), {"quests": _ACTIVE}),
    (QuestAt("quest", _WOOD, "active", "arrive"), {"quests": _ACTIVE}),
    (QuestAt("quest", _WOOD, "completed"), {"quests": _COMPLETED}),
    (beaten("rats"), {"won": (EncounterId("rats"),)}),
    (beaten("rats", won=False), {}),
    (has("tail", 2), {}),
    (LevelAtLeast("level", 3), {}),
    (OriginIs("origin", OriginId("farmer")), {}),
    (ClassIs("class", ClassId("fighter")), {}),
]

FAILS: list[tuple[Condition, dict[str, object]]] = [
    (flag("hint"), {}),
    (flag("hint", 3), {"flags": {"hint": 2}}),
    (flag("hint", below=True), {"flags": {"hint": 1}}),
    (QuestAt("quest", _WOOD, "unknown"), {"quests": _ACTIVE}),
    (QuestAt("quest", _WOOD, "active"), {"quests": _COMPLETED}),
    (QuestAt("quest", _WOOD, "active", "clear"), {"quests": _ACTIVE}),
    (QuestAt("quest", _WOOD, "completed"), {"quests": _ACTIVE}),
    (beaten("rats"), {}),
    (beaten("rats", won=False), {"won": (EncounterId("rats"),)}),
    (has("tail", 3), {}),
    (LevelAtLeast("level", 4), {}),
    (OriginIs("origin", OriginId("noble")), {}),
    (ClassIs("class", ClassId("mage")), {}),
]

VETERAN = anna(level=3, items=holding(tail=2))


@pytest.mark.parametrize(("condition", "state"), HOLDS)
def test_it_holds(condition: Condition, state: dict[str, object]) -> None:
    assert all_hold((condition,), at("green", VETERAN, **state), ANNA, HAMLET)


@pytest.mark.parametrize(("condition", "state"), FAILS)
def test_it_does_not_hold(condition: Condition, state: dict[str, object]) -> None:
    assert not all_hold((condition,), at("green", VETERAN, **state), ANNA, HAMLET)


def test_an_empty_list_holds() -> None:
    assert all_hold((), at("green"), ANNA, HAMLET)


def test_all_of_a_list_must_hold() -> None:
    assert not all_hold((has("tail"), flag("hint")), at("green", VETERAN), ANNA, HAMLET)


def test_what_one_member_holds_counts_for_the_party_but_not_for_another_member() -> None:
    party = at("green", anna(), bert(items=holding(tail=2)))
    assert all_hold_for_party((has("tail", 2),), party, HAMLET)
    assert not all_hold((has("tail", 2),), party, ANNA, HAMLET)


def test_the_party_puts_together_what_its_members_hold() -> None:
    party = at("green", anna(items=holding(tail=1)), bert(items=holding(tail=1)))
    assert all_hold_for_party((has("tail", 2),), party, HAMLET)
