"""What was typed into a form, and what was wrong with it: both come back with the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request

from app.presentation.words import waiting
from app.services.errors import ApiError, SignedOut

NEVER_GIVEN_BACK = frozenset({"password", "csrf_token"})


@dataclass(frozen=True, slots=True)
class Form:
    """`values` as typed, `errors` by field name, `error` for the form as a whole."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None
    code: str | None = None

    def get(self, name: str) -> str:
        """What was typed, empty if nothing was."""
        return self.values.get(name, "")

    @property
    def first_error(self) -> str | None:
        """The field that should take the focus."""
        return next(iter(self.errors), None)


def typed(*names: str) -> dict[str, str]:
    """The posted fields of these names, surrounding blanks removed except from passwords."""
    posted = {name: request.form.get(name, "") for name in names}
    return {name: value if name == "password" else value.strip() for name, value in posted.items()}


def missing(values: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """An error for each labelled field that is empty."""
    return {name: f"{label} is needed." for name, label in labels.items() if not values.get(name)}


def refused(values: Mapping[str, str], error: ApiError) -> Form:
    """The form again, the API's objection beside the field it names. A lost login is raised on: no form can mend it."""
    if isinstance(error, SignedOut):
        raise error
    by_field = {name: text for name, text in _fields_at_fault(error).items() if name in values}
    return again(values, by_field, None if by_field else _sentence(error), error.code)


def again(
    values: Mapping[str, str], errors: Mapping[str, str], error: str | None = None, code: str | None = None
) -> Form:
    """The form with its objections, in the order of its fields; passwords are not given back."""
    kept = {name: value for name, value in values.items() if name not in NEVER_GIVEN_BACK}
    in_order = {name: errors[name] for name in values if name in errors}
    return Form(kept, in_order | dict(errors), error, code)


def _sentence(error: ApiError) -> str:
    wait_s = error.retry_after_s
    if error.status != 429 or not wait_s:
        return error.message
    return f"{error.message} {waiting(wait_s)}"


def _fields_at_fault(error: ApiError) -> dict[str, str]:
    fields, only = error.details.get("fields"), error.details.get("field")
    if isinstance(only, str):
        return {only: _sentence(error)}
    if not isinstance(fields, Mapping):
        return {}
    return {str(name): _about(str(text)) for name, text in fields.items()}


def _about(text: str) -> str:
    """The API's "is too long" as a sentence of its own."""
    return f"This {text}." if text[:1].islower() else text
