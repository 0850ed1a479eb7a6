"""A small world of dataclasses: one of everything that a fight can be made of."""

from app.models.abilities import (
    Amount,
    Check,
    Cleanse,
    Flee,
    Heal,
    IfTarget,
    MoveGold,
    MoveRow,
    RestoreMana,
    Revive,
    Summon,
)
from app.models.enums import (
    BattleRow,
    Behaviour,
    DamageType,
    EffectKind,
    ItemKind,
    Rarity,
    Reach,
    Slot,
    Stat,
    TargetKind,
    TickPhase,
)
from app.models.ids import (
    AbilityId,
    ClassId,
    EffectId,
    EncounterId,
    EnemyId,
    ItemDefId,
    LocationId,
    LootTableId,
    OriginId,
    SkillNodeId,
)
from app.models.origins import OriginDef
from app.models.skills import ClassDef, SkillNode, SkillTree
from app.models.world import (
    BossPhase,
    EncounterDef,
    EnemyAction,
    LootEntry,
    LootTableDef,
    World,
)
from tests.support.authoring import PLAIN, ability, damage, effect, enemy_def, gives, item_def


def _one(amount: int, stat: Stat | None = None) -> Amount:
    return Amount(base=amount, stat=stat, scale_pct=100 if stat else 0)


EFFECTS = (
    effect("guard", EffectKind.BUFF, 1, ticks=TickPhase.TURN_START, stats={Stat.ARMOUR: 20}),
    effect("might", EffectKind.BUFF, stats={Stat.STRENGTH: 4}, max_stacks=2),
    effect("weakness", EffectKind.DEBUFF, stats={Stat.ATTACK: -3, Stat.HIT: -2}),
    effect("poison", EffectKind.DAMAGE_OVER_TIME, power=3, damage_type=DamageType.POISON, max_stacks=3),
    effect("bleeding", EffectKind.DAMAGE_OVER_TIME, power=2, ticks=TickPhase.TURN_START),
    effect("regrowth", EffectKind.HEALING_OVER_TIME, power=4, ticks=TickPhase.TURN_START),
    effect("stunned", EffectKind.STUN, 1),
    effect("dizzy", EffectKind.STUN, 1, ticks=TickPhase.TURN_START),
    effect("rooted", EffectKind.ROOT, 2),
    effect("silenced", EffectKind.SILENCE, 2),
    effect("ward", EffectKind.SHIELD, power=5, max_stacks=2),
    effect("halo", EffectKind.SHIELD, power=5),
    effect("taunted", EffectKind.TAUNT, 2),
    effect("hidden", EffectKind.STEALTH),
    effect("marked", EffectKind.MARK, power=2, max_stacks=3),
    effect("fury", EffectKind.BUFF, 99, stats={Stat.ATTACK: 5}),
)

_FIRE = DamageType.FIRE
_RANGED = Reach.RANGED

