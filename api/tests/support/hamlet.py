"""A hamlet with one of everything that exploring is made of, on top of the small world of fights."""

from dataclasses import replace

from app.models.enums import Biome, Direction, ItemKind, Slot, Stat
from app.models.ids import (
    AbilityId,
    EncounterId,
    EnemyId,
    ItemDefId,
    LocationId,
    LootTableId,
    PersonId,
    QuestId,
)
from app.models.world import (
    CheckDef,
    Condition,
    EncounterDef,
    EncounterWon,
    Exit,
    Feature,
    FeatureAction,
    FlagIs,
    GiveExperience,
    GiveGold,
    GiveItem,
    HasItem,
    Hurt,
    LocationDef,
    MapPoint,
    Objective,
    Outcome,
    PersonDef,
    PlacedEncounter,
    QuestAt,
    QuestDef,
    QuestStage,
    Restore,
    RollLoot,
    SetFlag,
    StartFight,
    StartQuest,
    TakeGold,
    TakeItem,
    Tell,
    Topic,
    World,
)
from tests.support import worlds
from tests.support.authoring import item_def


def flag(name: str, value: int = 1, *, below: bool = False) -> FlagIs:
    """The flag stands at `value` at least (or under it)."""
    return FlagIs("flag", name, value, below)


def sets(name: str, value: int = 1) -> SetFlag:
    """The outcome that sets a flag."""
    return SetFlag("set_flag", name, value)


def gives(item: str, quantity: int = 1) -> GiveItem:
    """The outcome that gives items."""
    return GiveItem("give_item", ItemDefId(item), quantity)


def takes(item: str, quantity: int = 1) -> TakeItem:
    """The outcome that takes items."""
    return TakeItem("take_item", ItemDefId(item), quantity)


def has(item: str, quantity: int = 1) -> HasItem:
    """The condition of holding items."""
    return HasItem("has_item", ItemDefId(item), quantity)


def beaten(encounter: str, *, won: bool = True) -> EncounterWon:
    """The condition of having won (or not)."""
    return EncounterWon("encounter_won", EncounterId(encounter), won)


def fights(encounter: str) -> StartFight:
    """The outcome that starts a fight."""
    return StartFight("start_fight", EncounterId(encounter))


def deed(name: str, *success: Outcome, **fields: object) -> FeatureAction:
    """An action of a feature; its id is its verb."""
    made = FeatureAction(name, (name,), success, f"{name.capitalize()} it")
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of FeatureAction, by name


def feature(name: str, *actions: FeatureAction, requires: tuple[Condition, ...] = ()) -> Feature:
    """A feature whose name is its id."""
    return Feature(name, name, (), f"A {name}.", actions, requires)


def topic(name: str, *outcomes: Outcome, **fields: object) -> Topic:
    """A topic of which one asks by its id."""
    made = Topic(name, f"What about {name}?", (name,), f"So much for {name}.", outcomes=outcomes)
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of Topic, by name


def person(name: str, *topics: Topic, requires: tuple[Condition, ...] = ()) -> PersonDef:
    """Somebody who is called by the id."""
    return PersonDef(
        PersonId(name), name.capitalize(), (), f"{name}.", "Hello.", "Again?", "Bye.", topics, requires
    )


def way(direction: Direction, to: str, **fields: object) -> Exit:
    """A way named after its end."""
    made = Exit(direction, LocationId(to), f"the way to the {to}")
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of Exit, by name


