"""The loader: folders in, a checked World out, or an error that says where."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from app.models.errors import ContentError
from app.models.ids import ItemDefId
from app.services.content import load_world
from app.services.content.catalogue import DATA, load_catalogue
from app.services.content.known import known_world, remember
from tests.support.content import copy_of_the_world, problems_of, spoil, write_entries

TORCH = {
    "id": "torch",
    "name": "Torch",
    "aliases": ["brand"],
    "description": "Pitch and rag. It drips.",
    "kind": "material",
    "rarity": "common",
    "value_gold": 1,
    "weight": 1,
}
SPARE_TORCH = {**TORCH, "name": "Spare Torch"}


def error_of(pack: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        load_world((pack,))
    return caught.value


def test_the_shipped_world_has_the_ids_that_everything_else_counts_on() -> None:
    world = load_world()
    assert {"attack", "defend", "flee", "change_row"} <= set(world.abilities)
    assert {"vanguard", "lampwright", "reedwalker"} == set(world.classes)
    assert "noble_exile" in world.origins
    assert world.start_location in world.locations


def test_loading_takes_no_more_than_ten_times_as_long_as_reading_the_files() -> None:
    """Over a bare reading of the same files, so that it says the same on every machine: a start waits for it."""

    def read() -> None:
        for file in DATA.rglob("*.yaml"):
            yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)

    load_world()  # imports and validators are made once
    assert _least_cpu_s(load_world) < 10 * _least_cpu_s(read)


def _least_cpu_s(work: Callable[[], object]) -> float:
    took = []
    for _ in range(3):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return min(took)


def test_a_pack_adds_entries(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "items", TORCH)
    world = load_world((tmp_path / "pack",))
    assert world.items[ItemDefId("torch")].name == "Torch"
    assert "healing_draught" in world.items


def test_a_pack_changes_the_content_hash(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "items", TORCH)
    assert load_world((tmp_path / "pack",)).content_hash != load_world().content_hash


def test_the_hash_knows_neither_files_nor_the_order_of_entries_and_keys(tmp_path: Path) -> None:
    world = copy_of_the_world(tmp_path)
    for number, file in enumerate(sorted(world.glob("*/*.yaml"))):
        document = yaml.safe_load(file.read_text("utf-8"))
        entries = [dict(reversed(entry.items())) for entry in reversed(document["entries"])]
        file.unlink()
        for position, entry in enumerate(entries):
            write_entries(world, file.parent.name, entry, name=f"{number}_{position}.yaml")
    catalogue, problems = load_catalogue(base=world)
    assert problems == ()
    assert catalogue.world == load_world()


def test_the_hash_knows_every_number(tmp_path: Path) -> None:
    world = copy_of_the_world(tmp_path)
    spoil(world, "enemies/wickling/stats/max_hp", 10)
    assert load_catalogue(base=world)[0].world.content_hash != load_world().content_hash


def test_an_id_used_twice_is_refused_naming_both_files(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "items", TORCH, name="a.yaml")
    write_entries(tmp_path / "pack", "items", SPARE_TORCH, name="b.yaml")
    error = error_of(tmp_path / "pack")
    assert (error.file, error.entry, error.key) == ("pack/items/b.yaml", "torch", "id")
    assert "pack/items/a.yaml" in error.problem


def test_a_pack_cannot_replace_what_is_shipped(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "items", {**TORCH, "id": "waybread"})
    assert "data/items/supplies.yaml" in error_of(tmp_path / "pack").problem


def test_a_misspelt_key_is_named_with_its_file_entry_and_the_right_spelling(tmp_path: Path) -> None:
    torch = {**TORCH, "desciption": "Pitch and rag."}
    write_entries(tmp_path / "pack", "items", torch)
    error = error_of(tmp_path / "pack")
    assert (error.file, error.entry, error.key) == ("pack/items/more.yaml", "torch", "desciption")
    assert error.problem == "unknown key 'desciption', did you mean 'description'?"


@pytest.mark.parametrize(
    ("change", "key", "problem"),
    [
        ({"weight": "7"}, "weight", "must be a whole number"),
        ({"weight": True}, "weight", "must be a whole number"),
        ({"weight": 1.5}, "weight", "must be a whole number"),
        ({"name": 7}, "name", "must be text"),
        ({"aliases": "brand"}, "aliases", "must be a list"),
        ({"kind": "materail"}, "kind", "'materail' is not known here, did you mean 'material'?"),
        (
            {"stats": {"strenght": 1}},
            "stats.strenght",
            "'strenght' is not known here, did you mean 'strength'?",
        ),
        ({"name": None}, "name", "must be text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(
    tmp_path: Path, change: dict[str, object], key: str, problem: str
) -> None:
    write_entries(tmp_path / "pack", "items", {**TORCH, **change})
    error = error_of(tmp_path / "pack")
    assert (error.entry, error.key, error.problem) == ("torch", key, problem)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    torch = {key: value for key, value in TORCH.items() if key != "rarity"}
    write_entries(tmp_path / "pack", "items", torch)
    error = error_of(tmp_path / "pack")
    assert (error.key, error.problem) == ("rarity", "is required")


def test_a_misspelt_step_deep_inside_is_named_by_its_path(tmp_path: Path) -> None:
    world = copy_of_the_world(tmp_path)
    spoil(world, "abilities/spark/steps/0/amount/dise", 2)
    spoil(world, "abilities/spark/steps/1", {"do": "aply", "effect": "burning"})
    found = {(one.key, one.text) for one in problems_of(world)}
    assert ("steps[0].amount.dise", "unknown key 'dise', did you mean 'dice'?") in found
    assert ("steps[1]", "'aply' is not known here, did you mean 'apply'?") in found


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "items", {**TORCH, "weight": -1, "colour": "red", "name": 3})
    error = error_of(tmp_path / "pack")
    assert any("1 more" in note for note in error.__notes__)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("schema: 1\nentries:\n  - {id: a, id: b}\n", "key 'id' is written twice (line 3)"),
        ("schema: 1\nentries: [", "is no sound YAML"),
        ("schema: 2\nentries: []\n", "schema must be 1"),
        ("schema: 1\nentires: []\n", "unknown key 'entires', did you mean 'entries'?"),
        ("- just\n- a list\n", "must be a mapping"),
        ("schema: 1\nentries: [5]\n", "must be a mapping of keys to values"),
        ("schema: 1\nentries: [{name: Torch}]\n", "every entry needs an id"),
        ("schema: 1\nentries: [{id: a, when: 2024-01-01}]\n", "neither text, number nor true/false"),
        ("schema: 1\nentries: [{id: a, 2024-01-01: x}]\n", "neither text, number nor true/false"),
        ("", "must be a mapping"),
        ("schema: 1\nentries: [{id: a, ? [b, c] : d}]\n", "is no sound YAML"),
        ("schema: 1\nentries: [{id: a, b: &b [*b]}]\n", "neither text, number nor true/false"),
    ],
)
def test_a_file_that_is_no_content_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "pack" / "items" / "broken.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    error = error_of(tmp_path / "pack")
    found = [
        error.problem,
        *[str(one.text) for one in problems_of(copy_of_the_world(tmp_path), tmp_path / "pack")],
    ]
    assert error.file == "pack/items/broken.yaml"
    assert any(problem in one for one in found)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "pack" / "items" / "broken.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"schema: 1\nentries: [\xff\xfe]\n")
    assert "is no sound YAML" in error_of(tmp_path / "pack").problem


def test_a_folder_of_no_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pack" / "itmes").mkdir(parents=True)
    assert "did you mean 'items'?" in error_of(tmp_path / "pack").problem


def test_a_pack_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "no such folder" in error_of(tmp_path / "nowhere").problem


def test_a_world_that_was_remembered_is_not_read_again(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    write_entries(pack, "items", TORCH)
    remember((pack,))
    before = known_world((pack,))
    write_entries(
        pack, "items", {**TORCH, "id": "longer_torch", "name": "Longer Torch", "aliases": []}, name="b.yaml"
    )
    assert known_world((pack,)) is before
    assert len(load_world((pack,)).items) == len(before.items) + 1
