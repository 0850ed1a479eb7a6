"""The recorded exchanges as they lie in `tests/fixtures/appwrite`, whose README says what they hold."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "appwrite"
SCENARIOS = (
    "schema",
    "rows",
    "transactions.expired",
    "transactions",
    "transactions.staging",
    "transactions.conflict",
    "transactions.limits",
    "transactions.purchase",
    "permissions",
    "auth.register",
    "auth.session",
    "auth.blocked",
    "auth.anonymous",
    "auth.profile",
    "auth.session_limit",
    "auth.mail_disabled",
    "auth.verification",
    "auth.recovery",
    "headers",
)
"""In the order of their recording: later ones use what earlier ones made."""

_REPEATED = re.compile(r"<(.) times (\d+)>")
_TEMPLATES: Mapping[str, dict[str, Any]] = json.loads((FIXTURES / "templates.json").read_text())


def exchanges(scenario: str) -> list[dict[str, Any]]:
    lines = (FIXTURES / f"{scenario}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def expanded(value: Any) -> Any:
    """The value with its shorthand written out: `<like>`, `<each>`, `<y times 3>`."""
    if isinstance(value, list):
        return [expanded(each) for each in value]
    if isinstance(value, str):
        return _REPEATED.sub(lambda found: found[1] * int(found[2]), value)
    if not isinstance(value, dict):
        return value
    if "<each>" in value:
        pattern = json.dumps(value["of"])
        return [expanded(json.loads(pattern.replace("#", str(number)))) for number in range(value["<each>"])]
    template = _TEMPLATES[value["<like>"]] if "<like>" in value else {}
    return template | {key: expanded(each) for key, each in value.items() if key != "<like>"}
