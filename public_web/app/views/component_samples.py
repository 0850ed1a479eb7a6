"""Things that are made up, to show every component on /dev/components in every state."""

from app.models.character import Effect, InventoryItem, SkillNode, SkillTree
from app.models.turn import DiceRoll, Die
from app.presentation.trees import drawn_tree
from app.views.forms import Form

LONG_TEXT = (
    "The causeway runs straight into the reeds, lamp after lamp, and somebody has put out every second one. "
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch."
)
EMPTY = Form()
FILLED = Form({"name": "Una of the Unreasonably Long Family Name, Third of It", "tale": LONG_TEXT})
WRONG = Form(
    {"name": "Un\u200ba", "tale": ""},
    {"name": "Names hold letters, blanks and apostrophes.", "tale": "Say it."},
)
REFUSED = Form(error="That address and that password do not belong together.")


def _effect(name: str, remaining_turns: int, stacks: int, *, is_harmful: bool) -> Effect:
    return Effect(
        effect_id=name.lower(),
        name=name,
        kind="",
        description=f"{name}, for a while.",
        remaining_turns=remaining_turns,
        stacks=stacks,
        is_harmful=is_harmful,
    )


EFFECTS = (
    _effect("Shielded", 2, 1, is_harmful=False),
    _effect("Burning", 3, 2, is_harmful=True),
    _effect("Under the Ferryman’s Protection", 12, 1, is_harmful=False),
)


def _item(
    name: str,
    rarity: str,
    kind: str,
    *,
    level: int = 1,
    quantity: int = 1,
    slots: tuple[str, ...] = (),
    worn_in: str | None = None,
) -> InventoryItem:
    return InventoryItem(
        item_id=rarity,
        item_def_id=rarity,
        name=name,
        description="It has been somewhere before you.",
        kind=kind,
        rarity=rarity,
        quantity=quantity,
        value_gold=12,
        weight=2,
        level=level,
        stats={"attack": 2, "dodge": -1} if slots else {},
        slots=slots,
        worn_in=worn_in,
        usable=kind == "consumable",
        can_drop=kind != "quest",
    )


ITEMS = (
    _item("Waybread", "common", "consumable", quantity=4),
    _item("Reed Cloak", "uncommon", "armour", slots=("body",), worn_in="body"),
    _item("Lamplighter’s Hook", "rare", "weapon", level=3, slots=("main_hand", "off_hand")),
    _item("The Ferryman’s Second Best Bell", "epic", "trinket", level=5, slots=("neck",)),
    _item("The Candle That Was Carried Out Unlit and All the Way Back", "legendary", "quest"),
)


def _die(value: int, sides: int, *, counts: bool = True) -> Die:
    return Die(purpose="", sides=sides, value=value, counts=counts)


def _roll(
    label: str, dice: tuple[Die, ...], modifier: int, outcome: str, target: int | None = None
) -> DiceRoll:
    total = sum(die.value for die in dice if die.counts) + modifier
    chance_pct = None if target is None else 60
    return DiceRoll(
        label=label,
        dice=dice,
        modifier=modifier,
        total=total,
        target=target,
        chance_pct=chance_pct,
        outcome=outcome,
    )


ROLLS = (
    _roll("Strength check", (_die(14, 20), _die(6, 20, counts=False)), 3, "success", 12),
    _roll("Climb the wall", (_die(3, 20),), -1, "failure", 12),
    _roll("Damage to all of them", tuple(_die(sides - 1, sides) for sides in (4, 6, 8, 10, 12)), 2, "damage"),
)


def _skill(
    name: str,
    tier: int,
    *requires: str,
    is_learned: bool = False,
    why_not: str | None = None,
    teaches: str = "",
) -> SkillNode:
    return SkillNode(
        node_id=name.replace(" ", "_"),
        name=name,
        description="You have been hit before, and it did not take.",
        tier=tier,
        cost=tier,
        requires=requires,
        stats={} if teaches else {"armour": 2},
        abilities=(teaches,) if teaches else (),
        is_learned=is_learned,
        can_learn=not is_learned and why_not is None,
        why_not=why_not,
    )


TREE = drawn_tree(
    SkillTree(
        tree_id="wall",
        name="Wall",
        description="The art of being in the way.",
        nodes=(
            _skill("learned", 1, is_learned=True),
            _skill("open", 1),
            _skill("open and far", 2, "learned", teaches="Shelter"),
            _skill("locked", 3, "open", why_not="open must be learnt first."),
        ),
    )
)
