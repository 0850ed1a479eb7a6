"""Recaps: what went before, for whoever comes back."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from app.ai.narrator import MAX_RECAP_WORDS
from app.backends.ports import Documents, Order, Page, Row, Where
from app.models.errors import NotFound
from app.models.views import RecapView
from app.services.recap import LATEST
from tests.support.house import Game, House

A = TypeVar("A")
B = TypeVar("B")


def recap(game: Game) -> RecapView:
    return game.house.services.recap.recap(game.player.id, game.id)


def test_it_tells_what_was_done_and_where_one_stands(game: Game) -> None:
    for words in ("talk to bettany", "go out"):
        game.play(words)
    told = recap(game)
    past, present = told.paragraphs
    assert told.title == "Previously in the Reed March"
    assert "Bettany Oake" in past
    assert "the Inn Yard" in past
    assert "the Inn Yard" in present
    assert "ask about the candles" in present
    assert game.house.services.recap.recap(game.player.id, game.id) == told


def test_it_is_due_after_half_an_hour_of_a_story_that_has_begun(game: Game) -> None:
    game.house.wait(minutes=45)
    assert (recap(game).away_minutes, recap(game).is_due) == (45, False)
    for words in ("look", "wait"):
        game.play(words)
    assert (recap(game).away_minutes, recap(game).is_due) == (0, False)
    game.house.wait(minutes=29, seconds=59)
    assert not recap(game).is_due
    game.house.wait(seconds=1)
    assert (recap(game).away_minutes, recap(game).is_due) == (30, True)


def test_in_a_fight_it_says_so(game: Game) -> None:
    game.play("go out")
    game.play("attack the wicklings")
    assert "two wicklings" in recap(game).paragraphs[-1]


def test_of_a_story_that_is_over_it_tells_the_end(game: Game) -> None:
    game.play("go out")
    game.end()
    assert "This story is told." in recap(game).paragraphs[-1]


def test_it_is_told_in_the_tone_of_who_asks(game: Game) -> None:
    game.play("go out")
    tellings = set()
    for tone in ("plain", "heroic", "grim", "wry"):
        game.house.services.ports.backend.accounts.update(game.player.id, preferences={"tone": tone})
        tellings.add(recap(game).paragraphs)
    assert len(tellings) > 1


def test_a_stranger_is_told_nothing(house: House, game: Game) -> None:
    stranger = house.player()
    with pytest.raises(NotFound):
        house.services.recap.recap(stranger.id, game.id)


class Counted:
    """Documents that count the rows they give."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.rows = 0

    def get(self, table: str, row_id: str) -> Row:
        self.rows += 1
        return self._documents.get(table, row_id)

    def list(
        self,
        table: str,
        where: Sequence[Where] = (),
        order: Sequence[Order] = (),
        limit: int = 25,
        cursor: str | None = None,
    ) -> Page:
        page = self._documents.list(table, where, order, limit, cursor)
        self.rows += len(page.rows)
        return page

    def both(self, first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
        return first(), second()


def test_it_reads_no_more_of_a_long_story(game: Game) -> None:
    service = game.house.services.recap
    counted = Counted(service._documents)
    service._documents = counted  # type: ignore[assignment]  # what a recap uses of it
    needed = []
    for _ in range(2):
        for _ in range(LATEST + 5):
            game.accept("look")
            game.advance()
        counted.rows = 0
        told = recap(game)
        needed.append(counted.rows)
        assert sum(len(text.split()) for text in told.paragraphs) <= MAX_RECAP_WORDS
    assert needed[0] == needed[1]
    assert needed[0] < LATEST + 10
