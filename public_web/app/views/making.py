"""Making a character under a name that somebody may bear already."""

from collections.abc import Mapping

from app.models.character import Character
from app.presentation.names import suggest_rarer_name
from app.services import character_service
from app.services.errors import ApiError
from app.views.caller import api

RENAMES = 5


def make(values: Mapping[str, str], appearance: Mapping[str, str]) -> Character:
    """By `name`, `class_id` and `origin_id`. A name that we suggested (`suggested`) and somebody else bears already is
    ours to replace; one that was typed is not. Raises ApiError."""
    name = values["name"]
    for _ in range(RENAMES if name == values.get("suggested") else 0):
        try:
            return _made(name, values, appearance)
        except ApiError as error:
            if error.code != "name_taken":
                raise
            name = suggest_rarer_name()
    return _made(name, values, appearance)


def _made(name: str, values: Mapping[str, str], appearance: Mapping[str, str]) -> Character:
    return character_service.create(api(), name, values["class_id"], values["origin_id"], appearance)
