"""What templates may be about: the kinds of beats, and for each its slots and the tags that its beats carry.

Tags come in groups of alternatives. Of a group in `always` a beat carries exactly one alternative, of one in
`sometimes` one or none; the groups combine freely. So it can be proven of a template that some beat fits it, and of a
kind that no beat is left without words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from app.models.enums import ATTRIBUTES, Biome, CombatOutcome, DamageType, EffectKind
from app.models.preferences import Tone

Group = tuple[frozenset[str], ...]


def one_of(*tags: str) -> Group:
    """A group of single tags."""
    return tuple(frozenset({tag}) for tag in tags)


VOICE: Group = (frozenset({"you"}), frozenset({"them", "ally"}), frozenset({"them", "foe"}))
"""Who acts. `them`: anybody but the one who is told the story."""
AT: Group = (frozenset({"at_you"}), frozenset({"at_them", "at_ally"}), frozenset({"at_them", "at_foe"}))
"""Whom it is done to."""
TONE = one_of(*Tone)
"""What the acting player has chosen. Every beat carries one of these, and a template without fits them all."""
_TIME = one_of("day", "night")
_EDGE_OF_DAY = one_of("dawn", "dusk")
_CONDITION = one_of("unhurt", "wounded")
"""How the actor is after the turn, where it is worth a word."""
_MEANS: Group = (frozenset({"attack"}), frozenset({"named", "art"}), frozenset({"named", "item"}))
"""The plain attack, or something with a name of its own: an ability, or a thing."""
_AMOUNT = one_of("small", "middling", "heavy")
_TYPES = one_of(*DamageType)
_VISIT = one_of("first", "again")
_FOES = one_of("one", "many")
_WHOM = one_of("self", "other")
_ITEM = one_of("item")
"""It was done with a thing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`by_ability`: its beats carry the ability's id as well. `is_voiced`: it has words of its own in every tone."""

    slots: frozenset[str]
    always: tuple[Group, ...] = ()
    sometimes: tuple[Group, ...] = ()
    by_ability: bool = False
    is_voiced: bool = False

    def groups(self, abilities: Iterable[str]) -> tuple[Group, ...]:
        """All its groups in a world with these ability ids."""
        own = (*self.always, *self.sometimes)
        return (*own, one_of(*abilities)) if self.by_ability else own

    def circumstances(self) -> Iterator[frozenset[str]]:
        """The tags of its barest beats: one alternative of each group that is always there."""
        for choice in product(*self.always):
            yield frozenset().union(*choice)


def can_occur(tags: frozenset[str], groups: Iterable[Group]) -> bool:
    """Whether some beat carries all of these tags: they are known, and no two of them exclude each other."""
    known = list(groups)
    if not tags <= frozenset().union(*(tag for group in known for tag in group)):
        return False
    return all(_fits(tags & frozenset().union(*group), group) for group in known)


def _fits(tags: frozenset[str], group: Group) -> bool:
    return not tags or any(tags <= alternative for alternative in group)


def _kind(
    slots: str,
    *always: Group,
    sometimes: tuple[Group, ...] = (),
    by_ability: bool = False,
    is_voiced: bool = False,
) -> Kind:
    return Kind(frozenset(slots.split()), (TONE, *always), sometimes, by_ability, is_voiced)


_BLOW = "actor target ability damage"

