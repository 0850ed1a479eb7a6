"""The set-up of environments: nothing to do when all is there, and lock files that belong to their requirements."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from coc_setup import Purpose, browser_files, environments, installers, locks, prepare, stamps
from repo_layout import VENDOR

Filled = list[tuple[str, str]]


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> Filled:
    """What would have been installed: component and lock file."""
    calls: Filled = []

    def fill(environment: Path, lock: Path, _what: str) -> None:
        calls.append((environment.parent.name, lock.name))
        (environment / "bin").mkdir(parents=True, exist_ok=True)
        (environment / "bin" / "python").touch()

    monkeypatch.setattr(installers, "fill", fill)
    return calls


@pytest.fixture
def component(tmp_path: Path) -> Path:
    folder = tmp_path / "api"
    folder.mkdir()
    (folder / environments.RUN_LOCK).write_text("flask==1\n")
    (folder / environments.DEV_LOCK).write_text("flask==1\npytest==1\n")
    return folder


def test_an_environment_in_step_is_left_alone(component: Path, filled: Filled) -> None:
    environments.keep(component, environments.RUN_LOCK)
    environments.keep(component, environments.RUN_LOCK)
    assert filled == [("api", "requirements.txt")]


def test_a_changed_lock_file_fills_the_environment_again(component: Path, filled: Filled) -> None:
    environments.keep(component, environments.RUN_LOCK)
    (component / environments.RUN_LOCK).write_text("flask==2\n")
    environments.keep(component, environments.RUN_LOCK)
    assert len(filled) == 2


def test_playing_does_not_take_a_developers_tools_away(component: Path, filled: Filled) -> None:
    environments.keep(component, environments.DEV_LOCK)
    environments.keep(component, environments.RUN_LOCK)
    (component / environments.DEV_LOCK).write_text("flask==2\npytest==1\n")
    environments.keep(component, environments.RUN_LOCK)
    assert filled == [("api", "requirements-dev.txt")] * 2


def test_a_moved_folder_gets_a_new_environment(component: Path, filled: Filled) -> None:
    environments.keep(component, environments.RUN_LOCK)
    moved = component.rename(component.with_name("moved"))
    environments.keep(moved, environments.RUN_LOCK)
    assert len(filled) == 2


def test_an_interrupted_filling_is_done_again(component: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(installers, "fill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environments.keep(component, environments.RUN_LOCK)
    assert stamps.read(component / ".venv") is None


def test_a_warm_set_up_takes_no_time(capsys: pytest.CaptureFixture[str]) -> None:
    begun = time.monotonic()
    prepare(Purpose.PLAY)
    assert time.monotonic() - begun < 1
    assert capsys.readouterr().out == ""


def test_only_named_files_are_served_from_npm() -> None:
    served = [path for path in VENDOR.rglob("*") if path.is_file() and path.name != stamps.NAME]
    assert {str(path.relative_to(VENDOR)) for path in served} == set(browser_files.FILES)


@pytest.mark.parametrize("lock", locks.LOCKS, ids=lambda lock: lock.path.name)
def test_a_change_of_requirements_is_seen_without_a_network(lock: locks.Lock, tmp_path: Path) -> None:
    changed = tmp_path / lock.source.name
    changed.write_text(
        lock.source.read_text().replace("\ndependencies = [", '\ndependencies = [\n    "mischief",')
    )
    if lock.source.suffix != ".toml":
        changed.write_text(lock.source.read_text() + "mischief\n")
    assert locks.fingerprint(replace(lock, source=changed)) != locks.fingerprint(lock)
