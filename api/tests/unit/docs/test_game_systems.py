"""The worked examples of the rules' documentation are true."""

import doctest
import re
from pathlib import Path

import pytest

DOC = Path(__file__).parents[3] / "docs" / "GAME_SYSTEMS.md"
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[int, str]]:
    """(line, source) of each python block."""
    text = DOC.read_text(encoding="utf-8")
    return [(text.count("\n", 0, found.start()) + 1, found.group(1)) for found in _BLOCK.finditer(text)]


@pytest.mark.parametrize(("line", "source"), examples(), ids=lambda value: str(value).split("\n")[0][:50])
def test_the_example_gives_what_the_document_says(line: int, source: str) -> None:
    parsed = doctest.DocTestParser().get_doctest(source, {}, f"example in line {line}", str(DOC), line)
    assert parsed.examples, "an example needs lines that begin with >>>"
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(parsed, out=report.append)
    assert not report, "".join(report)


def test_the_document_has_examples_for_every_chapter_of_formulas() -> None:
    chapters = re.split(r"^# ", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)
    without = [text.split("\n")[0] for text in chapters[2:] if not _BLOCK.search(text)]
    assert without == []
