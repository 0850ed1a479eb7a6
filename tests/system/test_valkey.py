"""Our own Valkey: closed to others, and keeping what it was told."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coc_play import redis, services
from coc_play.data_lock import DataLock
from coc_play.errors import PlayError
from coc_play.guardian import Guardian
from coc_play.ports import LOOPBACK, Ports
from coc_play.supervisor import Supervisor


@pytest.fixture
def address() -> redis.Address:
    return redis.own_address(Ports.free().redis, "a-word-that-is-long-enough")


@pytest.fixture
def supervisor(tmp_path: Path, address: redis.Address) -> Iterator[Supervisor]:
    lock = DataLock(tmp_path)
    lock.take()
    guardian = Guardian(lock.fd)
    running = Supervisor(tmp_path / "logs", guardian, lambda _name, _seconds: None)
    running.start([services.valkey(address, tmp_path / "valkey of mine", {})])
    yield running
    running.stop(lambda _name, _seconds: None)
    guardian.dismiss()
    lock.release()


def _ask(address: redis.Address, *lines: str) -> str:
    with socket.create_connection((address.host, address.port), timeout=2) as connection:
        said = b""
        for line in lines:
            connection.sendall(line.encode() + b"\r\n")
            said = connection.recv(512)
    return said.decode()


@pytest.mark.usefixtures("supervisor")
def test_it_answers_to_its_password_alone(address: redis.Address) -> None:
    assert redis.answers(address)
    assert _ask(address, "PING").startswith("-NOAUTH")
    with pytest.raises(PlayError, match="refuses the password"):
        redis.answers(replace(address, password="wrong"))


@pytest.mark.usefixtures("supervisor")
def test_it_listens_on_this_machine_only(address: redis.Address) -> None:
    listening = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    port = f":{address.port:04X}"
    bound_to = {
        line.split()[1] for line in listening if line.split()[1].endswith(port) and line.split()[3] == "0A"
    }
    assert bound_to == {"0100007F" + port}


def test_its_password_stands_in_no_process_list(supervisor: Supervisor, address: redis.Address) -> None:
    command = Path(f"/proc/{supervisor.pid('valkey')}/cmdline").read_bytes()
    assert address.password.encode() not in command


def test_what_was_queued_is_there_after_a_kill(supervisor: Supervisor, address: redis.Address) -> None:
    auth = f"AUTH {address.password}"
    assert _ask(address, auth, "RPUSH queue turn").startswith(":1")
    supervisor.kill("valkey")
    assert not redis.answers(address)
    supervisor.restart("valkey")
    assert _ask(address, auth, "LLEN queue").startswith(":1")


def test_a_redis_url_is_read_whole() -> None:
    assert redis.address_of("redis://:p%40ss@[::1]:7000/0") == redis.Address("::1", 7000, "p@ss")
    assert redis.address_of("redis://somewhere") == redis.Address("somewhere", 6379, "")
    assert redis.own_address(7000, "word").url == f"redis://:word@{LOOPBACK}:7000/0"
    with pytest.raises(PlayError, match="REDIS_URL"):
        redis.address_of("http://somewhere")
