"""Actions that say what they are based on: two tabs, a double click, a reconnect have one effect."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, cast

import pytest

from app.backends.ports import Documents, Page, Where
from app.models.enums import TurnStatus
from app.models.errors import Invalid, Stale
from app.models.session import Turn
from tests.support.house import Game, House
from tests.support.party import gather


def version(game: Game) -> int:
    return game.house.services.sessions.view(game.player.id, game.id).version


def test_what_is_based_on_the_latest_is_done(game: Game) -> None:
    for number in range(3):
        game.accept("wait", f"action-{number}", based_on=version(game))
        game.advance()
    assert [turn.status for turn in game.log()] == [TurnStatus.RESOLVED] * 4


def test_what_is_based_on_less_is_told_what_changed(game: Game) -> None:
    seen = version(game)
    first, second = game.play("go out"), game.play("wait")
    with pytest.raises(Stale) as refused:
        game.accept("throw darts", based_on=seen)
    assert refused.value.details == {
        "version": version(game),
        "turns": [{"id": turn.id, "seq": turn.seq} for turn in (first, second)],
        "has_more": False,
    }
    assert len(game.log()) == 3
    assert first.session_version == seen + 1


def test_looking_and_asking_change_nothing(game: Game) -> None:
    seen = version(game)
    for words in ("look around", "inventory", "xyzzy"):
        game.play(words)
    assert version(game) == seen + 3
    assert game.accept("wait", based_on=seen).status is TurnStatus.ACCEPTED


def test_what_was_refused_changed_nothing(game: Game) -> None:
    seen = version(game)
    assert game.play("go north").status is TurnStatus.REJECTED
    assert game.accept("wait", based_on=seen).status is TurnStatus.ACCEPTED


def test_sent_again_it_is_the_same_action_and_never_stale(game: Game) -> None:
    seen = version(game)
    first = game.accept("wait", "once", based_on=seen)
    game.advance()
    assert game.accept("wait", "once", based_on=seen).id == first.id
    assert len(game.log()) == 2


def test_the_second_tab_is_late_though_the_first_ones_action_still_waits(game: Game) -> None:
    seen = version(game)
    first = game.accept("wait", based_on=seen)
    with pytest.raises(Stale) as refused:
        game.accept("go out", based_on=seen)
    assert refused.value.details["turns"] == [{"id": first.id, "seq": first.seq}]


class Overtaken:
    """Documents whose reader is overtaken: something else happens as soon as it has asked for an action by its id."""

    def __init__(self, documents: Documents, meanwhile: Callable[[], object]) -> None:
        self._documents = documents
        self._meanwhile: Callable[[], object] | None = meanwhile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._documents, name)

    def list(self, table: str, where: Sequence[Where] = (), *rest: Any, **more: Any) -> Page:
        page = self._documents.list(table, where, *rest, **more)
        meanwhile = self._meanwhile
        if meanwhile is not None and any(one.column == "action_id" for one in where):
            self._meanwhile = None
            meanwhile()
        return page


@pytest.mark.parametrize("is_settled", [False, True])
def test_a_copy_that_was_faster_is_the_answer_and_no_reason_to_refuse(game: Game, is_settled: bool) -> None:
    seen, firsts = version(game), list[Turn]()

    def twin() -> None:
        firsts.append(game.accept("wait", "once", based_on=seen))
        if is_settled:
            game.advance()

    turns = game.house.services.turns
    turns._documents = cast(Documents, Overtaken(turns._documents, twin))
    again = game.accept("wait", "once", based_on=seen)
    assert [again.id] == [one.id for one in firsts]
    game.advance()
    assert len(game.log()) == 2


def test_of_two_tabs_at_once_one_has_its_way(game: Game) -> None:
    seen, start = version(game), Barrier(4)

    def tab(number: int) -> Turn | Stale:
        start.wait()
        try:
            return game.accept("wait", f"tab-{number}", based_on=seen)
        except Stale as late:
            return late

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(tab, range(4)))
    assert sum(isinstance(one, Stale) for one in found) == 3
    game.advance()
    assert len(game.log()) == 2


def test_a_long_way_back_only_the_latest_are_named(game: Game) -> None:
    seen = version(game)
    for number in range(25):
        game.accept("wait", f"w{number}")
        game.advance()
    with pytest.raises(Stale) as refused:
        game.accept("wait", based_on=seen)
    assert len(refused.value.details["turns"]) == 20  # type: ignore[arg-type]  # a list
    assert refused.value.details["has_more"]


def test_a_version_that_is_still_to_come_is_refused(game: Game) -> None:
    with pytest.raises(Invalid) as refused:
        game.accept("wait", based_on=version(game) + 1)
    assert refused.value.code == "unknown_version"


def test_what_others_do_counts_unless_it_is_their_own_affair(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    first, second = gathering.players
    mine = gathering.of(second)
    seen = version(mine)
    gathering.play(first, "inventory")
    assert mine.accept("look", based_on=seen).status is TurnStatus.ACCEPTED
    mine.advance()
    gathering.play(first, "wait")
    with pytest.raises(Stale):
        mine.accept("wait", based_on=seen)
    assert mine.accept("wait", based_on=version(mine)).status is TurnStatus.ACCEPTED
