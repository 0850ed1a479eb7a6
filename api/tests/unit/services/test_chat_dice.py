"""Dice in the chat: what is asked for, and that they fall as the seed says."""

import pytest

from app.game_logic.dice import roll_value
from app.models.errors import Invalid
from app.services.chat_dice import Notation, asked_for, thrown

SEED = "5e" * 32


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("/roll 2d6+1", Notation(2, 6, 1)),
        ("/r d20", Notation(1, 20, 0)),
        ("/ROLL 3 D 8 - 2", Notation(3, 8, -2)),
        ("/r 20d1000+1000", Notation(20, 1000, 1000)),
    ],
)
def test_dice_are_asked_for(text: str, notation: Notation) -> None:
    assert asked_for(text) == notation


@pytest.mark.parametrize("text", ["roll 2d6", "hello", "/rolling home", "/run", "see /r 2d6"])
def test_mere_words_ask_for_none(text: str) -> None:
    assert asked_for(text) is None


@pytest.mark.parametrize(
    "text",
    ["/roll", "/r six", "/r 21d6", "/r 0d6", "/r 2d1", "/r 2d1001", "/r 1d6+1001", "/r 1d6+1d6", "/r -1d6"],
)
def test_what_cannot_be_thrown_says_how(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked_for(text)
    assert refused.value.code == "bad_dice"


def test_they_fall_as_the_seed_says_and_for_each_message_anew() -> None:
    roll = thrown(Notation(4, 6, 2), SEED, "one")
    again = tuple(roll_value(bytes.fromhex(SEED), 0, index, "chat:one", 6) for index in range(4))
    assert roll.dice == again
    assert roll.total == sum(again) + 2
    assert roll.notation == "4d6+2"
    assert thrown(Notation(20, 6, 0), SEED, "one") != thrown(Notation(20, 6, 0), SEED, "two")
