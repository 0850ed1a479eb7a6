"""The shortest way to speak to the stand-in without an SDK: for tests of itself."""

from typing import Any

import requests

from tests.support.appwrite_server.client import StandInProject

DEADLINE_S = 20.0
TABLE = "/tablesdb/game/tables/characters"


class Plain:
    """Calls with the project's key over one kept connection. For one thread."""

    def __init__(self, project: StandInProject) -> None:
        self._http = requests.Session()
        self._http.headers.update({"X-Appwrite-Project": project.id, "X-Appwrite-Key": project.key})
        self._endpoint = project.endpoint

    def send(
        self, method: str, path: str, body: object = None, timeout_s: float = DEADLINE_S
    ) -> requests.Response:
        return self._http.request(method, f"{self._endpoint}{path}", json=body, timeout=timeout_s)

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The answer's body. Raises requests.HTTPError for an error answer."""
        response = self.send(method, path, body)
        response.raise_for_status()
        return response.json() if response.content else None

    def make_table(self) -> None:
        """A table of characters with a name that is unique, gold and a version."""
        self.call("POST", "/tablesdb", {"databaseId": "game", "name": "Game"})
        self.call("POST", "/tablesdb/game/tables", {"tableId": "characters", "name": "Characters"})
        self.call("POST", f"{TABLE}/columns/varchar", {"key": "name", "size": 64, "required": True})
        for key in ("gold", "version"):
            self.call("POST", f"{TABLE}/columns/integer", {"key": key, "required": False, "default": 0})
        self.call("POST", f"{TABLE}/indexes", {"key": "by_name", "type": "unique", "columns": ["name"]})

    def make_row(self, row_id: str, **data: object) -> None:
        self.call("POST", f"{TABLE}/rows", {"rowId": row_id, "data": {"name": row_id, **data}})

    def row(self, row_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", f"{TABLE}/rows/{row_id}")
        return found

    def stage(self, *operations: dict[str, Any]) -> str:
        """A new transaction with these operations; `on` names the row."""
        transaction: str = self.call("POST", "/tablesdb/transactions", {})["$id"]
        staged = [
            {"action": each["action"], "rowId": each["on"], "data": each.get("data", {}), **_IN_TABLE}
            for each in operations
        ]
        self.call("POST", f"/tablesdb/transactions/{transaction}/operations", {"operations": staged})
        return transaction

    def commit(self, transaction: str, timeout_s: float = DEADLINE_S) -> requests.Response:
        return self.send("PATCH", f"/tablesdb/transactions/{transaction}", {"commit": True}, timeout_s)


_IN_TABLE = {"databaseId": "game", "tableId": "characters"}


def add(row_id: str, column: str, value: int, **bounds: int) -> dict[str, Any]:
    """An increment or, for a negative value, a decrement."""
    action = "increment" if value > 0 else "decrement"
    return {"action": action, "on": row_id, "data": {"column": column, "value": abs(value), **bounds}}
