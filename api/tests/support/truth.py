"""Whether a telling is true to its scene: names, numbers, grammar that can be checked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from app.ai.narrator import Telling
from app.ai.scene import Scene
from app.models.world import World

_FLAWS = (
    (re.compile(r"[{}]"), "an unfilled slot"),
    (re.compile(r"\b(the|a|an) (the|a|an)\b", re.IGNORECASE), "a double article"),
    (re.compile(r"  |^ | $| [.,;:!?]"), "a stray space"),
    (re.compile(r"[.,;:]{2}"), "double punctuation"),
    (re.compile(r"““|””"), "double quotation marks"),
    (re.compile(r"\bYou (is|has|was|gets|takes|hits|draws|loses|does)\b"), "a verb that does not agree"),
    (re.compile(r"\b0\b"), "a nought"),
)
_CAPITALISED = re.compile(r"(?<![.!?:“”] )(?<![.!?:“”\n])(?<!^)\b[A-Z][\w’'-]*")
_WORD = re.compile(r"[\w’'-]+")


def untruths(scene: Scene, telling: Telling, world: World) -> Iterator[str]:
    """What is wrong with the narrator's own sentences; the content's own words are left alone."""
    values = list(values_in(scene.events))
    texts = {value for value in values if isinstance(value, str)}
    own = [one for one in telling.paragraphs if one not in texts and "\n" not in one]
    if not telling.paragraphs or not all(telling.paragraphs):
        yield "nothing is told"
    for paragraph in own:
        said = _without(paragraph, texts)
        yield from (f"{name}: {said}" for pattern, name in _FLAWS if pattern.search(said))
        if not re.match(r"[A-Z“]", said):
            yield f"no capital at the start: {said}"
        yield from _numbers(said, values)
        yield from _names(said, scene, texts, world)


def values_in(value: object) -> Iterator[object]:
    """Every text and number in events, however deep."""
    if isinstance(value, str | int):
        yield value
        return
    inner: Iterable[object] = ()
    if isinstance(value, dict):
        inner = (*value, *value.values())
    elif isinstance(value, tuple):
        inner = value
    elif is_dataclass(value):
        inner = (getattr(value, field.name) for field in fields(value))
    for one in inner:
        yield from values_in(one)


def _without(paragraph: str, texts: set[str]) -> str:
    """Without what people say and what quests ask for: these are the content's words."""
    for text in sorted(texts, key=len, reverse=True):
        if len(text) > 30:
            paragraph = paragraph.replace(text, "That." if text[-1] in ".!?”" else "that")
    return paragraph


def _numbers(said: str, values: list[object]) -> Iterator[str]:
    """Every number is an amount of some event, or the sum of some that came together."""
    numbers = {abs(value) for value in values if isinstance(value, int)}
    texts = " ".join(value for value in values if isinstance(value, str))
    for found in re.findall(r"\d+", said):
        if int(found) not in numbers and found not in texts:
            yield f"a number of its own, {found}: {said}"


def _names(said: str, scene: Scene, texts: set[str], world: World) -> Iterator[str]:
    """Every name in mid-sentence is that of somebody or something in the scene."""
    known = {*texts, *scene.names.values(), *(one.name for one in world.people.values())}
    if scene.location is not None:
        known.add(scene.location.name)
    words = {word for name in known for word in _WORD.findall(name)}
    for found in _CAPITALISED.findall(said):
        if found not in words and found.removesuffix("’s") not in words:
            yield f"a name of its own, {found}: {said}"
