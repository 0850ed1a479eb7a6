"""What players say aloud and write into the story."""

from dataclasses import replace

import pytest

from app.game_logic.dice import Dice
from app.game_logic.parser import parse
from app.game_logic.parser.hearing import hear
from app.game_logic.resolve import Resolution, resolve
from app.game_logic.turn_order import current_actor
from app.models.enums import Direction
from app.models.errors import Fallen
from app.models.events import (
    ActionUnderstood,
    LocationEntered,
    Spoke,
    TalkBegan,
    TalkEnded,
    TopicSaid,
    TurnPassed,
    Written,
)
from app.models.ids import CharacterId, LocationId, PersonId
from app.models.intents import Intent, Move, Say, Talk, UseAbility, Wait, Write
from app.models.session import SessionState
from app.models.world import World
from tests.support.shipped import shipped_world
from tests.support.walks import new_session

WORLD = shipped_world()
BETTANY, LUDO = PersonId("bettany_oake"), PersonId("ludo_finch")


def inn(members: int = 1) -> SessionState:
    """A new session, in the common room with Bettany and Ludo."""
    return new_session(WORLD, ["vanguard"] * members, bytes(32))


def do(state: SessionState, intent: Intent, actor: int = 0, world: World = WORLD) -> Resolution:
    return resolve(state, CharacterId(f"hero_{actor}"), intent, Dice(bytes(32), state.seq + 1), world)


def fighting() -> SessionState:
    state = do(inn(), Move(Direction.OUT)).state
    return do(state, parse("attack", state, CharacterId("hero_0"), WORLD)).state


class TestSaying:
    def test_a_topic_of_somebody_here_is_raised(self) -> None:
        events = do(inn(), Say("Where is the road to the toll house, Bettany?")).events
        spoke = next(event for event in events if isinstance(event, Spoke))
        assert (spoke.person_id, spoke.is_answered) == (BETTANY, True)
        assert spoke.words == "Where is the road to the toll house, Bettany?"
        assert [type(event) for event in events[1:4]] == [Spoke, TalkBegan, TopicSaid]

    def test_a_greeting_greets(self) -> None:
        events = do(inn(), Say("Hello, Ludo!")).events
        assert isinstance(events[2], TalkBegan)
        assert events[2].person_id == LUDO

    def test_who_is_talked_to_hears_it_first(self) -> None:
        state = do(inn(), Talk(LUDO)).state
        spoke = do(state, Say("Rather wet today.")).events[1]
        assert isinstance(spoke, Spoke)
        assert (spoke.person_id, spoke.is_answered) == (LUDO, False)

    def test_goodbye_ends_the_talk(self) -> None:
        state = do(inn(), Talk(LUDO)).state
        after = do(state, Say("Goodbye."))
        assert any(isinstance(event, TalkEnded) for event in after.events)
        assert after.state.talking_to == {}

    def test_what_nobody_has_an_answer_to_changes_nothing(self) -> None:
        state = inn()
        after = do(state, Say("Quod erat demonstrandum."))
        assert [type(event) for event in after.events] == [ActionUnderstood, Spoke]
        assert replace(after.state, memory={}) == replace(state, memory={})

    @pytest.mark.parametrize(
        "words", ["I will not ask about the road.", "Never mind the road.", "Don't, Ludo."]
    )
    def test_a_not_raises_no_topic(self, words: str) -> None:
        assert hear(words, inn(), CharacterId("hero_0"), WORLD).talk is None

    def test_deeds_in_spoken_words_are_not_done(self) -> None:
        state = inn()
        after = do(state, Say("I go out and attack the wicklings"))
        assert after.state.location_id == state.location_id
        assert not any(isinstance(event, LocationEntered) for event in after.events)

    def test_alone_nobody_hears_it(self) -> None:
        state = replace(inn(), location_id=LocationId("inn_yard"))
        spoke = do(state, Say("Hello?")).events[1]
        assert isinstance(spoke, Spoke)
        assert (spoke.person_id, spoke.is_answered) == (None, False)

    def test_in_a_fight_it_is_free_and_nobody_answers(self) -> None:
        state = fighting()
        after = do(state, Say("Hello Bettany, where is the road?"))
        assert [type(event) for event in after.events] == [ActionUnderstood, Spoke]
        assert after.state.combat == state.combat

    def test_again_repeats_the_last_deed_and_not_the_last_words(self) -> None:
        state = do(do(inn(), Wait()).state, Say("Well, well.")).state
        assert parse("again", state, CharacterId("hero_0"), WORLD) == Wait()

    def test_the_fallen_say_nothing(self) -> None:
        state = inn()
        hero = CharacterId("hero_0")
        state = replace(state, characters={hero: replace(state.characters[hero], hp=0)})
        with pytest.raises(Fallen):
            do(state, Say("Help."))


class TestInAParty:
    def test_words_take_no_turn_and_wait_for_none(self) -> None:
        state = inn(2)
        after = do(state, Say("Mine is the next round."), actor=1)
        assert current_actor(after.state) == current_actor(state)

    def test_what_is_answered_counts_as_talk(self) -> None:
        after = do(inn(2), Say("Hello, Ludo!"))
        assert any(isinstance(event, TurnPassed) for event in after.events)

    def test_out_of_turn_nobody_answers(self) -> None:
        spoke = do(inn(2), Say("Hello, Ludo!"), actor=1).events[1]
        assert isinstance(spoke, Spoke)
        assert not spoke.is_answered


class TestWriting:
    def test_a_line_of_prose_changes_nothing(self) -> None:
        state = inn()
        after = do(state, Write("The rain had been going on for eleven days, and I attack it."))
        assert [type(event) for event in after.events] == [ActionUnderstood, Written]
        assert replace(after.state, memory={}) == replace(state, memory={})

    def test_it_can_be_written_in_a_fight_and_takes_no_turn(self) -> None:
        state = fighting()
        assert do(state, Write("The blade was cold.")).state.combat == state.combat
        assert do(state, UseAbility("defend")).state.combat != state.combat  # type: ignore[arg-type]  # AbilityId
