"""What lies in a party's loot pool, as rows of `items`: of no character's, their owner is the pool's account.

A thing has its row from the commit that draws it, under the same id wherever it goes. So at every commit the rows hold
what the ledger says of each account, the pool's included, and what is shared out is never there twice.
"""

from collections.abc import Mapping

from app.backends.ports import Change, Delete, Documents, Op, Order, Where
from app.models.ids import ItemId
from app.models.items import Item
from app.models.session import SessionState
from app.models.tables import ITEMS
from app.services.records.characters import item_row
from app.services.records.ledger import pool_account

_PAGE = 100


def taken_out(documents: Documents, before: SessionState, after: SessionState) -> Mapping[ItemId, int]:
    """Ids and versions of the rows that lay in the pool before and no longer do. Reads only if there are any."""
    gone = _lying(before).keys() - _lying(after).keys()
    if not gone:
        return {}
    where = [Where("owner_id", Op.EQ, pool_account(before.session_id))]
    rows = documents.list(ITEMS.name, where, [Order("owner_id")], _PAGE).rows
    return {ItemId(row.id): row.version for row in rows if row.id in gone}


def pool_changes(before: SessionState, after: SessionState, taken: Mapping[ItemId, int]) -> list[Change]:
    """Rows for what has come to lie there; those of what was taken out go, unless somebody's pack has them now."""
    owner, was = pool_account(after.session_id), _lying(before)
    carried = {item_id for one in after.characters.values() for item_id in one.items}
    return [
        *(item_row(owner, item) for item_id, item in _lying(after).items() if item_id not in was),
        *(Delete(ITEMS.name, item_id, taken[item_id]) for item_id in taken if item_id not in carried),
    ]


def _lying(state: SessionState) -> dict[ItemId, Item]:
    return {one.item.id: one.item for one in state.loot_pool}
