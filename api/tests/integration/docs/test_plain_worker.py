"""The plain RQ worker that the README of the API names resolves actions, though it forks a process for each job."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cast import Client, result
from tests.support.documents import ROOT, blocks
from tests.support.live_server import LiveServer, running_server
from tests.support.valkey import ValkeyServer

API_FOLDER = ROOT / "api"
STOP_DEADLINE_S = 10.0
HERO = {"name": "Wren Aldertop", "class_id": "vanguard", "origin_id": "noble_exile"}


def documented_command() -> str:
    """The one block of commands about it."""
    found = [one.text for one in blocks(API_FOLDER / "README.md") if "rq worker" in one.text]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def server(own_valkey: ValkeyServer, tmp_path: Path) -> Iterator[LiveServer]:
    """An API, and beside it the worker of the README."""
    with running_server(tmp_path / "data", own_valkey.url) as running:
        command = ["bash", "-c", documented_command()]
        worker = subprocess.Popen(command, cwd=API_FOLDER, env=running.env, start_new_session=True)
        try:
            yield running
        finally:
            os.killpg(worker.pid, signal.SIGTERM)
            worker.wait(STOP_DEADLINE_S)


def test_an_action_is_resolved_by_a_plain_worker(server: LiveServer) -> None:
    guest = Client(server)
    guest.play_as_guest()
    hero = result(guest.post("/characters", HERO), 201)
    session = result(guest.post("/sessions", {"character_id": hero["id"]}), 201)
    body = {"action_id": "first", "action": "look around"}
    job = result(guest.post(f"/sessions/{session['id']}/action", body, headers={"Prefer": "wait=10"}))
    assert job["turn"]["status"] == "resolved"
