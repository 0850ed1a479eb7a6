"""The world's content: reading its YAML, checking it, describing it to editors."""

from app.services.content.loading import check_content, load_world
from app.services.content.problems import Problem, Severity

__all__ = ["Problem", "Severity", "check_content", "load_world"]
