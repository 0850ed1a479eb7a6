"""`make demo`: the smoke test of the whole, run as a contributor runs it."""

import subprocess
import sys
from pathlib import Path

from repo_layout import SCRIPTS

ENDS_WITHIN_S = 180


def test_the_demo_ends_with_the_quest_done_and_everything_proven(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, str(SCRIPTS / "demo.py")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN_S,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr
    assert "quest done" in told.stdout.splitlines()[-1]
    assert "turns come out as they were committed" in told.stdout
    assert "the books are sound" in told.stdout
    assert told.stdout.count("\n> ") > 20, "the story is told as a transcript"
    assert list(tmp_path.iterdir()) == []
