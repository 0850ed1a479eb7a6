"""Databases, tables, columns and indexes."""

from tests.support.appwrite_server import columns as kinds
from tests.support.appwrite_server.columns import checked_key
from tests.support.appwrite_server.errors import Refusal, invalid, key_not_found, taken
from tests.support.appwrite_server.kept_rows import KeptRows
from tests.support.appwrite_server.model import Answer, Call, Database, Record, Table, new_id
from tests.support.appwrite_server.permissions import checked_permissions
from tests.support.appwrite_server.queries import Fields, Things, select
from tests.support.appwrite_server.routing import route

DATABASES_READ = ("databases.read",)
DATABASES_WRITE = ("databases.write",)
TABLES_READ = ("tables.read", "collections.read")
TABLES_WRITE = ("tables.write", "collections.write")
_DATABASE = "/tablesdb/{database}"
_TABLE = f"{_DATABASE}/tables/{{table}}"
_INDEX_LENGTH_MAX = 768


def asked_id(name: str, value: object) -> str:
    """The id that a request gives, or a fresh one for `unique()`."""
    return new_id() if value == "unique()" else checked_key(name, value)


def table_of(call: Call) -> Table:
    return call.project.table(call.path["database"], call.path["table"])


@route("POST", "/tablesdb", "databases.create", scopes=DATABASES_WRITE)
def create_database(call: Call) -> Answer:
    database_id = asked_id("databaseId", call.body.get("databaseId"))
    if database_id in call.project.databases:
        raise taken("database", database_id)
    times = {"$createdAt": call.now, "$updatedAt": call.now}
    info = {"$id": database_id, "name": call.body.get("name"), **times, "enabled": True, "type": "tablesdb"}
    call.project.databases[database_id] = Database(info)
    return Answer(201, info)


@route("GET", "/tablesdb", "databases.list", scopes=DATABASES_READ)
def list_databases(call: Call) -> Answer:
    infos = [database.info for database in call.project.databases.values()]
    return _listed(call, "databases", infos, ("$id", "name"))


@route("GET", _DATABASE, "databases.get", scopes=DATABASES_READ)
def get_database(call: Call) -> Answer:
    return Answer(200, call.project.database(call.path["database"]).info)


@route("DELETE", _DATABASE, "databases.delete", scopes=DATABASES_WRITE)
def delete_database(call: Call) -> Answer:
    call.project.database(call.path["database"])
    del call.project.databases[call.path["database"]]
    return Answer(204)


@route("POST", f"{_DATABASE}/tables", "tables.create", scopes=TABLES_WRITE)
def create_table(call: Call) -> Answer:
    database = call.project.database(call.path["database"])
    table_id = asked_id("tableId", call.body.get("tableId"))
    if table_id in database.tables:
        raise taken("table", table_id)
    info: Record = {"$id": table_id, "$createdAt": call.now, "$updatedAt": call.now}
    info |= {"$permissions": [], "databaseId": call.path["database"], "enabled": True, "rowSecurity": False}
    table = Table(info)
    _rename(table, call.body)
    answer = _shown(call, table)
    _add_columns(call, table)
    database.tables[table_id] = table
    return Answer(201, answer)


def _add_columns(call: Call, table: Table) -> None:
    """Columns and indexes named in the creation are there at once, but not yet in its answer."""
    for column in call.body.get("columns") or []:
        if column.get("type") not in set(kinds.COLUMN_KINDS) - {"varchar"}:
            message = f"Invalid type for attribute '{column.get('key')}': {column.get('type')}"
            raise Refusal(400, "general_argument_invalid", message)
        made = kinds.new_column(column["type"], column, call.now)
        table.columns[made["key"]] = made | {"status": "available"}
    for index in call.body.get("indexes") or []:
        made = _new_index(call, table, index | {"columns": index.get("attributes")})
        table.indexes[made["key"]] = made | {"status": "available"}


