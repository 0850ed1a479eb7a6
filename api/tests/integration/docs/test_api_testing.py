"""Every command of API_TESTING.md does what the document says, against the game as it is played."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.documents import ROOT, Block, blocks, matches
from tests.support.live_game import LiveGame, running_game

DOCUMENT = ROOT / "api" / "docs" / "API_TESTING.md"
ADDRESS = "http://localhost:5000/api/v1"
END_OF_BLOCK = "\x1e"
WITHIN_S = 120


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveGame]:
    with running_game(tmp_path_factory.mktemp("by-hand")) as running:
        yield running


def steps() -> list[tuple[Block, str | None]]:
    """Each block of commands, with what the document shows as its answer."""
    found = blocks(DOCUMENT)
    following = [*found[1:], None]
    return [
        (one, after.text if after is not None and after.language == "text" else None)
        for one, after in zip(found, following, strict=True)
        if one.language == "sh"
    ]


def test_every_command_answers_as_the_document_shows(game: LiveGame, tmp_path: Path) -> None:
    script = "".join(f"{block.text}\nprintf '{END_OF_BLOCK}'\n" for block, _ in steps())
    assert ADDRESS in script
    command = ["bash", "-euo", "pipefail", "-c", script.replace(ADDRESS, game.server.url)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**game.server.env, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    for (block, shown), said in zip(steps(), done.stdout.split(END_OF_BLOCK), strict=False):
        place = f"{DOCUMENT.name}, line {block.line}, says\n{said}{done.stderr}"
        assert shown is None or matches(said, shown), place
    assert done.returncode == 0, done.stderr
