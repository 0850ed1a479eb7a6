"""The large models as plain data, and back. Each of these takes a tenth of a second to build: once a process."""

from pydantic import TypeAdapter

from app.models.events import Event
from app.models.session import SessionState

STATE = TypeAdapter(SessionState)
EVENTS: TypeAdapter[tuple[Event, ...]] = TypeAdapter(tuple[Event, ...])
