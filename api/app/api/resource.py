"""One blueprint a resource, all alike: under the same prefix, with the same errors documented."""

from types import FunctionType
from typing import Any

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.types import ParametersTuple
from flask_openapi.utils import parse_parameters

from app.api.envelope import ErrorEnvelope, Promised

PREFIX = "/api/v1"

_ERRORS: dict[Any, Any] = {422: ErrorEnvelope, "default": ErrorEnvelope}


class Resource(APIBlueprint):
    """A blueprint below `/api/v1` plus `path`; `name` heads its section of the documentation.

    View names are the operations' ids: `create_character`, unique in the whole API. Its part of the OpenAPI document is
    written when somebody asks for that: the schemas take as long as all the rest of the API's start.
    """

    def __init__(self, name: str, path: str = "") -> None:
        super().__init__(
            name,
            __name__,
            url_prefix=PREFIX + path,
            abp_tags=[{"name": name}],
            abp_responses=_ERRORS,
            operation_id_callback=_view_name,
        )
        self._undocumented: list[tuple[str, FunctionType, dict[str, Any]]] = []

    def describe(self) -> None:
        """Writes its part of the document, once."""
        for rule, view, told in self._undocumented:
            promised = {status: _model(one) for status, one in (told.pop("responses") or {}).items()}
            super()._collect_openapi_info(rule, view, responses=promised, **told)
        self._undocumented.clear()

    def _collect_openapi_info(self, rule: str, func: FunctionType, **told: Any) -> ParametersTuple:
        self._undocumented.append((rule, func, told))
        return parse_parameters(func, doc_ui=False)


def _model(answer: object) -> Any:
    return answer.model() if isinstance(answer, Promised) else answer


def _view_name(*, name: str, **_: object) -> str:
    return name
