"""Closed choices. Values are what stands in YAML, in JSON and in the database."""

from enum import StrEnum


class Tier(StrEnum):
    """Subscription tiers, lowest first."""

    FREE = "FREE"
    BASIC = "BASIC"
    PREMIUM = "PREMIUM"
    ELITE = "ELITE"


class Stat(StrEnum):
    """Everything an equipment piece, skill or effect can raise or lower. The first six are the attributes."""

    STRENGTH = "strength"
    DEXTERITY = "dexterity"
    CONSTITUTION = "constitution"
    INTELLIGENCE = "intelligence"
    WISDOM = "wisdom"
    CHARISMA = "charisma"
    MAX_HP = "max_hp"
    MAX_MANA = "max_mana"
    ATTACK = "attack"
    MAGIC = "magic"
    ARMOUR = "armour"
    HIT = "hit"
    DODGE = "dodge"
    CRIT_PCT = "crit_pct"
    INITIATIVE = "initiative"
    CARRYING = "carrying"
    RESIST_PHYSICAL_PCT = "resist_physical_pct"
    RESIST_FIRE_PCT = "resist_fire_pct"
    RESIST_FROST_PCT = "resist_frost_pct"
    RESIST_STORM_PCT = "resist_storm_pct"
    RESIST_SHADOW_PCT = "resist_shadow_pct"
    RESIST_LIGHT_PCT = "resist_light_pct"
    RESIST_POISON_PCT = "resist_poison_pct"
    RESIST_ARCANE_PCT = "resist_arcane_pct"


ATTRIBUTES = (
    Stat.STRENGTH,
    Stat.DEXTERITY,
    Stat.CONSTITUTION,
    Stat.INTELLIGENCE,
    Stat.WISDOM,
    Stat.CHARISMA,
)


class DamageType(StrEnum):
    PHYSICAL = "physical"
    FIRE = "fire"
    FROST = "frost"
    STORM = "storm"
    SHADOW = "shadow"
    LIGHT = "light"
    POISON = "poison"
    ARCANE = "arcane"


class EffectKind(StrEnum):
    BUFF = "buff"
    DEBUFF = "debuff"
    DAMAGE_OVER_TIME = "damage_over_time"
    HEALING_OVER_TIME = "healing_over_time"
    STUN = "stun"
    ROOT = "root"
    SILENCE = "silence"
    SHIELD = "shield"
    TAUNT = "taunt"
    STEALTH = "stealth"
    MARK = "mark"


class TickPhase(StrEnum):
    """When an effect acts and its remaining turns fall by one."""

    TURN_START = "turn_start"
    TURN_END = "turn_end"


class Slot(StrEnum):
    MAIN_HAND = "main_hand"
    OFF_HAND = "off_hand"
    HEAD = "head"
    BODY = "body"
    HANDS = "hands"
    FEET = "feet"
    NECK = "neck"
    RING = "ring"


class ItemKind(StrEnum):
    WEAPON = "weapon"
    SHIELD = "shield"
    ARMOUR = "armour"
    TRINKET = "trinket"
    CONSUMABLE = "consumable"
    MATERIAL = "material"
    QUEST = "quest"


class Rarity(StrEnum):
    COMMON = "common"
    UNCOMMON = "uncommon"
    RARE = "rare"
    EPIC = "epic"
    LEGENDARY = "legendary"


class TargetKind(StrEnum):
    """Whom an ability or item may be aimed at."""

    SELF = "self"
    ALLY = "ally"
    FALLEN_ALLY = "fallen_ally"
    ALL_ALLIES = "all_allies"
    ENEMY = "enemy"
    ALL_ENEMIES = "all_enemies"


class Reach(StrEnum):
    """`melee` needs the target in the nearest row that still has someone standing; `ranged` reaches any."""

    MELEE = "melee"
    RANGED = "ranged"


class BattleRow(StrEnum):
    FRONT = "front"
    BACK = "back"


class Side(StrEnum):
    PARTY = "party"
    ENEMIES = "enemies"


class Advantage(StrEnum):
    """How many d20 are rolled: the better of two, one, or the worse of two."""

    ADVANTAGE = "advantage"
    NORMAL = "normal"
    DISADVANTAGE = "disadvantage"


class CombatOutcome(StrEnum):
    VICTORY = "victory"
    DEFEAT = "defeat"
    FLED = "fled"


