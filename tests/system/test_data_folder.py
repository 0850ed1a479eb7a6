"""The data folder: its lock, its secrets, its modes."""

import stat
from pathlib import Path

import pytest

from coc_play import secrets
from coc_play.data_lock import FILE_NAME, DataLock
from coc_play.errors import PlayError


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_in_use_is_refused_with_the_way_out(tmp_path: Path) -> None:
    first, second = DataLock(tmp_path), DataLock(tmp_path)
    first.take()
    with pytest.raises(PlayError, match=r"already runs on .*COC_DATA_DIR"):
        second.take()
    first.release()
    second.take()
    second.release()


def test_what_a_crash_left_in_the_lock_file_does_not_block(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("999999")
    lock = DataLock(tmp_path)
    lock.take()
    lock.release()


def test_secrets_are_made_once_private_and_different(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    made = secrets.load_or_create(folder)
    assert secrets.load_or_create(folder) == made
    assert len({made.secret_key, made.web_secret_key, made.redis_password}) == 3
    assert all(len(secret) >= 64 for secret in (made.secret_key, made.web_secret_key, made.redis_password))
    assert _mode(folder / secrets.FILE_NAME) == 0o600
    assert _mode(folder) == 0o700


def test_a_secret_of_the_hosts_own_stays_and_a_missing_one_is_added(tmp_path: Path) -> None:
    (tmp_path / secrets.FILE_NAME).write_text("SECRET_KEY=my-own\nMINE=too\n")
    (tmp_path / secrets.FILE_NAME).chmod(0o644)
    made = secrets.load_or_create(tmp_path)
    assert made.secret_key == "my-own"
    assert made.web_secret_key
    assert "MINE=too" in (tmp_path / secrets.FILE_NAME).read_text()
    assert _mode(tmp_path / secrets.FILE_NAME) == 0o600


def test_secrets_do_not_show_when_printed(tmp_path: Path) -> None:
    made = secrets.load_or_create(tmp_path)
    assert made.secret_key not in repr(made)
    assert made.redis_password not in str(made)


def test_a_folder_that_cannot_be_one_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PlayError, match="COC_DATA_DIR"):
        DataLock(tmp_path / "file" / "data").take()
