"""Attacks, abilities, defence, flight and rows."""

from collections.abc import Iterator, Mapping, Sequence

from app.game_logic.parser.here import Here
from app.game_logic.parser.matching import Fit, content, misspelling, names_of
from app.game_logic.parser.nouns import Match, Thing, find, read_phrase
from app.game_logic.parser.reading import Command, Reading, Stretch
from app.game_logic.parser.readings import going, people
from app.game_logic.parser.readings.common import TOOL_WORDS, split_at, starts_with
from app.game_logic.parser.readings.targets import ANY_FOE, aims
from app.game_logic.parser.text import Words, name_words
from app.game_logic.parser.verbs import Verb
from app.game_logic.remedies import steps_outside
from app.game_logic.targeting import HOSTILE
from app.models.abilities import AbilityDef
from app.models.enums import BattleRow, TargetKind
from app.models.ids import CombatantId
from app.models.intents import Fight, UseAbility
from app.models.world import EncounterDef

_Ability = Thing[AbilityDef]
_COMMON: Mapping[Verb, str] = {
    Verb.DEFEND: "defend",
    Verb.FLEE: "flee",
    Verb.STEP: "change_row",
    Verb.STEP_BACK: "change_row",
    Verb.STEP_FORWARD: "change_row",
}
"""The ids of the abilities that everybody has in a fight."""

_AT = TOOL_WORDS - {"by", "with"} | {"on", "at", "against", "upon", "to", "towards", "toward"}


def attack(here: Here, command: Command) -> Iterator[Reading]:
    """In a fight the plain attack, or "attack the wolf with shield bash"; else the fight begins."""
    noun, tool = split_at(("", *command.rest), TOOL_WORDS)
    if not here.is_fight:
        yield from begin_fight(here, noun[1:], Stretch.OWN)
        yield from people.concerning(here, command)
        return
    wielded = find(here.abilities, read_phrase(tool), None) if tool else []
    for ability in [match.thing for match in wielded] or _plain_attack(here):
        yield from _use(here, ability, noun[1:], Stretch.OWN)


def _plain_attack(here: Here) -> Sequence[_Ability]:
    """The common attack; in a world without it the first ability that is aimed at an enemy and costs nothing."""
    aimed = [one for one in here.abilities if one.of.target is TargetKind.ENEMY]
    free = [one for one in aimed if not one.of.mana_cost and not one.of.cooldown_turns]
    common = [one for one in aimed if one.id == "attack"]
    return (common or free or aimed)[:1]


def begin_fight(here: Here, words: Words, stretch: Stretch) -> Iterator[Reading]:
    """Against those who stand here; without words, or with "them", against the first."""
    phrase = read_phrase(words)
    for match in _encounters(here, words):
        thing = match.thing
        yield Reading(Fight(thing.id), thing.name, match.fit, stretch, match.slips)
    if not words or phrase.is_pronoun or ANY_FOE.issuperset(phrase.words):
        for thing in here.encounters[:1]:
            yield Reading(Fight(thing.id), thing.name, Fit.PART, stretch)


def _encounters(here: Here, words: Words) -> list[Match[EncounterDef]]:
    phrase = read_phrase(words)
    if phrase.is_pronoun:
        meant = [one for one in here.encounters if here.last_target in (one.id, *one.of.enemies)]
        return [Match(one, Fit.EXACT) for one in meant]
    return find(here.encounters, phrase, here.last_target)


def abilities(here: Here, words: Words) -> Iterator[Reading]:
    """By an ability's name or verb, then whom it is aimed at: "shield bash the second wolf", "heal Wren"."""
    for ability in here.abilities:
        for phrase in phrases_of(ability.of):
            rest = starts_with(words, phrase)
            if rest is not None:
                is_name = phrase == name_words(ability.name)
                yield from _use(
                    here, ability, rest, Stretch.OWN if here.is_fight or is_name else Stretch.STANDS_IN
                )
        yield from _half_named(here, ability, words)
        yield from _misspelt(here, ability, words)


def phrases_of(ability: AbilityDef) -> tuple[Words, ...]:
    """What can be said for it: its name and its verbs."""
    return tuple(dict.fromkeys(filter(None, map(name_words, (ability.name, *ability.verbs)))))


def _half_named(here: Here, ability: _Ability, words: Words) -> Iterator[Reading]:
    name = name_words(ability.name)
    if len(name) > 1 and words and len(words[0]) > 3 and words[0] in content(name):
        yield from _use(here, ability, words[1:], Stretch.NEAR)


def _misspelt(here: Here, ability: _Ability, words: Words) -> Iterator[Reading]:
    name = name_words(ability.name)
    if len(words) < len(name) or words[: len(name)] == name:
        return
    slips = [misspelling((typed,), names_of(word)) for typed, word in zip(words, name, strict=False)]
    total = sum(one for one in slips if one is not None)
    if total and None not in slips:
        for reading in _use(here, ability, words[len(name) :], Stretch.OWN):
            yield Reading(reading.intent, reading.name, Fit.MISSPELT, reading.stretch, total + reading.slips)


def _use(here: Here, ability: _Ability, words: Words, stretch: Stretch) -> Iterator[Reading]:
    if words and words[0] in _AT:
        words = words[1:]
    if not here.is_fight:
        yield from _outside(here, ability, words, stretch)
        return
    for aim in aims(here, ability.of, words):
        name = f"{ability.name}: {aim.name}" if aim.name else ability.name
        yield Reading(UseAbility(ability.of.id, aim.id), name, aim.fit, stretch, aim.slips)


def bare(here: Here, words: Words) -> Iterator[Reading]:
    """A foe named without a verb is attacked in a fight, and looked at before one."""
    if here.is_fight:
        for ability in _plain_attack(here):
            yield from _use(here, ability, words, Stretch.STANDS_IN)


def _outside(here: Here, ability: _Ability, words: Words, stretch: Stretch) -> Iterator[Reading]:
    """Outside a fight a hostile ability begins one, where somebody can be fought; others are used, or the rules say why
    not."""
    if ability.of.target in HOSTILE:
        yield from begin_fight(here, words, Stretch.STANDS_IN)
    is_useful = bool(steps_outside(ability.of))
    for aim in aims(here, ability.of, words) if is_useful or not words else ():
        target = None if aim.id == CombatantId(here.actor.id) else aim.id
        intent = UseAbility(ability.of.id, target)
        yield Reading(intent, ability.name, aim.fit, stretch if is_useful else Stretch.LAST_RESORT, aim.slips)


def common(here: Here, command: Command) -> Iterator[Reading]:
    """Defence, flight and the change of rows in a fight; outside one, flight is the way back."""
    if not here.is_fight:
        if command.verb is Verb.FLEE:
            yield from going.back(here, command)
        return
    if command.verb not in (Verb.STEP_BACK, Verb.STEP_FORWARD) or _stands_elsewhere(here, command.verb):
        for ability in here.abilities:
            if ability.id == _COMMON[command.verb]:
                yield Reading(
                    UseAbility(ability.of.id), ability.name, Fit.LOOSE if content(command.rest) else Fit.EXACT
                )


def _stands_elsewhere(here: Here, verb: Verb) -> bool:
    """Whether a step in that direction changes the row at all."""
    fight = here.state.combat
    row = BattleRow.BACK if verb is Verb.STEP_BACK else BattleRow.FRONT
    return fight is not None and fight.combatants[CombatantId(here.actor.id)].row is not row
