"""Fixtures for every kind of test: real things, made once a session where that is safe."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.appwrite import Host, appwrite_host
from tests.support.backends import Backend, open_embedded_backend
from tests.support.valkey import ValkeyServer, running_valkey


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the tests, each takes those of one file on one backend, and the files of a backend
    come one after the other: a process then changes its servers once, not with every file."""
    for item in items:
        params = (
            item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        )
        item.add_marker(pytest.mark.xdist_group(f"{item.location[0]} {params.get('place', '')}".strip()))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again costs an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def shared_valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValkeyServer]:
    """One real Valkey for the whole run. Tests that kill or pause theirs take `own_valkey`."""
    with running_valkey(tmp_path_factory.mktemp("valkey")) as server:
        yield server


@pytest.fixture
def valkey(shared_valkey: ValkeyServer) -> ValkeyServer:
    """The shared Valkey, emptied."""
    shared_valkey.empty()
    return shared_valkey


@pytest.fixture
def own_valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValkeyServer]:
    """A Valkey for this test alone, to kill, pause and restart."""
    with running_valkey(tmp_path_factory.mktemp("own-valkey")) as server:
        yield server


@pytest.fixture
def redis_url(valkey: ValkeyServer) -> str:
    """The address of the emptied, shared Valkey."""
    return valkey.url


@pytest.fixture(scope="session")
def appwrite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """An Appwrite for the whole run, with tables: the stand-in, or the real server that the environment names."""
    with appwrite_host(tmp_path_factory.mktemp("appwrite")) as host:
        yield host


@pytest.fixture
def backend(tmp_path: Path, redis_url: str) -> Iterator[Backend]:
    """The embedded backend on a fresh folder and an emptied Valkey, with a clock that the test sets."""
    opened = open_embedded_backend(tmp_path, redis_url)
    yield opened
    opened.close()
