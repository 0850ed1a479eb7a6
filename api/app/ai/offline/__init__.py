"""The narrator that needs no model: a grammar over the turn's events. Always there, and where every failure ends."""

from app.ai.offline.narrator import OfflineNarrator
from app.ai.offline.templates import load_templates

__all__ = ["OfflineNarrator", "load_templates"]