class Behaviour(StrEnum):
    """Whom an enemy prefers to attack."""

    NEAREST = "nearest"
    WEAKEST = "weakest"
    STRONGEST = "strongest"
    RANDOM = "random"
    CASTERS = "casters"


class Direction(StrEnum):
    NORTH = "north"
    SOUTH = "south"
    EAST = "east"
    WEST = "west"
    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


class Biome(StrEnum):
    TOWN = "town"
    ROAD = "road"
    FOREST = "forest"
    MARSH = "marsh"
    RUIN = "ruin"
    CAVE = "cave"
    MOUNTAIN = "mountain"
    COAST = "coast"


class QuestStatus(StrEnum):
    ACTIVE = "active"
    COMPLETED = "completed"


class SessionStatus(StrEnum):
    LOBBY = "lobby"
    ACTIVE = "active"
    TIMEOUT = "timeout"
    COMPLETED = "completed"


class Fallback(StrEnum):
    """What a character does in a fight whose player lets a turn's time pass: nothing, guard itself, or fight on as well
    as it can without using anything up; or, as long as the player stays away, what another one says, and guard itself
    where that one is away too."""

    HOLD = "hold"
    DEFEND = "defend"
    FOLLOW = "follow"
    PROXY = "proxy"


class InviteKind(StrEnum):
    """What a code lets one do: take a seat, or look on."""

    MEMBER = "member"
    SPECTATOR = "spectator"


class ChatChannel(StrEnum):
    """How members of a party talk to each other: as their characters say or do something, to one of them alone, out of
    character, or by throwing dice."""

    SAY = "say"
    DO = "do"
    WHISPER = "whisper"
    OOC = "ooc"
    ROLL = "roll"


class Presence(StrEnum):
    """Whether a player has the session open just now. `typing`: and is writing something."""

    ONLINE = "online"
    TYPING = "typing"
    AWAY = "away"


class ReportKind(StrEnum):
    """What a player reports to whoever hosts the game."""

    MESSAGE = "message"
    TURN = "turn"
    CHARACTER = "character"


class TurnKind(StrEnum):
    """`player`: an action; `external`: a character change made outside the play page; `system`: the engine's own;
    `undo`: takes an earlier turn back; `vote`: what a party agreed on."""

    PLAYER = "player"
    EXTERNAL = "external"
    SYSTEM = "system"
    UNDO = "undo"
    VOTE = "vote"


class VoteKind(StrEnum):
    """What a party can be asked: to take the last turn back, to rest, to go on together. `loot` is asked by
    itself: who gets a thing out of the loot pool."""

    UNDO = "undo"
    REST = "rest"
    TRAVEL = "travel"
    LOOT = "loot"


class VoteStatus(StrEnum):
    """`failed`: voted down, or, with a code, refused by the rules when it had passed; `expired`: the time was up and
    too few had said yes."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    EXPIRED = "expired"


class ActionMode(StrEnum):
    """`do`: words are understood as a deed; `say`: spoken aloud; `story`: the player's own line of prose."""

    DO = "do"
    SAY = "say"
    STORY = "story"


class PlayMode(StrEnum):
    """How a party acts outside fights: one after the other, or all at once, round by round."""

    TURNS = "turns"
    ROUND = "round"


class LootRule(StrEnum):
    """How a party shares out what its fights bring: in turn, by need before greed, or as its leader says."""

    ROUND_ROBIN = "round_robin"
    NEED_GREED = "need_greed"
    LEADER = "leader"


class Award(StrEnum):
    """Why somebody gets a thing out of the loot pool: the highest die among those who need it, or who merely want it;
    the leader's word; or it was their turn, because nobody claimed it."""

    NEED = "need"
    GREED = "greed"
    LEADER = "leader"
    TURN = "turn"


class UndoRule(StrEnum):
    """Whether an adventure's turns can be taken back."""

    ALLOWED = "allowed"
    OFF = "off"


class TurnStatus(StrEnum):
    ACCEPTED = "accepted"
    RESOLVED = "resolved"
    REJECTED = "rejected"


class Condition(StrEnum):
    """How somebody is: full of hit points, down to the last third, or anything between."""

    UNHURT = "unhurt"
    FIT = "fit"
    WOUNDED = "wounded"


class NarrationStatus(StrEnum):
    """`none` marks turns with nothing to tell (external changes, rejected turns)."""

    NONE = "none"
    PENDING = "pending"
    STREAMING = "streaming"
    DONE = "done"
    FALLBACK = "fallback"


class TokenPurpose(StrEnum):
    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a purpose's name, no password
