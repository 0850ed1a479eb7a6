"""Every error code there is, read off the source: what raises it, its status and its words."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.api import errors
from app.api.shell import RESOURCES  # noqa: F401  # loads every module that may define an error
from app.game_logic.combat_moves import REASONS
from app.models.errors import GameError, IllegalMove

APP = Path(__file__).resolve().parents[2] / "app"
INTERNAL = frozenset({"email_taken", "limit_reached"})
"""Never reach a client: services answer alike for a taken address, and rules look before gold would run out."""

ELLIPSIS = "…"
BY_CASE = "(says what is wrong)"


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """`is_rule`: the rules of the game refuse it, here and now. Words that differ by the case hold an ellipsis."""

    code: str
    status: int
    message: str
    is_rule: bool


def error_codes() -> tuple[ErrorCode, ...]:
    """By status, then by code."""
    found: dict[str, ErrorCode] = {}
    for one in (*_of_classes(), *_of_rules(), *_of_http(), *_said_in_calls()):
        found.setdefault(one.code, one)
    return tuple(
        sorted(
            (one for one in found.values() if one.code not in INTERNAL),
            key=lambda one: (one.status, one.code),
        )
    )


def kinds_of(base: type[GameError] = GameError) -> Iterator[type[GameError]]:
    """Every kind of error below `base`."""
    for kind in base.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def _of_classes() -> Iterator[ErrorCode]:
    for kind in kinds_of():
        yield _code(kind, kind.code, kind.message)


def _of_rules() -> Iterator[ErrorCode]:
    for code, message in REASONS.items():
        yield _code(IllegalMove, code, message)


def _of_http() -> Iterator[ErrorCode]:
    """Those of Flask's own refusals that no class of ours has."""
    for status, (code, message) in errors._CODES.items():  # noqa: SLF001  # the one table of them
        yield ErrorCode(code, status, message, is_rule=False)


def _said_in_calls() -> Iterator[ErrorCode]:
    """`IllegalMove("There is no way in that direction.", code="no_way")` and the like."""
    kinds = {kind.__name__: kind for kind in kinds_of()}
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds:
                yield from _said_in(node, kinds[node.func.id])


def _said_in(call: ast.Call, kind: type[GameError]) -> Iterator[ErrorCode]:
    for keyword in call.keywords:
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant) and call.args:
            yield _code(kind, str(keyword.value.value), _words(call.args[0]))


def _words(node: ast.expr) -> str:
    """A literal's text, with an ellipsis for what is put in."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_words(part) for part in parts)
        case _:
            return ELLIPSIS


def _code(kind: type[GameError], code: str, message: str) -> ErrorCode:
    return ErrorCode(code, int(errors.status_of(kind)), message, issubclass(kind, IllegalMove))
