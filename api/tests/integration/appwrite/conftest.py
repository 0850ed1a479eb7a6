"""Faults and counts need the stand-in, also in a run that has a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.backends.appwrite import AppwriteBackend
from tests.support.appwrite import StandInHost, connection_to, opened, prepared_stand_in
from tests.support.appwrite_server.client import StandInProject


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandInHost]:
    """With every table."""
    with prepared_stand_in(tmp_path_factory.mktemp("stand-in")) as host:
        yield host


@pytest.fixture
def shop(stand_in: StandInHost) -> Iterator[StandInProject]:
    """A project of the test's own."""
    made = stand_in.project()
    yield made
    made.clear_faults()
    made.remove()


@pytest.fixture
def hasty(shop: StandInProject, tmp_path: Path) -> Iterator[AppwriteBackend]:
    """The adapters, which give a server a third of a second."""
    backend = opened(connection_to(shop), tmp_path, read_s=0.35)
    yield backend
    backend.close()
