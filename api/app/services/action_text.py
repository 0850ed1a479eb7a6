"""The words of an action as they may stand in the log."""

import unicodedata

from app.models.errors import Invalid

MAX_ACTION_LENGTH = 1000
MAX_SPEECH_LENGTH = 500
MAX_TITLE_LENGTH = 100
MAX_STORY_LENGTH = 1000
_KEPT_CONTROLS = "\n"
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\t": " "})
_UNSEEN = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'"}


def clean_action(text: str) -> str:
    """Without control, bidi-override and zero-width characters, in NFC, ends trimmed.

    Raises Invalid `empty_action` or `action_too_long` (over 1,000 characters). Any script and emoji may stand in it.
    """
    kept = "".join(char for char in text if _may_stand(char))
    return _checked(unicodedata.normalize("NFC", kept).strip(), MAX_ACTION_LENGTH)


def clean_speech(text: str) -> str:
    """Spoken words on one line, in NFKC, without anything unseen and without the quotation marks round all of them.

    Raises Invalid `empty_action` or `action_too_long` (over 500 characters).
    """
    words = " ".join(_plain(text).split())
    while len(words) > 1 and _QUOTES.get(words[0]) == words[-1] and words[-1] not in words[1:-1]:
        words = words[1:-1].strip()
    return _checked(words, MAX_SPEECH_LENGTH)


def clean_story(text: str) -> str:
    """Prose of several lines, in NFKC, without anything unseen; blank lines are single.

    Raises Invalid `empty_action` or `action_too_long` (over 1,000 characters).
    """
    lines = [" ".join(line.split()) for line in _plain(text).split("\n")]
    paragraphs = "\n".join(lines)
    while "\n\n\n" in paragraphs:
        paragraphs = paragraphs.replace("\n\n\n", "\n\n")
    return _checked(paragraphs.strip(), MAX_STORY_LENGTH)


def clean_note(text: str) -> str:
    """A short note on one line, in NFKC, without anything unseen. Raises Invalid `empty_action`."""
    return _checked(" ".join(_plain(text).split()), MAX_SPEECH_LENGTH)


def clean_title(text: str) -> str:
    """The name of an adventure, on one line and without anything unseen: it stands in other players' pages and mails.
    Raises Invalid `empty_action`, `action_too_long`."""
    return _checked(" ".join(_plain(text).split()), MAX_TITLE_LENGTH)


def _plain(text: str) -> str:
    """NFKC without control, format, private and unassigned characters; any line end is a newline."""
    known = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    normal = unicodedata.normalize("NFKC", "".join(char for char in known if _is_seen(char)))
    return "".join(char for char in normal if _is_seen(char))


def _is_seen(char: str) -> bool:
    return char in _KEPT_CONTROLS or unicodedata.category(char)[0] != "C"


def _checked(cleaned: str, most: int) -> str:
    if not cleaned:
        raise Invalid("Say what you want to do.", code="empty_action")
    if len(cleaned) > most:
        raise Invalid(
            f"Please use at most {most} characters.",
            code="action_too_long",
            details={"max_length": most, "length": len(cleaned)},
        )
    return cleaned


def _may_stand(char: str) -> bool:
    if char in _KEPT_CONTROLS:
        return True
    return char not in _UNSEEN and unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn")
