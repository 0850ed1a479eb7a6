"""The story as a transcript on a terminal."""

import textwrap
from typing import Any

_WIDTH = 88


def print_turn(turn: Any) -> None:
    """The action, the narration, and what it cost, indented."""
    if turn["action"]:
        print(f"\n> {turn['action']}")
    if turn["status"] == "rejected":
        print(_wrapped(turn["message"] or "", "  "))
        return
    for paragraph in turn["narration"]:
        print(_wrapped(paragraph, "  "))
    for line in turn["log"]:
        print(_wrapped(line, "      · "))


def _wrapped(text: str, indent: str) -> str:
    later = " " * len(indent)
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=later)
