"""What the server refuses, in its own words."""

VERSION = "1.9.6"

ID_RULE = (
    "Parameter must contain at most 36 chars. Valid chars are a-z, A-Z, 0-9, period, hyphen, and underscore. "
    "Can't start with a special char"
)
UID_RULE = (
    "UID must contain at most 36 chars. Valid chars are a-z, A-Z, 0-9, and underscore. "
    "Can't start with a leading underscore"
)


class Refusal(Exception):
    """An error answer. `kind` is what Appwrite calls the type."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message

    def body(self, version: str) -> dict[str, object]:
        """The answer in production mode: errors of the server say nothing."""
        message = "Server Error" if self.status == 500 else self.message
        return {"message": message, "code": self.status, "type": self.kind, "version": version}


def not_found(thing: str, wanted: str) -> Refusal:
    """`thing` is database, table, row, collection, document or transaction."""
    return Refusal(
        404,
        f"{thing}_not_found",
        f"{thing.capitalize()} with the requested ID '{wanted}' could not be found.",
    )


def key_not_found(thing: str, kind: str, key: str) -> Refusal:
    return Refusal(404, kind, f"{thing} with the requested key '{key}' could not be found.")


def invalid(parameter: str, rule: str) -> Refusal:
    """A parameter that does not meet its rule."""
    return Refusal(400, "general_argument_invalid", f"Invalid `{parameter}` param: {rule}")


def invalid_query(message: str) -> Refusal:
    return Refusal(400, "general_query_invalid", message)


def taken(thing: str, wanted: str) -> Refusal:
    """An id that is in use. Rows answer the same when it is a unique index that is breached."""
    article = "A t" if thing == "table" else thing[0].upper()
    return Refusal(
        409,
        f"{thing}_already_exists",
        f"{article}{thing[1:]} with the requested ID '{wanted}' already exists. "
        "Try again with a different ID or use ID.unique() to generate a unique ID.",
    )


def unauthorized(message: str | None = None) -> Refusal:
    words = message or "The current user is not authorized to perform the requested action."
    return Refusal(401, "user_unauthorized", words)


def blocked() -> Refusal:
    return Refusal(403, "user_blocked", "The current user has been blocked.")


def bad_credentials() -> Refusal:
    return Refusal(
        401, "user_invalid_credentials", "Invalid credentials. Please check the email and password."
    )


def bad_token() -> Refusal:
    return Refusal(401, "user_invalid_token", "Invalid token passed in the request.")


def user_not_found() -> Refusal:
    return Refusal(404, "user_not_found", "User with the requested ID could not be found.")


def session_not_found() -> Refusal:
    return Refusal(404, "user_session_not_found", "The current user session could not be found.")


def conflict() -> Refusal:
    return Refusal(
        409,
        "transaction_conflict",
        "The transaction has a conflict. Please resolve the conflict and try again.",
    )


def not_ready() -> Refusal:
    return Refusal(400, "transaction_not_ready", "The transaction is not ready yet. Please try again later.")
