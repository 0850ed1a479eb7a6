"""The operator's commands, run as an operator runs them."""

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app.backends.embedded import open_embedded
from app.backends.mail.maildir import MaildirMailer
from app.backends.redis.events import RedisEvents
from app.backends.system import SystemClock
from app.cli.__main__ import COMMANDS
from tests.support.program import run_program

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, redis_url: str) -> Run:
    """Runs `coc` on a folder of this test's own, in which Ann plays."""
    backend = open_embedded(
        tmp_path,
        events=RedisEvents(redis_url),
        clock=SystemClock(),
        mailer=MaildirMailer(tmp_path / "mail", "game@localhost"),
    )
    backend.accounts.create("ann@people.test", "seven mossy lanterns", "Ann")
    backend.close()
    env = {**os.environ, "FLASK_ENV": "test", "COC_DATA_DIR": str(tmp_path), "REDIS_URL": redis_url}

    def coc(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return run_program("app.cli", arguments, {**env, **changed})

    return coc


def test_an_operator_sets_a_tier_and_leaves_a_trail(run: Run, tmp_path: Path) -> None:
    done = run("users", "set-tier", "ann@people.test", "premium")
    assert (done.returncode, done.stdout) == (0, "ann@people.test is PREMIUM now.\n")
    listed = json.loads(run("users", "list", "--json").stdout)
    assert [(user["name"], user["tier"]) for user in listed] == [("Ann", "PREMIUM")]
    trail = [json.loads(line) for line in (tmp_path / "audit.log").read_text().splitlines()]
    assert [(line["action"], line["tier"]) for line in trail] == [("users set-tier", "PREMIUM")]
    assert (tmp_path / "audit.log").stat().st_mode & 0o777 == 0o600


def test_an_unknown_user_is_refused_and_an_unknown_tier_is_a_mistake_in_use(run: Run) -> None:
    refused = run("users", "set-tier", "bob@people.test", "premium")
    assert (refused.returncode, refused.stderr) == (1, "There is no user bob@people.test.\n")
    assert run("users", "set-tier", "ann@people.test", "king").returncode == 2


def test_a_user_is_shut_out_only_when_that_is_confirmed(run: Run) -> None:
    assert run("users", "disable", "ann@people.test").returncode == 1
    assert run("users", "disable", "ann@people.test", "--yes").returncode == 0
    assert json.loads(run("users", "list", "--json").stdout)[0]["is_disabled"] is True
    assert run("users", "enable", "ann@people.test").returncode == 0


def test_a_backup_holds_everybody(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy)).returncode == 0
    with sqlite3.connect(copy) as database:
        assert database.execute("SELECT count(*) FROM users").fetchone() == (1,)


def test_the_shipped_content_is_sound_and_a_broken_pack_is_not(run: Run, tmp_path: Path) -> None:
    assert run("content", "lint").returncode == 0
    (tmp_path / "pack" / "items").mkdir(parents=True)
    (tmp_path / "pack" / "items" / "broken.yaml").write_text("id: broken\nnmae: Broken\n")
    broken = run("content", "lint", str(tmp_path / "pack"))
    assert broken.returncode == 1
    assert "broken.yaml" in broken.stderr


def test_people_can_be_dealt_with_while_the_content_is_broken(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pack" / "items").mkdir(parents=True)
    (tmp_path / "pack" / "items" / "broken.yaml").write_text("id: broken\nnmae: Broken\n")
    packs = {"COC_CONTENT_PACKS": json.dumps([str(tmp_path / "pack")])}
    assert run("replay", "--all", **packs).returncode == 1
    assert run("users", "set-tier", "ann@people.test", "elite", **packs).returncode == 0
    assert run("backup", str(tmp_path / "copy.db"), **packs).returncode == 0


def test_every_command_is_named_with_what_it_does(run: Run) -> None:
    shown = run("--help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", shown, re.MULTILINE)
    assert run("nonsense").returncode == 2
