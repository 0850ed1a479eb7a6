"""Every command that a document names can be given."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.documents import ROOT, blocks, documents

_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_MAKE = re.compile(r"\bmake ((?:[a-z-]+)(?: [a-z-]+)*)")
_INLINE = re.compile(r"`make ([a-z][a-z-]*)")
_MODULE = re.compile(r"python(?:3)? -m ((?:app|scripts)[\w.]*)")
_SCRIPT = re.compile(r"python3 ((?:scripts|bench)/[\w/]+\.py)")

TARGETS = set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))


def commands() -> Iterator[tuple[str, str]]:
    """(document, line) of every fenced line of a shell."""
    for path in documents():
        for block in blocks(path):
            if block.language in ("sh", ""):
                for line in block.text.splitlines():
                    yield str(path.relative_to(ROOT)), line


@pytest.mark.parametrize("document", list(documents()), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    lines = [line for name, line in commands() if ROOT / name == document]
    named = {word for line in lines for found in _MAKE.findall(line) for word in found.split()}
    named |= set(_INLINE.findall(document.read_text(encoding="utf-8")))
    assert named <= TARGETS


def test_every_program_of_ours_that_is_named_exists() -> None:
    lines = [line for _, line in commands()]
    modules = {module for line in lines for module in _MODULE.findall(line)}
    scripts = {script for line in lines for script in _SCRIPT.findall(line)}
    assert "app.cli" in modules
    assert "scripts/run_tests.py" in scripts
    missing = [one for one in scripts if not (ROOT / one).exists()]
    missing += [one for one in modules if not _is_module(ROOT / "api" / one.replace(".", "/"))]
    assert missing == []


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()
