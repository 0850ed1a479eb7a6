"""Two copies of the game on one machine, with ports and folders of their own: neither sees the other."""

import time
from collections.abc import Iterator

import pytest

from coc_demo.client import ApiError, Client
from coc_play import PlayError, Stack
from coc_play.secrets import load_or_create
from coc_play.services import WORKERS
from system.conftest import without_limits
from system.crowd import Walker, acting, assert_kept, assert_sound


@pytest.fixture(scope="module")
def second(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Another copy, started while the first one runs."""
    with Stack(tmp_path_factory.mktemp("second") / "data", environ=without_limits()) as running:
        yield running


def test_a_folder_is_for_one_copy(stack: Stack) -> None:
    with pytest.raises(PlayError, match="already runs"):
        Stack(stack.data_dir).start()


def test_who_is_signed_in_here_is_a_stranger_there(stack: Stack, second: Stack) -> None:
    walker = Walker(stack.api_url)
    elsewhere = Client(second.api_url)
    elsewhere.cookie = walker.client.cookie
    for path in ("/auth/me", f"/sessions/{walker.session_id}", f"/characters/{walker.character_id}"):
        with pytest.raises(ApiError) as refused:
            elsewhere.call("GET", path)
        assert refused.value.status == 401


def test_what_is_played_here_is_unknown_there(stack: Stack, second: Stack) -> None:
    walker, other = Walker(stack.api_url), Walker(second.api_url)
    for path in (f"/sessions/{walker.session_id}", f"/characters/{walker.character_id}"):
        with pytest.raises(ApiError) as refused:
            other.client.call("GET", path)
        assert refused.value.status == 404
    assert second.operator("replay", walker.session_id).returncode == 1


def test_no_secret_is_shared(stack: Stack, second: Stack) -> None:
    ours, theirs = load_or_create(stack.data_dir), load_or_create(second.data_dir)
    assert ours.secret_key != theirs.secret_key
    assert ours.redis_password != theirs.redis_password


def test_what_fails_there_is_not_felt_here(stack: Stack, second: Stack) -> None:
    """The second copy has no workers: the first one plays on, and its workers do not help out."""
    here, there = Walker(stack.api_url), Walker(second.api_url)
    for worker in WORKERS:
        second.kill(worker)
    try:
        there.act()
        with acting([here]):
            time.sleep(0.5)
        assert_kept([here])
        assert there.log()[-1]["status"] == "accepted"
    finally:
        second.restart(*WORKERS)
    assert_kept([there])
    assert_sound(stack, [here.session_id])
    assert_sound(second, [there.session_id])
