"""Files: whole or not at all, exactly as stored, by their ids."""

import pytest

from app.backends.ports import MAX_FILE_BYTES
from app.models.errors import NotFound
from tests.support.backends import Backend
from tests.support.racing import Place

PICTURE = bytes(range(256)) * 300


def test_a_file_comes_back_byte_for_byte(backend: Backend) -> None:
    backend.files.put("01HERO.abc", PICTURE)
    assert backend.files.get("01HERO.abc") == PICTURE


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\r\n", bytes(MAX_FILE_BYTES)], ids=["empty", "nul", "lines", "most"]
)
def test_whatever_is_in_it(backend: Backend, data: bytes) -> None:
    backend.files.put("f", data)
    assert backend.files.get("f") == data


def test_a_second_file_of_that_id_takes_the_place_of_the_first(backend: Backend) -> None:
    backend.files.put("f", b"old")
    backend.files.put("f", b"new")
    assert backend.files.get("f") == b"new"
    assert list(backend.files.ids("f")) == ["f"]


@pytest.mark.parametrize("file_id", ["nobody", "", "a/b", "../f", "f" * 37, "\0", "f\n"])
def test_what_is_not_there_is_not_found(backend: Backend, file_id: str) -> None:
    with pytest.raises(NotFound):
        backend.files.get(file_id)


def test_a_removed_file_is_gone_and_to_remove_it_again_is_fine(backend: Backend) -> None:
    backend.files.put("f", b"data")
    backend.files.remove("f")
    backend.files.remove("f")
    with pytest.raises(NotFound):
        backend.files.get("f")


@pytest.mark.parametrize(
    ("file_id", "data"), [("a/b", b""), ("", b""), ("f" * 37, b""), ("f", bytes(MAX_FILE_BYTES + 1))]
)
def test_what_no_store_could_keep_is_a_mistake_of_the_caller(
    backend: Backend, file_id: str, data: bytes
) -> None:
    with pytest.raises(ValueError, match="file"):
        backend.files.put(file_id, data)


def test_a_shorter_file_leaves_nothing_of_a_longer_one(backend: Backend) -> None:
    backend.files.put("f", PICTURE)
    backend.files.put("f", PICTURE[:50])
    assert backend.files.get("f") == PICTURE[:50]


def test_files_are_listed_by_their_owner(backend: Backend) -> None:
    for file_id in ("01B.2", "01A.1", "01B.1", "01BB.1"):
        backend.files.put(file_id, PICTURE)
    assert list(backend.files.ids("01B")) == ["01B.1", "01B.2"]
    assert list(backend.files.ids("nobody")) == []


def test_another_process_sees_it(place: Place, backend: Backend) -> None:
    backend.files.put("f", PICTURE)
    other = place.open()
    try:
        assert other.files.get("f") == PICTURE
    finally:
        other.close()
