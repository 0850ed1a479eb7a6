"""Jobs: how far an accepted action is."""

from flask import Response

from app.api.context import services
from app.api.envelope import answers, ok
from app.api.guards import current_user, require_auth
from app.api.resource import Resource
from app.api.schemas import Path
from app.services.play import Job

blueprint = Resource("jobs", "/jobs")


class JobPath(Path):
    job_id: str


@blueprint.get("/<job_id>", responses=answers(Job))
@require_auth
def get_job(path: JobPath) -> Response:
    """`queued`, `finished` with its turn, or `failed` with a turn that says why."""
    return ok(services().play.job(current_user().id, path.job_id))
