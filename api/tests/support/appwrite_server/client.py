"""A test's hold on the stand-in: projects of its own, faults, counts, mail, time. Picklable, for other processes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from tests.support.appwrite_server.faults import FaultKind

CONTROL_DEADLINE_S = 10.0


@dataclass(frozen=True)
class StandInProject:
    """One project: what a client needs to reach it, and what a test may do to it."""

    base_url: str
    id: str
    key: str

    @property
    def endpoint(self) -> str:
        """What a client is configured with."""
        return f"{self.base_url}/v1"

    def fault(
        self,
        kind: FaultKind,
        on: str = "*",
        *,
        times: int | None = 1,
        skip: int = 0,
        delay_s: float = 30.0,
    ) -> None:
        """From the request after `skip`, the next `times` (None: all) whose route's name matches `on` go wrong."""
        body = {"kind": kind, "on": on, "times": times, "skip": skip, "delay_s": delay_s}
        self._control("POST", "/faults", body)

    def clear_faults(self) -> None:
        """No more faults and no latency; requests that wait go on at once."""
        self._control("DELETE", "/faults")

    def set(self, **settings: object) -> None:
        """Settings of `model.Settings`, and `latency_ms` which every request then waits."""
        self._control("PATCH", "", settings)

    def counts(self) -> Mapping[str, int]:
        """Requests so far by the route's name, faulty ones too."""
        counted: dict[str, int] = self._control("GET", "/counts")
        return counted

    def round_trips(self) -> int:
        return sum(self.counts().values())

    def forget_counts(self) -> None:
        self._control("DELETE", "/counts")

    def mails(self) -> list[dict[str, Any]]:
        """Sent so far, oldest first: `to`, `subject`, `text`, `link`, `purpose`, `userId`, `secret`, `sentAt`."""
        sent: list[dict[str, Any]] = self._control("GET", "/mails")
        return sent

    def advance(self, seconds: float) -> None:
        """Lets time pass for this project."""
        self._control("POST", "/clock", {"seconds": seconds})

    def lose_column(self, database_id: str, table_id: str, column: str) -> None:
        """As if an operator had deleted it."""
        path = f"{self.endpoint}/tablesdb/{database_id}/tables/{table_id}/columns/{column}"
        headers = {"X-Appwrite-Project": self.id, "X-Appwrite-Key": self.key}
        requests.delete(path, headers=headers, timeout=CONTROL_DEADLINE_S).raise_for_status()

    def copy(self) -> "StandInProject":
        """A project of its own that begins with what this one holds now."""
        made = self._control("POST", "/copies")
        return StandInProject(self.base_url, made["id"], made["key"])

    def remove(self) -> None:
        self._control("DELETE", "")

    def _control(self, method: str, part: str, body: object = None) -> Any:
        return _control(self.base_url, method, f"/{self.id}{part}", body)


def new_project(base_url: str, **settings: object) -> StandInProject:
    """A project with nothing in it; `id` may be among the settings."""
    made = _control(base_url, "POST", "", settings)
    return StandInProject(base_url, made["id"], made["key"])


def _control(base_url: str, method: str, path: str, body: object) -> Any:
    url = f"{base_url}/control/projects{path}"
    response = requests.request(method, url, json=body, timeout=CONTROL_DEADLINE_S)
    response.raise_for_status()
    return response.json() if response.content else None
