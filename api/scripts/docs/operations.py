"""The operations of the API, read off the app itself: routes, guards, and the OpenAPI document made from them."""

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from app import create_app
from app.api.docs import document_of
from app.api.resource import PREFIX
from app.config import load_settings
from scripts.docs.markdown import prose
from scripts.docs.schema_words import Schema, name_of

_CALLERS = {
    "_check_signed_in": "signed in",
    "_check_email": "with a proven address",
    "check": "of a certain tier",
}
JSON = "application/json"
_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Operation:
    """`path` is without `/api/v1`; `results` by status, without the envelope; `caller` says who may call;
    `uploads`: the media types of a body that is no JSON."""

    id: str
    method: str
    path: str
    resource: str
    about_resource: str
    summary: str
    caller: str
    parameters: tuple[Schema, ...]
    body: str | None
    uploads: tuple[str, ...]
    results: Mapping[int, Schema]


@dataclass(frozen=True, slots=True)
class Surface:
    """All operations in the order of the documentation, and the schemas they name."""

    version: str
    operations: tuple[Operation, ...]
    schemas: Mapping[str, Schema]


@contextmanager
def documented_app() -> Iterator[Flask]:
    """An app of its own on a folder of its own; it answers nobody."""
    with tempfile.TemporaryDirectory(prefix="coc-docs-") as folder:
        yield create_app(load_settings(flask_env="test", data_dir=Path(folder)))


def read_surface(app: Flask) -> Surface:
    """What the app offers."""
    document: dict[str, Any] = json.loads(document_of(app))
    schemas = document["components"]["schemas"]
    found = [
        _operation(app, schemas, method.upper(), path, described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    ]
    order = [tag["name"] for tag in document["tags"]]
    found.sort(key=lambda one: order.index(one.resource))
    return Surface(document["info"]["version"], tuple(found), schemas)


def _operation(
    app: Flask, schemas: Mapping[str, Schema], method: str, path: str, described: dict[str, Any]
) -> Operation:
    view = _view(app, method, path)
    about = prose((sys.modules[view.__module__].__doc__ or "").partition("\n\n")[0])
    answers = {
        int(status): answer for status, answer in described["responses"].items() if status.startswith("2")
    }
    return Operation(
        id=described["operationId"],
        method=method,
        path=path.removeprefix(PREFIX),
        resource=described["tags"][0],
        about_resource=about,
        summary=described["summary"],
        caller=", ".join(_CALLERS[check.__name__] for check in view.guards) or "anyone",
        parameters=tuple(described.get("parameters", ())),
        body=_body(described),
        uploads=_uploads(described),
        results={status: _result(answer, schemas) for status, answer in answers.items()},
    )


def _view(app: Flask, method: str, path: str) -> Any:
    """The view behind a path of the document. Any: the guards are an attribute of it."""
    for rule in app.url_map.iter_rules():
        if _VARIABLE.sub(r"{\1}", rule.rule) == path and method in (rule.methods or ()):
            return app.view_functions[rule.endpoint]
    raise LookupError(f"{method} {path}")


def _body(described: dict[str, Any]) -> str | None:
    content: dict[str, Any] = described.get("requestBody", {}).get("content", {})
    return name_of(content[JSON]["schema"]["$ref"]) if JSON in content else None


def _uploads(described: dict[str, Any]) -> tuple[str, ...]:
    content: dict[str, Any] = described.get("requestBody", {}).get("content", {})
    return tuple(kind for kind in content if kind != JSON)


def _result(answer: dict[str, Any], schemas: Mapping[str, Schema]) -> Schema:
    """What stands under `result` of the envelope, or the bytes that come without one."""
    content: dict[str, Any] = answer["content"]
    if JSON not in content:
        return {"type": "string", "contentMediaType": next(iter(content))}
    result: Schema = schemas[name_of(content[JSON]["schema"]["$ref"])]["properties"]["result"]
    return result
