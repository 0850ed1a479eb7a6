"""What the gateway answers besides streams: the house's envelope, with headers that let nobody keep or guess it."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

APP_NAME = "Code of Conquest"
HEADERS: Mapping[str, str] = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_CODES = {404: "not_found", 405: "method_not_allowed"}


def result(value: Mapping[str, object]) -> Response:
    """A success."""
    body = {"app": APP_NAME, "status": 200, "result": value, "error": None}
    return JSONResponse(body, 200, HEADERS)


def refusal(status: int, code: str, headers: Mapping[str, str] = HEADERS) -> Response:
    """An error with a stable code."""
    error = {"code": code, "message": "This connection cannot be opened.", "details": {}}
    return JSONResponse({"app": APP_NAME, "status": status, "result": None, "error": error}, status, headers)


async def http_error(_request: Request, error: Exception) -> Response:
    """404 and 405 of the router, and what else Starlette raises."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return refusal(status, _CODES.get(status, "error"))
