"""Whoever's work we use is named, and nobody else."""

import json
import re

from tests.support.documents import ROOT, prose_of

TEXT = prose_of(ROOT / "docs" / "CREDITS.md")
LOCKS = (
    "api/requirements.txt",
    "api/requirements-dev.txt",
    "public_web/requirements.txt",
    "public_web/requirements-dev.txt",
    "tests/requirements.txt",
    "scripts/locks/uv.txt",
    "scripts/locks/node.txt",
)
PLAYED_WITH = LOCKS[:1] + LOCKS[2:3]


def locked(*files: str) -> set[str]:
    """Names of the Python libraries in these lock files."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in files]
    return {
        found.lower() for text in texts for found in re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)
    }


def credited(chapter: str) -> list[str]:
    """Names in the right column of a chapter's table of licences."""
    text = TEXT.split(f"## {chapter}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| [\w .-]+ \| ([\w., -]+) \|$", text, re.MULTILINE)
    return [name for row in rows if row != "libraries" for name in row.split(", ")]


def test_every_python_library_is_credited_once_and_where_it_is_used() -> None:
    assert sorted(credited("What the game runs on")) == sorted(locked(*PLAYED_WITH))
    others = locked(*LOCKS) - locked(*PLAYED_WITH)
    assert sorted(credited("What only tests, checks and set-up use")) == sorted(others)


def test_everything_from_npm_is_credited() -> None:
    package = json.loads((ROOT / "public_web" / "package.json").read_text(encoding="utf-8"))
    for name in (*package["dependencies"], *package["devDependencies"]):
        assert name in TEXT
