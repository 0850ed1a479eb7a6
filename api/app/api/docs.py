"""The API's documentation: the OpenAPI document, and a page to read it that works offline.

The page is for reading: it sends nothing. All its script and style are files, as the content policy demands.
"""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, send_file
from flask.typing import ResponseReturnValue
from flask_openapi.models.operation import Operation
from flask_openapi.models.request_body import RequestBody
from flask_openapi.models.security_scheme import SecurityScheme
from flask_openapi.openapi import OpenAPI
from flask_openapi.utils import parse_rule
from pydantic_core import to_json

from app.api.body_guard import raw_body_of
from app.api.guards import needs_login, public
from app.api.headers import cached_publicly
from app.api.resource import PREFIX
from app.models.errors import NotFound

MAX_AGE_S = 3600

_SCHEME = "session"

_OURS = Path(__file__).with_name("static")
_LIBRARY = Path(str(files("flask_openapi_swagger"))) / "templates" / "swagger"
_FILES = {
    "reader.css": _OURS / "reader.css",
    "reader.js": _OURS / "reader.js",
    "swagger-ui.css": _LIBRARY / "css" / "swagger-ui.css",
    "swagger-ui.js": _LIBRARY / "js" / "swagger-ui-bundle.js",
}

blueprint = Blueprint("docs", __name__, url_prefix=PREFIX)


def install(app: OpenAPI) -> None:
    """Documents which operations need a login (those whose views are guarded so), and which take files. For after the
    last blueprint."""
    app.security_schemes = {
        _SCHEME: SecurityScheme(
            **{"type": "apiKey", "in": "cookie", "name": "coc_session"}
        )  # `in` is a keyword
    }
    for rule in app.url_map.iter_rules():
        path = app.paths.get(parse_rule(rule.rule))
        for method in rule.methods or ():
            operation = getattr(path, method.lower(), None)
            if operation is not None:
                _complete(operation, app.view_functions[rule.endpoint])


def _complete(operation: Operation, view: Callable[..., Any]) -> None:
    """What the library does not see by itself."""
    if needs_login(view):
        operation.security = [{_SCHEME: []}]
    taken = raw_body_of(view)
    if taken is not None:
        content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in taken.media_types}
        operation.requestBody = RequestBody.model_validate({"content": content, "required": True})


@blueprint.get("/openapi.json")
@public
def get_document() -> Response:
    """The OpenAPI document, generated from the code."""
    document: object = current_app.api_doc  # type: ignore[attr-defined]  # the app is an OpenAPI
    return cached_publicly(Response(to_json(document), mimetype="application/json"), MAX_AGE_S)


@blueprint.get("/docs")
@public
def read_documentation() -> ResponseReturnValue:
    """The page."""
    return cached_publicly(send_file(_OURS / "reader.html"), MAX_AGE_S)


@blueprint.get("/docs/<name>")
@public
def get_file(name: str) -> ResponseReturnValue:
    """What the page is made of."""
    if name not in _FILES:
        raise NotFound
    return cached_publicly(send_file(_FILES[name]), MAX_AGE_S)
