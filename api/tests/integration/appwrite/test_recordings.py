"""The stand-in answers as the real server did: every recorded exchange again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from tests.support.appwrite_recordings.files import SCENARIOS, exchanges
from tests.support.appwrite_recordings.replay import Replay
from tests.support.appwrite_recordings.scenarios import replay_scenario
from tests.support.appwrite_server.client import new_project
from tests.support.appwrite_server.process import appwrite_in_thread
from tests.support.appwrite_server.routing import route_names

NOT_RECORDED = {"databases.delete"}


@dataclass(frozen=True)
class Replayed:
    """What differs, by scenario; how often each route was asked."""

    differences: Mapping[str, list[str]]
    counts: Mapping[str, int]


@pytest.fixture(scope="module")
def replayed() -> Iterator[Replayed]:
    """All scenarios, sent in order, as later ones use what earlier ones made."""
    with appwrite_in_thread() as base_url:
        project = new_project(base_url)
        replay = Replay(project)
        differences = {scenario: replay_scenario(replay, scenario) for scenario in SCENARIOS}
        yield Replayed(differences, project.counts())


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_answers_as_recorded(replayed: Replayed, scenario: str) -> None:
    assert replayed.differences[scenario] == []


def test_nothing_is_answered_that_no_recording_shows(replayed: Replayed) -> None:
    assert set(route_names()) - set(replayed.counts) == NOT_RECORDED


def test_as_many_exchanges_as_the_readme_says() -> None:
    assert sum(len(exchanges(scenario)) for scenario in SCENARIOS) == 742