ABILITIES = (
    ability("attack", TargetKind.ENEMY, damage(dice=1, stat=Stat.ATTACK)),
    ability("defend", TargetKind.SELF, gives("guard", to_self=True)),
    ability("change_row", TargetKind.SELF, MoveRow("move_row")),
    ability("flee", TargetKind.SELF, Flee("flee")),
    ability("shoot", TargetKind.ENEMY, damage(dice=1, stat=Stat.ATTACK), reach=_RANGED),
    ability(
        "firebolt",
        TargetKind.ENEMY,
        damage(2, 1, Stat.MAGIC, damage_type=_FIRE),
        reach=_RANGED,
        mana_cost=4,
    ),
    ability(
        "fireball",
        TargetKind.ALL_ENEMIES,
        damage(4, 1, damage_type=_FIRE, needs_hit=False),
        reach=_RANGED,
        mana_cost=8,
        cooldown_turns=2,
    ),
    ability("mend", TargetKind.ALLY, Heal("heal", _one(6, Stat.MAGIC)), reach=_RANGED, mana_cost=3),
    ability("chorus", TargetKind.ALL_ALLIES, Heal("heal", _one(3)), mana_cost=5),
    ability("focus", TargetKind.SELF, RestoreMana("restore_mana", _one(6)), cooldown_turns=1),
    ability("raise", TargetKind.FALLEN_ALLY, Revive("revive", 25), mana_cost=6),
    ability("bash", TargetKind.ENEMY, damage(1), gives("stunned"), cooldown_turns=2),
    ability("envenom", TargetKind.ENEMY, damage(1), gives("poison")),
    ability("snare", TargetKind.ENEMY, gives("rooted"), reach=_RANGED),
    ability("hush", TargetKind.ENEMY, gives("silenced", chance_pct=60), reach=_RANGED),
    ability("challenge", TargetKind.ALL_ENEMIES, gives("taunted")),
    ability("vanish", TargetKind.SELF, gives("hidden", to_self=True)),
    ability("mark", TargetKind.ENEMY, gives("marked"), reach=_RANGED),
    ability("shelter", TargetKind.ALLY, gives("ward")),
    ability("rally", TargetKind.ALL_ALLIES, gives("might")),
    ability("purify", TargetKind.ALLY, Cleanse("cleanse", 2)),
    ability("shove", TargetKind.ENEMY, damage(1), MoveRow("move_row", BattleRow.BACK, to_self=False)),
    ability("call", TargetKind.SELF, Summon("summon", EnemyId("rat")), cooldown_turns=1),
    ability("pilfer", TargetKind.ENEMY, MoveGold("move_gold", 7)),
    ability("bestow", TargetKind.ALLY, MoveGold("move_gold", 5, to_target=True)),
    ability(
        "gamble",
        TargetKind.ENEMY,
        Check("check", Stat.CHARISMA, 11, (damage(9, needs_hit=False),), (gives("weakness", to_self=True),)),
    ),
    ability(
        "execute",
        TargetKind.ENEMY,
        IfTarget("if_target", (damage(12, needs_hit=False),), (damage(2),), below_hp_pct=30),
    ),
    ability("toughness", TargetKind.SELF, gives("might", to_self=True), passive=True),
    ability("drink", TargetKind.ALLY, Heal("heal", _one(10))),
    ability("smoke", TargetKind.SELF, Flee("flee"), mana_cost=2),
    ability("burst", TargetKind.ENEMY, damage(6, damage_type=_FIRE, needs_hit=False), reach=_RANGED),
)


ITEMS = (
    item_def("potion", ItemKind.CONSUMABLE, use=AbilityId("drink"), max_stack=5),
    item_def("smoke_bomb", ItemKind.CONSUMABLE, use=AbilityId("smoke"), max_stack=3),
    item_def("firepot", ItemKind.CONSUMABLE, use=AbilityId("burst"), max_stack=3),
    item_def("sword", ItemKind.WEAPON, slot=Slot.MAIN_HAND, stats={Stat.ATTACK: 3}),
    item_def("greatbow", ItemKind.WEAPON, slot=Slot.MAIN_HAND, two_handed=True, stats={Stat.ATTACK: 4}),
    item_def("buckler", ItemKind.SHIELD, slot=Slot.OFF_HAND, stats={Stat.ARMOUR: 4}),
    item_def("tail", ItemKind.MATERIAL, max_stack=20),
    item_def("crown", ItemKind.TRINKET, rarity=Rarity.EPIC),
)


ENEMIES = (
    enemy_def("rat", "attack", loot_table=LootTableId("rat_remains")),
    enemy_def("archer", "shoot", "mark", "snare", behaviour=Behaviour.WEAKEST, row=BattleRow.BACK),
    enemy_def("shaman", "firebolt", "mend", "call", "hush", behaviour=Behaviour.CASTERS, row=BattleRow.BACK),
    enemy_def("brute", "attack", "bash", "challenge", "pilfer", behaviour=Behaviour.STRONGEST),
    enemy_def("stalker", "vanish", "envenom", "toughness", behaviour=Behaviour.RANDOM),
    enemy_def(
        "queen",
        "attack",
        behaviour=Behaviour.RANDOM,
        is_boss=True,
        stats={**PLAIN, Stat.MAX_HP: 60},
        experience=90,
        loot_table=LootTableId("hoard"),
        phases=(
            BossPhase(
                60, "She calls her own.", (EnemyAction(AbilityId("call")), EnemyAction(AbilityId("attack")))
            ),
            BossPhase(25, "She rages.", (EnemyAction(AbilityId("attack")),), (EffectId("fury"),)),
        ),
    ),
)

