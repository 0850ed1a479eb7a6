"""Names to begin with, for those who do not want to think of one."""

import secrets

_GIVEN = (
    "Aldis", "Arnem", "Bryn", "Brannoc", "Calla", "Corwen", "Dara", "Derrin", "Edda", "Elowen",
    "Emeric", "Fenna", "Garrick", "Hale", "Hesper", "Idony", "Isolt", "Jorun", "Kerra", "Leif", "Lowri",
    "Maren", "Mirel", "Nerys", "Odran", "Orla", "Perrin", "Quill", "Rhosyn", "Roake", "Sable", "Saskia",
    "Tamsin", "Tavish", "Una", "Verity", "Wenna", "Wystan", "Yarrow", "Zephyr",
)  # fmt: skip
_FAMILY = (
    "Ashdown", "Blackbriar", "Brackwater", "Cinderfell", "Coldharbour", "Dunmore", "Emberlyn",
    "Fallowmere", "Farrow", "Greywick", "Harrowgate", "Hollis", "Ironmoor", "Kestrel", "Larkspur",
    "Loamridge", "Marlowe", "Nightingale", "Oakhollow", "Pyke", "Quickwater", "Ravensworth", "Redfern",
    "Rookwood", "Saltmarsh", "Stonehand", "Thornfield", "Underhill", "Vale", "Wexley", "Whitlock",
    "Windrow", "Wintermere", "Wolfden", "Yewdale",
)  # fmt: skip
_BYNAMES = (
    "Bold", "Brown", "Calm", "Elder", "Fair", "Fleet", "Frank", "Free", "Glad", "Grey", "Hardy", "Just", "Keen", "Kind",
    "Late", "Lucky", "Mild", "Plain", "Pale", "Proud", "Quick", "Quiet", "Red", "Sly", "Stern", "Still", "Stout",
    "Tall",
    "True", "Wary", "Wild", "Young",
)  # fmt: skip


def suggest_name() -> str:
    """A given and a family name, by chance; about 1,400 together."""
    return f"{secrets.choice(_GIVEN)} {secrets.choice(_FAMILY)}"


def suggest_rarer_name() -> str:
    """With a byname, for when the shorter one is taken: about 45,000. At most 32 characters."""
    return f"{suggest_name()} the {secrets.choice(_BYNAMES)}"