def place(name: str, *exits: Exit, **fields: object) -> LocationDef:
    """A place named by its id."""
    made = LocationDef(
        id=LocationId(name),
        name=name.capitalize(),
        aliases=(),
        region="Region",
        biome=Biome.TOWN,
        description=f"The {name}.",
        first_visit="First.",
        exits=exits,
        map=MapPoint(0, 0),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of LocationDef, by name


_WISDOM_12 = CheckDef(Stat.WISDOM, 12, (flag("hint"),), (flag("dizzy"),))

GREEN = place(
    "green",
    way(Direction.NORTH, "lane"),
    way(Direction.IN, "cellar", requires=(flag("cellar_open"),), blocked_text="The hatch will not move."),
    way(Direction.DOWN, "tunnel", requires=(flag("tunnel_found"),), hidden=True),
    map=MapPoint(0, 2),
    is_safe=True,
    people=(PersonId("maud"), PersonId("tinker")),
    features=(
        feature(
            "well",
            deed(
                "search",
                gives("potion"),
                sets("well_searched"),
                check=_WISDOM_12,
                failure=(Hurt("hurt", 1, 4),),
            ),
        ),
        feature(
            "hatch",
            deed(
                "force",
                sets("cellar_open"),
                check=CheckDef(Stat.STRENGTH, 15),
                retry=True,
                requires=(flag("cellar_open", below=True),),
            ),
        ),
        feature("bell", deed("ring", Tell("tell", "It rings."), once=False)),
        feature(
            "shrine",
            deed("offer", TakeGold("take_gold", 5), Restore("restore", 20, 50), once=False),
            deed("pray", sets("hint")),
        ),
        feature("chest", deed("unlock", takes("key"), GiveGold("give_gold", 9), requires=(has("key"),))),
        feature("ghost", deed("touch", sets("touched")), requires=(flag("night"),)),
    ),
)

LANE = place(
    "lane",
    way(Direction.SOUTH, "green"),
    way(Direction.NORTH, "wood", minutes=25),
    map=MapPoint(0, 1),
    encounters=(PlacedEncounter(EncounterId("one_rat"), blocks=(Direction.NORTH,)),),
    features=(
        feature("nest", deed("poke", fights("rats"), sets("poked"))),
        feature("hedge", deed("search", RollLoot("roll_loot", LootTableId("hoard")))),
    ),
)

WOOD = place(
    "wood",
    way(Direction.SOUTH, "lane"),
    encounters=(PlacedEncounter(EncounterId("rats"), ambush=True, repeats=True),),
)

PLACES = (
    GREEN,
    LANE,
    WOOD,
    place("cellar", way(Direction.OUT, "green"), map=MapPoint(1, 2)),
    place("tunnel", way(Direction.UP, "green"), map=MapPoint(-1, 2)),
)

PEOPLE = (
    person(
        "maud",
        topic("weather"),
        topic(
            "tails",
            StartQuest("start_quest", QuestId("tails")),
            once=True,
            requires=(QuestAt("quest", QuestId("tails"), "unknown"),),
        ),
        topic("potions", TakeGold("take_gold", 3), gives("potion")),
        topic("secret", sets("hint"), requires=(flag("friend"),)),
        topic("insult", fights("rats"), ends=True),
    ),
    person("tinker", topic("wares"), requires=(flag("tinker_came"),)),
)

QUESTS = (
    QuestDef(
        QuestId("wood"),
        "Into the Wood",
        "Go there.",
        is_main=True,
        stages=(
            QuestStage(
                "clear",
                "The Lane",
                Objective("Clear the lane.", (beaten("one_rat"),)),
                (GiveExperience("give_experience", 10),),
            ),
            QuestStage("arrive", "The Wood", Objective("Go to the wood.", at=LocationId("wood"))),
        ),
        rewards=(GiveExperience("give_experience", 80), GiveGold("give_gold", 25)),
        starts_at_once=True,
    ),
    QuestDef(
        QuestId("tails"),
        "Tails",
        "Bring tails.",
        is_main=False,
        stages=(
            QuestStage(
                "bring", "Tails", Objective("Find two tails.", (has("tail", 2),)), (takes("tail", 2),)
            ),
        ),
        rewards=(gives("crown"),),
    ),
)

ITEMS = (
    item_def("key", ItemKind.QUEST),
    item_def("helmet", ItemKind.ARMOUR, slot=Slot.HEAD, stats={Stat.MAX_HP: 5}),
    item_def("halo", ItemKind.ARMOUR, slot=Slot.HEAD, level=5),
    item_def("tea", ItemKind.CONSUMABLE, use=AbilityId("focus"), max_stack=5),
    item_def("salve", ItemKind.CONSUMABLE, use=AbilityId("chorus"), max_stack=5),
    item_def("herbs", ItemKind.CONSUMABLE, use=AbilityId("purify"), max_stack=5),
)

_ONE_RAT = EncounterDef(
    EncounterId("one_rat"),
    "A Rat",
    1,
    {EnemyId("rat"): 1},
    (0, 100),
    on_win=(sets("rat_gone"), Tell("tell", "The lane is free.")),
    opening="It comes.",
)


def hamlet(**changes: object) -> World:
    """The small world of fights with places, people and quests, and whatever is changed."""
    base = worlds.WORLD
    made = replace(
        base,
        start_location=GREEN.id,
        encounters={**base.encounters, _ONE_RAT.id: _ONE_RAT},
        items={**base.items, **{one.id: one for one in ITEMS}},
        locations={one.id: one for one in PLACES},
        people={one.id: one for one in PEOPLE},
        quests={one.id: one for one in QUESTS},
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of World, by name


HAMLET = hamlet()
