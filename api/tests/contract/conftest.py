"""Every test here runs over every backend."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.appwrite import Host
from tests.support.backends import BACKENDS, Backend
from tests.support.racing import Place, Racers, racing_processes


@pytest.fixture(params=sorted(BACKENDS))
def place(request: pytest.FixtureRequest, tmp_path: Path, redis_url: str) -> Place:
    """Where several processes find the same backend."""
    if request.param == "appwrite":
        host: Host = request.getfixturevalue("appwrite")
        host.prepare(tmp_path)
    return Place(request.param, tmp_path, redis_url)


@pytest.fixture
def backend(place: Place) -> Iterator[Backend]:
    opened = place.open()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def racers() -> Iterator[Racers]:
    with racing_processes() as started:
        yield started
