"""Free text to an intent, without a model: verbs, names in scope, "it" and "again". See docs/PARSER.md."""

from app.game_logic.parser.parse import parse

__all__ = ["parse"]
