"""What CONTRIBUTING tells people to do can be done."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.ai.offline.lint import flaws
from app.ai.offline.templates import load_templates
from app.services.content.catalogue import DATA, load_catalogue
from app.services.content.lint import lint
from tests.support.documents import ROOT, Block, blocks, prose_of

DOCUMENT = ROOT / "CONTRIBUTING.md"
SHIPPED = "api/app/data/"
_HEAD = re.compile(rf"# {SHIPPED}(\S+\.yaml)(?:, (\w+), (\w+))?\n")
_PATH = re.compile(r"`((?:\.ci|api|bench|docs|public_web|scripts|tests)/[\w./-]*)`")


def recipes() -> list[Block]:
    return [one for one in blocks(DOCUMENT) if one.language == "yaml"]


@pytest.fixture
def world_with_recipes(tmp_path: Path) -> Path:
    """A copy of the shipped world in which every recipe was followed."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    for recipe in recipes():
        head = _HEAD.match(recipe.text)
        assert head, f"line {recipe.line} does not say where it goes"
        file = copy / head[1]
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        place_of(content["entries"], head[2], head[3]).extend(yaml.safe_load(recipe.text))
        file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return copy


def place_of(entries: list[Any], entry_id: str | None, key: str | None) -> list[Any]:
    """The entries of the file, or a list inside one of them."""
    if entry_id is None:
        return entries
    found: list[Any] = next(entry for entry in entries if entry["id"] == entry_id)[key]
    return found


def test_the_world_is_sound_after_every_recipe(world_with_recipes: Path) -> None:
    catalogue, problems = load_catalogue(base=world_with_recipes)
    assert [*problems, *lint(catalogue, is_whole=not problems)] == []
    assert {"the_lost_cart"} <= catalogue.ids("quests")


def test_the_narrator_has_the_words_of_the_recipe(world_with_recipes: Path) -> None:
    templates = load_templates(world_with_recipes / "narration")
    catalogue, _ = load_catalogue(base=world_with_recipes)
    assert list(flaws(templates, catalogue.ids("abilities"))) == []
    assert len(templates.all) == len(load_templates().all) + 1


@pytest.mark.parametrize("path", sorted(set(_PATH.findall(prose_of(DOCUMENT)))))
def test_a_recipe_names_files_that_exist(path: str) -> None:
    assert (ROOT / path).exists()
