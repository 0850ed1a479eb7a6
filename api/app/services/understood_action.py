"""From what a client sends to what is accepted: by the mode it chose, or by the words that ask for an undo."""

from dataclasses import dataclass, replace

from app.game_logic.parser.text import clauses, clean
from app.game_logic.view.suggestion_ids import decode_suggestion
from app.models.enums import ActionMode, TurnKind
from app.models.ids import CharacterId
from app.models.intents import Say, Undo, Write
from app.services.action_text import clean_action, clean_speech, clean_story
from app.services.turns import NewAction

UNDO_WORDS = "undo"

_UNDO_PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in (
        "undo",
        "undo that",
        "undo it",
        "undo this",
        "undo last turn",
        "undo my last turn",
        "undo my last action",
        "take that back",
        "take it back",
        "take this back",
        "i take that back",
        "i take it back",
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """Exactly one of `action` and `suggestion_id` is given; a suggestion is always done. `for_character`: who is
    away."""

    action_id: str
    action: str | None
    suggestion_id: str | None
    mode: ActionMode = ActionMode.DO
    based_on: int | None = None
    for_character: CharacterId | None = None


def new_action(said: Said) -> NewAction:
    """What is to be accepted. Raises Invalid for words that cannot be."""
    return replace(_understood(said), based_on=said.based_on)


def _understood(said: Said) -> NewAction:
    if said.suggestion_id is not None:
        text, intent = decode_suggestion(said.suggestion_id)
        return NewAction(clean_action(text), said.action_id, intent)
    text = said.action or ""
    if said.mode is ActionMode.SAY:
        words = clean_speech(text)
        return NewAction(words, said.action_id, Say(words))
    if said.mode is ActionMode.STORY:
        line = clean_story(text)
        return NewAction(line, said.action_id, Write(line))
    action = clean_action(text)
    return new_undo(said.action_id, action) if asks_for_undo(action) else NewAction(action, said.action_id)


def new_undo(action_id: str, words: str = UNDO_WORDS) -> NewAction:
    """Taking the last turn back."""
    return NewAction(words, action_id, Undo(), TurnKind.UNDO)


def asks_for_undo(words: str) -> bool:
    """Whether these are, word for word, what one says to take something back: nothing else may be taken for it."""
    return clauses(clean(words)) in {(phrase,) for phrase in _UNDO_PHRASES}