def _rename(table: Table, body: Record) -> None:
    table.info["name"] = body.get("name", table.info.get("name"))
    permissions = checked_permissions(body.get("permissions"))
    table.info["$permissions"] = table.info["$permissions"] if permissions is None else permissions
    for flag in ("rowSecurity", "enabled"):
        table.info[flag] = bool(body.get(flag, table.info[flag]))


@route("GET", f"{_DATABASE}/tables", "tables.list", scopes=TABLES_READ)
def list_tables(call: Call) -> Answer:
    tables = call.project.database(call.path["database"]).tables.values()
    return _listed(call, "tables", [_shown(call, table) for table in tables], ("$id", "name"))


@route("GET", _TABLE, "tables.get", scopes=TABLES_READ)
def get_table(call: Call) -> Answer:
    return Answer(200, _shown(call, table_of(call)))


@route("PUT", _TABLE, "tables.update", scopes=TABLES_WRITE)
def update_table(call: Call) -> Answer:
    table = table_of(call)
    _rename(table, call.body)
    table.info["$updatedAt"] = call.now
    return Answer(200, _shown(call, table))


@route("DELETE", _TABLE, "tables.delete", scopes=TABLES_WRITE)
def delete_table(call: Call) -> Answer:
    table_of(call)
    del call.project.database(call.path["database"]).tables[call.path["table"]]
    return Answer(204)


def _shown(call: Call, table: Table) -> Record:
    _build(call, table)
    used = kinds.EMPTY_ROW_BYTES + sum(kinds.width(column) for column in table.columns.values())
    return table.info | {
        "columns": [dict(column) for column in table.columns.values()],
        "indexes": [dict(index) for index in table.indexes.values()],
        "bytesMax": kinds.ROW_BYTES_MAX,
        "bytesUsed": used,
    }


@route("POST", f"{_TABLE}/columns/{{kind}}", "columns.create", scopes=TABLES_WRITE)
def create_column(call: Call) -> Answer:
    table = table_of(call)
    column = kinds.new_column(_kind(call), call.body, call.now)
    if column["key"] in table.columns:
        message = (
            f"Column with the requested key '{column['key']}' already exists. "
            "Column keys must be unique, try again with a different key."
        )
        raise Refusal(409, "column_already_exists", message)
    if sum(map(kinds.width, [*table.columns.values(), column])) + kinds.EMPTY_ROW_BYTES > kinds.ROW_BYTES_MAX:
        raise Refusal(400, "column_limit_exceeded", "The maximum number or size of columns is reached.")
    table.columns[column["key"]] = column
    return Answer(202, dict(column))


@route("PATCH", f"{_TABLE}/columns/{{kind}}/{{key}}", "columns.update", scopes=TABLES_WRITE)
def update_column(call: Call) -> Answer:
    _kind(call)
    table = table_of(call)
    _build(call, table)
    changes = {
        name: call.body[name] for name in ("required", "default", "size", "elements") if name in call.body
    }
    column = table.column(call.path["key"]) | changes | {"$updatedAt": call.now}
    if "min" in column and {"min", "max"} & set(call.body):
        column |= kinds.limits(call.body, column["min"], column["max"])
    kinds.check_default(column)
    table.columns[column["key"]] = column
    return Answer(200, dict(column))


def _kind(call: Call) -> str:
    if call.path["kind"] not in kinds.COLUMN_KINDS:
        raise Refusal(501, "stand_in", f"columns of kind {call.path['kind']} are not modelled")
    return call.path["kind"]


@route("GET", f"{_TABLE}/columns", "columns.list", scopes=TABLES_READ)
def list_columns(call: Call) -> Answer:
    table = table_of(call)
    _build(call, table)
    shown = [column | ({"encrypt": None} if "encrypt" in column else {}) for column in table.columns.values()]
    return _listed(call, "columns", shown, ("key", "type", "status", "required"))


@route("GET", f"{_TABLE}/columns/{{key}}", "columns.get", scopes=TABLES_READ)
def get_column(call: Call) -> Answer:
    table = table_of(call)
    _build(call, table)
    return Answer(200, table.column(call.path["key"]))


