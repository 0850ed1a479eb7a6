"""A live server for the whole run, and the cast: owner, party member, stranger and guest, each signed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.adventurer import Adventurer
from tests.support.appwrite import Host
from tests.support.cast import Account, Client
from tests.support.live_game import LiveGame, running_game
from tests.support.live_server import LiveServer, running_server
from tests.support.valkey import ValkeyServer

CAST = {
    "owner": Account("olga@cast.test", "Olga"),
    "party_member": Account("pavel@cast.test", "Pavel"),
    "stranger": Account("stina@cast.test", "Stina"),
}


@pytest.fixture(scope="session", params=["appwrite", "embedded"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each backend, which says which it is."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "appwrite":
        host: Host = request.getfixturevalue("appwrite")
        for name in ("api", "game/data"):
            host.lasting(folder / name)
    return folder


@pytest.fixture(scope="session")
def server(shared_valkey: ValkeyServer, place: Path) -> Iterator[LiveServer]:
    """Shared by all tests, so each makes what it changes; the cast is registered."""
    shared_valkey.empty()  # it counts how much is mailed to each of the cast, also by the server before this one
    with running_server(place / "api", shared_valkey.url) as running:
        for account in CAST.values():
            Client(running).register(account)
        yield running


@pytest.fixture
def client(server: LiveServer) -> Client:
    """Somebody who is not signed in."""
    return Client(server)


@pytest.fixture
def owner(server: LiveServer) -> Client:
    return _signed_in(server, "owner", "198.51.100.11")


@pytest.fixture
def party_member(server: LiveServer) -> Client:
    return _signed_in(server, "party_member", "198.51.100.12")


@pytest.fixture
def stranger(server: LiveServer) -> Client:
    return _signed_in(server, "stranger", "198.51.100.13")


@pytest.fixture
def guest(server: LiveServer) -> Client:
    """A guest of one's own."""
    found = Client(server, "198.51.100.14")
    found.play_as_guest()
    return found


@pytest.fixture(scope="session")
def game(place: Path) -> Iterator[LiveGame]:
    """The whole game, shared by all tests. Whatever they played in it must be provable at the end."""
    with running_game(place / "game") as running:
        yield running
        running.prove_everything()


@pytest.fixture
def hero(game: LiveGame) -> Adventurer:
    """Somebody with a character, at home."""
    return Adventurer(game)


@pytest.fixture
def player(game: LiveGame) -> Adventurer:
    """Somebody on an adventure."""
    return Adventurer(game).set_out()


def _signed_in(server: LiveServer, role: str, address: str) -> Client:
    found = Client(server, address)
    found.sign_in(CAST[role])
    return found
