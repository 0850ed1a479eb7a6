"""What is proven of templates before anybody is told anything."""

from itertools import combinations

import pytest

from app.ai.offline import load_templates
from app.ai.offline.lint import flaws
from app.ai.offline.templates import Template, Templates
from app.ai.offline.vocabulary import KINDS, Kind, can_occur
from app.models.preferences import Tone
from app.models.world import World
from tests.support.shipped import shipped_world

SHIPPED = load_templates()


@pytest.fixture(scope="module")
def world() -> World:
    return shipped_world()


def problems(*extra: Template) -> list[str]:
    """What is said of templates added to the shipped ones."""
    return [flaw.text for flaw in flaws(Templates([*SHIPPED.all, *extra]), ["attack", "gale"])]


def test_the_shipped_templates_are_sound(world: World) -> None:
    assert list(flaws(SHIPPED, [*world.abilities])) == []


@pytest.mark.parametrize(("name", "kind"), KINDS.items(), ids=KINDS)
def test_a_tag_belongs_to_one_group_of_its_kind(name: str, kind: Kind, world: World) -> None:
    groups = [frozenset().union(*group) for group in kind.groups([*world.abilities])]
    assert [one & other for one, other in combinations(groups, 2) if one & other] in ([], [{"attack"}]), name


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        (Template("x", "parry", "You parry."), "there is no beat of the kind 'parry'"),
        (Template("x", "strike", "You hit.", ("you", "foe")), "carries all of these"),
        (Template("x", "strike", "You hit.", ("you", "small", "heavy")), "carries all of these"),
        (Template("x", "strike", "You hit.", ("you", "nosuch")), "carries all of these"),
        (Template("x", "strike", "You hit with {sword}."), "has no slot sword"),
        (Template("x", "strike", "You hit {target!r}."), "must hold a name alone"),
        (Template("x", "strike", "You hit {target.name}."), "must hold a name alone"),
        (Template("x", "strike", "You hit {."), "braces cannot be read"),
        (Template("x", "strike", "you hit {target}.", ("you",)), "must begin like a sentence"),
        (Template("x", "strike", "You hit {target}", ("you",)), "must end like a sentence"),
        (Template("x", "strike", "You lose 3.", ("you",)), "no figure of its own"),
        (Template("x", "strike", "{Actor} hits you."), "names the actor"),
        (Template("x", "strike", "{Target} staggers.", ("you",)), "begins with the target"),
        (Template("x", "topic", "{Person} says “{words}”."), "own quotation marks"),
    ],
)
def test_a_flaw_is_named(template: Template, problem: str) -> None:
    assert any(problem in text for text in problems(template))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_lacks_words_is_named(kind: str) -> None:
    left = Templates([one for one in SHIPPED.all if one.tells != kind])
    assert [flaw.template for flaw in flaws(left, ["attack"]) if flaw.key == "tags"].count(kind) == 1


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.is_voiced])
def test_a_tone_that_a_kind_lacks_is_named(kind: str, tone: Tone) -> None:
    left = Templates([one for one in SHIPPED.all if one.tells != kind or tone not in one.tags])
    assert any(flaw.template == kind and tone in flaw.text for flaw in flaws(left, ["attack"]))


def test_a_template_for_an_ability_of_its_own_may_be_written() -> None:
    template = Template(
        "x", "strike", "You breathe out, and {target} loses {damage}.", ("you", "at_foe", "gale")
    )
    assert problems(template) == []


def test_tags_that_exclude_each_other_cannot_occur_together() -> None:
    groups = KINDS["miss"].groups(["attack"])
    assert can_occur(frozenset({"you", "at_foe"}), groups)
    assert can_occur(frozenset({"them", "foe", "at_you"}), groups)
    assert not can_occur(frozenset({"you", "them"}), groups)
    assert not can_occur(frozenset({"ally", "foe"}), groups)
