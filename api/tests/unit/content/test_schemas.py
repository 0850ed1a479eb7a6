"""The JSON Schemas that editors use."""

from pathlib import Path

import pytest

from app.services.content.catalogue import DATA
from app.services.content.kinds import KINDS
from app.services.content.schemas import SCHEMAS, json_schemas, schema_text, write_schemas


def test_the_shipped_schemas_are_current() -> None:
    texts = {name: schema_text(schema) for name, schema in json_schemas().items()}
    assert {path.name: path.read_text("utf-8") for path in SCHEMAS.glob("*.json")} == texts, (
        "run `python -m app.cli content schemas`"
    )


def test_writing_says_what_has_changed(tmp_path: Path) -> None:
    assert len(write_schemas(tmp_path)) == len(KINDS) + 1
    assert write_schemas(tmp_path) == ()
    (tmp_path / "items.json").write_text("{}", "utf-8")
    assert [path.name for path in write_schemas(tmp_path)] == ["items.json"]


def test_a_schema_knows_every_key_and_no_other() -> None:
    item = json_schemas()["items.json"]["$defs"]["ItemDef"]
    assert "two_handed" in item["properties"]
    assert "two_handed" not in item["required"]
    assert item["additionalProperties"] is False


@pytest.mark.parametrize(
    "file", sorted(DATA.glob("*/*.yaml")), ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_every_content_file_names_its_schema(file: Path) -> None:
    if file.parent.name in {kind.folder for kind in KINDS}:
        first = file.read_text("utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=../schemas/{file.parent.name}.json"
