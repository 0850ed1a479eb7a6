"""What the stub API answers: views as the real API words them, small but with every part filled in."""

from typing import Any

View = dict[str, Any]

STATS = {
    "strength": 14, "dexterity": 12, "constitution": 13, "intelligence": 9, "wisdom": 10, "charisma": 11,
    "max_hp": 34, "max_mana": 12, "attack": 4, "magic": 0, "armour": 3, "hit": 5, "dodge": 11, "crit_pct": 5,
    "initiative": 1, "carrying": 60, "resist_fire_pct": 10,
}  # fmt: skip


def effect(name: str, kind: str, turns: int, *, harmful: bool) -> View:
    return {
        "effect_id": name.lower(), "name": name, "kind": kind, "description": f"{name} is upon you.",
        "remaining_turns": turns, "stacks": 1, "is_harmful": harmful,
    }  # fmt: skip


def item(item_id: str, name: str, kind: str, **changes: Any) -> View:
    plain = {
        "item_id": item_id, "item_def_id": item_id, "name": name, "description": f"It is a {name.lower()}.",
        "kind": kind, "rarity": "common", "quantity": 1, "value_gold": 12, "weight": 3, "level": 1, "stats": {},
        "slots": [], "worn_in": None, "usable": False, "can_drop": True, "sealed": False,
    }  # fmt: skip
    return plain | changes


def inventory() -> list[View]:
    return [
        item(
            "i1", "Notched Longsword", "weapon", slots=["main_hand"], worn_in="main_hand", stats={"attack": 3}
        ),
        item(
            "i2",
            "Road Shield",
            "shield",
            slots=["off_hand"],
            worn_in="off_hand",
            rarity="uncommon",
            stats={"armour": 2},
        ),
        item("i3", "Healing Draught", "consumable", quantity=2, usable=True),
        item(
            "i4",
            "Ring of Slow Mornings",
            "trinket",
            slots=["ring"],
            rarity="rare",
            stats={"wisdom": 2, "initiative": -1},
        ),
        item("i5", "Letter to the Toll-Keeper", "quest", can_drop=False, weight=0),
    ]


def skill_trees() -> list[View]:
    def node(node_id: str, name: str, tier: int, **changes: Any) -> View:
        plain = {
            "node_id": node_id, "name": name, "description": "You take up more room.", "tier": tier, "cost": 1,
            "requires": [], "stats": {"armour": 2}, "abilities": [], "is_learned": False, "can_learn": False,
            "why_not": None,
        }  # fmt: skip
        return plain | changes

    wall = [
        node("wall_1", "Set Feet", 1, is_learned=True),
        node("wall_2", "Thick Skin", 1, can_learn=True, stats={"max_hp": 5}),
        node("wall_3", "Shelter", 2, cost=2, requires=["wall_1"], stats={}, abilities=["Shelter"],
             why_not="Learn more of this art first: it takes 1 more point spent here."),
    ]  # fmt: skip
    edge = [node("edge_1", "Keen Edge", 1, can_learn=True, stats={"attack": 1})]
    return [
        {"tree_id": "wall", "name": "Wall", "description": "The art of being in the way.", "nodes": wall},
        {"tree_id": "edge", "name": "Edge", "description": "The art of the second blow.", "nodes": edge},
    ]


def character(character_id: str, name: str, session_id: str | None) -> View:
    things = inventory()
    return {
        "id": character_id, "name": name, "class_id": "vanguard", "class_name": "Vanguard",
        "origin_id": "noble_exile", "origin_name": "Noble Exile", "level": 2, "experience": 140,
        "experience_level": 100, "experience_next": 300, "hp": 27, "max_hp": 34, "mana": 7, "max_mana": 12,
        "gold": 63, "skill_points": 1, "respec_cost_gold": 50, "portrait": {"drawn": "portrait_03", "uploaded": None},
        "stats": STATS,
        "effects": [effect("Blessed", "buff", 3, harmful=False)],
        "equipment": {one["worn_in"]: one for one in things if one["worn_in"]},
        "abilities": ["Attack", "Cleave", "Shield Wall"], "skill_trees": skill_trees(),
        "appearance": {"build": "tall", "hair": "red"}, "carried_weight": 18, "session_id": session_id, "version": 3,
    }  # fmt: skip


