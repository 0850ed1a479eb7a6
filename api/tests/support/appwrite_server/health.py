"""Health, version, and the one project setting that the recordings change."""

from tests.support.appwrite_server.model import Answer, Call
from tests.support.appwrite_server.routing import route


@route("GET", "/health", "health.get", scopes=("health.read",))
def get_health(call: Call) -> Answer:
    return Answer(200, {"name": "http", "ping": 0, "status": "pass"})


@route("GET", "/health/version", "health.version")
def get_version(call: Call) -> Answer:
    return Answer(200, {"version": call.project.settings.version})


@route("PATCH", "/project/policies/session-limit", "project.session_limit", scopes=("project.write",))
def set_session_limit(call: Call) -> Answer:
    call.project.settings.session_limit = call.body.get("total") or None
    return Answer(200, {"$id": call.project.id})
