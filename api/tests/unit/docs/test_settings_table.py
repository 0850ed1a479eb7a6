"""The README of the API names every setting, with what it usually is."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from app.config import CONFIG_FOLDER, Settings
from tests.support.documents import ROOT, prose_of

README = ROOT / "api" / "README.md"
_ROW = re.compile(r"^\| (`[A-Z][A-Z_`, ]*`) \|(.*?)\|.*\|$", re.MULTILINE)
MADE_OR_UNSET = {"made at the first start", ""}


def rows() -> dict[str, str]:
    """What each variable usually is, by its name."""
    found: dict[str, str] = {}
    for names, usual in _ROW.findall(prose_of(README)):
        variables = re.findall(r"[A-Z_]+", names)
        values = usual.split(",") if len(variables) > 1 else [usual]
        found.update(zip(variables, [*values, *[""] * len(variables)], strict=False))
    return {name: value.strip("` ") for name, value in found.items()}


def variables(model: type[BaseModel], prefix: str = "COC_") -> Iterator[tuple[str, tuple[str, ...]]]:
    """(variable, path of the setting) of every setting below a section."""
    for name, field in model.model_fields.items():
        section = next(
            (one for one in (field.annotation, *get_args(field.annotation)) if is_section(one)), None
        )
        if section is not None:
            for variable, path in variables(section, f"{prefix}{name.upper()}__"):
                yield variable, (name, *path)
        else:
            yield str(field.validation_alias or f"{prefix}{name.upper()}"), (name,)


def is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def usual_settings() -> Mapping[str, Any]:
    """Base and development, as a machine of one's own reads them."""
    read = [yaml.safe_load((CONFIG_FOLDER / f"{name}.yaml").read_text()) for name in ("base", "development")]
    return merged(*read)


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = {**under, **over}
    return {
        name: merged(under[name], value) if isinstance(value, dict) and name in under else value
        for name, value in both.items()
    }


SETTINGS = dict(variables(Settings))


def test_every_setting_stands_in_the_table() -> None:
    of_gunicorn = {"WEB_CONCURRENCY", "COC_THREADS"}
    assert set(rows()) - of_gunicorn == set(SETTINGS)
    assert of_gunicorn <= set(rows())


@pytest.mark.parametrize("variable", SETTINGS)
def test_what_it_usually_is_is_what_the_settings_say(variable: str) -> None:
    value: Any = usual_settings()
    for name in SETTINGS[variable]:
        value = value.get(name, "") if isinstance(value, dict) else ""
    written = rows()[variable]
    if value == "" and written not in MADE_OR_UNSET:
        value = default_of(SETTINGS[variable])
    shown = ", ".join(value) if isinstance(value, list) else str(value)
    assert written == shown or (written in MADE_OR_UNSET and not shown)


def default_of(path: tuple[str, ...]) -> object:
    """The default that the class itself has."""
    model: Any = Settings
    for name in path[:-1]:
        kind = model.model_fields[name].annotation
        model = next(one for one in (kind, *get_args(kind)) if is_section(one))
    return model.model_fields[path[-1]].default
