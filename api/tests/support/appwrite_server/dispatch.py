"""From a request to an answer: finds project, caller and route, and lets the handler work under the project's lock."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from tests.support.appwrite_server import (  # noqa: F401 - these register their routes
    account,
    health,
    row_routes,
    schema,
    tokens,
    transactions,
    users,
)
from tests.support.appwrite_server.callers import find_caller, note_access, require_scopes
from tests.support.appwrite_server.errors import Refusal
from tests.support.appwrite_server.model import Answer, Call, Project, Record
from tests.support.appwrite_server.routing import Route

PAGE_NOT_FOUND = Answer(404, "<!DOCTYPE html><html><body><h1>404</h1></body></html>")
_SDK_FORMAT = "x-appwrite-response-format"


@dataclass(frozen=True)
class Request:
    """As it came over the wire; header names in small letters, `path` without `/v1`."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


def find_project(projects: Mapping[str, Project], request: Request) -> Project:
    project_id = request.headers.get("x-appwrite-project")
    if project_id is None:
        message = (
            "When using project API key, make sure to pass x-appwrite-project header with your project ID."
        )
        raise Refusal(403, "project_id_missing", message)
    if project_id not in projects:
        message = (
            "Project with the requested ID could not be found. Please check the value of the "
            "X-Appwrite-Project header to ensure the correct project ID is being used."
        )
        raise Refusal(404, "project_not_found", message)
    return projects[project_id]


def answer(project: Project, route: Route, path: Mapping[str, str], request: Request) -> Answer:
    """What the route answers, refusals included. Nothing else happens in the project meanwhile."""
    with project.lock:
        now = project.clock.tick()
        try:
            caller, is_first = find_caller(project, request.headers, now)
            require_scopes(project, caller, route.scopes)
        except Refusal as refusal:
            return refused(refusal, project)
        call = Call(
            project, caller, now, path, *_query(request.query), request.headers, _body(request.body), is_first
        )
        try:
            made = route.handler(call)
        except Refusal as refusal:
            made = refused(refusal, project)
        if is_first and caller.user is not None:
            note_access(caller.user, now)
        return Answer(made.status, made.body, [*made.headers, *_limit_headers(route.limit)])


def refused(refusal: Refusal, project: Project) -> Answer:
    return Answer(refusal.status, refusal.body(project.settings.version))


def version_warning(project: Project, request: Request) -> list[tuple[str, str]]:
    """For clients that were made for a newer server."""
    asked, version = request.headers.get(_SDK_FORMAT, ""), project.settings.version
    if _numbers(asked) <= _numbers(version):
        return []
    message = (
        f"The current SDK is built for Appwrite {asked}. However, the current Appwrite server version is "
        f"{version}. Please downgrade your SDK to match the Appwrite version: https://appwrite.io/docs/sdks"
    )
    return [("X-Appwrite-Warning", message)]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _limit_headers(limit: int | None) -> list[tuple[str, str]]:
    """As a server whose limiter is off sends them; a key is never limited anyway."""
    if limit is None:
        return []
    shown = {"Limit": limit, "Remaining": limit - 1, "Reset": 4_102_444_800}
    return [(f"X-RateLimit-{name}", str(value)) for name, value in shown.items()]


def _query(text: str) -> tuple[dict[str, str], list[str]]:
    pairs = parse_qsl(text, keep_blank_values=True)
    queries = [value for name, value in pairs if name.startswith("queries[")]
    return {name: value for name, value in pairs if not name.startswith("queries[")}, queries


def _body(raw: bytes) -> Record:
    """What is no JSON object counts as nothing said."""
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