KINDS: Mapping[str, Kind] = {
    # Places and what is done there.
    "arrive": _kind(
        "place direction",
        _VISIT,
        one_of("walking", "waking"),
        _TIME,
        one_of(*Biome),
        sometimes=(_EDGE_OF_DAY, _CONDITION, one_of("safe")),
        is_voiced=True,
    ),
    "look": _kind("text", one_of("location", "feature", "person", "enemy")),
    "check": _kind(
        "actor",
        one_of("success", "failure"),
        VOICE,
        one_of(*ATTRIBUTES),
        one_of("close", "wide"),
        is_voiced=True,
    ),
    "do": _kind("actor deed", VOICE),
    "vitals": _kind("actor amount", one_of("hurt", "spent", "restored"), VOICE),
    "remedy": _kind("actor item", VOICE),
    "rest": _kind(
        "actor place", one_of("long", "short"), VOICE, _TIME, sometimes=(_EDGE_OF_DAY,), is_voiced=True
    ),
    "wait": _kind("place", _TIME, sometimes=(_EDGE_OF_DAY,)),
    "wear": _kind("actor item", VOICE, one_of("wielded", "worn", "trinket")),
    "take_off": _kind("actor item", VOICE, one_of("wielded", "worn", "trinket")),
    "learn": _kind("actor skill", VOICE),
    "forget": _kind("actor", VOICE),
    "misunderstood": _kind(
        "verb noun possible", one_of("possible", "stuck"), sometimes=(one_of("verb"), one_of("noun"))
    ),
    "ambiguous": _kind("candidates"),
    # People.
    "greeting": _kind("person words", _VISIT),
    "topic": _kind("person words", one_of("asked", "greeted")),
    "farewell": _kind("person words"),
    "say": _kind("actor person words", one_of("answered", "heard", "alone"), VOICE),
    # Gains, losses, quests.
    "gain_item": _kind("actor items", VOICE, sometimes=(one_of("loot", "gift", "quest", "found"),)),
    "lose_item": _kind("actor items", VOICE, sometimes=(one_of("discarded", "quest", "gift"),)),
    "gain_gold": _kind("actor gold", VOICE, sometimes=(one_of("loot", "gift", "quest", "found", "theft"),)),
    "lose_gold": _kind("actor gold", VOICE, sometimes=(one_of("defeat", "respec", "theft"),)),
    "level": _kind("actor level", VOICE, is_voiced=True),
    "quest_begins": _kind("quest objective", is_voiced=True),
    "quest_goes_on": _kind("quest objective", is_voiced=True),
    "quest_done": _kind("quest", sometimes=(one_of("main"),), is_voiced=True),
    "story_ends": _kind("", is_voiced=True),
    "take_back": _kind("place"),
    # Fights.
    "fight_begins": _kind(
        "foes", _FOES, one_of(*Biome), _TIME, sometimes=(_EDGE_OF_DAY, _CONDITION, one_of("boss"))
    ),
    "stakes": _kind(
        "foes", _FOES, _TIME, sometimes=(_EDGE_OF_DAY, _CONDITION, one_of("boss")), is_voiced=True
    ),
    "fight_ends": _kind(
        "place", one_of(*CombatOutcome), one_of("long", "short"), sometimes=(_CONDITION,), is_voiced=True
    ),
    "strike": _kind(
        _BLOW,
        VOICE,
        AT,
        _MEANS,
        _AMOUNT,
        sometimes=(one_of("critical"), _TYPES),
        by_ability=True,
        is_voiced=True,
    ),
    "strike_too": _kind("target damage", AT),
    "kill_too": _kind("target", AT),
    "miss_too": _kind("target", AT),
    "foes_strike": _kind("actors", sometimes=(one_of("heavy"),)),
    "foes_miss": _kind("actors"),
    "blunted": _kind(_BLOW, VOICE, AT, _MEANS, by_ability=True),
    "kill": _kind(
        _BLOW,
        VOICE,
        AT,
        _MEANS,
        _AMOUNT,
        sometimes=(one_of("critical"), _TYPES),
        by_ability=True,
        is_voiced=True,
    ),
    "miss": _kind("actor target ability", VOICE, AT, _MEANS, by_ability=True, is_voiced=True),
    "heal": _kind("actor target ability healing", VOICE, AT, _WHOM, sometimes=(_ITEM,), by_ability=True),
    "refresh": _kind("actor target ability mana", VOICE, AT, _WHOM, sometimes=(_ITEM,), by_ability=True),
    "use": _kind("actor target ability", VOICE, AT, _WHOM, sometimes=(_ITEM,), by_ability=True),
    "afflict": _kind("target effect", AT, one_of("help", "harm"), one_of(*EffectKind)),
    "resist": _kind("target effect", AT),
    "move": _kind("actor", VOICE, one_of("defend", "change_row")),
    "escape": _kind("actor", VOICE),
    "no_escape": _kind("actor", VOICE),
    "skip": _kind("actor", VOICE),
    "revive": _kind("actor", VOICE),
    "summon": _kind("actor", VOICE),
    "tick": _kind("actor effect damage", VOICE, sometimes=(_TYPES,)),
    "tick_kill": _kind("actor effect damage", VOICE, sometimes=(_TYPES,)),
    "mend": _kind("actor effect healing", VOICE),
    # The story so far.
    "recap_quest_begun": _kind("quest"),
    "recap_quest_moved": _kind("quest"),
    "recap_quest_done": _kind("quest"),
    "recap_came": _kind("places"),
    "recap_met": _kind("people"),
    "recap_won": _kind("foes"),
    "recap_lost": _kind("foes"),
    "recap_fled": _kind("foes"),
    "recap_level": _kind("level"),
    "recap_loot": _kind("items"),
    "recap_quiet": _kind("place"),
    "recap_here": _kind("place", _TIME, sometimes=(_EDGE_OF_DAY, _CONDITION, one_of("safe"))),
    "recap_fighting": _kind("foes", sometimes=(_CONDITION,)),
    "recap_task": _kind("objective"),
    "recap_over": _kind("place"),
}
