"""One blueprint a resource, all alike: under the same prefix, with the same errors documented."""

from typing import Any

from flask_openapi.blueprint import APIBlueprint

from app.api.envelope import ErrorEnvelope

PREFIX = "/api/v1"

_ERRORS: dict[Any, Any] = {422: ErrorEnvelope, "default": ErrorEnvelope}


def resource(name: str, path: str = "") -> APIBlueprint:
    """A blueprint below `/api/v1` plus `path`; `name` heads its section of the documentation.

    View names are the operations' ids: `create_character`, unique in the whole API.
    """
    return APIBlueprint(
        name,
        __name__,
        url_prefix=PREFIX + path,
        abp_tags=[{"name": name}],
        abp_responses=_ERRORS,
        operation_id_callback=_view_name,
    )


def _view_name(*, name: str, **_: object) -> str:
    return name
