"""How a party decides, and what each kind of vote asks and does."""

from dataclasses import replace

import pytest

from app.models.enums import Direction, SessionStatus, TurnKind, VoteKind, VoteStatus
from app.models.errors import GameError
from app.models.ids import CharacterId, SessionId, UserId, VoteId
from app.models.intents import Move, Rest, Together
from app.models.session import GameSession, Seat, SessionConfig, SessionState
from app.models.votes import Choice, Vote
from app.services.ballots.ballot import Motion
from app.services.ballots.majority import by_majority
from app.services.ballots.table import BALLOTS
from tests.support.chronicle import NOW
from tests.support.hamlet import HAMLET
from tests.support.strolls import ANNA, BERT, anna, at, bert

YES_NO = (Choice("yes", "Yes", "long"), Choice("no", "No"))
WAYS = (Choice("north", "North", "north"), Choice("in", "In", "in"), Choice("no", "No"))


def vote(ballots: str, choices: tuple[Choice, ...] = YES_NO, **fields: object) -> Vote:
    """A letter for each member: the beginning of a choice's id, or a dot for who has not voted."""
    ids = [CharacterId(str(number)) for number in range(len(ballots))]
    cast = {
        one: next(choice.id for choice in choices if choice.id.startswith(letter))
        for one, letter in zip(ids, ballots, strict=True)
        if letter != "."
    }
    made = Vote(
        VoteId("v"), SessionId("s"), VoteKind.REST, "Rest?", choices, ANNA, "Anna", NOW, NOW, NOW,
        dict.fromkeys(ids, "Somebody"), cast,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of Vote, by name


def ends(found: Vote, *, is_time_up: bool = False) -> str:
    """Its outcome, or else its status."""
    decision = by_majority(found, is_time_up)
    return "open" if decision is None else decision.outcome or decision.status


@pytest.mark.parametrize(
    ("ballots", "now", "at_last"),
    [
        ("y.", "open", "yes"),
        ("yy", "yes", "yes"),
        ("yn", "failed", "failed"),
        ("y..", "open", "expired"),
        ("yy.", "yes", "yes"),
        ("yn.", "open", "failed"),
        ("nn.", "failed", "failed"),
        ("...", "open", "expired"),
        ("yy..", "open", "yes"),
        ("yyn.", "open", "yes"),
        ("yynn", "failed", "failed"),
        ("yyy.", "yes", "yes"),
        ("y.........", "open", "expired"),
        ("yy........", "open", "yes"),
        ("yyynn.....", "open", "yes"),
        ("nnnnn.....", "failed", "failed"),
        ("n........y", "open", "failed"),
    ],
)
def test_more_than_half_carry_it_and_in_the_end_those_who_voted(ballots: str, now: str, at_last: str) -> None:
    assert ends(vote(ballots)) == now
    assert ends(vote(ballots), is_time_up=True) == at_last


@pytest.mark.parametrize(
    ("ballots", "now", "at_last"),
    [
        ("ni.", "open", "north"),
        ("ii.", "in", "in"),
        ("iin", "in", "in"),
        ("n.i.", "open", "north"),
        ("inii.", "in", "in"),
        ("nniii", "in", "in"),
    ],
)
def test_of_several_ways_the_one_with_most_ballots_is_taken(ballots: str, now: str, at_last: str) -> None:
    assert ends(vote(ballots, WAYS)) == now
    assert ends(vote(ballots, WAYS), is_time_up=True) == at_last


def test_whoever_is_against_all_ways_counts_against_all_of_them() -> None:
    against = {CharacterId("2"): "no", CharacterId("3"): "no"}
    split = vote("ni..", WAYS)
    assert ends(replace(split, ballots={**split.ballots, **against})) == VoteStatus.FAILED


def session(state: SessionState) -> GameSession:
    seats = tuple(Seat(UserId(one), one) for one in state.turn_order)
    return GameSession(
        SessionId("s"), "A party", UserId("u"), seats, SessionConfig(), SessionStatus.ACTIVE, "", "", 1, NOW, NOW, state
    )  # fmt: skip


def ask(kind: VoteKind, state: SessionState, *options: str) -> Motion:
    return BALLOTS[kind].ask(session(state), ANNA, options, HAMLET)


OPEN_GREEN = at("green", anna(), bert(), flags={"cellar_open": 1})


def test_the_party_is_asked_for_each_way_by_its_name() -> None:
    motion = ask(VoteKind.TRAVEL, OPEN_GREEN, "in", "north")
    assert [(one.id, one.label, one.option) for one in motion.choices] == [
        ("in", "Go in: the way to the cellar", "in"),
        ("north", "Go north: the way to the lane", "north"),
        ("no", "No", None),
    ]
    (only, against) = ask(VoteKind.TRAVEL, OPEN_GREEN, "north").choices
    assert ((only.id, only.option), against.id) == (("yes", "north"), "no")


@pytest.mark.parametrize(("way", "code"), [("in", "way_blocked"), ("down", "no_way"), ("up", "no_way")])
def test_nobody_is_asked_for_a_way_that_is_closed_or_unseen(way: str, code: str) -> None:
    with pytest.raises(GameError) as caught:
        ask(VoteKind.TRAVEL, at("green", anna(), bert()), "north", way)
    assert caught.value.code == code


def test_what_has_won_is_the_partys_turn_led_by_whoever_asked_and_stands() -> None:
    won = vote("ii", WAYS, kind=VoteKind.TRAVEL, outcome="in", about="green", opened_by=BERT)
    turn = BALLOTS[VoteKind.TRAVEL].turn(won, session(OPEN_GREEN))
    assert (turn.intent, turn.character_id, turn.kind) == (Together(Move(Direction.IN)), BERT, TurnKind.VOTE)
    fallen = at("green", anna(), bert(hp=0), flags={"cellar_open": 1})
    assert BALLOTS[VoteKind.TRAVEL].turn(won, session(fallen)).character_id == ANNA


def test_the_rest_is_the_one_that_was_asked_for_or_that_can_be() -> None:
    weary = at("green", anna(hp=3), bert())
    both = ask(VoteKind.REST, weary, "short", "long")
    assert [one.id for one in both.choices] == ["short", "long", "no"]
    assert ask(VoteKind.REST, weary).choices[0].option == "long"
    outside = at("lane", anna(hp=3), bert(), won=("one_rat",))
    assert ask(VoteKind.REST, outside).choices[0].option == "short"
    won = vote("ss", both.choices, outcome="short")
    assert BALLOTS[VoteKind.REST].turn(won, session(weary)).intent == Together(Rest(long=False))
