"""JSON Schema in words: what a field may hold."""

import json
from typing import Any

Schema = dict[str, Any]

_NAMES = {
    "integer": "whole number",
    "string": "text",
    "boolean": "true or false",
    "null": "null",
    "number": "number",
}


def name_of(reference: str) -> str:
    """The last part of `#/components/schemas/Name`."""
    return reference.rpartition("/")[2]


def link(name: str) -> str:
    """To the type of that name, further down in the document."""
    return f"[{name}](#{name.lower()})"


def words(schema: Schema) -> str:
    """What a value of that schema is, bounds included."""
    match schema:
        case {"$ref": reference}:
            return link(name_of(reference))
        case {"anyOf": options}:
            return " or ".join(dict.fromkeys(words(option) for option in options))
        case {"contentMediaType": kind}:
            return f"the bytes, as `{kind}`"
        case {"const": value}:
            return f"`{json.dumps(value, ensure_ascii=False)}`"
        case {"type": "array"}:
            return f"list of {words(schema.get('items', {}))}"
        case {"type": "object"}:
            return _map(schema)
        case {"type": kind}:
            return "time" if schema.get("format") == "date-time" else _NAMES[kind] + _bounds(schema)
        case _:
            return "anything"


def _map(schema: Schema) -> str:
    values = schema.get("additionalProperties")
    most = schema.get("maxProperties")
    counted = f", at most {most}" if most else ""
    return (
        f"map of text to {words(values)}{counted}"
        if isinstance(values, dict) and values
        else f"object{counted}"
    )


def _bounds(schema: Schema) -> str:
    least = schema.get("minLength", schema.get("minimum"))
    most = schema.get("maxLength", schema.get("maximum", _below(schema)))
    unit = " characters" if schema["type"] == "string" else ""
    if most is None:
        return "" if least in (None, 0) else f", at least {least}{unit}"
    return f", {least}–{most:,}{unit}" if least else f", at most {most:,}{unit}"


def _below(schema: Schema) -> int | None:
    return schema["exclusiveMaximum"] - 1 if "exclusiveMaximum" in schema else None
