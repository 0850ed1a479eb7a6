"""A handful of useful things to do next, each legal, in words that the parser understands."""

from collections import Counter
from collections.abc import Iterable

from app.game_logic.fight_advice import fight_advice
from app.game_logic.legal import legal_intents
from app.game_logic.peace_advice import peace_advice
from app.game_logic.scope import scope_of
from app.game_logic.wording import words_for
from app.models.ids import CharacterId
from app.models.intents import Intent, Interact, Move, Talk, UseAbility
from app.models.session import SessionState, Suggestion
from app.models.world import World

MOST = 5
LEAST = 3

_MOST_OF_A_KIND = {Move: 2, Interact: 2, Talk: 3, UseAbility: 5}
"""So that the list stays varied; one of every other kind."""


def suggest(state: SessionState, actor_id: CharacterId, world: World) -> tuple[Suggestion, ...]:
    """3 to 5 suggestions, the most useful first (see `peace_advice` and `fight_advice`); none when the session is over.

    The same state gives the same suggestions, with ids `s1`, `s2` and so on.
    """
    if state.is_over:
        return ()
    scope = scope_of(state, actor_id, world)
    legal = legal_intents(state, actor_id, world)
    if state.combat is None:
        ranked = peace_advice(legal, scope, state, world)
    else:
        ranked = fight_advice(legal, state, actor_id, world)
    worded = ((one, words) for one in ranked if (words := words_for(one, scope, state, world)))
    return tuple(
        Suggestion(f"s{number}", words, intent)
        for number, (intent, words) in enumerate(_varied(worded), start=1)
    )


def _varied(ranked: Iterable[tuple[Intent, str]]) -> list[tuple[Intent, str]]:
    """The first ones, but not too many of a kind, and no two with the same words; filled up if that leaves too few."""
    kinds: Counter[type] = Counter()
    chosen: dict[str, Intent] = {}
    spare: dict[str, Intent] = {}
    for intent, words in ranked:
        if words in chosen or words in spare:
            continue
        kinds[type(intent)] += 1
        fits = kinds[type(intent)] <= _MOST_OF_A_KIND.get(type(intent), 1)
        (chosen if fits else spare)[words] = intent
    missing = max(LEAST - len(chosen), 0)
    every = [*chosen.items(), *list(spare.items())[:missing]]
    return [(intent, words) for words, intent in every[:MOST]]
