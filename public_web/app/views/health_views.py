"""A sign of life for whoever watches the process."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> ResponseReturnValue:
    """This process answers; whether the API does is the API's to say."""
    return {"status": "ok"}
