"""Features: verbs that the parser can hear, checks that mean something, and no endless wells of gold."""

from collections.abc import Iterator

from app.models.enums import ATTRIBUTES
from app.models.world import CheckDef, Feature, FeatureAction
from app.services.content.catalogue import Catalogue
from app.services.content.lint.gains import gives
from app.services.content.problems import Problem, Severity

RESERVED = frozenset(
    {
        *(
            "look",
            "examine",
            "inspect",
            "x",
            "go",
            "walk",
            "talk",
            "ask",
            "attack",
            "fight",
            "flee",
            "rest",
            "sleep",
        ),
        *("north", "south", "east", "west", "up", "down", "in", "out", "wait", "equip", "unequip", "drop"),
        *("inventory", "journal", "help", "stats", "again"),
    }
)
"""Verbs that always mean the same; a feature that claims one would take it away from players."""

_HARDEST, _EASIEST = 25, 5


def check_features(catalogue: Catalogue) -> Iterator[Problem]:
    """What can be done at every place."""
    for entry in catalogue.entries("locations"):
        for position, feature in enumerate(entry.value.features):
            for key, text, severity in _feature_mistakes(feature):
                yield entry.problem(f"features[{position}].{key}", text, severity)


Mistake = tuple[str, str, Severity]


def _feature_mistakes(feature: Feature) -> Iterator[Mistake]:
    owners: dict[str, str] = {}
    for position, action in enumerate(feature.actions):
        for key, text, severity in (*_verb_mistakes(action, owners), *_action_mistakes(action)):
            yield f"actions[{position}].{key}", text, severity


def _verb_mistakes(action: FeatureAction, owners: dict[str, str]) -> Iterator[Mistake]:
    if not action.verbs:
        yield "verbs", "needs at least one verb, the first being shown", Severity.ERROR
    for position, verb in enumerate(action.verbs):
        key = f"verbs[{position}]"
        if verb in RESERVED:
            yield key, f"'{verb}' always means the same to players and cannot be claimed", Severity.ERROR
        owner = owners.setdefault(verb, action.id)
        if owner != action.id:
            # Two actions of which one is possible at a time may share their verbs; authors are told all the same.
            yield key, f"'{verb}' is also a verb of '{owner}'", Severity.WARNING


def _action_mistakes(action: FeatureAction) -> Iterator[Mistake]:
    if not action.success:
        yield "success", "nothing happens: give it an outcome", Severity.ERROR
    if action.check is None:
        yield from _checkless_mistakes(action)
    else:
        yield from _check_mistakes(action, action.check)
    if not action.once and gives(action.success):
        yield "once", "gives something every time: set once: true", Severity.ERROR
    if action.retry and gives(action.failure):
        yield "failure", "gives something at every failure, and can be tried again for ever", Severity.ERROR


def _checkless_mistakes(action: FeatureAction) -> Iterator[Mistake]:
    if action.failure:
        yield "failure", "cannot happen without a check", Severity.ERROR
    if action.retry:
        yield "retry", "means nothing without a check", Severity.ERROR


def _check_mistakes(action: FeatureAction, check: CheckDef) -> Iterator[Mistake]:
    if check.attribute not in ATTRIBUTES:
        yield "check.attribute", f"'{check.attribute.value}' is no attribute", Severity.ERROR
    if not _EASIEST <= check.difficulty <= _HARDEST:
        yield "check.difficulty", f"must be between {_EASIEST} and {_HARDEST}", Severity.ERROR
    if not action.failure:
        yield "failure", "a failed check should mean something", Severity.WARNING
