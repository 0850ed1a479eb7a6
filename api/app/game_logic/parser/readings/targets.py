"""Whom an ability or an item is aimed at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.game_logic.parser.here import Here, hp_of
from app.game_logic.parser.lexicon import word_set
from app.game_logic.parser.matching import Fit, content
from app.game_logic.parser.nouns import Match, Phrase, Thing, find, read_phrase
from app.game_logic.parser.text import Words
from app.game_logic.targeting import UNAIMED, open_to_attack
from app.models.abilities import AbilityDef
from app.models.combat import Combatant
from app.models.enums import TargetKind
from app.models.ids import CombatantId

ANY_FOE = word_set(
    "enemy enemies foe foes monster monsters creature creatures beast beasts opponent opponents"
    " them everyone all everybody everything thing attacker attackers"
)


@dataclass(frozen=True, slots=True)
class Aim:
    """`id` None where the ability needs no target."""

    id: CombatantId | None
    name: str = ""
    fit: Fit = Fit.EXACT
    slips: int = 0


def aims(here: Here, ability: AbilityDef, words: Words) -> Iterator[Aim]:
    """Whom the words can mean; the default of the ability without words; nothing where they name nobody fitting."""
    if ability.target in UNAIMED:
        yield Aim(None, fit=Fit.LOOSE if content(words) else Fit.EXACT)
    elif ability.target is TargetKind.ENEMY:
        yield from _foes(here, ability, words)
    else:
        yield from _friends(here, ability, words)


def _friends(here: Here, ability: AbilityDef, words: Words) -> Iterator[Aim]:
    if not words:
        needs_fallen = ability.target is TargetKind.FALLEN_ALLY
        fallen = [one for one in here.party if hp_of(here, one.of) <= 0]
        default = fallen[0].id if needs_fallen and fallen else here.actor.id
        yield Aim(CombatantId(default))
        return
    for match in find(here.party, read_phrase(words), here.last_target):
        yield Aim(CombatantId(match.thing.id), match.thing.name, match.fit, match.slips)


def _foes(here: Here, ability: AbilityDef, words: Words) -> Iterator[Aim]:
    phrase = read_phrase(words)
    matches = find(here.foes, phrase, here.last_target)
    if not matches and (phrase.is_open or phrase.is_pronoun or ANY_FOE.issuperset(phrase.words)):
        matches = [Match(thing, Fit.HEAD) for thing in here.foes]
    best = min(((match.fit, match.slips) for match in matches), default=None)
    equals = [match.thing for match in matches if (match.fit, match.slips) == best]
    chosen = _choose(here, ability, phrase, equals) if equals else None
    if best is None or chosen is None:
        return
    yield Aim(CombatantId(chosen.id), chosen.name, *best)
    if best[0] is Fit.MISSPELT:
        others = [foe for foe in equals if foe.of.enemy_id != chosen.of.enemy_id]
        yield from (Aim(CombatantId(foe.id), foe.name, *best) for foe in others)


def _choose(
    here: Here, ability: AbilityDef, phrase: Phrase, foes: Sequence[Thing[Combatant]]
) -> Thing[Combatant] | None:
    """By the number shown, by "second", by "weakest" and so on; else the first in order whom the ability reaches. None
    if nobody with that number stands."""
    if phrase.label is not None:
        return next((foe for foe in foes if _label(foe) == phrase.label), None)
    if phrase.number is not None:
        shown = next((foe for foe in foes if _label(foe) == phrase.number), None)
        return shown or foes[min(phrase.number, len(foes)) - 1 if phrase.number > 0 else -1]
    near = reachable(here, ability, foes)
    match phrase.choice:
        case "weakest":
            return min(near, key=lambda foe: foe.of.hp)
        case "strongest":
            return max(near, key=lambda foe: foe.of.hp)
        case "other":
            return foes[1] if here.last_target is None and len(foes) > 1 else foes[0]
        case _:
            return near[0]


def _label(foe: Thing[Combatant]) -> int | None:
    """The number in its id, which is the one shown behind its name."""
    number = foe.id.rpartition("_")[2]
    return int(number) if number.isdecimal() else None


def reachable(
    here: Here, ability: AbilityDef, foes: Sequence[Thing[Combatant]]
) -> Sequence[Thing[Combatant]]:
    """Those whom the ability may be aimed at; all if there is none."""
    fight = here.state.combat
    if fight is None:
        return foes
    user = fight.combatants[CombatantId(here.actor.id)]
    open_ids = {one.id for one in open_to_attack(fight, user, ability.reach, here.world)}
    return [foe for foe in foes if foe.id in open_ids] or foes