@route("DELETE", f"{_TABLE}/columns/{{key}}", "columns.delete", scopes=TABLES_WRITE)
def delete_column(call: Call) -> Answer:
    table, key = table_of(call), call.path["key"]
    table.column(key)
    del table.columns[key]
    table.rows = KeptRows({name: row[name] for name in row if name != key} for row in table.rows.values())
    return Answer(204)


@route("POST", f"{_TABLE}/indexes", "indexes.create", scopes=TABLES_WRITE)
def create_index(call: Call) -> Answer:
    table = table_of(call)
    _build(call, table)
    index = _new_index(call, table, call.body)
    if index["key"] in table.indexes:
        message = (
            f"Index with the requested key '{index['key']}' already exists. Try again with a different key."
        )
        raise Refusal(409, "column_index_already_exists", message)
    table.indexes[index["key"]] = index
    return Answer(202, dict(index))


def _new_index(call: Call, table: Table, body: Record) -> Record:
    key = checked_key("key", body.get("key"))
    if body.get("type") not in ("key", "unique", "fulltext"):
        raise invalid("type", "Value must be one of (key, fulltext, unique, spatial)")
    keys = list(body.get("columns") or [])
    for each in keys:
        _check_indexed(table, body["type"], each)
    return {
        "$id": f"{list(call.project.databases).index(table.database_id) + 1}_{table.id}_{key}",
        "$createdAt": call.now,
        "$updatedAt": call.now,
        "key": key,
        "type": body["type"],
        "status": "processing",
        "error": "",
        "columns": keys,
        "lengths": [0] * len(keys),
        "orders": list(body.get("orders") or []),
    }


def _check_indexed(table: Table, kind: str, key: str) -> None:
    column = table.columns.get(key)
    if key in ("$id", "$createdAt", "$updatedAt"):
        return
    if column is None or column["status"] != "available":
        message = (
            f"The column '{key}' required for the index could not be found. "
            "Please confirm all your columns are in the available state."
        )
        raise Refusal(400, "column_unknown", message)
    if column["array"]:
        message = "Creating indexes on array attributes is not currently supported."
        raise Refusal(400, "index_invalid", message)
    is_long = (
        column["type"] in ("text", "mediumtext", "longtext") or column.get("size", 0) > _INDEX_LENGTH_MAX
    )
    if is_long and kind != "fulltext":
        message = f"Index length is longer than the maximum: {_INDEX_LENGTH_MAX}"
        raise Refusal(400, "column_index_invalid", message)


@route("GET", f"{_TABLE}/indexes", "indexes.list", scopes=TABLES_READ)
def list_indexes(call: Call) -> Answer:
    table = table_of(call)
    _build(call, table)
    return _listed(call, "indexes", list(table.indexes.values()), ("key", "type", "status"))


@route("GET", f"{_TABLE}/indexes/{{key}}", "indexes.get", scopes=TABLES_READ)
def get_index(call: Call) -> Answer:
    _build(call, table_of(call))
    return Answer(200, dict(_index(call)))


@route("DELETE", f"{_TABLE}/indexes/{{key}}", "indexes.delete", scopes=TABLES_WRITE)
def delete_index(call: Call) -> Answer:
    _index(call)
    del table_of(call).indexes[call.path["key"]]
    return Answer(204)


def _index(call: Call) -> Record:
    table, key = table_of(call), call.path["key"]
    if key not in table.indexes:
        raise key_not_found("Index", "column_index_not_found", key)
    return table.indexes[key]


def _build(call: Call, table: Table) -> None:
    """The worker's part: what was asked for long enough ago becomes available."""
    due = call.project.clock.later(-call.project.settings.build_ms / 1000)
    for thing in [*table.columns.values(), *table.indexes.values()]:
        if thing["status"] == "processing" and thing["$createdAt"] <= due:
            thing |= {"status": "available", "$updatedAt": call.now}


def _listed(call: Call, name: str, infos: list[Record], attributes: tuple[str, ...]) -> Answer:
    page = select(Things(infos), call.queries, Fields.of(attributes))
    return Answer(200, {"total": page.total, name: page.items})
