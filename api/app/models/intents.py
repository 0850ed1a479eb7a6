"""What a player wants to do: the closed list that parser, suggestions, buttons and models may produce. Ids only."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from app.models.enums import Direction, Fallback, Slot
from app.models.ids import (
    AbilityId,
    CharacterId,
    CombatantId,
    ItemId,
    PersonId,
    QuestId,
    SkillNodeId,
)


@dataclass(frozen=True, slots=True)
class Look:
    """At the place (`target` None), or at a feature id, person id, enemy id, item id or combatant id in scope."""

    kind: Literal["look"] = "look"
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    direction: Direction
    kind: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class Interact:
    """One of a feature's actions."""

    feature: str
    action: str
    kind: Literal["interact"] = "interact"


@dataclass(frozen=True, slots=True)
class Talk:
    """To somebody (`topic` None: greet and list topics), or about a topic to the one being talked to."""

    person: PersonId
    topic: str | None = None
    kind: Literal["talk"] = "talk"


@dataclass(frozen=True, slots=True)
class Fight:
    """Begin the fight against an encounter that stands here."""

    encounter: str
    kind: Literal["fight"] = "fight"


@dataclass(frozen=True, slots=True)
class Rest:
    """Long rests need a safe place; short ones any place without enemies."""

    long: bool
    kind: Literal["rest"] = "rest"


@dataclass(frozen=True, slots=True)
class Wait:
    kind: Literal["wait"] = "wait"


@dataclass(frozen=True, slots=True)
class UseItem:
    """In or out of combat; `target` a combatant or character id, None for oneself."""

    item: ItemId
    target: CombatantId | None = None
    kind: Literal["use_item"] = "use_item"


@dataclass(frozen=True, slots=True)
class UseAbility:
    """In combat; `target` None where the ability needs none."""

    ability: AbilityId
    target: CombatantId | None = None
    kind: Literal["use_ability"] = "use_ability"


@dataclass(frozen=True, slots=True)
class Equip:
    item: ItemId
    slot: Slot | None = None
    kind: Literal["equip"] = "equip"


@dataclass(frozen=True, slots=True)
class Unequip:
    slot: Slot
    kind: Literal["unequip"] = "unequip"


@dataclass(frozen=True, slots=True)
class Drop:
    """Throws away `quantity` of a stack for good."""

    item: ItemId
    quantity: int = 1
    kind: Literal["drop"] = "drop"


@dataclass(frozen=True, slots=True)
class LearnSkill:
    node: SkillNodeId
    kind: Literal["learn_skill"] = "learn_skill"


@dataclass(frozen=True, slots=True)
class Respec:
    kind: Literal["respec"] = "respec"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about oneself which changes nothing: inventory, journal, help, stats."""

    about: Literal["inventory", "journal", "help", "self"]
    quest: QuestId | None = None
    kind: Literal["ask"] = "ask"


@dataclass(frozen=True, slots=True)
class Say:
    """Spoken aloud, for all to hear. Whoever is spoken to, or is here, answers if the words touch a topic."""

    words: str
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class Write:
    """The player's own line of prose: a part of the story that changes nothing else."""

    text: str
    kind: Literal["write"] = "write"


@dataclass(frozen=True, slots=True)
class Begin:
    """The engine's own first turn: the session starts."""

    kind: Literal["begin"] = "begin"


@dataclass(frozen=True, slots=True)
class End:
    """The engine's own last turn: the owner ends the session and the seed is published."""

    kind: Literal["end"] = "end"


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes back the last turn that can be. Only turns of the kind `undo` carry it."""

    kind: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class Join:
    """The engine's own: a character comes to a party that is on its way."""

    character: CharacterId
    kind: Literal["join"] = "join"


@dataclass(frozen=True, slots=True)
class Leave:
    """The engine's own: a character goes its own way, or is sent it."""

    character: CharacterId
    is_sent_away: bool = False
    kind: Literal["leave"] = "leave"


@dataclass(frozen=True, slots=True)
class Miss:
    """The engine's own: the time of a character's turn is up. `in_round`: that of a round in which all act at once, so
    nothing comes of it in a fight that has begun in the same round."""

    character: CharacterId
    fallback: Fallback
    in_round: bool = False
    kind: Literal["miss"] = "miss"


@dataclass(frozen=True, slots=True)
class ItemShare:
    """Who would like to have a thing of the loot pool: `need` it, or take it out of `greed`; or to whom the leader
    gives it (`receiver`). Whoever stands nowhere passes."""

    item: ItemId
    need: tuple[CharacterId, ...] = ()
    greed: tuple[CharacterId, ...] = ()
    receiver: CharacterId | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The engine's own: things of the loot pool are shared out by what the members have said."""

    shares: tuple[ItemShare, ...]
    kind: Literal["share"] = "share"


@dataclass(frozen=True, slots=True)
class Together:
    """The engine's own: the party has agreed on a deed, whoever is at the move. Only turns of the kind `vote` carry
    it."""

    deed: Annotated[Rest | Move, Field(discriminator="kind")]
    kind: Literal["together"] = "together"


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing in scope matches: answered in the world with what is possible. `verb`/`noun` are what was understood.

    `candidates`: names of things in scope between which the words do not decide ("drop ring", with two rings).
    """

    text: str
    verb: str | None = None
    noun: str | None = None
    candidates: tuple[str, ...] = ()
    kind: Literal["unclear"] = "unclear"


Intent = Annotated[
    Look
    | Move
    | Interact
    | Talk
    | Fight
    | Rest
    | Wait
    | UseItem
    | UseAbility
    | Equip
    | Unequip
    | Drop
    | LearnSkill
    | Respec
    | Ask
    | Say
    | Write
    | Begin
    | End
    | Undo
    | Join
    | Leave
    | Miss
    | Share
    | Together
    | Unclear,
    Field(discriminator="kind"),
]
