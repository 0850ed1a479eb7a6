"""Characters and their items as rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from app.backends.ports import Add, Change, Create, Delete, Documents, Op, Order, Row, Update, Where
from app.models.character import Character
from app.models.errors import NotFound
from app.models.ids import CharacterId, ItemDefId, ItemId, SessionId, UserId
from app.models.items import Item
from app.models.tables import CHARACTERS, ITEMS
from app.services.records import columns

_CHARACTER = TypeAdapter(Character)
_PAGE = 100
_COLUMNS_OF_THEIR_OWN = ("items", "gold")


@dataclass(frozen=True, slots=True)
class StoredCharacter:
    """A character with the versions of the rows it was read from."""

    character: Character
    version: int
    session_id: SessionId | None
    last_session_id: SessionId | None
    portrait_hash: str | None
    slot: str
    item_versions: dict[ItemId, int]


def load_characters(documents: Documents, rows: Sequence[Row]) -> list[StoredCharacter]:
    """Characters of these rows with their items, in the order of the rows: one query for each 100 items."""
    items = _items_by_owner(documents, [row.id for row in rows])
    return [_stored(row, items.get(row.id, [])) for row in rows]


def find_characters(documents: Documents, ids: Sequence[CharacterId]) -> list[StoredCharacter]:
    """Those of these characters that there are, in the order of their ids."""
    where = [Where("id", Op.IN, list(ids))]
    rows, items = documents.both(
        lambda: documents.list(CHARACTERS.name, where, limit=_PAGE).rows,
        lambda: _items_by_owner(documents, ids),
    )
    return [_stored(row, items.get(row.id, [])) for row in rows]


def load_owned(documents: Documents, user_id: UserId, character_id: CharacterId) -> StoredCharacter:
    """An active character of this user. Raises NotFound, also for somebody else's."""
    row, items = documents.both(
        lambda: documents.get(CHARACTERS.name, character_id),
        lambda: _items_by_owner(documents, [character_id]),
    )
    if row.data["user_id"] != user_id or not row.data["is_active"]:
        raise NotFound
    return _stored(row, items.get(row.id, []))


def _items_by_owner(documents: Documents, owners: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    cursor: str | None = None
    where = [Where("owner_id", Op.IN, list(owners))]
    while owners:
        page = documents.list(ITEMS.name, where, [Order("owner_id")], _PAGE, cursor)
        for row in page.rows:
            found.setdefault(columns.text(row, "owner_id"), []).append(row)
        cursor = page.next_cursor
        if cursor is None:
            break
    return found


def _stored(row: Row, item_rows: Iterable[Row]) -> StoredCharacter:
    items = {ItemId(one.id): _item(one) for one in item_rows}
    data = columns.mapping(row, "character_data")
    plain = _CHARACTER.validate_python({**data, "items": {}, "gold": columns.whole(row, "gold")})
    return StoredCharacter(
        character=replace(plain, items=items),
        version=row.version,
        session_id=_session_id(row, "session_id"),
        last_session_id=_session_id(row, "last_session_id"),
        portrait_hash=str(row.data["portrait_hash"]) if row.data.get("portrait_hash") else None,
        slot=columns.text(row, "slot"),
        item_versions={ItemId(one.id): one.version for one in item_rows},
    )


def _session_id(row: Row, name: str) -> SessionId | None:
    found = row.data.get(name)
    return SessionId(str(found)) if found else None


def _item(row: Row) -> Item:
    definition = ItemDefId(columns.text(row, "item_def_id"))
    return Item(ItemId(row.id), definition, columns.whole(row, "quantity"), bool(row.data["sealed"]))


def _character_data(character: Character) -> dict[str, Any]:
    plain = _CHARACTER.dump_python(replace(character, items={}), mode="json")
    return {key: value for key, value in plain.items() if key not in _COLUMNS_OF_THEIR_OWN}


def item_row(owner: str, item: Item) -> Create:
    """The row of a new item. `owner` is a character's id, or the account of an escrow."""
    data = {
        "owner_id": owner,
        "item_def_id": item.item_def_id,
        "quantity": item.quantity,
        "sealed": item.sealed,
        "item_data": {},
    }
    return Create(ITEMS.name, item.id, data)


def create_character(character: Character, name_key: str, slot: str) -> list[Change]:
    """The rows of a new character and all that it owns."""
    data = {
        "user_id": character.user_id,
        "name": character.name,
        "name_key": name_key,
        "slot": slot,
        "class_id": character.class_id,
        "origin_id": character.origin_id,
        "level": character.level,
        "gold": character.gold,
        "session_id": None,
        "last_session_id": None,
        "portrait_hash": None,
        "is_active": True,
        "character_data": _character_data(character),
    }
    rows = [item_row(character.id, item) for item in character.items.values()]
    return [Create(CHARACTERS.name, character.id, data, readers=(character.user_id,)), *rows]


def update_character(
    before: StoredCharacter,
    after: Character,
    received: Mapping[ItemId, int] = MappingProxyType({}),
    **more: object,
) -> list[Change]:
    """What turns the stored rows into `after`: nothing if nothing differs. `received`: versions of item rows that had
    another owner; those that `after` carries come over. `more` are further columns.

    Whatever differs, the character's own row is updated: a change of items alone must fail, too, if the character set
    out meanwhile, and must be heard by those who watch it.
    """
    changes: list[Change] = []
    if before.character != after or more:
        data = {"character_data": _character_data(after), "level": after.level, "name": after.name, **more}
        changes.append(Update(CHARACTERS.name, after.id, data, before.version))
    gold = after.gold - before.character.gold
    if gold:
        changes.append(Add(CHARACTERS.name, after.id, "gold", gold, at_least=0))
    return [*changes, *_item_changes(before, after, received)]


def _item_changes(before: StoredCharacter, after: Character, received: Mapping[ItemId, int]) -> list[Change]:
    changes: list[Change] = []
    held = before.character.items
    for item_id, item in after.items.items():
        if item_id in received:
            moved = {"owner_id": after.id, "quantity": item.quantity, "sealed": item.sealed}
            changes.append(Update(ITEMS.name, item_id, moved, received[item_id]))
        elif item_id not in held:
            changes.append(item_row(after.id, item))
        elif held[item_id] != item:
            data = {"quantity": item.quantity, "sealed": item.sealed}
            changes.append(Update(ITEMS.name, item_id, data, before.item_versions[item_id]))
    gone = [item_id for item_id in held if item_id not in after.items]
    return [*changes, *(Delete(ITEMS.name, item_id, before.item_versions[item_id]) for item_id in gone)]
