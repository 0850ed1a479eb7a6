"""Templates of the offline narrator."""

from collections.abc import Iterator

from app.ai.offline import load_templates
from app.ai.offline.lint import flaws
from app.ai.offline.templates import FOLDER
from app.models.errors import ContentError
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem


def check_narration(catalogue: Catalogue) -> Iterator[Problem]:
    """Every template fits some beat, every beat some template; no template says what a beat cannot give."""
    try:
        templates = load_templates()
    except ContentError as error:
        yield Problem(f"{FOLDER.name}/{error.file}", error.entry, error.key, error.problem)
        return
    for flaw in flaws(templates, catalogue.ids("abilities")):
        yield Problem(FOLDER.name, flaw.template, flaw.key, flaw.text)
