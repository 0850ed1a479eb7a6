"""The portraits that we drew, and what stands where there is none."""

import secrets

DRAWN = tuple(f"portrait_{number:02d}" for number in range(1, 13))
"""The ids that a character's appearance may name."""


def suggest() -> str:
    """One of the drawings, by chance, for those who do not want to choose."""
    return secrets.choice(DRAWN)


def file_of(portrait_id: str) -> str | None:
    """The drawing's file under `static/`; None for an id that is not ours."""
    return f"img/portraits/{portrait_id}.svg" if portrait_id in DRAWN else None


def initials(name: str) -> str:
    """At most two letters to stand on a crest: `Una the Bold` → `UB`."""
    words = [word for word in name.split() if word[0].isalpha()]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper() or "?"
