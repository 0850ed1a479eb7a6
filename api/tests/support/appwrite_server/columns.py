"""Kinds of columns: what a definition may say, how wide it is, which values it takes."""

import re
from collections.abc import Mapping

from tests.support.appwrite_server.clock import parse_datetime
from tests.support.appwrite_server.errors import ID_RULE, Refusal, invalid
from tests.support.appwrite_server.model import Record

ROW_BYTES_MAX = 65_535
EMPTY_ROW_BYTES = 1067
VARCHAR_MAX = 16_381
_INT32, _INT64 = 2**31, 2**63
_TEXT_BYTES = {"text": 2**16 - 1, "mediumtext": 2**24 - 1, "longtext": 2**32 - 1}
_STORED_TYPE = {"float": "double", "enum": "string", "bigint": "integer"}
_DEFAULTS_OF: Mapping[str, tuple[type, ...]] = {"boolean": (bool,), "integer": (int,), "double": (int, float)}
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,35}")
COLUMN_KINDS = (
    *_TEXT_BYTES,
    "varchar",
    "string",
    "integer",
    "bigint",
    "boolean",
    "float",
    "datetime",
    "enum",
)


def checked_key(name: str, value: object) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise invalid(name, ID_RULE)
    return value


def new_column(kind: str, body: Record, now: str) -> Record:
    """A column as it is defined, still `processing`. Raises Refusal."""
    column: Record = {
        "key": checked_key("key", body.get("key")),
        "type": _STORED_TYPE.get(kind, kind),
        "status": "processing",
        "error": "",
        "required": bool(body.get("required", False)),
        "array": bool(body.get("array", False)),
        "$createdAt": now,
        "$updatedAt": now,
    }
    column.update(_details(kind, body))
    column["default"] = body.get("default")
    check_default(column)
    if column["type"] in (*_TEXT_BYTES, "varchar") or kind == "string":
        column["encrypt"] = False
    return column


def _details(kind: str, body: Record) -> Record:
    if kind in ("varchar", "string"):
        size = body.get("size")
        if not isinstance(size, int) or not 1 <= size <= VARCHAR_MAX:
            raise invalid("size", f"Value must be a valid range between 1 and {VARCHAR_MAX:,}")
        return {"size": size}
    if kind in ("integer", "bigint"):
        return limits(body, -_INT64, _INT64 - 1)
    if kind == "float":
        return limits(body, -1.7976931348623157e308, 1.7976931348623157e308)
    if kind == "enum":
        return {"elements": list(body.get("elements") or []), "format": "enum"}
    return {"format": ""} if kind == "datetime" else {}


def limits(body: Record, lowest: float, highest: float) -> Record:
    """The bounds of a number; the server fills in what is left out."""
    low, high = body.get("min"), body.get("max")
    low, high = lowest if low is None else low, highest if high is None else high
    if low > high:
        raise _bad_value("Minimum value must be lesser than maximum value")
    return {"min": low, "max": high}


def check_default(column: Record) -> None:
    default = column["default"]
    if default is None:
        return
    if column["required"]:
        raise Refusal(400, "column_default_unsupported", "Cannot set default value for required column")
    if column["array"]:
        raise Refusal(400, "column_default_unsupported", "Cannot set default value for array columns")
    if not isinstance(default, _DEFAULTS_OF.get(column["type"], (str,))):
        raise _bad_value(f"Default value for {column['key']} has another type")
    if "min" in column and not column["min"] <= default <= column["max"]:
        raise _bad_value(f"Value must be a valid range between {column['min']:,} and {column['max']:,}")


def _bad_value(message: str) -> Refusal:
    return Refusal(400, "column_value_invalid", message)


def width(column: Record) -> int:
    """Bytes of the row that the column takes."""
    if column["array"] or column["type"] in _TEXT_BYTES:
        return 20
    if column["type"] in ("varchar", "string"):
        size = int(column.get("size", 255))
        return size * 4 + (1 if size <= 255 else 2)
    if column["type"] == "integer":
        return 8 if _is_wide(column) else 4
    return {"boolean": 1, "double": 8, "datetime": 7}[column["type"]]


def _is_wide(column: Record) -> bool:
    return bool(column["max"] >= _INT32 or column["min"] < -_INT32)


def stored(column: Record, value: object, now: str) -> tuple[object, str | None]:
    """The value as it is kept, and what is wrong with it, in the server's words."""
    key = column["key"]
    if not column["array"]:
        kept, wrong = _stored_one(column, value, now)
        return kept, wrong and f'Attribute "{key}" has invalid {wrong}'
    if not isinstance(value, list):
        return None, f'Attribute "{key}" must be an array'
    kept_all = []
    for place, each in enumerate(value):
        kept, wrong = _stored_one(column, each, now)
        if wrong:
            return None, f"Attribute \"{key}['{place}']\" has invalid {wrong}"
        kept_all.append(kept)
    return kept_all, None


def _stored_one(column: Record, value: object, now: str) -> tuple[object, str | None]:
    kind = column["type"]
    if kind == "integer":
        return value, _wrong_integer(column, value)
    if kind == "double":
        return value, _wrong_float(column, value)
    if kind == "boolean":
        return value, None if isinstance(value, bool) else "type. Value must be a valid boolean"
    if kind == "datetime":
        moment = parse_datetime(value, now)
        span = "1000-01-01 00:00:00 and 9999-12-31 23:59:59."
        return moment, None if moment else f"type. Value must be valid date between {span}"
    return value, _wrong_text(column, value)


def _wrong_integer(column: Record, value: object) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        bits, reach = (64, _INT64) if _is_wide(column) else (32, _INT32)
        return f"format. Value must be a valid signed {bits}-bit integer between -{reach:,} and {reach - 1:,}"
    return _wrong_range(column, value)


def _wrong_float(column: Record, value: object) -> str | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return "type. Value must be a valid float"
    return _wrong_range(column, value)


def _wrong_range(column: Record, value: float) -> str | None:
    if column["min"] <= value <= column["max"]:
        return None
    return f"format. Value must be a valid range between {column['min']:,} and {column['max']:,}"


def _wrong_text(column: Record, value: object) -> str | None:
    if column.get("format") == "enum":
        elements = column["elements"]
        return None if value in elements else f"format. Value must be one of ({', '.join(elements)})"
    size = column.get("size") or _TEXT_BYTES[column["type"]]
    if isinstance(value, str) and len(value) <= size and _fits(column, value, size):
        return None
    return f"type. Value must be a valid string and no longer than {size} chars"


def _fits(column: Record, value: str, size: int) -> bool:
    return "size" in column or len(value.encode()) <= size
