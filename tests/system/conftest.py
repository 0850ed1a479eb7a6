"""One copy of the game for the tests that play it, started when the first of them asks."""

import os
from collections.abc import Iterator

import pytest

from coc_play import Stack
from proofs import must_be_sound


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """On free ports and an empty folder. Who breaks something of it mends it."""
    with Stack(tmp_path_factory.mktemp("game") / "data", environ=without_limits()) as running:
        yield running
        must_be_sound(running)


def without_limits() -> dict[str, str]:
    """Our own environment for players who never rest."""
    often = "1000000 per minute"
    kept = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "SECRET_KEY")}
    return kept | {"COC_LIMITS__WRITES": often, "COC_LIMITS__READS": often, "COC_LIMITS__GUESTS": often}
