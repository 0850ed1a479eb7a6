"""Doing something with what stands at a place. Features bring their own verbs."""

from collections.abc import Iterator

from app.game_logic.parser.here import Here
from app.game_logic.parser.matching import Fit, content, fit, forms, names_of
from app.game_logic.parser.nouns import Thing
from app.game_logic.parser.reading import Reading, Stretch
from app.game_logic.parser.readings.common import TOOL_WORDS, named, split_at, starts_with
from app.game_logic.parser.synonyms import BY_FIRST_WORD
from app.game_logic.parser.text import Words, name_words
from app.models.intents import Intent, Interact, Look
from app.models.world import Feature, FeatureAction


def verbatim(here: Here, words: Words) -> Iterator[Reading]:
    """The label of an action, word for word."""
    for feature in here.features:
        for action in here.actions(feature.id):
            if words == name_words(action.label):
                yield Reading(Interact(feature.id, action.id), feature.name, stretch=Stretch.VERBATIM)


def by_own_verbs(here: Here, words: Words) -> Iterator[Reading]:
    """ "force the chest open", where "force open" is a verb of the chest; or a near-synonym of such a verb. What is
    used up comes last: the rules then say so."""
    near = list(_near(words))
    for feature, action, is_spent in _actions(here):
        for verb in action.verbs:
            stretch = Stretch.LAST_RESORT if is_spent else Stretch.OWN
            yield from _done_to(here, feature, action, words, name_words(verb), stretch)
        for phrase, group in near:
            if not group.isdisjoint(action.verbs):
                stretch = Stretch.LAST_RESORT if is_spent else Stretch.NEAR
                yield from _done_to(here, feature, action, words, phrase, stretch)


def _actions(here: Here) -> Iterator[tuple[Thing[Feature], FeatureAction, bool]]:
    for feature in here.features:
        yield from ((feature, action, False) for action in here.actions(feature.id))
        yield from ((feature, action, True) for action in here.spent[feature.id])


def by_label(here: Here, words: Words) -> Iterator[Reading]:
    """By what stands in the label of an action alone: "take the glint", of "Reach for the glint"."""
    for feature, action, is_spent in _actions(here):
        if not is_spent and fit(content(words), names_of(action.label)) is not None:
            yield Reading(Interact(feature.id, action.id), feature.name, Fit.PART, Stretch.STANDS_IN)


def _near(words: Words) -> Iterator[tuple[Words, frozenset[str]]]:
    for word in sorted(forms(words[0])):
        for phrase, group in BY_FIRST_WORD.get(word, ()):
            if starts_with(words, phrase) is not None:
                yield phrase, group


def _done_to(
    here: Here, feature: Thing[Feature], action: FeatureAction, words: Words, verb: Words, stretch: Stretch
) -> Iterator[Reading]:
    rest = starts_with(words, verb)
    if rest is None:
        return
    intent = Interact(feature.id, action.id)
    if not rest:
        if stretch is not Stretch.NEAR:
            yield Reading(intent, feature.name, Fit.PART, stretch, is_risky=_has_rival(here, feature, verb))
        return
    if fit(content(rest), names_of(action.label)) is not None:
        yield Reading(intent, feature.name, Fit.PART, stretch)
    noun, tool = split_at(rest, TOOL_WORDS)
    for phrase in (rest, noun) if tool else (rest,):
        yield from _meaning(here, feature, intent, phrase, stretch)


def _has_rival(here: Here, feature: Thing[Feature], verb: Words) -> bool:
    """Whether a verb without a noun ("open") means an action of another feature as well: then we ask back."""
    return any(
        other.id != feature.id and any(name_words(one) == verb for one in action.verbs)
        for other in here.features
        for action in here.actions(other.id)
    )


def use(here: Here, rest: Words, stretch: Stretch = Stretch.STANDS_IN) -> Iterator[Reading]:
    """ "use the lever": the first thing that can be done with it; where nothing can be done, one looks at it."""
    for feature in here.features:
        actions = here.actions(feature.id)
        if actions:
            yield from _meaning(here, feature, Interact(feature.id, actions[0].id), rest, stretch)
        else:
            yield from _meaning(here, feature, Look(target=feature.id), rest, Stretch.LAST_RESORT)


def _meaning(
    here: Here, feature: Thing[Feature], intent: Intent, words: Words, stretch: Stretch
) -> Iterator[Reading]:
    yield from named(here, (feature,), words, lambda _: intent, stretch)
