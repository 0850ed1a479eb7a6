"""Skeletons: two names with one skeleton can be taken for each other on a screen."""

import re
import unicodedata

_CYRILLIC = str.maketrans("авекмнорстухѕіјԛԝһьѐёї", "abekmhopctyxsijqwhbeei")
_GREEK = str.maketrans("αβεηικνορτυχζ", "abenikvoptuxz")
_LATIN = str.maketrans("øđłıħŧ", "odliht")
_DIGITS = str.maketrans("01", "ol")
_PAIRS = (("rn", "m"), ("vv", "w"))


def skeleton(name: str) -> str:
    """Lower case without accents, joiners and look-alikes: `Àngus O'Neill` is `angusoneill`. At most twice as long."""
    words = unicodedata.normalize("NFKC", name).split()
    text = "".join(_lowered(word) for word in words)
    # Accents only: in other scripts the marks tell letters apart.
    text = unicodedata.normalize("NFKC", re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text)))
    for table in (_CYRILLIC, _GREEK, _LATIN, _DIGITS):
        text = text.translate(table)
    text = re.sub(r"[\W_]", "", text)
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text


def _lowered(word: str) -> str:
    """Casefolded. A capital I among small letters is read as l, and so is an I that begins the word."""
    first, rest = word[0], word[1:]
    if not rest.isupper():
        rest = rest.replace("I", "l")
    return ("l" if first in "Iil" else first.casefold()) + rest.casefold()
