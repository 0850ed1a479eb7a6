"""Bases of what endpoints read. Bodies are strict: no field is converted, none is ignored."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

MAX_ID_LENGTH = 64


class Body(BaseModel):
    """A JSON body. `true`, `1.0` and `"7"` are no integers; unknown fields are refused by name."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class NoBody(Body):
    """An empty object: all there is to say stands in the path."""


class Path(BaseModel):
    """Parts of the path. An id of any form is read; one of impossible form is simply not found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Query(BaseModel):
    """The query string, unknown names refused. Use `Whole` for numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    _schemas: ClassVar[dict[type[BaseModel], dict[str, Any]]] = {}

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Made once: the binding library asks for it with every request."""
        if args or kwargs:
            return super().model_json_schema(*args, **kwargs)
        if cls not in cls._schemas:
            cls._schemas[cls] = super().model_json_schema()
        return cls._schemas[cls]


def _digits(value: object) -> object:
    """Pydantic would take ` 7 `, `1_0` and `1.0` for numbers."""
    if isinstance(value, str) and not (value.isascii() and value.isdecimal() and len(value) <= 15):
        raise ValueError("must be a whole number")
    return value


Whole = Annotated[int, BeforeValidator(_digits)]
"""A whole number of a query string, in plain digits."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID_LENGTH)]
"""An id inside a body."""

Code = Annotated[str, StringConstraints(min_length=1, max_length=36)]
"""What lets one in, as it was typed."""
