"""From what a player types to plain words: cleaned, folded, cut into clauses."""

import re
import unicodedata
from functools import lru_cache

from app.game_logic.parser.lexicon import CONTRACTIONS, LEADING, NOISE, PREFIXES, TRAILING

MAX_CHARS = 2_000
"""What stands behind this many characters is not read, however long the text."""

Words = tuple[str, ...]

_CUT = re.compile(r"[.;:!?\n]+(?:\s|$)")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|,")
_MAX_LETTERS = 40
_MAX_WORDS = 60
_THEN = frozenset({"then", "afterwards"})


def clean(text: str) -> str:
    """NFKC without control, bidirectional, zero-width and surrogate characters; white space is single blanks or
    line ends; at most `MAX_CHARS`. Safe to log, store and show (escaped)."""
    text = text[:MAX_CHARS]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)[:MAX_CHARS]
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return re.sub(r"[^\S\n]+", " ", text).strip()


@lru_cache(maxsize=4096)
def name_words(name: str) -> Words:
    """The words of a name in the content, in the form in which players' words arrive."""
    return tuple(word for word in _tokens(fold(clean(name))) if word not in NOISE)


def fold(text: str) -> str:
    """Case and accents gone, so that "ÉLODIE" finds "Élodie"; typographic apostrophes are plain ones."""
    text = text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'")
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def clauses(cleaned: str) -> tuple[Words, ...]:
    """The sentences of a cleaned text as words, commas kept as words of their own; empty ones left out."""
    found: list[Words] = []
    for sentence in _CUT.split(fold(cleaned) + "\n"):
        part: list[str] = []
        for word in _tokens(sentence):
            if word in _THEN:
                found.append(tuple(part))
                part = []
            elif word not in NOISE:
                part.append(word)
        found.append(tuple(part))
    return tuple(clause for clause in found if any(word != "," for word in clause))


def strip_lead(words: Words) -> Words:
    """Without "I want to", "could you please", "my character tries to", "quickly" and a trailing "please" or "now".
    What is nothing but such words stays as it is: "i" alone has a meaning of its own."""
    start = 0
    while start < len(words):
        step = _prefix_length(words, start)
        if not step:
            break
        start += step
    end = len(words)
    while end > start and words[end - 1] in TRAILING:
        end -= 1
    left = tuple(word for word in words[start:end] if word != ",")
    return left or tuple(word for word in words if word != ",")


def _prefix_length(words: Words, start: int) -> int:
    for prefix in PREFIXES:
        if words[start : start + len(prefix)] == prefix:
            return len(prefix)
    return 1 if words[start] in LEADING else 0


def _tokens(folded: str) -> list[str]:
    found: list[str] = []
    for token in _TOKEN.findall(folded):
        if token in CONTRACTIONS:
            found.extend(CONTRACTIONS[token])
        else:
            found.append(token.removesuffix("'s").replace("'", "")[:_MAX_LETTERS])
        if len(found) >= _MAX_WORDS:
            break
    return found