def class_choice(class_id: str, name: str, primary: str, row: str) -> View:
    return {
        "id": class_id, "name": name, "summary": f"The {name.lower()} stands where it matters.",
        "description": f"A {name.lower()} of some promise.", "primary": primary, "row": row, "stats": STATS,
        "stats_per_level": {"max_hp": 5}, "abilities": ["attack"], "starting_items": {"bread": 2}, "trees": [],
    }  # fmt: skip


CLASSES = [
    class_choice("vanguard", "Vanguard", "strength", "front"),
    class_choice("lampwright", "Lampwright", "intelligence", "back"),
    class_choice("reedwalker", "Reedwalker", "dexterity", "back"),
]

ORIGINS = [
    {
        "id": one, "name": one.replace("_", " ").title(), "summary": "You left in a hurry.",
        "description": "You left in a hurry, and the hurry has not left you.", "stats": {"charisma": 2, "max_hp": -1},
        "starting_items": {}, "starting_gold": 40,
    }
    for one in ("noble_exile", "road_deserter", "chandlers_ward")
]  # fmt: skip

CONTENT: dict[str, list[View]] = {
    "classes": CLASSES,
    "origins": ORIGINS,
    "abilities": [{"id": "attack", "name": "Attack", "description": "With what is at hand."}],
    "items": [{"id": "bread", "name": "Waybread", "description": "It keeps."}],
}


def location() -> View:
    return {
        "id": "inn_yard", "name": "The Inn Yard", "region": "The Reed March", "biome": "marsh", "is_safe": False,
        "description": "Mud, a pump, and a lamp that should be lit. Beyond the wall the reeds are talking.",
        "exits": [
            {"direction": "in", "name": "the inn door", "minutes": 1, "is_blocked": False, "to_id": "last_candle",
             "to_name": "The Last Candle"},
            {"direction": "north", "name": "the causeway", "minutes": 20, "is_blocked": True, "to_id": None,
             "to_name": None},
        ],
        "features": [
            {"id": "pump", "name": "the pump", "description": "It drips upwards.",
             "actions": [{"id": "look", "label": "Examine the pump", "chance_pct": None},
                         {"id": "work", "label": "Work the pump handle", "chance_pct": 60}]},
        ],
        "people": [{"id": "hob", "name": "Hob the ostler", "description": "He is counting horses. There are none.",
                    "is_known": True}],
        "foes": [{"encounter_id": "wicklings", "name": "Wicklings", "enemies": ["Wickling", "Tallow Hound"]}],
    }  # fmt: skip


def combatant(one_id: str, name: str, side: str, hp: int, **changes: Any) -> View:
    plain = {
        "id": one_id, "name": name, "side": side, "row": "front", "level": 1, "hp": hp, "max_hp": 14, "mana": None,
        "max_mana": None, "effects": [], "initiative": 10, "is_standing": hp > 0, "is_you": False, "is_current": False,
        "is_boss": False, "phase": None, "description": f"{name}, up close.",
    }  # fmt: skip
    return plain | changes


def move(ability_id: str, name: str, **changes: Any) -> View:
    plain = {
        "ability_id": ability_id, "name": name, "description": f"{name} as hard as you can.", "target_kind": "enemy",
        "mana_cost": 0, "cooldown_turns": 0, "cooldown_left": 0, "usable": True, "why_not": None,
        "targets": ["wickling_1", "wickling_2"], "chance_pct": {"wickling_1": 75, "wickling_2": 60},
    }  # fmt: skip
    return plain | changes


