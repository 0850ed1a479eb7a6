"""A pack that makes what is hidden unmistakable: whatever nobody may ever learn of in it is named with `unmetquo`."""

from pathlib import Path
from typing import Any

from tests.support.content import write_entries

MARK = "unmetquo"
GOLD = 918_273
BEADS = 41_237
ENEMY_MANA = 67_891

_NEVER = {"when": "flag", "flag": "unmetquoflag_never"}


def _beads(verb: str) -> dict[str, Any]:
    success = [{"do": "give_item", "item": "glass_bead", "quantity": BEADS}]
    return {"id": f"{verb}_beads", "label": f"{verb.capitalize()} beads", "verbs": [verb], "success": success}


JAR = {
    "id": "coin_jar",
    "name": "coin jar",
    "aliases": ["jar"],
    "description": "Full to the brim.",
    "actions": [
        {
            "id": "count_coins",
            "label": "Count the coins",
            "verbs": ["count"],
            "success": [
                {"do": "give_gold", "gold": GOLD},
                {"do": "set_flag", "flag": "unmetquoflag_counted"},
            ],
        },
        _beads("scoop"),
        _beads("pour"),
        {
            "id": "smash_jar",
            "label": "Smash the jar",
            "verbs": ["smash"],
            "requires": [{"when": "flag", "flag": "unmetquoflag_counted"}],
            "success": [
                {"do": "set_flag", "flag": "unmetquoflag_never"},
                {"do": "start_quest", "quest": "unmetquoquest"},
            ],
        },
    ],
}
PANEL = {
    "id": "unmetquofeature_panel",
    "name": "unmetquopanel",
    "aliases": [],
    "description": "The unmetquodescription.",
    "requires": [_NEVER],
    "actions": [
        {
            "id": "unmetquoaction",
            "label": "Unmetquolabel",
            "verbs": ["unmetquoverb"],
            "success": [{"do": "tell", "text": "Unmetquotold."}],
        }
    ],
}
TRAPDOOR = {
    "direction": "down",
    "to": "unmetquoplace",
    "name": "the unmetquotrapdoor",
    "minutes": 1,
    "hidden": True,
    "requires": [_NEVER],
}
PLACE = {
    "id": "unmetquoplace",
    "name": "The Unmetquocellar",
    "aliases": ["unmetquocellar"],
    "region": "The Reed March",
    "biome": "town",
    "map": {"x": 77, "y": 77},
    "description": "A unmetquodescription.",
    "first_visit": "Unmetquofirst.",
    "exits": [{"direction": "up", "to": "last_candle", "name": "the unmetquoladder", "minutes": 1}],
}
PERSON = {
    "id": "unmetquoperson",
    "name": "Unmetquoulla Unmetquoorn",
    "aliases": ["unmetquoulla"],
    "description": "Unmetquosomebody.",
    "greeting": "Unmetquohello.",
    "greeting_again": "Unmetquoagain.",
    "farewell": "Unmetquobye.",
    "topics": [
        {
            "id": "unmetquotopic",
            "prompt": "Unmetquoprompt?",
            "keywords": ["unmetquokeyword"],
            "says": "Unmetquosays.",
        }
    ],
    "requires": [_NEVER],
}
QUEST = {
    "id": "unmetquoquest",
    "name": "The Unmetquoquest",
    "summary": "Unmetquosummary.",
    "is_main": False,
    "stages": [
        {
            "id": "unmetquostage",
            "title": "Unmetquotitle",
            "objective": {"text": "Unmetquoobjective.", "requires": [_NEVER]},
        }
    ],
    "rewards": [{"do": "give_experience", "experience": 1}],
}
BEAD = {
    "id": "glass_bead",
    "name": "Glass Bead",
    "aliases": ["bead"],
    "description": "Blue.",
    "kind": "material",
    "rarity": "common",
    "value_gold": 1,
    "weight": 0,
    "max_stack": 1_000_000,
}

RIBBON = {**BEAD, "id": "blue_ribbon", "name": "Blue Ribbon", "aliases": ["ribbon"], "max_stack": 20}
SPOILS = {"extends": "wickling_scraps", "entries": [{"weight": 100_000, "item": "blue_ribbon"}]}
"""Nobody wins a fight for nothing."""


def write_pack(folder: Path) -> Path:
    """The pack, written into a folder."""
    pack = folder / "pack"
    inn = {
        "extends": "last_candle",
        "features": [JAR, PANEL],
        "exits": [TRAPDOOR],
        "people": ["unmetquoperson"],
    }
    write_entries(pack, "locations", PLACE, inn)
    write_entries(pack, "people", PERSON)
    write_entries(pack, "quests", QUEST)
    write_entries(pack, "items", BEAD, RIBBON)
    write_entries(pack, "loot_tables", SPOILS)
    write_entries(pack, "enemies", {"extends": "wickling", "stats": {"max_mana": ENEMY_MANA}})
    return pack
