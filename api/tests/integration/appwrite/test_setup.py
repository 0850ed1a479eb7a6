"""What `coc init-database` makes, and what a start says about a project that is not ready."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.backends.appwrite import Connection
from app.backends.appwrite.schema import TABLES_ON_APPWRITE
from app.models.errors import BackendNotReady
from tests.support.appwrite import DATABASE_ID, connection_to, opened
from tests.support.appwrite_server.client import StandInProject
from tests.support.appwrite_server.faults import FaultKind
from tests.support.appwrite_server.process import AppwriteServer, running_appwrite


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppwriteServer]:
    with running_appwrite(tmp_path_factory.mktemp("server") / "appwrite.log") as started:
        yield started


@pytest.fixture
def empty(server: AppwriteServer) -> StandInProject:
    """A project that nobody has prepared. Its worker takes 5 ms for each column."""
    return server.new_project(build_ms=5)


def run(project: StandInProject, folder: Path, *, dry_run: bool = False) -> list[str]:
    """What is reported."""
    lines: list[str] = []
    opened(connection_to(project), folder).prepare(lines.append, dry_run=dry_run)
    return lines


def complaint(connection: Connection, folder: Path) -> str:
    """What a start says."""
    with pytest.raises(BackendNotReady) as found:
        opened(connection, folder).check_setup()
    return str(found.value)


def test_a_fresh_project_is_made_ready_once(empty: StandInProject, tmp_path: Path) -> None:
    assert "does not exist yet" in complaint(connection_to(empty), tmp_path)
    promised = run(empty, tmp_path, dry_run=True)
    assert "does not exist yet" in complaint(connection_to(empty), tmp_path), "a dry run does nothing"
    made = run(empty, tmp_path)
    assert [line.partition("] ")[2] for line in made] == [
        line.removeprefix("would make: ") for line in promised
    ]
    assert made[0].startswith(f"[1/{len(made)}] database {DATABASE_ID}")
    assert run(empty, tmp_path) == []
    opened(connection_to(empty), tmp_path).check_setup()


@pytest.mark.parametrize("after", [0, 1, 5, 40, 120])
def test_an_interrupted_run_goes_on_where_it_stopped(
    empty: StandInProject, tmp_path: Path, after: int
) -> None:
    whole = len(run(empty, tmp_path, dry_run=True))
    empty.fault(FaultKind.RESET_BEFORE, "*.create", times=None, skip=after)
    with pytest.raises(BackendNotReady, match="does not answer"):
        run(empty, tmp_path)
    empty.clear_faults()
    rest = run(empty, tmp_path)
    assert len(rest) == whole - after
    opened(connection_to(empty), tmp_path).check_setup()


def test_what_is_missing_is_named_and_made(shop: StandInProject, tmp_path: Path) -> None:
    shop.lose_column(DATABASE_ID, "items", "quantity")
    said = complaint(connection_to(shop), tmp_path)
    assert "items.quantity" in said
    assert "coc init-database" in said
    assert run(shop, tmp_path, dry_run=True) == ["would make: column items.quantity (integer)"]
    run(shop, tmp_path)
    opened(connection_to(shop), tmp_path).check_setup()


def test_a_shorter_column_is_widened_and_a_stranger_left_alone(shop: StandInProject, tmp_path: Path) -> None:
    backend = opened(connection_to(shop), tmp_path)
    shop.lose_column(DATABASE_ID, "items", "item_def_id")
    backend.tables.create_varchar_column(DATABASE_ID, "items", "item_def_id", 20, False)
    backend.tables.create_varchar_column(DATABASE_ID, "items", "of_old", 20, False)
    said = run(shop, tmp_path)
    assert said[0] == "left alone, not of this version: column items.of_old"
    assert [line.partition("] ")[2] for line in said[1:]] == ["column items.item_def_id to 64 characters"]
    assert len(run(shop, tmp_path)) == 1


def test_a_column_of_another_type_is_refused(shop: StandInProject, tmp_path: Path) -> None:
    shop.lose_column(DATABASE_ID, "items", "quantity")
    opened(connection_to(shop), tmp_path).tables.create_boolean_column(
        DATABASE_ID, "items", "quantity", False
    )
    said = complaint(connection_to(shop), tmp_path)
    assert "items.quantity is boolean" in said
    with pytest.raises(BackendNotReady, match="needs integer"):
        run(shop, tmp_path)


def test_a_table_that_others_may_read_is_closed(shop: StandInProject, tmp_path: Path) -> None:
    tables = opened(connection_to(shop), tmp_path).tables
    tables.update_table(DATABASE_ID, "session_secrets", "session_secrets", ['read("any")'], False)
    assert "session_secrets" in complaint(connection_to(shop), tmp_path)
    run(shop, tmp_path)
    closed = tables.get_table(DATABASE_ID, "session_secrets")
    assert (closed.rowsecurity, closed.permissions) == (True, [])


@pytest.mark.parametrize("version", ["1.8.0", "1.4.13", "0.15.3", "unknown"])
def test_an_older_server_is_refused(shop: StandInProject, tmp_path: Path, version: str) -> None:
    shop.set(version=version)
    assert f"Appwrite {version}: 1.9 or newer" in complaint(connection_to(shop), tmp_path)
    with pytest.raises(BackendNotReady, match=r"1\.9 or newer"):
        run(shop, tmp_path)


@pytest.mark.parametrize("version", ["1.9.0", "1.9.6", "1.10.1", "2.5.0"])
def test_newer_servers_are_welcome(shop: StandInProject, tmp_path: Path, version: str) -> None:
    shop.set(version=version)
    opened(connection_to(shop), tmp_path).check_setup()


def test_a_wrong_key_and_a_wrong_project_are_named_and_never_shown(
    shop: StandInProject, tmp_path: Path
) -> None:
    right = connection_to(shop)
    wrong_key = Connection(right.endpoint, right.project_id, SecretStr("standard_wrong"), right.database_id)
    wrong_project = Connection(right.endpoint, "elsewhere", right.key, right.database_id)
    for connection in (wrong_key, wrong_project):
        said = complaint(connection, tmp_path)
        assert "APPWRITE_API_KEY" in said
        assert "standard_" not in said


def test_a_server_that_is_away_does_not_keep_the_game_from_starting(
    shop: StandInProject, tmp_path: Path
) -> None:
    shop.fault(FaultKind.RESET_BEFORE, times=None)
    opened(connection_to(shop), tmp_path).check_setup()
    with pytest.raises(BackendNotReady, match="APPWRITE_ENDPOINT"):
        run(shop, tmp_path)


def test_every_table_that_is_not_the_embedded_backends_own_is_there(
    shop: StandInProject, tmp_path: Path
) -> None:
    listed = opened(connection_to(shop), tmp_path).tables.list_tables(DATABASE_ID).tables
    assert {table.id for table in listed} == {table.name for table in TABLES_ON_APPWRITE}
