"""The table of routes. A route's name is what faults and counts go by."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.support.appwrite_server.model import Answer, Call

Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """`scopes` are needed by the caller, if any; `limit` is the number that the rate limit's headers show."""

    method: str
    pattern: re.Pattern[str]
    name: str
    handler: Handler
    scopes: tuple[str, ...]
    limit: int | None


_ROUTES: list[Route] = []


def route(
    method: str, path: str, name: str, *, scopes: tuple[str, ...] = (), limit: int | None = None
) -> Callable[[Handler], Handler]:
    """Registers the handler for a path such as `/users/{user}`."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def register(handler: Handler) -> Handler:
        _ROUTES.append(Route(method, pattern, name, handler, scopes, limit))
        _ROUTES.sort(key=lambda known: known.pattern.pattern.count("(?P<"))
        return handler

    return register


def find_route(method: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
    """The route with the parts of the path; routes that say more of the path in words come first."""
    for each in _ROUTES:
        found = each.pattern.fullmatch(path)
        if found and each.method == method:
            return each, found.groupdict()
    return None


def route_names() -> Iterator[str]:
    return (each.name for each in _ROUTES)
