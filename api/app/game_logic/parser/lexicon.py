"""Words that carry little meaning, and how English bends the others. Data only; verbs have a table of their own."""

from collections.abc import Mapping


def word_list(words: str) -> list[str]:
    """The words of a text."""
    return words.split()


def word_set(words: str) -> frozenset[str]:
    """The words of a text, for look-ups."""
    return frozenset(words.split())


def phrase_list(phrases: str) -> list[tuple[str, ...]]:
    """The phrases of a text, between commas, as words."""
    return [tuple(phrase.split()) for phrase in phrases.split(",")]


NOISE = word_set("a an the my our")
"""Dropped wherever they stand."""

STOPWORDS = word_set(
    "of my your his its our their this these those some any at to on in into with from for by and or but upon towards"
    " toward inside over around near here there is are be please again just really very then now own"
)
"""Dropped inside what names a thing."""

LEADING = word_set(
    "i we he she they you me my please pls plz kindly just now then next first finally so ok okay alright right hey hm"
    " hmm um uh oh ah and but also maybe perhaps really very quickly slowly carefully quietly silently gently bravely"
    " cautiously boldly softly loudly suddenly immediately let us am will would could can may might should shall must"
    " want wants wanna like love wish need needs try tries trying attempt attempts decide decides intend gonna to do"
)
"""Skipped at the beginning of a clause: "could you please", "I want to", "let's"."""

PREFIXES = phrase_list(
    "we are, i am, you are, they are, how about i, how about we, why do not i, why do not we, do my best to,"
    "start to, begin to, proceed to, continue to, prepare to, going to, have to, has to,"
    "be able to, able to, dare to, hope to, manage to, character, hero, party"
)
"""Longer beginnings that are skipped."""

TRAILING = word_set(
    "please pls plz now then again too quickly slowly carefully quietly silently gently thanks"
)
"""Skipped at the end of a clause."""

NEGATIONS = word_set("not never")
"""A clause that says what is *not* to be done is not done: "don't attack"."""

_NOT = word_list("do does did is are was would could should must have has")

CONTRACTIONS: Mapping[str, tuple[str, ...]] = {
    **{f"{who}'ll": (who, "will") for who in word_list("i we he she they you")},
    **{f"{who}'d": (who, "would") for who in word_list("i we he she they you")},
    **{f"{who}'re": (who, "are") for who in word_list("we they you")},
    **{f"{who}'ve": (who, "have") for who in word_list("i we they you")},
    **{f"{what}'s": (what, "is") for what in word_list("what who where how that there it he she")},
    **{f"{verb}n't": (verb, "not") for verb in _NOT},
    "whats": ("what", "is"),
    "whos": ("who", "is"),
    "wheres": ("where", "is"),
    "i'm": ("i", "am"),
    "im": ("i", "am"),
    "let's": ("let", "us"),
    "lets": ("let", "us"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "dont": ("do", "not"),
    "cannot": ("can", "not"),
    "gimme": ("give", "me"),
    "lemme": ("let", "me"),
}

PRONOUNS = word_set("it him her them that this one he she they")
"""Stand for what was named last."""

_COUNTED = word_list("one two three four five six seven eight nine ten")
_RANKED = word_list("first second third fourth fifth sixth seventh eighth ninth tenth 1st 2nd 3rd")

ORDINALS: Mapping[str, int] = {
    **{word: place % 10 + 1 for place, word in enumerate(_RANKED)},
    **{f"{number}th": number for number in range(4, 21)},
    "last": -1,
}

NUMBERS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_COUNTED, start=1)},
    **{str(number): number for number in range(1, 100)},
}

QUANTITIES: Mapping[str, int] = {**NUMBERS, **dict.fromkeys(word_list("all every both each"), -1)}
"""How many are meant; -1 is all."""

OTHER = word_set("other another next different")
"""Not the one named last."""

WEAKEST = word_set("weakest wounded injured bleeding dying hurt")
STRONGEST = word_set("strongest healthiest biggest toughest")
NEAREST = word_set("nearest closest")

IRREGULAR_SINGULARS: Mapping[str, str] = {
    "people": "person",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "oxen": "ox",
    "dice": "die",
}
"""Beside these, -men is the plural of -man, and -s, -es, -ies and -ves are undone."""

DIRECTIONS: Mapping[str, str] = {
    **dict.fromkeys(word_list("n north northward northwards northern"), "north"),
    **dict.fromkeys(word_list("s south southward southwards southern"), "south"),
    **dict.fromkeys(word_list("e east eastward eastwards eastern"), "east"),
    **dict.fromkeys(word_list("w west westward westwards western"), "west"),
    **dict.fromkeys(word_list("u up upward upwards upstairs aloft"), "up"),
    **dict.fromkeys(word_list("d down downward downwards downstairs below"), "down"),
    **dict.fromkeys(word_list("in inside indoors within"), "in"),
    **dict.fromkeys(word_list("out outside outdoors"), "out"),
}
"""The words of each way, by the value of `Direction`."""

OPPOSITES: Mapping[str, str] = {
    "north": "south",
    "south": "north",
    "east": "west",
    "west": "east",
    "up": "down",
    "down": "up",
    "in": "out",
    "out": "in",
}
