"""Nothing is stored of which nobody has said who may know it; and the hunter finds what it looks for."""

import base64
import json
from dataclasses import fields

import pytest

from app.models.character import Character
from app.models.combat import Combatant
from app.models.session import SessionState
from app.models.tables import ALL_TABLES, Table
from tests.support.fog.hunter import Received, Secret, hunt
from tests.support.fog.secrecy import CHARACTER, COLUMNS, ENEMY, STATE


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_of_every_column_it_is_said_who_may_know_it(table: Table) -> None:
    assert {column.name for column in table.columns} == set(COLUMNS.get(table.name, {}))


def test_there_is_no_list_of_a_table_that_is_gone() -> None:
    assert set(COLUMNS) == {table.name for table in ALL_TABLES}


@pytest.mark.parametrize(
    ("kind", "listed"), [(SessionState, STATE), (Character, CHARACTER), (Combatant, ENEMY)]
)
def test_of_every_field_of_the_state_it_is_said_who_may_know_it(
    kind: type[SessionState | Character | Combatant], listed: dict[str, object]
) -> None:
    assert {field.name for field in fields(kind)} == set(listed)


def test_a_leak_is_found_wherever_it_hides() -> None:
    secret = Secret("zqword", frozenset({"ann"}), "a flag")
    inside = base64.urlsafe_b64encode(json.dumps({"intent": {"feature": "the_ZQword_panel"}}).encode())
    for text in ('{"flags": {"zqword": 1}}', f'{{"id": "{inside.decode().rstrip("=")}"}}'):
        received = Received()
        received.add("ann", "GET /x", text)
        assert hunt([secret], received) == []
        received.add("bob", "GET /x", text)
        (leak,) = hunt([secret], received)
        assert (leak.user, leak.secret, leak.where) == ("bob", secret, "GET /x")


def test_a_number_is_found_as_a_number_alone() -> None:
    secret = Secret(918273, frozenset(), "a purse")
    received = Received()
    received.add("bob", "GET /x", '{"at": 9182730, "id": "1918273"}')
    assert hunt([secret], received) == []
    received.add("bob", "GET /y", '{"gold":918273}')
    assert [leak.where for leak in hunt([secret], received)] == ["GET /y"]
