"""`coc ledger …`"""

import sys

import click

from app.cli.output import as_json, print_json, print_table, refuse, say
from app.cli.runtime import services


@click.group()
def ledger() -> None:
    """The books."""


@ledger.command()
@as_json
def verify(wants_json: bool) -> None:
    """Prove that everybody holds what the ledger's rows add up to."""
    report = services().ledger.verify()
    if wants_json:
        print_json(report)
    elif not report.is_sound:
        rows = [(one.account, one.unit, one.held, one.recorded) for one in report.discrepancies]
        print_table(("account", "unit", "held", "recorded"), rows)
    if not report.is_sound:
        refuse(f"{len(report.discrepancies)} accounts do not hold what is recorded.")
        sys.exit(1)
    if not wants_json:
        say(f"{report.rows} rows, {report.characters} characters, {report.gold} gold: the books are sound.")
