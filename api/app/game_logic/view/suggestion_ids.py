"""Suggestion ids carry the suggestion itself, so that nothing needs to be remembered for them.

A client that makes one up gains nothing: it holds an intent, and the rules check every intent.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.models.errors import Invalid
from app.models.intents import Begin, End, Intent, Say, Unclear, Undo, Write
from app.models.session import Suggestion

_INTENT: TypeAdapter[Intent] = TypeAdapter(Intent)
_NEVER_SUGGESTED = (Begin, End, Undo, Unclear, Say, Write)
MAX_ID_LENGTH = 1000
"""Ours are shorter by far: what a client makes up must not fill the log."""


def encode_suggestion(suggestion: Suggestion) -> str:
    """An opaque id of the suggestion."""
    plain = {"text": suggestion.text, "intent": _INTENT.dump_python(suggestion.intent, mode="json")}
    text = json.dumps(plain, separators=(",", ":"), ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_suggestion(suggestion_id: str) -> tuple[str, Intent]:
    """The suggestion's words and intent. Raises Invalid `unknown_suggestion`."""
    if len(suggestion_id) > MAX_ID_LENGTH:
        raise _unknown()
    try:
        padded = suggestion_id + "=" * (-len(suggestion_id) % 4)
        plain: Any = json.loads(urlsafe_b64decode(padded.encode("ascii")))
        json.dumps(plain, ensure_ascii=False).encode()  # half a character, escaped, could not be stored
        intent = _INTENT.validate_python(plain["intent"])
        text = plain["text"]
    except (binascii.Error, ValueError, KeyError, TypeError, ValidationError, RecursionError) as error:
        raise _unknown() from error
    if not isinstance(text, str) or isinstance(intent, _NEVER_SUGGESTED):
        raise _unknown()
    return text, intent


def _unknown() -> Invalid:
    return Invalid("That suggestion is not known.", code="unknown_suggestion")
