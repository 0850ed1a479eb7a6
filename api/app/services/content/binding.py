"""Raw entries to dataclasses. Every mistake of an entry is reported at once, in words for its author."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.services.content.extending import file_of
from app.services.content.kinds import BY_FOLDER
from app.services.content.problems import Problem, did_you_mean
from app.services.content.reading import RawEntry
from app.services.content.types import key_text, keys_at

_WORDS: Mapping[str, str] = {
    "missing": "is required",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "mapping_type": "must be a mapping of keys to values",
    "dataclass_type": "must be a mapping of keys to values",
    "model_attributes_type": "must be a mapping of keys to values",
}


def canonical_json(data: object) -> str:
    """Sorted keys, no spaces. Raises TypeError or ValueError for what JSON does not know (dates, NaN)."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def bind(entry: RawEntry) -> tuple[Any | None, tuple[Problem, ...]]:
    """The definition, or None and what is wrong. Bound from canonical JSON: how an author orders keys means nothing."""
    try:
        text = canonical_json([entry.data])
    except (TypeError, ValueError):
        return None, (
            Problem(entry.file, entry.id, "", "holds a value that is neither text, number nor true/false"),
        )
    try:
        return BY_FOLDER[entry.kind].adapter.validate_json(text)[0], ()
    except ValidationError as error:
        return None, tuple(_problems(entry, error))


def _problems(entry: RawEntry, error: ValidationError) -> Iterator[Problem]:
    definition = BY_FOLDER[entry.kind].definition
    for details in error.errors(include_url=False):
        path, allowed = keys_at(definition, details["loc"][1:])
        key = key_text(path)
        yield Problem(file_of(key, entry.file, entry.added), entry.id, key, _text(details, path, allowed))


def _text(details: ErrorDetails, path: tuple[str | int, ...], allowed: tuple[str, ...]) -> str:
    kind, context, given = details["type"], details.get("ctx", {}), details["input"]
    if kind == "unexpected_keyword_argument":
        name = str(path[-1])
        return f"unknown key '{name}'{did_you_mean(name, allowed)}"
    if kind in {"enum", "literal_error"}:
        return _not_one_of(given, str(context["expected"]))
    if kind == "union_tag_invalid":
        return _not_one_of(context["tag"], str(context["expected_tags"]))
    if kind == "union_tag_not_found":
        return f"needs the key {context['discriminator']}, which says what it is"
    if kind in {"too_long", "too_short"}:
        return f"must have {context.get('max_length', context.get('min_length'))} values"
    return _WORDS.get(kind, str(details["msg"]))


def _not_one_of(given: object, expected: str) -> str:
    known = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
    return (
        f"'{given}' is not known here{did_you_mean(str(given), known) or '; known are ' + ', '.join(known)}"
    )
