"""The API's documentation: the OpenAPI document, and a page to read it that works offline.

The page is for reading: it sends nothing. All its script and style are files, as the content policy demands.
"""

import threading
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, send_file
from flask.typing import ResponseReturnValue
from flask_openapi.models.info import Info
from flask_openapi.models.operation import Operation
from flask_openapi.models.request_body import RequestBody
from flask_openapi.models.security_scheme import SecurityScheme
from flask_openapi.openapi import OpenAPI
from flask_openapi.utils import parse_rule
from pydantic_core import to_json

from app.api.body_guard import raw_body_of
from app.api.envelope import ErrorEnvelope
from app.api.guards import needs_login, public
from app.api.headers import cached_publicly
from app.api.resource import PREFIX, Resource
from app.models.errors import NotFound

VERSION = "1.0.0"
MAX_AGE_S = 3600

_SCHEME = "session"
_DOCUMENT = "coc_document"

_OURS = Path(__file__).with_name("static")
_LIBRARY = Path(str(files("flask_openapi_swagger"))) / "templates" / "swagger"
_FILES = {
    "reader.css": _OURS / "reader.css",
    "reader.js": _OURS / "reader.js",
    "swagger-ui.css": _LIBRARY / "css" / "swagger-ui.css",
    "swagger-ui.js": _LIBRARY / "js" / "swagger-ui-bundle.js",
}

blueprint = Blueprint("docs", __name__, url_prefix=PREFIX)


class Document:
    """What the resources promise, in JSON. Written when somebody asks for it: that takes as long as all the rest of the
    API's start."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        self._resources = resources
        self._written: bytes | None = None
        self._lock = threading.Lock()

    def json(self) -> bytes:
        """The same at every call."""
        with self._lock:
            if self._written is None:
                self._written = to_json(_describe(self._resources))
            return self._written


def install(app: Flask, resources: Sequence[Resource]) -> None:
    """Their order is that of the sections."""
    app.extensions[_DOCUMENT] = Document(resources)


def document_of(app: Flask) -> bytes:
    """The OpenAPI document, in JSON."""
    document: Document = app.extensions[_DOCUMENT]
    return document.json()


def _describe(resources: Sequence[Resource]) -> object:
    """By an app of its own, which serves nobody: the other has answered requests by now, and takes no more routes."""
    info = Info(title="Code of Conquest", version=VERSION)
    described = OpenAPI("app.api", info=info, validation_error_model=ErrorEnvelope, doc_ui=False)
    described.security_schemes = {
        _SCHEME: SecurityScheme(
            **{"type": "apiKey", "in": "cookie", "name": "coc_session"}
        )  # `in` is a keyword
    }
    for one in resources:
        one.describe()
        described.register_api(one)
    for rule in described.url_map.iter_rules():
        path = described.paths.get(parse_rule(rule.rule))
        for method in rule.methods or ():
            operation = getattr(path, method.lower(), None)
            if operation is not None:
                _complete(operation, described.view_functions[rule.endpoint])
    return described.api_doc


def _complete(operation: Operation, view: Callable[..., Any]) -> None:
    """What the library does not see by itself: which operations need a login, by the guard of the view, and which take
    files."""
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
    return cached_publicly(Response(document_of(current_app), mimetype="application/json"), MAX_AGE_S)


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
