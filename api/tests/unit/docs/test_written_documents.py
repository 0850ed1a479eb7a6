"""What is written from the code is what would be written now, and what people added to it is true."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.models.tables import ALL_TABLES
from scripts.docs import error_codes, examples, operations, refusals, table_words
from scripts.docs.documents import DOCUMENTS
from scripts.docs.operations import Operation


@pytest.fixture(scope="module")
def app() -> Iterator[Flask]:
    with operations.documented_app() as documented:
        yield documented


@pytest.fixture(scope="module")
def surface(app: Flask) -> operations.Surface:
    return operations.read_surface(app)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.name))
def test_the_committed_document_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == DOCUMENTS[path](), "run: python -m scripts.docs"


def test_every_example_of_a_body_is_one_that_the_operation_reads(
    app: Flask, surface: operations.Surface
) -> None:
    bodies = [one for one in surface.operations if one.body]
    assert len(bodies) > 10
    for operation in bodies:
        schema = surface.schemas[operation.body or ""]
        view = app.view_functions[f"{operation.resource}.{operation.id}"]
        view.__annotations__["body"].model_validate(examples.body_example(operation.id, schema))


def test_every_refusal_that_is_named_has_a_code_and_an_operation(surface: operations.Surface) -> None:
    known = {one.code for one in error_codes.error_codes()} | {refusals.RULES}
    assert {code for codes in refusals.OWN.values() for code in codes} <= known
    assert set(refusals.OWN) <= {one.id for one in surface.operations}


def test_a_guarded_operation_says_so(surface: operations.Surface) -> None:
    callers = {one.id: one.caller for one in surface.operations}
    assert callers["play_as_guest"] == "anyone"
    assert callers["create_character"] == "signed in"
    assert "unauthenticated" in refusals.refusals_of(by_id(surface, "create_character"))


def by_id(surface: operations.Surface, name: str) -> Operation:
    return next(one for one in surface.operations if one.id == name)


def test_every_table_is_described_and_only_tables_are() -> None:
    names = {table.name for table in ALL_TABLES}
    assert set(table_words.HOLDS) == names
    assert set(table_words.READERS) == {table.name for table in ALL_TABLES if table.realtime}