def combat(character_id: str, name: str, enemy_hp: int) -> View:
    you = combatant(
        character_id, name, "party", 27, max_hp=34, mana=7, max_mana=12, level=2, is_you=True, is_current=True,
        effects=[effect("Shielded", "shield", 2, harmful=False)],
    )  # fmt: skip
    foes = [
        combatant(
            "wickling_1",
            "Wickling",
            "enemies",
            enemy_hp,
            effects=[effect("Burning", "damage_over_time", 2, harmful=True)],
        ),
        combatant("wickling_2", "Wickling 2", "enemies", 0),
        combatant(
            "hound_1", "Tallow Hound", "enemies", 14, row="back", is_boss=True, phase="The Wax Runs", level=3
        ),
    ]
    none_needed: View = {"targets": [], "chance_pct": {}}
    return {
        "encounter_id": "wicklings", "name": "Wicklings in the yard", "round": 2, "current_id": character_id,
        "is_your_turn": True, "order": [character_id, "wickling_1", "hound_1", "wickling_2"],
        "combatants": [you, *foes],
        "actions": [
            move("attack", "Attack"),
            move("cleave", "Cleave", mana_cost=3, target_kind="all_enemies", cooldown_turns=2, **none_needed),
            move("shield_wall", "Shield Wall", usable=False, why_not="Ready in 2 turns", cooldown_left=2,
                 target_kind="self", **none_needed),
            move("defend", "Defend", target_kind="self", **none_needed),
            move("change_row", "Change Row", target_kind="self", **none_needed),
            move("flee", "Flee", target_kind="self", **none_needed),
        ],
        "items": [{"item_id": "i3", "name": "Healing Draught", "description": "Red and hopeful.", "quantity": 2,
                   "target_kind": "ally", "usable": True, "targets": [character_id]}],
    }  # fmt: skip


def member(character_id: str, name: str) -> View:
    keys = ("class_id", "class_name", "level", "hp", "max_hp", "mana", "max_mana", "experience", "experience_level",
            "experience_next", "effects")  # fmt: skip
    whole = character(character_id, name, None)
    return {key: whole[key] for key in keys} | {
        "character_id": character_id, "user_id": "u1", "name": name, "is_you": True, "is_fallen": False,
        "is_current": True, "portrait": {"drawn": "portrait_03", "uploaded": None},
    }  # fmt: skip


def session(session_id: str, character_id: str, name: str, version: int) -> View:
    return {
        "id": session_id, "name": f"{name}’s adventure", "status": "active", "version": version, "turn_number": version,
        "config": {"min_players": 1, "timeout_minutes": 30, "auto_save_interval": 5}, "seed_hash": "5e" * 32,
        "seed": None, "character_id": character_id, "current_actor_id": character_id, "is_your_turn": True,
        "location": location(), "clock": {"day": 1, "hour": 20, "minute": 5, "is_night": True},
        "party": [member(character_id, name)], "combat": None, "talk": None,
        "quests": [
            {"id": "toll", "name": "The Unpaid Toll", "summary": "Somebody has put out the causeway lamps.",
             "is_main": True, "status": "active", "objective": "Find out what sits in the inn yard.", "stage": 1,
             "stages": 3, "done": ["Reach the Last Candle"]},
            {"id": "bell", "name": "A Bell on Credit", "summary": "The ferryman wants his bell.", "is_main": False,
             "status": "completed", "objective": None, "stage": 1, "stages": 2, "done": ["Ask the ferryman"]},
        ],
        "suggestions": [
            {"id": "s-attack", "text": "Attack the wicklings"}, {"id": "s-pump", "text": "Work the pump handle"},
            {"id": "s-in", "text": "Go back inside"},
        ],
        "can_undo": True, "created_at": "2026-11-23T20:00:00Z", "last_activity": "2026-11-23T20:05:00Z",
    }  # fmt: skip


