"""Closed choices in paths and bodies."""

from enum import StrEnum
from typing import TypeVar

from app.models.errors import Invalid

Choice = TypeVar("Choice", bound=StrEnum)


def choice(kind: type[Choice], value: str, field: str) -> Choice:
    """The member of that value. Raises Invalid naming the field and what it may be."""
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(member.value for member in kind)
        raise Invalid(f"must be one of: {allowed}", details={"field": field}) from None
