"""API_REFERENCE.md: every operation, every type, every error code."""

from collections.abc import Iterator, Mapping, Sequence

from app.api.resource import PREFIX
from scripts.docs.error_codes import BY_CASE, ELLIPSIS, ErrorCode, error_codes
from scripts.docs.examples import body_example, path_example, result_example, written
from scripts.docs.markdown import code, filled, prose, table
from scripts.docs.operations import Operation, Surface, documented_app, read_surface
from scripts.docs.refusals import RULES, refusals_of
from scripts.docs.schema_words import Schema, link, words

_SHORT = link("Done")
_OWN_SHAPE = ("Envelope", "Listed_", "ErrorBody", "ErrorEnvelope")


def api_reference() -> str:
    """The whole document."""
    with documented_app() as app:
        surface = read_surface(app)
    codes = error_codes()
    parts = {
        "version": surface.version,
        "contents": _contents(surface.operations),
        "operations": "\n".join(_resources(surface, {one.code: one.status for one in codes})),
        "types": "\n".join(_types(surface)),
        "choices": _choices(surface.schemas),
        "codes": _codes([one for one in codes if not one.is_rule]),
        "rule_codes": _codes([one for one in codes if one.is_rule]),
    }
    return filled("api_reference.md", parts)


def _contents(operations: Sequence[Operation]) -> str:
    about = {one.resource: one.about_resource for one in operations}
    return "\n".join(f"- [{name}](#{name}): {text}" for name, text in about.items())


def _resources(surface: Surface, statuses: Mapping[str, int]) -> Iterator[str]:
    shown: dict[str, str] = {}
    for resource in dict.fromkeys(one.resource for one in surface.operations):
        operations = [one for one in surface.operations if one.resource == resource]
        rows = [(f"[`{one.method} {one.path}`](#{one.id})", one.caller, one.summary) for one in operations]
        yield f"## {resource}\n{operations[0].about_resource}\n"
        yield table(("operation", "who", "what it does"), rows)
        for operation in operations:
            yield from _operation(operation, surface, statuses)
            yield _example(operation, surface, shown)


def _operation(one: Operation, surface: Surface, statuses: Mapping[str, int]) -> Iterator[str]:
    yield f"### {one.id}\n`{one.method} {PREFIX}{one.path}` · {one.caller}\n\n{one.summary}\n"
    asked = [parameter for parameter in one.parameters if parameter["in"] == "query"]
    if asked:
        yield table(("in the query", "what", ""), [_query(parameter) for parameter in asked])
    if one.body:
        schema = surface.schemas[one.body]
        if "description" in schema:
            yield prose(schema["description"]) + "\n"
        yield table(("in the body", "what", ""), list(_fields(schema)))
    if one.uploads:
        yield f"The body is a file: {', '.join(map(code, one.uploads))}.\n"
    answers = [f"**{status}** {_result_words(result, surface)}" for status, result in one.results.items()]
    yield f"Answers: {', '.join(answers)}.\n"
    refused = [
        f"[`{name}`](#{_chapter(name, statuses)}) {statuses.get(name, '')}".strip()
        for name in refusals_of(one)
    ]
    if refused:
        yield f"Refuses: {' · '.join(refused).replace(f'`{RULES}`', 'any code of the rules')}.\n"


def _chapter(name: str, statuses: Mapping[str, int]) -> str:
    return "codes-of-the-rules" if name == RULES or name not in statuses else "error-codes"


def _query(parameter: Schema) -> tuple[str, str, str]:
    return code(parameter["name"]), words(parameter["schema"]), _usual(parameter["schema"])


def _fields(schema: Schema) -> Iterator[tuple[str, str, str]]:
    required = schema.get("required", [])
    for name, kind in schema["properties"].items():
        yield code(name), words(kind), "required" if name in required else _usual(kind)


def _usual(kind: Schema) -> str:
    default = kind.get("default")
    return "optional" if default is None or isinstance(default, dict) else f"usually `{str(default).lower()}`"


def _result_words(result: Schema, surface: Surface) -> str:
    name = result.get("$ref", "").rpartition("/")[2]
    if name.startswith("Listed_"):
        items = surface.schemas[name]["properties"]["items"]["items"]
        return f"list of {words(items)}"
    return words(result)


def _example(one: Operation, surface: Surface, shown: dict[str, str]) -> str:
    """Request and answer. `shown`: which operation shows each answer in full; the others point to it."""
    lines = [f"{one.method} {PREFIX}{path_example(one.id, one.path)}"]
    if one.body:
        lines.append(written(body_example(one.id, surface.schemas[one.body])))
    if one.uploads:
        lines += [f"Content-Type: {one.uploads[0]}", "", "(the bytes)"]
    status, result = next(iter(one.results.items()))
    kind = _result_words(result, surface)
    if "contentMediaType" in result:
        return "```http\n" + "\n".join([*lines, "", f"{status} (the bytes)"]) + "\n```\n"
    first = one.id if kind == _SHORT else shown.setdefault(kind, one.id)
    answer = result_example(one.id, result, surface.schemas) if first == one.id else f"… as {first}"
    return "```http\n" + "\n".join([*lines, "", f"{status} {answer}"]) + "\n```\n"


def _types(surface: Surface) -> Iterator[str]:
    bodies = {one.body for one in surface.operations}
    for name in sorted(surface.schemas):
        schema = surface.schemas[name]
        if name in bodies or name.startswith(_OWN_SHAPE) or "enum" in schema:
            continue
        about = prose(schema.get("description"))
        yield f"### {name}\n{about}\n" if about else f"### {name}"
        yield table(
            ("field", "what"), [(code(field), words(kind)) for field, kind in schema["properties"].items()]
        )


def _choices(schemas: Mapping[str, Schema]) -> str:
    """A heading each, so that types can point to them."""
    found = [(name, schema) for name, schema in sorted(schemas.items()) if "enum" in schema]
    return "\n".join(f"### {name}\n{_choice(schema)}\n" for name, schema in found)


def _choice(schema: Schema) -> str:
    about = prose(schema.get("description"))
    values = " · ".join(code(value) for value in schema["enum"])
    return f"{about}\n\n{values}" if about else values


def _codes(codes: Sequence[ErrorCode]) -> str:
    rows = [
        (code(one.code), str(one.status), one.message if one.message != ELLIPSIS else BY_CASE)
        for one in codes
    ]
    return table(("code", "status", "what the player reads"), rows)
