"""What the check of the repository's files finds."""

from pathlib import Path

import pytest

from coc_check import tracked


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tracked, "ROOT", tmp_path)
    monkeypatch.setattr(tracked, "tracked_files", lambda: sorted(tmp_path.iterdir()))
    return tmp_path


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("see /" + "home/ada/game", "a path of one machine"),
        ("--index-url https://py" + "pi.example/simple", "a package registry"),
    ],
)
def test_a_machine_path_and_a_registry_are_found_with_their_line(
    repository: Path, text: str, fault: str
) -> None:
    (repository / "notes.md").write_text(f"first line\n{text}\n")
    assert [found for found in tracked.faults() if fault in found and "notes.md:2" in found]


def test_ordinary_files_have_no_fault(repository: Path) -> None:
    (repository / "readme.md").write_text("Open http://localhost:5001, read docs/home/page and ~/home.\n")
    (repository / "picture.png").write_bytes(b"\x89PNG\0/home/ada")
    assert tracked.faults() == []


def test_a_lock_file_that_says_where_packages_came_from_is_found(repository: Path) -> None:
    (repository / "package-lock.json").write_text('{"resolved": "somewhere"}')
    assert len(tracked.faults()) == 1


def test_a_huge_file_is_found(repository: Path) -> None:
    (repository / "dump.bin").write_bytes(b"\0" * (tracked.LARGEST_BYTES + 1))
    assert "larger than" in tracked.faults()[0]
