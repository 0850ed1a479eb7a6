"""JSON Schemas of the content files, out of the dataclasses, so that editors complete keys and mark mistakes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.services.content.catalogue import DATA
from app.services.content.extending import EXTENDS, extendable
from app.services.content.kinds import KINDS, Kind
from app.services.content.reading import SCHEMA_VERSION

SCHEMAS = DATA / "schemas"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> Mapping[str, dict[str, Any]]:
    """By file name: one for each kind, and that of `world.yaml`."""
    schemas = {f"{kind.folder}.json": _of_kind(kind) for kind in KINDS}
    schemas["world.json"] = _frame("The world", {"start_location": {"type": "string"}})
    return schemas


def write_schemas(folder: Path = SCHEMAS) -> tuple[Path, ...]:
    """Writes all schemas and returns the files whose text has changed."""
    from_before = {path: path.read_text("utf-8") for path in folder.glob("*.json")}
    texts = {folder / name: schema_text(schema) for name, schema in json_schemas().items()}
    changed = tuple(path for path, text in texts.items() if from_before.get(path) != text)
    folder.mkdir(exist_ok=True)
    for path in changed:
        path.write_text(texts[path], "utf-8")
    return changed


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _of_kind(kind: Kind) -> dict[str, Any]:
    entries = kind.adapter.json_schema()
    definitions = entries.pop("$defs", {})
    either = {"anyOf": [entries["items"], _extension(kind, definitions)]}
    title = kind.folder.replace("_", " ").capitalize()
    return _frame(title, {"entries": {"type": "array", "items": either}}, definitions)


def _extension(kind: Kind, definitions: Mapping[str, Any]) -> dict[str, Any]:
    """What a pack adds to an entry that stands elsewhere."""
    known = definitions[kind.definition.__name__]["properties"]
    lists = {key: known[key] for key in extendable(kind.folder)}
    return {
        "title": "Extension",
        "type": "object",
        "properties": {EXTENDS: {"type": "string"}, **lists},
        "required": [EXTENDS],
        "additionalProperties": False,
    }


def _frame(
    title: str, properties: Mapping[str, Any], definitions: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "title": title,
        "type": "object",
        "properties": {"schema": {"const": SCHEMA_VERSION}, **properties},
        "required": ["schema", *properties],
        "additionalProperties": False,
        "$defs": dict(definitions or {}),
    }
