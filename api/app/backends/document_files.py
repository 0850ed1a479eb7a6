"""Files kept as rows, in pieces: written whole or not at all, wherever rows are, and part of every backup of them."""

import base64
import hashlib
from collections.abc import Iterable, Sequence

from app.backends import checks
from app.backends.ports import Change, Clock, Create, Delete, Documents, Op, Order, Row, Update, Where
from app.backends.retrying import commit_loaded, until_settled
from app.models.errors import NotFound, Unavailable
from app.models.tables import FILE_PARTS

_PART_BYTES = 36_000
_MOST = 100


class DocumentFiles:
    """`Files` over any `Documents`: a portrait is a few rows."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    def put(self, file_id: str, data: bytes) -> None:
        checks.check_file(file_id, data)
        until_settled(lambda: self._try_put(file_id, data))

    def _try_put(self, file_id: str, data: bytes) -> None:
        before = {row.data["part"]: row for row in self._rows(file_id)}
        changes: list[Change] = []
        for part, columns in enumerate(_parts(file_id, data)):
            row = before.pop(part, None)
            if row is None:
                changes.append(Create(FILE_PARTS.name, self._clock.new_id(), columns))
            else:
                changes.append(Update(FILE_PARTS.name, row.id, columns, row.version))
        commit_loaded(self._documents, [*changes, *_gone(before.values())])

    def get(self, file_id: str) -> bytes:
        rows = self._rows(file_id)
        if not rows:
            raise NotFound
        data = b"".join(base64.b64decode(str(row.data["content"])) for row in rows)
        if any(row.data["checksum"] != _checksum(data) for row in rows):
            raise Unavailable
        return data

    def remove(self, file_id: str) -> None:
        until_settled(lambda: commit_loaded(self._documents, _gone(self._rows(file_id))))

    def ids(self, owner: str) -> Sequence[str]:
        where = [Where("owner", Op.EQ, owner)]
        page = self._documents.list(FILE_PARTS.name, where, [Order("owner")], _MOST)
        return sorted({str(row.data["file_id"]) for row in page.rows})

    def _rows(self, file_id: str) -> Sequence[Row]:
        if not checks.is_row_id(file_id):
            return ()
        where = [Where("file_id", Op.EQ, file_id)]
        return self._documents.list(FILE_PARTS.name, where, [Order("part")], _MOST).rows


def _parts(file_id: str, data: bytes) -> list[dict[str, object]]:
    """The columns of each piece; an empty file is one empty piece."""
    pieces = [data[start : start + _PART_BYTES] for start in range(0, len(data), _PART_BYTES)] or [b""]
    common = {
        "file_id": file_id,
        "owner": file_id.partition(".")[0],
        "checksum": _checksum(data),
    }
    return [
        {**common, "part": number, "content": base64.b64encode(piece).decode("ascii")}
        for number, piece in enumerate(pieces)
    ]


def _gone(rows: Iterable[Row]) -> list[Change]:
    return [Delete(FILE_PARTS.name, row.id, row.version) for row in rows]


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
