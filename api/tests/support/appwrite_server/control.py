"""What tests tell the stand-in and ask it, under a path of its own. `client.py` is the other end."""

import copy
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tests.support.appwrite_server.errors import Refusal
from tests.support.appwrite_server.faults import Fault, FaultKind
from tests.support.appwrite_server.model import Answer, Project, Record, new_id

PREFIX = "/control/"
_PROJECT = re.compile(r"/control/projects(?:/([^/]+))?(?:/([^/]+))?")


def answer(projects: dict[str, Project], method: str, path: str, raw: bytes) -> Answer:
    found = _PROJECT.fullmatch(path)
    body: Record = json.loads(raw or b"{}")
    if found is None:
        return Answer(404, {"message": f"no such control: {path}"})
    project_id, part = found.groups()
    if project_id is None:
        return _create(projects, body)
    if project_id not in projects:
        return Answer(404, {"message": f"no such project: {project_id}"})
    if method == "DELETE" and part is None:
        del projects[project_id]
        return Answer(204)
    project = projects[project_id]
    with project.lock:
        if (method, part) == ("POST", "copies"):
            return _copy(projects, project)
        try:
            return Answer(200, _CONTROLS[method, part](project, body))
        except Refusal as refusal:
            return Answer(refusal.status, {"message": refusal.message})


def _create(projects: dict[str, Project], body: Record) -> Answer:
    project = Project(body.get("id") or f"project-{new_id()}")
    _set(project, {name: value for name, value in body.items() if name != "id"})
    projects[project.id] = project
    return Answer(201, {"id": project.id, "key": project.key})


def _set(project: Project, body: Record) -> Record:
    for name, value in body.items():
        if name == "latency_ms":
            project.faults.latency_ms = value
        elif hasattr(project.settings, name):
            setattr(project.settings, name, value)
        else:
            raise Refusal(400, "control", f"no such setting: {name}")
    return {}


def _copy(projects: dict[str, Project], source: Project) -> Answer:
    """A project of its own with what the other one holds now: a prepared one saves every test the preparing."""
    project = Project(f"project-{new_id()}", settings=replace(source.settings))
    for name in ("databases", "users", "sessions", "tokens"):
        setattr(project, name, copy.deepcopy(getattr(source, name)))
    projects[project.id] = project
    return Answer(201, {"id": project.id, "key": project.key})


def _add_fault(project: Project, body: Record) -> Record:
    project.faults.add(Fault(**{**body, "kind": FaultKind(body["kind"])}))
    return {}


def _clear_faults(project: Project, body: Record) -> Record:
    project.faults.clear()
    return {}


def _counts(project: Project, body: Record) -> Record:
    return dict(project.counts)


def _forget_counts(project: Project, body: Record) -> Record:
    project.counts.clear()
    return {}


def _mails(project: Project, body: Record) -> list[Record]:
    return project.mails


def _advance(project: Project, body: Record) -> Record:
    project.clock.advance(body["seconds"])
    return {}


_CONTROLS: Mapping[tuple[str, str | None], Callable[[Project, Record], Any]] = {
    ("PATCH", None): _set,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("GET", "counts"): _counts,
    ("DELETE", "counts"): _forget_counts,
    ("GET", "mails"): _mails,
    ("POST", "clock"): _advance,
}
