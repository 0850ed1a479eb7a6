"""Visible progress: one line a step, with its seconds; what a step's program said is shown only when it fails."""

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from coc_setup.errors import SetupError

SHOWN_LINES = 15


@contextmanager
def step(what: str) -> Iterator[None]:
    """Print `what`, run the block, print its seconds on the same line."""
    print(f"  {what} … ", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - begun:.1f} s", flush=True)


def run(
    command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Run a program silently. SetupError with the last lines it wrote if it fails or is not there."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, cwd=cwd, env=env, text=True, capture_output=True, check=False)
    except OSError as error:
        raise SetupError(f"{words[0]} could not be run: {error.strerror or error}") from error
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()[-SHOWN_LINES:]
        raise SetupError("\n    ".join([f"`{' '.join(words)}` ended with code {done.returncode}:", *said]))
