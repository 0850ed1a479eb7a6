"""`coc content …`, as an author runs it: exit codes, text and JSON."""

import json
from pathlib import Path

from click.testing import CliRunner

from app.cli.content import content
from tests.support.content import write_entries

BAD = {"id": "torch", "name": "Torch", "wieght": 1}


def test_sound_content_ends_with_0() -> None:
    result = CliRunner().invoke(content, ["lint"])
    assert (result.exit_code, result.output) == (0, "The content is sound.\n")


def test_mistakes_end_with_1_and_are_named(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "items", BAD)
    result = CliRunner().invoke(content, ["lint", str(tmp_path / "pack")])
    assert result.exit_code == 1
    assert (
        "error: pack/items/more.yaml: torch: wieght: unknown key 'wieght', did you mean 'weight'?"
        in result.output
    )


def test_packs_come_from_the_environment_too(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "items", BAD)
    result = CliRunner().invoke(content, ["lint"], env={"COC_CONTENT_PACKS": str(tmp_path / "pack")})
    assert result.exit_code == 1


def test_json_lists_the_same_problems(tmp_path: Path) -> None:
    write_entries(tmp_path / "pack", "items", BAD)
    result = CliRunner().invoke(content, ["lint", "--json", str(tmp_path / "pack")])
    problems = json.loads(result.output)
    missing = next(problem for problem in problems if problem["key"] == "kind")
    assert missing == {
        "file": "pack/items/more.yaml",
        "entry": "torch",
        "key": "kind",
        "text": "is required",
        "severity": "error",
    }


def test_a_folder_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    assert CliRunner().invoke(content, ["lint", str(tmp_path / "nowhere")]).exit_code == 2
