"""What must hold of templates, so that every beat finds words, every template finds its beat, and none can lie."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from string import Formatter

from app.ai.offline.templates import Template, Templates
from app.ai.offline.vocabulary import KINDS, can_occur
from app.models.preferences import Tone

_FIRST = re.compile(r"[A-Z“]|\{[A-Z]|\{(words|text)\}")
_LAST = re.compile(r"[.!?”]$|\{(words|objective|text)\}$")


@dataclass(frozen=True, slots=True)
class Flaw:
    """`template` is an id, or a kind of beat that lacks one."""

    template: str
    key: str
    text: str


def flaws(templates: Templates, abilities: Collection[str]) -> Iterator[Flaw]:
    """Everything that is wrong, in a world with these ability ids."""
    for template in templates.all:
        if template.tells not in KINDS:
            yield Flaw(template.id, "tells", f"there is no beat of the kind '{template.tells}'")
            continue
        if not can_occur(frozenset(template.tags), KINDS[template.tells].groups(abilities)):
            yield Flaw(template.id, "tags", f"no beat of the kind '{template.tells}' carries all of these")
        yield from (Flaw(template.id, "text", text) for text in _wording(template))
    yield from _missing(templates)
    yield from _mute(templates)


def _mute(templates: Templates) -> Iterator[Flaw]:
    """Kinds that lack words of their own in some tone."""
    for name, kind in KINDS.items():
        own = frozenset().union(*(one.tags for one in templates.all if one.tells == name))
        if own and kind.is_voiced:
            for tone in sorted(set(Tone) - own):
                yield Flaw(name, "tags", f"no template is written for the tone {tone}")


def _wording(template: Template) -> Iterator[str]:
    try:
        slots = _slots(template.text)
    except ValueError as error:
        yield f"its braces cannot be read: {error}"
        return
    known = KINDS[template.tells].slots
    unknown = {name for name in slots if name[:1].lower() + name[1:] not in known}
    if unknown:
        yield f"a beat of the kind '{template.tells}' has no slot {', '.join(sorted(unknown))}"
    yield from (text for text, is_wrong in _RULES if is_wrong(template, slots))


def _slots(text: str) -> set[str]:
    """Raises ValueError for a slot with anything but a name in it."""
    slots = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"{{{name}}} must hold a name alone")
        slots.add(name)
    return slots


def _says_who(template: Template, slots: Collection[str]) -> bool:
    return bool({"actor", "Actor"} & set(slots)) and not {"them", "ally", "foe"} & set(template.tags)


def _is_you(template: Template, slots: Collection[str]) -> bool:
    return "Target" in slots and not {"at_them", "at_ally", "at_foe"} & set(template.tags)


_RULES: tuple[tuple[str, Callable[[Template, Collection[str]], bool]], ...] = (
    ("must begin like a sentence", lambda one, _: not _FIRST.match(one.text)),
    ("must end like a sentence", lambda one, _: not _LAST.search(one.text)),
    ("may hold no figure of its own", lambda one, _: any(char.isdigit() for char in one.text)),
    ("names the actor, who may be “you”: needs the tag them, ally or foe", _says_who),
    ("begins with the target, who may be “you”: needs the tag at_them, at_ally or at_foe", _is_you),
    ("{words} bring their own quotation marks", lambda one, _: "“{words}" in one.text),
)


def _missing(templates: Templates) -> Iterator[Flaw]:
    """Kinds some of whose beats no template fits, told by the barest of those beats."""
    for name, kind in KINDS.items():
        own = [frozenset(one.tags) for one in templates.all if one.tells == name]
        bare = next((tags for tags in kind.circumstances() if not _is_fitted(tags, own)), None)
        if bare is not None:
            yield Flaw(
                name, "tags", f"no template fits a beat with only {', '.join(sorted(bare)) or 'no tags'}"
            )


def _is_fitted(tags: frozenset[str], own: Iterable[frozenset[str]]) -> bool:
    return any(one <= tags for one in own)
