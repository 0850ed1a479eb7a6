"""Templates: sentences with slots, filed by what they tell and under which circumstances they fit."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from app.models.errors import ContentError
from app.models.preferences import Tone

FOLDER = Path(__file__).parents[2] / "data" / "narration"


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Template:
    """`tells` is a beat's kind, e.g. "strike". It fits a beat that carries all of its `tags`.

    `text` has slots in braces, e.g. "{target}"; written "{Target}" its value begins with a capital.
    """

    id: str
    tells: str
    text: str
    tags: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How specific it is: two for each tag, and one more for a tone."""
        return 2 * len(self.tags) + any(tag in _TONES for tag in self.tags)


_TONES = frozenset(tone.value for tone in Tone)
_NEARLY = 2
"""A template lighter by no more than this will do as well."""
_ENTRIES = TypeAdapter(list[Template])


class Templates:
    """All templates, to be picked from without chance and without repeating oneself."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self._by_kind: dict[str, list[Template]] = {}
        for template in templates:
            self._by_kind.setdefault(template.tells, []).append(template)
        self.all = tuple(templates)
        self.by_id = {template.id: template for template in templates}

    def pick(self, tells: str, tags: Collection[str], key: str, avoid: Sequence[str]) -> Template:
        """The first of the candidates."""
        return self.candidates(tells, tags, key, avoid)[0]

    def candidates(self, tells: str, tags: Collection[str], key: str, avoid: Sequence[str]) -> list[Template]:
        """Templates for a beat: of those that fit, the most specific that were not used of late.

        `avoid` lists used template ids, newest first; if all were used, the one used longest ago is taken. Equal ones
        are put in order by a hash of `key`, so the same beat is always told alike. Raises LookupError if none fits,
        which `lint.py` proves never to happen.
        """
        fitting = [one for one in self._by_kind.get(tells, ()) if set(one.tags) <= set(tags)]
        if not fitting:
            raise LookupError(f"no template tells {tells} with {sorted(tags)}")
        age = {template_id: place for place, template_id in reversed(list(enumerate(avoid)))}
        fresh = [one for one in fitting if one.id not in age]
        if not fresh:
            return [max(fitting, key=lambda one: age[one.id])]
        most = max(one.weight for one in fresh)
        best = [one for one in fresh if one.weight >= most - _NEARLY]
        return sorted(best, key=lambda one: _hash(key, one.id))


def _hash(key: str, template_id: str) -> bytes:
    return hashlib.sha256(f"{key}:{template_id}".encode()).digest()


def fill(text: str, slots: Mapping[str, str]) -> str:
    """The text with its slots filled. Raises KeyError for a slot the beat does not have."""
    capitalised = {_capital(name): _capital(value) for name, value in slots.items()}
    return text.format_map({**slots, **capitalised})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def load_templates(folder: Path = FOLDER) -> Templates:
    """Every template of the folder, read once a process. Raises ContentError with file and entry."""
    found: list[Template] = []
    for path in sorted(folder.glob("*.yaml")):
        found += _load(path)
    ids = [template.id for template in found]
    for template_id in ids:
        if ids.count(template_id) > 1:
            raise ContentError(folder.name, template_id, "id", "is used twice")
    return Templates(found)


def _load(path: Path) -> list[Template]:
    plain = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(plain, dict) or plain.get("schema") != 1:
        raise ContentError(path.name, "file", "schema", "must be 1")
    try:
        return _ENTRIES.validate_python(plain.get("entries"))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ContentError(path.name, "entries", place, first["msg"]) from error
