"""Who may do what to a row: permissions of the table, and of the row where its table has row security."""

import json
import re
from collections.abc import Iterable, Sequence

from tests.support.appwrite_server.errors import invalid, unauthorized
from tests.support.appwrite_server.model import Caller, Record, Table

_PERMISSION = re.compile(r'^(read|create|update|delete|write)\("([^"]+)"\)$')
_ROLES = ("any", "guests", "users", "user", "team", "member", "label")


def checked_permissions(value: object) -> list[str] | None:
    """The permissions of a request, spelt out. Raises Refusal for what is no permission."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise invalid("permissions", "Value must be a valid array or null")
    spelt: list[str] = []
    for text in value:
        found = _PERMISSION.match(str(text))
        if found is None:
            raise invalid("permissions", f'Permission "{text}" is not allowed. or null')
        action, role = found.groups()
        _check_role(role)
        actions = ("create", "update", "delete") if action == "write" else (action,)
        spelt += [f'{each}("{role}")' for each in actions]
    return spelt


def _check_role(role: str) -> None:
    kind = re.split("[:/]", role)[0]
    if kind not in _ROLES:
        allowed = ", ".join(_ROLES)
        raise invalid("permissions", f'Role "{kind}" is not allowed. Must be one of: {allowed}. or null')


def allows(permissions: Iterable[str], action: str, roles: Sequence[str]) -> bool:
    held = set(permissions)
    return any(f'{action}("{role}")' in held for role in roles)


def may(caller: Caller, action: str, table: Table, row: Record | None = None) -> bool:
    """`action` is read, create, update or delete."""
    if caller.is_key or allows(table.info["$permissions"], action, caller.roles):
        return True
    return bool(row and table.info["rowSecurity"]) and allows(
        (row or {})["$permissions"], action, caller.roles
    )


def require(caller: Caller, action: str, table: Table, row: Record) -> None:
    if not may(caller, action, table, row):
        raise unauthorized()


def require_create(caller: Caller, table: Table) -> None:
    if may(caller, "create", table):
        return
    granted = [
        found[2]
        for found in map(_PERMISSION.match, table.info["$permissions"])
        if found and found[1] == "create"
    ]
    if not granted:
        raise unauthorized("No permissions provided for action 'create'")
    held, wanted = (json.dumps(each, separators=(",", ":")) for each in (caller.roles, granted))
    raise unauthorized(
        f'Missing "create" permission for role "{granted[0]}". '
        f'Only "{held}" scopes are allowed and "{wanted}" was given.'
    )


def granted_by(caller: Caller, permissions: list[str] | None) -> list[str]:
    """What a new row gets: a user's own rights if nothing is said; nobody grants to others."""
    if caller.is_key:
        return permissions or []
    if permissions is None:
        own = f'("user:{caller.user["$id"]}")' if caller.user else None
        return [f"{action}{own}" for action in ("read", "update", "delete")] if own else []
    check_grants(caller, permissions)
    return permissions


def check_grants(caller: Caller, permissions: Iterable[str]) -> None:
    if caller.is_key:
        return
    for permission in permissions:
        found = _PERMISSION.match(permission)
        if found and found[2] not in caller.roles:
            raise unauthorized(f"Permissions must be one of: ({', '.join(caller.roles)})")