ENCOUNTERS = (
    ("one_rat", {"rat": 1}, True),
    ("rats", {"rat": 3}, True),
    ("ambush", {"archer": 2, "stalker": 1, "brute": 1}, False),
    ("coven", {"shaman": 2, "brute": 1}, True),
    ("four", {"rat": 1, "archer": 1, "shaman": 1, "brute": 1}, True),
    ("throne", {"queen": 1}, False),
)

LOOT_TABLES = (
    LootTableDef(
        LootTableId("rat_remains"), 1, (LootEntry(3), LootEntry(1, ItemDefId("tail"), (1, 3), pity=4))
    ),
    LootTableDef(
        LootTableId("hoard"), 2, (LootEntry(9, ItemDefId("potion")), LootEntry(1, ItemDefId("crown"), pity=3))
    ),
)


def _nodes(tree: str) -> tuple[SkillNode, ...]:
    first, second, third = (SkillNodeId(f"{tree}_{number}") for number in (1, 2, 3))
    return (
        SkillNode(first, f"{tree} one", ".", 1, stats={Stat.MAX_HP: 5}),
        SkillNode(second, f"{tree} two", ".", 1, requires=(first,), abilities=(AbilityId("rally"),)),
        SkillNode(third, f"{tree} three", ".", 2, cost=2, abilities=(AbilityId("toughness"),)),
    )


def class_def(name: str, row: BattleRow, *abilities: str, **items: int) -> ClassDef:
    """A class whose id is its name, with two small trees."""
    return ClassDef(
        id=ClassId(name),
        name=name.capitalize(),
        summary=".",
        description=".",
        primary=Stat.STRENGTH,
        row=row,
        stats=PLAIN,
        stats_per_level={Stat.MAX_HP: 6, Stat.MAX_MANA: 2, Stat.ATTACK: 1, Stat.MAGIC: 1, Stat.HIT: 1},
        abilities=tuple(AbilityId(one) for one in abilities),
        starting_items={ItemDefId(one): count for one, count in items.items()},
        trees=tuple(SkillTree(tree, tree, ".", _nodes(f"{name}_{tree}")) for tree in ("a", "b")),
    )


CLASSES = (
    class_def("fighter", BattleRow.FRONT, "bash", "challenge", sword=1, buckler=1, potion=2),
    class_def("mage", BattleRow.BACK, "firebolt", "fireball", "focus", "hush", potion=1, firepot=2),
    class_def("healer", BattleRow.BACK, "shoot", "mend", "raise", "shelter", "purify", potion=7),
    class_def("rogue", BattleRow.FRONT, "vanish", "envenom", "pilfer", greatbow=1, buckler=1, smoke_bomb=1),
)

ORIGINS = (OriginDef(OriginId("farmer"), "Farmer", ".", ".", {Stat.CONSTITUTION: 2}, {}, 10, "A field."),)


def small_world() -> World:
    """All of the above. No places, people or quests: fights ask for none."""
    return World(
        content_hash="test",
        start_location=LocationId("nowhere"),
        abilities={one.id: one for one in ABILITIES},
        classes={one.id: one for one in CLASSES},
        effects={one.id: one for one in EFFECTS},
        encounters={
            EncounterId(name): EncounterDef(
                id=EncounterId(name),
                name=name.capitalize(),
                level=1,
                enemies={EnemyId(enemy): count for enemy, count in enemies.items()},
                band_pct=(0, 100),
                can_flee=can_flee,
                opening="They come.",
            )
            for name, enemies, can_flee in ENCOUNTERS
        },
        enemies={one.id: one for one in ENEMIES},
        items={one.id: one for one in ITEMS},
        locations={},
        loot_tables={one.id: one for one in LOOT_TABLES},
        origins={one.id: one for one in ORIGINS},
        people={},
        quests={},
    )


WORLD = small_world()
