"""An evening of ten on which everything falls over that can: as much of `make chaos` as fits into a minute or two."""

import secrets
from pathlib import Path

import pytest

from system.chaos.course import Course
from system.chaos.house import spend_in

WITHIN_S = 25.0
ROUNDS = 500
ABSENCE_EVERY = 6


@pytest.mark.parametrize(
    ("backend", "modes"),
    [("embedded", ("round", "turns")), ("appwrite", ("round",))],
    ids=["embedded", "appwrite"],
)
def test_ten_players_lose_nothing_whatever_falls_over(
    backend: str, modes: tuple[str, ...], tmp_path: Path
) -> None:
    seed = secrets.token_hex(4)
    courses = [Course(mode, ROUNDS, seed, WITHIN_S, ABSENCE_EVERY) for mode in modes]
    for evening in spend_in(backend, tmp_path, courses, lambda _progress: None):
        assert evening.verdict.findings == [], f"{evening.told()}\nmake chaos SEED={seed} BACKEND={backend}"
        assert evening.rounds > 0
