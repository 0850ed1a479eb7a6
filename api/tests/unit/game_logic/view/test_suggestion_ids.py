"""Suggestion ids carry the suggestion itself."""

import json
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ai.offline import OfflineNarrator, load_templates
from app.game_logic.view.suggestion_ids import MAX_ID_LENGTH, decode_suggestion, encode_suggestion
from app.models.errors import Invalid
from app.models.events import ActionUnderstood
from app.models.intents import Begin, End, Look, Unclear
from app.models.session import Suggestion
from tests.support.shipped import shipped_world
from tests.support.wandering import wander


def made_up(plain: object) -> str:
    """An id as somebody might forge it."""
    return urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def test_words_and_intent_come_back() -> None:
    suggestion = Suggestion("s1", "look at the “größte” lamp 🗡️", Look(target="lamp"))
    assert decode_suggestion(encode_suggestion(suggestion)) == (suggestion.text, suggestion.intent)


def test_whatever_can_be_done_can_be_suggested() -> None:
    world = shipped_world()
    lives = wander(world, OfflineNarrator(world, load_templates()), seed=5, members=1, turns=300)
    intents = [
        event.intent for scene, _ in lives for event in scene.events if isinstance(event, ActionUnderstood)
    ]
    for intent in intents:
        if isinstance(intent, Unclear):
            continue
        suggestion_id = encode_suggestion(Suggestion("s1", "words", intent))
        assert decode_suggestion(suggestion_id) == ("words", intent)
        assert len(suggestion_id) < MAX_ID_LENGTH


@pytest.mark.parametrize("intent", [Begin(), End(), Unclear("x")], ids=lambda intent: str(intent.kind))
def test_what_only_the_engine_may_do_cannot_be_made_up(intent: Begin | End | Unclear) -> None:
    with pytest.raises(Invalid) as refused:
        decode_suggestion(encode_suggestion(Suggestion("s1", "words", intent)))
    assert refused.value.code == "unknown_suggestion"


@pytest.mark.parametrize(
    "suggestion_id",
    [
        "",
        "garbage",
        "é",
        "=",
        "A" * (MAX_ID_LENGTH + 1),
        made_up([]),
        made_up({"text": "x"}),
        made_up({"text": 7, "intent": {"kind": "wait"}}),
        made_up({"text": "x", "intent": {"kind": "fly"}}),
        made_up({"text": "\ud800", "intent": {"kind": "wait"}}),
        made_up([[[[]]]] * 50),
    ],
)
def test_what_is_no_suggestion_is_refused(suggestion_id: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode_suggestion(suggestion_id)
    assert refused.value.code == "unknown_suggestion"


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    with pytest.raises(Invalid):
        decode_suggestion(text)
