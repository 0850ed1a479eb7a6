"""The player's characters and what they carry."""

from collections.abc import Mapping

from app.models.character import Character, InventoryItem, StatPart
from app.models.library import CodexEntry, JournalEntry
from app.services.api_client import Api, segment
from app.services.reading import read, read_items


def characters(api: Api) -> tuple[Character, ...]:
    """Oldest first."""
    return read_items(Character, api.get("/characters"))


def character(api: Api, character_id: str) -> Character:
    """Raises ApiError 404, also for somebody else's."""
    return read(Character, api.get(f"/characters/{segment(character_id)}"))


def create(api: Api, name: str, class_id: str, origin_id: str, appearance: Mapping[str, str]) -> Character:
    """Raises ApiError with the field at fault, or `quota_reached`."""
    body = {"name": name, "class_id": class_id, "origin_id": origin_id, "appearance": dict(appearance)}
    return read(Character, api.post("/characters", body))


def retire(api: Api, character_id: str) -> None:
    """The character leaves for good. Raises ApiError `already_in_session` while on an adventure."""
    api.delete(f"/characters/{segment(character_id)}")


def inventory(api: Api, character_id: str) -> tuple[InventoryItem, ...]:
    """Worn items first, then by name."""
    return read_items(InventoryItem, api.get(f"/characters/{segment(character_id)}/inventory"))


def journal(api: Api, character_id: str) -> tuple[JournalEntry, ...]:
    """The quests that were taken on, with their stages so far."""
    return read_items(JournalEntry, api.get(f"/characters/{segment(character_id)}/journal"))


def codex(api: Api, character_id: str) -> tuple[CodexEntry, ...]:
    """Whom and what it has met."""
    return read_items(CodexEntry, api.get(f"/characters/{segment(character_id)}/codex"))


def wear(api: Api, character_id: str, item_id: str, slot: str | None) -> None:
    """Without a slot the rules choose. Raises ApiError with the rule's own code, like all that follow."""
    body = {"item_id": item_id} | ({"slot": slot} if slot else {})
    api.post(f"/characters/{segment(character_id)}/equip", body)


def take_off(api: Api, character_id: str, slot: str) -> None:
    """What is worn there goes back into the pack."""
    api.post(f"/characters/{segment(character_id)}/unequip", {"slot": slot})


def use(api: Api, character_id: str, item_id: str) -> None:
    """On oneself, outside of fights."""
    api.post(f"/characters/{segment(character_id)}/use", {"item_id": item_id})


def drop(api: Api, character_id: str, item_id: str) -> None:
    """One piece, for good."""
    api.post(f"/characters/{segment(character_id)}/drop", {"item_id": item_id})


def learn(api: Api, character_id: str, node_id: str) -> None:
    """Raises ApiError with the rule's own code."""
    api.post(f"/characters/{segment(character_id)}/skills/{segment(node_id)}")


def respec(api: Api, character_id: str) -> None:
    """Forgets all skills for gold; their points are back. Raises ApiError with the rule's own code."""
    api.post(f"/characters/{segment(character_id)}/respec")


def stat_parts(api: Api, character_id: str, stat: str) -> tuple[StatPart, ...]:
    """What a number is made of. Raises ApiError for a number that nobody has."""
    return read_items(StatPart, api.get(f"/characters/{segment(character_id)}/stats/{segment(stat)}"))


def redraw(api: Api, known: Character, appearance: Mapping[str, str]) -> None:
    """Changes how the character looks. Raises ApiError while it is on an adventure."""
    body = {"name": known.name, "appearance": dict(appearance)}
    api.put(f"/characters/{segment(known.id)}", body)
