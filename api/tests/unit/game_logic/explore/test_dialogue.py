"""Talking to people."""

from app.game_logic.dialogue import GOODBYE, open_topics
from app.models.events import (
    CombatStarted,
    GoldChanged,
    ItemGained,
    LoreGained,
    QuestStarted,
    TalkBegan,
    TalkEnded,
    TopicSaid,
)
from app.models.ids import PersonId
from tests.support.hamlet import HAMLET
from tests.support.strolls import ANNA, BERT, all_of, anna, at, bert, crowns, do, go, one_of, refused, talk

MAUD = PersonId("maud")


def _topics(**state: object) -> list[str]:
    return [one.id for one in open_topics(HAMLET.people[MAUD], at("green", **state), ANNA, HAMLET)]


def test_people_greet_a_stranger_and_then_an_acquaintance() -> None:
    first = do(at("green"), talk("maud"))
    assert (one_of(first.events, TalkBegan).text, one_of(first.events, TalkBegan).first_time) == (
        "Hello.",
        True,
    )
    assert first.state.talking_to == {ANNA: "maud"}
    again = do(first.state, talk("maud"))
    assert (one_of(again.events, TalkBegan).text, one_of(again.events, TalkBegan).first_time) == (
        "Again?",
        False,
    )


def test_a_topic_without_a_greeting_is_greeted_first() -> None:
    after = do(at("green"), talk("maud", "weather"))
    assert [type(event) for event in after.events[1:]] == [TalkBegan, TopicSaid, LoreGained]


def test_within_a_talk_nobody_greets_anew() -> None:
    begun = do(at("green"), talk("maud")).state
    after = do(begun, talk("maud", "weather"))
    assert all_of(after.events, TalkBegan) == []
    said = one_of(after.events, TopicSaid)
    assert (said.prompt, said.text) == ("What about weather?", "So much for weather.")


def test_topics_stand_in_the_authors_order_and_wait_for_their_conditions() -> None:
    assert _topics() == ["weather", "tails", "potions", "insult"]
    assert _topics(flags={"friend": 1}) == ["weather", "tails", "potions", "secret", "insult"]


def test_what_is_said_once_is_not_said_again() -> None:
    after = do(at("green"), talk("maud", "tails"))
    assert one_of(after.events, TopicSaid).is_done
    assert one_of(after.events, QuestStarted).quest_id == "tails"
    assert refused(after.state, talk("maud", "tails")) == "no_such_topic"


def test_what_may_be_said_often_stays_possible() -> None:
    state = do(at("green"), talk("maud", "weather")).state
    assert not one_of(do(state, talk("maud", "weather")).events, TopicSaid).is_done


def test_unknown_and_closed_topics_are_refused() -> None:
    assert refused(at("green"), talk("maud", "moon")) == "no_such_topic"
    assert refused(at("green"), talk("maud", "secret")) == "no_such_topic"


def test_nobody_talks_to_who_is_not_here() -> None:
    assert refused(at("lane"), talk("maud")) == "not_here"
    assert refused(at("green"), talk("nobody")) == "not_here"
    assert refused(at("green"), talk("tinker")) == "not_here"
    assert do(at("green", flags={"tinker_came": 1}), talk("tinker")).state.talking_to[ANNA] == "tinker"


def test_a_topic_that_costs_is_paid_or_not_said() -> None:
    assert refused(at("green", anna(gold=2)), talk("maud", "potions")) == "not_enough_gold"
    assert refused(at("green", anna(gold=3, items=crowns(40))), talk("maud", "potions")) == "inventory_full"
    after = do(at("green", anna(gold=3)), talk("maud", "potions"))
    assert (one_of(after.events, GoldChanged).account, one_of(after.events, ItemGained).source) == (
        "gift",
        "gift",
    )


def test_the_last_word_ends_the_talk_before_what_comes_of_it() -> None:
    after = do(at("green"), talk("maud", "insult"))
    kinds = [type(event) for event in after.events]
    assert kinds.index(TopicSaid) < kinds.index(TalkEnded) < kinds.index(CombatStarted)


def test_one_can_say_goodbye_only_to_whom_one_talks_to() -> None:
    assert refused(at("green"), talk("maud", GOODBYE)) == "no_such_topic"
    begun = do(at("green"), talk("maud")).state
    after = do(begun, talk("maud", GOODBYE))
    assert one_of(after.events, TalkEnded).text == "Bye."
    assert after.state.talking_to == {}


def test_going_away_leaves_everybodys_talk() -> None:
    party = at("green", anna(), bert(), talking_to={ANNA: MAUD, BERT: MAUD})
    after = do(party, go("north"))
    assert one_of(after.events, TalkEnded).character_id == ANNA
    assert after.state.talking_to == {}
