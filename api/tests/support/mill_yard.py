"""A mill yard full of things with names: where the parser is tried."""

from dataclasses import replace

from app.models.abilities import AbilityDef
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import BattleRow, Biome, Direction, ItemKind, QuestStatus, Reach, Slot, TargetKind
from app.models.ids import (
    AbilityId,
    CharacterId,
    CombatantId,
    EncounterId,
    EnemyId,
    ItemId,
    LocationId,
    PersonId,
    QuestId,
)
from app.models.intents import Intent
from app.models.items import ItemDef
from app.models.session import PlayerMemory, QuestProgress, SessionState
from app.models.world import (
    EncounterDef,
    EnemyDef,
    Exit,
    Feature,
    FeatureAction,
    LocationDef,
    MapPoint,
    Objective,
    PersonDef,
    PlacedEncounter,
    QuestDef,
    QuestStage,
    Topic,
    World,
)
from tests.support import authoring, worlds
from tests.support.positions import a_session, character, foe, hero, holding

ANNA = CharacterId("anna")


def _action(name: str, label: str, *verbs: str) -> FeatureAction:
    return FeatureAction(name, verbs, (), label)


def _feature(name: str, title: str, *actions: FeatureAction, aliases: tuple[str, ...] = ()) -> Feature:
    return Feature(name, title, aliases, ".", actions)


FEATURES = (
    _feature("door", "cellar door", _action("open", "Open the cellar door", "open"), aliases=("hatch",)),
    _feature(
        "chest",
        "rusty chest",
        _action("force", "Force the chest open", "force", "force open", "pry"),
        _action("pick", "Pick the lock", "pick", "pick lock"),
        aliases=("box", "coffer"),
    ),
    _feature("crate", "oak crate", _action("open", "Open the crate", "open"), aliases=("crates",)),
    _feature("well", "old well", _action("reach", "Reach for the glint in the well", "reach into", "search")),
    _feature(
        "lever", "iron lever", _action("pull", "Pull the lever", "pull"), _action("grease", "Oil it", "oil")
    ),
    _feature(
        "board", "notice board", _action("read", "Read the notices", "read"), aliases=("notices", "notice")
    ),
    _feature("statue", "weeping statue", aliases=("saint",)),
)

PEOPLE = (
    PersonDef(
        PersonId("maud"),
        "Maud Sallow",
        ("maud", "miller"),
        ".",
        ".",
        ".",
        ".",
        (
            Topic("mill", "What is wrong with the mill?", ("mill", "wheel", "flour"), "."),
            Topic("wolves", "Are there wolves about?", ("wolf", "wolves", "beasts"), "."),
            Topic("brother", "Tell me about your brother.", ("brother", "night stair"), "."),
        ),
    ),
    PersonDef(
        PersonId("keeper"),
        "Lighthouse Keeper",
        ("orrin",),
        ".",
        ".",
        ".",
        ".",
        (Topic("lamp", "Why is the lamp dark?", ("lamp", "light", "dark"), "."),),
    ),
)

EXITS = (
    Exit(Direction.NORTH, LocationId("lighthouse"), "the coast road"),
    Exit(Direction.IN, LocationId("mill"), "the mill door"),
    Exit(Direction.UP, LocationId("hill"), "the sheep track"),
)


def _place(name: str, title: str, **fields: object) -> LocationDef:
    plain = LocationDef(LocationId(name), title, (), "Region", Biome.TOWN, ".", ".", (), MapPoint(0, 0))
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields of LocationDef, by name


PLACES = (
    _place(
        "yard",
        "The Mill Yard",
        aliases=("yard",),
        exits=EXITS,
        features=FEATURES,
        people=(PersonId("maud"), PersonId("keeper")),
        encounters=(PlacedEncounter(EncounterId("pack")), PlacedEncounter(EncounterId("nest"))),
    ),
    _place("lighthouse", "The Lighthouse", aliases=("beacon",)),
    _place("mill", "The Old Mill"),
    _place("hill", "Gallows Hill", exits=(Exit(Direction.DOWN, LocationId("yard"), "the sheep track"),)),
)


def _enemy(name: str, title: str, plural: str, *aliases: str) -> EnemyDef:
    rat = worlds.WORLD.enemies[EnemyId("rat")]
    return replace(rat, id=EnemyId(name), name=title, plural=plural, aliases=aliases)


ENEMIES = (
    _enemy("wolf", "Grey Wolf", "Grey Wolves", "hound"),
    _enemy("rat", "Cellar Rat", "Cellar Rats"),
)

ENCOUNTERS = (
    EncounterDef(EncounterId("pack"), "The Hungry Pack", 1, {EnemyId("wolf"): 2}, (0, 100)),
    EncounterDef(EncounterId("nest"), "The Nest", 1, {EnemyId("rat"): 2}, (0, 100)),
)


def _item(name: str, title: str, kind: ItemKind, *aliases: str, **fields: object) -> ItemDef:
    return replace(authoring.item_def(name, kind, **fields), name=title, aliases=aliases)


