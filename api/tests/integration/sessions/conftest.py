"""A house for each test; what is played in it is proven when the test is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.appwrite import Host
from tests.support.house import Game, House, open_house


@pytest.fixture(params=["appwrite", "embedded"])
def house(request: pytest.FixtureRequest, tmp_path: Path, redis_url: str) -> Iterator[House]:
    """On each backend."""
    if request.param == "appwrite":
        host: Host = request.getfixturevalue("appwrite")
        host.prepare(tmp_path / "data")
    with open_house(tmp_path / "data", redis_url) as opened:
        yield opened


@pytest.fixture
def game(house: House) -> Game:
    """Somebody's new session."""
    return house.set_out(house.player())
