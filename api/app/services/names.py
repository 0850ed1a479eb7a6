"""Names of players and characters: what may stand in one, and when two of them look alike."""

import re
import unicodedata

from app.models.errors import Invalid
from app.services.look_alikes import skeleton

MIN_LENGTH = 2
MAX_LENGTH = 32

_MAX_MARKS = 2
_INVISIBLE_LETTERS = frozenset("\u115f\u1160")
_JOINERS = frozenset(" '’-")
_SCRIPTS = frozenset(
    {
        "ARABIC", "ARMENIAN", "BENGALI", "CYRILLIC", "DEVANAGARI", "ETHIOPIC", "GEORGIAN", "GREEK", "GUJARATI",
        "GURMUKHI", "HANGUL", "HEBREW", "KANNADA", "KHMER", "LAO", "LATIN", "MALAYALAM", "MYANMAR", "SINHALA",
        "TAMIL", "TELUGU", "THAI", "TIBETAN",
    }
)  # fmt: skip
_EAST_ASIAN = {
    "CJK": "CJK",
    "HIRAGANA": "CJK",
    "KATAKANA": "CJK",
    "KATAKANA-HIRAGANA": "CJK",
    "BOPOMOFO": "CJK",
}
"""Scripts that are written together, as one."""
_KNOWN = _SCRIPTS | {"CJK"}

_RESERVED = frozenset(
    skeleton(name)
    for name in (
        "Admin", "Administrator", "Code of Conquest", "Dungeon Master", "Game Master", "Moderator", "Narrator",
        "Operator", "Root", "Staff", "Storyteller", "Support", "System",
    )
)  # fmt: skip


def clean_name(text: str, field: str = "name") -> str:
    """The name as it is kept: NFKC, single spaces. Raises Invalid `bad_name`, saying what is wrong.

    Letters of one script with their marks, spaces, apostrophes, hyphens, and digits after the first letter.
    """
    name = re.sub(r"[ \u00a0]+", " ", unicodedata.normalize("NFKC", text)).strip(" ")
    if not MIN_LENGTH <= len(name) <= MAX_LENGTH:
        raise _bad(f"A name has {MIN_LENGTH} to {MAX_LENGTH} characters.", field)
    if not name[0].isalpha() or name[-1] in _JOINERS:
        raise _bad("A name begins with a letter and ends with a letter or a digit.", field)
    if not all(_may_stand(char) for char in name) or _has_pile_of_marks(name):
        raise _bad("A name is made of letters, digits, spaces, apostrophes and hyphens.", field)
    scripts = _scripts(name)
    if len(scripts) != 1 or not scripts <= _KNOWN:
        raise _bad("Please keep to the letters of one script.", field)
    if {skeleton(name), skeleton(name.replace("1", "i"))} & _RESERVED:
        raise _bad("This name belongs to the game itself.", field)
    return name


def name_key(name: str) -> str:
    """Equal for names that look alike; at most 128 characters for a clean name. For unique indexes, never shown."""
    return skeleton(name)


def _bad(reason: str, field: str) -> Invalid:
    return Invalid(reason, code="bad_name", details={"field": field})


def _may_stand(char: str) -> bool:
    """Letters, their marks, ASCII digits and joiners. Controls, bidi and zero-width characters are none of these."""
    if char.isascii() or char in _JOINERS:
        return char.isalnum() or char in _JOINERS
    if char in _INVISIBLE_LETTERS or (_script(char) == "LATIN" and not _is_everyday_latin(char)):
        return False
    category = unicodedata.category(char)
    return category in ("Ll", "Lu", "Lt", "Lo", "Mn", "Mc") or _script(char) == "CJK"


def _is_everyday_latin(letter: str) -> bool:
    """The alphabets of languages. Phonetic letters and small capitals only serve to look like others."""
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"


def _has_pile_of_marks(name: str) -> bool:
    run = 0
    for char in name:
        run = run + 1 if unicodedata.combining(char) else 0
        if run > _MAX_MARKS:
            return True
    return False


def _scripts(name: str) -> set[str]:
    return {_script(char) for char in name if char.isalpha()}


def _script(letter: str) -> str:
    """The script: the first word of the character's name."""
    first = unicodedata.name(letter, "").split(" ")[0]
    return _EAST_ASIAN.get(first, first)
