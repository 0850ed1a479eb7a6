"""A gateway for each test, on the shared Valkey or on one of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.gateway import Gateway, running_gateway
from tests.support.valkey import ValkeyServer


@pytest.fixture
def gateway(tmp_path: Path, redis_url: str) -> Iterator[Gateway]:
    with running_gateway(tmp_path, redis_url) as running:
        yield running


@pytest.fixture
def fragile_gateway(tmp_path: Path, own_valkey: ValkeyServer) -> Iterator[Gateway]:
    """A gateway on `own_valkey`, which the test may kill."""
    with running_gateway(tmp_path, own_valkey.url) as running:
        yield running
