"""The order of the files: where two processes share them, the longest come first, and neither waits for the other."""

import pytest

LONGEST_FIRST = (
    "test_chaos.py",
    "test_adventuring.py",
    "test_every_page.py",
    "test_parties.py",
    "test_presence.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within a file the order stays."""
    ranks = {name: rank for rank, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(ranks)))
