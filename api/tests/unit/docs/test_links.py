"""Documents lead where they say: links, pictures and chapters exist. And they speak of nothing but the project."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.support.documents import ROOT, documents, prose_of

DOCUMENTS = {str(path.relative_to(ROOT)): path for path in documents()}

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_FOREIGN = {
    "a package registry": re.compile(
        r"\b(?:pypi|pythonhosted|registry\.npmjs|npmjs\.(?:com|org))\b", re.IGNORECASE
    ),
    "a path of one machine": re.compile(r"(?<![\w.~-])/(?:home|Users|root|work|tmp)/\w"),
    "the number of an issue": re.compile(r"(?<![\w&(/])#\d+\b|\bissues? \d+\b", re.IGNORECASE),
}


def links() -> Iterator[tuple[str, str]]:
    for name, path in DOCUMENTS.items():
        for target in dict.fromkeys(_LINK.findall(prose_of(path))):
            if not target.startswith(("http://", "https://", "mailto:")):
                yield name, target


def anchor(heading: str) -> str:
    """How a heading is linked to: its words in small letters, joined by hyphens."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {anchor(found) for found in _HEADING.findall(prose_of(path))}


@pytest.mark.parametrize(("document", "target"), list(links()))
def test_a_link_leads_somewhere(document: str, target: str) -> None:
    file, _, chapter = unquote(target).partition("#")
    aim = (DOCUMENTS[document].parent / file).resolve() if file else DOCUMENTS[document]
    assert aim.exists()
    assert aim.is_relative_to(ROOT)
    assert not chapter or chapter in anchors(aim)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_speaks_of_the_project_alone(name: str) -> None:
    text = DOCUMENTS[name].read_text(encoding="utf-8")
    found = {what: match[0] for what, pattern in _FOREIGN.items() if (match := pattern.search(text))}
    assert found == {}