def recap(*, is_due: bool) -> View:
    return {
        "title": "Previously", "away_minutes": 45 if is_due else 2, "is_due": is_due,
        "paragraphs": ["You came to the Last Candle out of the rain.", "The causeway lamps are out."],
    }  # fmt: skip


def running_round(*submitted: str, your_action: str | None = None, your_mode: str = "do") -> View:
    """Of a party of c1 and c2."""
    waiting = [one for one in ("c1", "c2") if one not in submitted]
    own = {"your_action": your_action, "your_mode": your_mode if your_action else None}
    return {"number": 3, "submitted": list(submitted), "waiting_for": waiting, **own}


def talk() -> View:
    topics = [
        {"id": "lamps", "prompt": "Ask about the lamps"},
        {"id": "horses", "prompt": "Ask where the horses went"},
    ]
    return {"person_id": "hob", "name": "Hob the ostler", "topics": topics}


def check_roll() -> View:
    return {
        "label": "Strength check", "modifier": 3, "total": 17, "target": 12, "chance_pct": 60, "outcome": "success",
        "dice": [
            {"index": 0, "purpose": "check", "sides": 20, "value": 14, "counts": True},
            {"index": 1, "purpose": "check", "sides": 20, "value": 6, "counts": False},
        ],
    }  # fmt: skip


def damage_roll() -> View:
    dice = [{"index": 2, "purpose": "damage", "sides": sides, "value": 4, "counts": True} for sides in (6, 8)]
    return {
        "label": "Damage to the wickling", "modifier": 2, "total": 10, "target": None, "chance_pct": None,
        "outcome": "damage", "dice": dice,
    }  # fmt: skip


TELLING = (
    "The yard holds its breath. Somewhere behind the wall a reed snaps, and then another, unhurried, like somebody "
    "cracking their knuckles before a job of work."
)


def turn(session_id: str, seq: int, action: str, **changes: Any) -> View:
    plain = {
        "id": f"{session_id}-t{seq}", "session_id": session_id, "seq": seq, "kind": "player", "status": "resolved",
        "action": action, "character_id": "c1", "character_name": "Una Vale", "code": None, "message": None,
        "log": ["You look around.", "Nothing stirs."], "dice": [], "events": [], "narration_status": "done",
        "narration": [TELLING],
        "attempt": 0, "is_undone": False,
        "state_hash": None, "accepted_at": "2026-11-23T20:05:00Z", "resolved_at": "2026-11-23T20:05:00Z",
    }  # fmt: skip
    return plain | changes


def device(device_id: str, agent: str, **changes: Any) -> View:
    plain = {
        "id": device_id, "device": agent, "address": "192.0.2.7", "remember": True, "is_current": False,
        "created_at": "2026-11-20T08:00:00Z", "last_seen_at": "2026-11-23T20:05:00Z",
        "expires_at": "2026-12-20T08:00:00Z",
    }  # fmt: skip
    return plain | changes


DEVICES = [
    device("d1", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", is_current=True),
    device(
        "d2",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
        remember=False,
    ),
    device("d3", "<b>curl</b>/8"),
]


def end_of_a_fight() -> list[View]:
    """The events of a won fight, with a level gained."""
    return [
        {"kind": "combat_ended", "encounter_id": "wicklings", "name": "Wicklings", "outcome": "victory", "rounds": 3,
         "vitals": []},
        {"kind": "experience_gained", "character_id": "c1", "amount": 24, "experience": 124},
        {"kind": "gold_changed", "character_id": "c1", "amount": 7, "gold": 50, "account": "loot"},
        {"kind": "item_gained", "character_id": "c1", "item": {}, "quantity": 2, "name": "Wick End", "source": "loot"},
        {"kind": "level_gained", "character_id": "c1", "level": 2, "skill_points": 1, "hp": 34, "mana": 12},
    ]  # fmt: skip


def loot(kind: str, **more: Any) -> View:
    """An event of what a party shares out."""
    return {"kind": kind, "name": "Lucky <i>Nail</i>", **more}
