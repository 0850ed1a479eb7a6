"""Reading the documents of the repository: their fenced blocks and their links."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, and the line of its document in which it begins."""

    line: int
    language: str
    text: str


def blocks(document: Path) -> list[Block]:
    """In their order."""
    text = document.read_text(encoding="utf-8")
    return [
        Block(text.count("\n", 0, found.start()) + 1, found[1], found[2]) for found in _BLOCK.finditer(text)
    ]


def prose_of(document: Path) -> str:
    """The text without its fenced blocks."""
    return _BLOCK.sub("", document.read_text(encoding="utf-8"))


def documents() -> Iterator[Path]:
    """Every Markdown file that is in the repository, or would be with the next commit; what others are written from
    is none."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", "*.md"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in sorted(listed.split("\0")) if name]
    return (path for path in paths if path.is_file() and path.parent.name != "templates")


def matches(said: str, shown: str) -> bool:
    """Whether that is what the document shows. An ellipsis stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, said.strip(), re.DOTALL) is not None