ITEMS = (
    _item("sword", "Militia Sword", ItemKind.WEAPON, "blade", slot=Slot.MAIN_HAND),
    _item("hat", "Kettle Hat", ItemKind.ARMOUR, "helmet", slot=Slot.HEAD),
    _item("silver", "Silver Ring", ItemKind.TRINKET, slot=Slot.RING),
    _item("iron", "Iron Ring", ItemKind.TRINKET, slot=Slot.RING),
    _item("draught", "Healing Draught", ItemKind.CONSUMABLE, "potion", "red potion", use=AbilityId("drink")),
    _item("bandage", "Linen Bandage", ItemKind.CONSUMABLE, use=AbilityId("drink"), max_stack=9),
    _item("oil", "Flask of Lamp Oil", ItemKind.CONSUMABLE, "oil", use=AbilityId("burst")),
    _item("letter", "Sealed Letter", ItemKind.QUEST, "note"),
)


def _ability(name: str, title: str, target: TargetKind, *verbs: str, **fields: object) -> AbilityDef:
    return replace(authoring.ability(name, target, **fields), name=title, verbs=verbs)


ABILITIES = (
    _ability("attack", "Attack", TargetKind.ENEMY, "strike", "hit"),
    _ability("change_row", "Change Row", TargetKind.SELF, "step back", "step forward"),
    _ability("shield_bash", "Shield Bash", TargetKind.ENEMY, "ram", cooldown_turns=2),
    _ability("ember", "Ember", TargetKind.ENEMY, "burn", "scorch", reach=Reach.RANGED, mana_cost=2),
    _ability("mend", "Mend", TargetKind.ALLY, "heal", reach=Reach.RANGED, mana_cost=2),
    _ability("war_cry", "War Cry", TargetKind.ALL_ENEMIES, "shout", "roar", mana_cost=2),
)

QUEST = QuestDef(
    QuestId("toll"),
    "The Unpaid Toll",
    ".",
    is_main=True,
    stages=(QuestStage("a", "A", Objective("Go.")),),
    rewards=(),
)


def mill_yard() -> World:
    """The small world of fights, with a place to stand in."""
    world = worlds.WORLD
    fighter = replace(world.classes[character("anna").class_id], abilities=(AbilityId("shield_bash"),))
    return replace(
        world,
        start_location=LocationId("yard"),
        abilities={**world.abilities, **{one.id: one for one in ABILITIES}},
        classes={**world.classes, fighter.id: fighter},
        enemies={**world.enemies, **{one.id: one for one in ENEMIES}},
        encounters={one.id: one for one in ENCOUNTERS},
        items={one.id: one for one in ITEMS},
        locations={one.id: one for one in PLACES},
        people={one.id: one for one in PEOPLE},
        quests={QUEST.id: QUEST},
    )


WORLD = mill_yard()

BELONGINGS = holding(sword=1, hat=1, silver=1, iron=1, draught=2, bandage=5, oil=1, letter=1)
"""Items whose ids are the names of their kinds."""


def in_the_yard(
    last: str | None = None, did: Intent | None = None, talking_to: str | None = None
) -> SessionState:
    """Anna and Wren; the cellar door is open already. `last`: what Anna named last, `did`: what she did last."""
    anna = character(
        "anna", items=BELONGINGS, equipment={Slot.MAIN_HAND: ItemId("sword"), Slot.HEAD: ItemId("hat")}
    )
    return replace(
        a_session(anna, character("wren")),
        location_id=LocationId("yard"),
        visited=(LocationId("hill"), LocationId("yard")),
        done=("yard/door/open",),
        quests={QUEST.id: QuestProgress(QuestStatus.ACTIVE)},
        memory={ANNA: PlayerMemory(did, last)},
        talking_to={ANNA: PersonId(talking_to)} if talking_to else {},
    )


def _foe(some_id: str, name: str, **fields: object) -> Combatant:
    rat = foe("rat")
    enemy_id = EnemyId(some_id.partition("_")[0])
    return replace(rat, id=CombatantId(some_id), name=name, enemy_id=enemy_id, **fields)  # type: ignore[arg-type]  # fields of Combatant, by name


def in_a_fight(last: str | None = None, did: Intent | None = None) -> SessionState:
    """Anna and Wren against two wolves in front and two rats behind them; Anna is at the move. The first wolf is whole,
    the second is not."""
    combatants = (
        hero("anna", "shield_bash", "ember", "mend", "war_cry"),
        _foe("wolf_1", "Grey Wolf 1"),
        hero("wren"),
        _foe("wolf_2", "Grey Wolf 2", hp=5),
        _foe("rat_1", "Cellar Rat 1", row=BattleRow.BACK, hp=3),
        _foe("rat_2", "Cellar Rat 2", row=BattleRow.BACK),
    )
    fight = CombatEncounter(
        EncounterId("pack"),
        "The Hungry Pack",
        {one.id: one for one in combatants},
        tuple(one.id for one in combatants),
    )
    return replace(in_the_yard(last, did), combat=fight)


def after_the_fall_of(state: SessionState, *fallen: str) -> SessionState:
    """The fight when these have fallen."""
    assert state.combat is not None
    combatants = {
        **state.combat.combatants,
        **{CombatantId(one): replace(state.combat.combatants[CombatantId(one)], hp=0) for one in fallen},
    }
    return replace(state, combat=replace(state.combat, combatants=combatants))
