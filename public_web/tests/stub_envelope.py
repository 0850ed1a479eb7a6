"""How the stub API wraps what it says: the envelope of the real one."""

from typing import Any

from flask import Response, jsonify


def answer(result: Any, status: int = 200) -> Response:
    response = jsonify({"app": "Code of Conquest", "status": status, "result": result, "error": None})
    response.status_code = status
    return response


def refuse(status: int, code: str, message: str | None = None, details: Any = None) -> Response:
    error = {"code": code, "message": message or f"Refused: {code}.", "details": details or {}}
    response = jsonify({"app": "Code of Conquest", "status": status, "result": None, "error": error})
    response.status_code = status
    if status in (429, 503):
        response.headers["Retry-After"] = "30"
    return response


def listed(items: list[Any], cursor: str | None = None) -> Response:
    return answer({"items": items, "next_cursor": cursor})
