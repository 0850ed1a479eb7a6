"""The turns of an adventure as far as a reader of the tale wants to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTurn:
    """`narration`: paragraphs, empty for what was not told. `is_undone`: it did not happen after all."""

    id: str
    seq: int
    kind: str
    status: str
    action: str
    narration: tuple[str, ...]
    events: tuple[Mapping[str, Any], ...]
    is_undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPage:
    """Turns oldest first; `older` is the `before` of the page behind them."""

    turns: tuple[ToldTurn, ...]
    older: str | None
