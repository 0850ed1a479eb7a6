"""Whether the process lives, and whether it can work."""

from dataclasses import dataclass
from typing import Literal

from flask import Response

from app.api.context import services
from app.api.envelope import answers, ok
from app.api.guards import public
from app.api.resource import Resource
from app.backends.ports import ReadinessCheck
from app.models.errors import Unavailable

blueprint = Resource("health", "/health")


@dataclass(frozen=True, slots=True)
class Alive:
    status: Literal["ok"]


@dataclass(frozen=True, slots=True)
class Ready:
    """`dependencies` by name: `ok` or `away`."""

    status: Literal["ok"]
    dependencies: dict[str, str]


class NotReady(Unavailable):
    code, message = "not_ready", "A part of the game is away."

    def __init__(self, dependencies: dict[str, str]) -> None:
        super().__init__()
        self.details["dependencies"] = dependencies


@blueprint.get("", responses=answers(Alive))
@public
def get_health() -> Response:
    """The process is alive."""
    return ok(Alive("ok"))


@blueprint.get("/ready", responses=answers(Ready))
@public
def get_readiness() -> Response:
    """All that the process depends on answers; 503 `not_ready` names what does not."""
    dependencies = {name: _state(check) for name, check in services().readiness.items()}
    if "away" in dependencies.values():
        raise NotReady(dependencies)
    return ok(Ready("ok", dependencies))


def _state(check: ReadinessCheck) -> str:
    try:
        check()
    except Unavailable:
        return "away"
    return "ok"
