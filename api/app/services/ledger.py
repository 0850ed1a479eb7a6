"""Proof of the books: what characters hold, and what lies in loot pools, is what the ledger says they received."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.backends.ports import Documents, Row
from app.models.ids import CharacterId
from app.models.tables import CHARACTERS, ITEMS, TRANSACTIONS
from app.services.records import columns
from app.services.records.ledger import GOLD, character_account, is_pool

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """An account whose holding is not what the ledger's rows add up to."""

    account: str
    unit: str
    held: int
    recorded: int


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """How many rows and accounts were looked at, all gold in circulation, and what does not add up."""

    rows: int
    characters: int
    items: int
    gold: int
    discrepancies: tuple[Discrepancy, ...]

    @property
    def is_sound(self) -> bool:
        return not self.discrepancies


class LedgerService:
    """Reads everything once; for the operator. On a live store, movements made meanwhile are looked at again."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def verify(self) -> LedgerReport:
        """Compares twice where something seems wrong: a commit between two reads is no discrepancy."""
        first = self._compare()
        if first.is_sound:
            return first
        again = self._compare()
        still = set(first.discrepancies) & set(again.discrepancies)
        return LedgerReport(
            again.rows, again.characters, again.items, again.gold, tuple(sorted(still, key=str))
        )

    def _compare(self) -> LedgerReport:
        recorded: Counter[tuple[str, str]] = Counter()
        rows = 0
        for row in self._all(TRANSACTIONS.name):
            rows += 1
            unit, amount = columns.text(row, "unit"), columns.whole(row, "amount")
            recorded[columns.text(row, "from_account"), unit] -= amount
            recorded[columns.text(row, "to_account"), unit] += amount
        held, characters, items = self._holdings()
        ours = {key: amount for key, amount in recorded.items() if _is_held(key[0])}
        wrong = [
            Discrepancy(*key, held.get(key, 0), ours.get(key, 0))
            for key in sorted({*held, *ours})
            if held.get(key, 0) != ours.get(key, 0)
        ]
        gold = sum(amount for (_, unit), amount in held.items() if unit == GOLD)
        return LedgerReport(rows, characters, items, gold, tuple(wrong))

    def _holdings(self) -> tuple[dict[tuple[str, str], int], int, int]:
        held: dict[tuple[str, str], int] = {}
        characters = items = 0
        for row in self._all(CHARACTERS.name):
            characters += 1
            held[f"character:{row.id}", GOLD] = columns.whole(row, "gold")
        for row in self._all(ITEMS.name):
            items += 1
            held[_account_of(columns.text(row, "owner_id")), row.id] = columns.whole(row, "quantity")
        return held, characters, items

    def _all(self, table: str) -> Iterator[Row]:
        cursor: str | None = None
        while True:
            page = self._documents.list(table, limit=_PAGE, cursor=cursor)
            yield from page.rows
            cursor = page.next_cursor
            if cursor is None:
                return


def _is_held(account: str) -> bool:
    """Whether there are rows of what is in this account; faucets and sinks have none."""
    return account.startswith("character:") or is_pool(account)


def _account_of(owner_id: str) -> str:
    return owner_id if is_pool(owner_id) else character_account(CharacterId(owner_id))
