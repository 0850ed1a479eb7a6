"""Effects: the numbers must do what the kind says."""

from collections.abc import Iterator

from app.models.effects import EffectDef
from app.models.enums import EffectKind
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem

_POWERED = frozenset(
    {EffectKind.DAMAGE_OVER_TIME, EffectKind.HEALING_OVER_TIME, EffectKind.SHIELD, EffectKind.MARK}
)
_STATS = frozenset({EffectKind.BUFF, EffectKind.DEBUFF})


def check_effects(catalogue: Catalogue) -> Iterator[Problem]:
    """Durations and stacks; power and stats where the kind uses them and nowhere else, with the right sign."""
    for entry in catalogue.entries("effects"):
        yield from (entry.problem(key, text) for key, text in _mistakes(entry.value))


def _mistakes(effect: EffectDef) -> Iterator[tuple[str, str]]:
    if effect.duration_turns < 1:
        yield "duration_turns", "must be 1 or more"
    if effect.max_stacks < 1:
        yield "max_stacks", "must be 1 or more"
    if effect.kind in _POWERED and effect.power < 1:
        yield "power", f"a {_said(effect.kind)} needs a power of 1 or more"
    if effect.kind not in _POWERED and effect.power:
        yield "power", f"a {_said(effect.kind)} makes no use of power"
    yield from _stat_mistakes(effect)


def _stat_mistakes(effect: EffectDef) -> Iterator[tuple[str, str]]:
    if effect.kind in _STATS and not any(effect.stats.values()):
        yield "stats", f"a {_said(effect.kind)} must change a stat"
    if effect.kind not in _STATS and effect.stats:
        yield "stats", f"a {_said(effect.kind)} changes no stats"
    for stat, amount in effect.stats.items():
        if effect.kind is EffectKind.BUFF and amount < 0:
            yield f"stats.{stat.value}", "a buff helps: its amounts are above 0 (a debuff may lower)"
        if effect.kind is EffectKind.DEBUFF and amount > 0:
            yield f"stats.{stat.value}", "a debuff harms: its amounts are below 0 (a buff may raise)"


def _said(kind: EffectKind) -> str:
    return kind.value.replace("_", " ")
