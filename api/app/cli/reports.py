"""`coc reports …`"""

import click

from app.cli.output import as_json, print_json, print_table, say
from app.cli.runtime import audit, services
from app.services.reports import OPEN, SETTLED


@click.group()
def reports() -> None:
    """What players have reported."""


@reports.command("list")
@click.option("--settled", is_flag=True, help="Those that are settled, instead of the open ones.")
@as_json
def list_reports(settled: bool, wants_json: bool) -> None:
    """Oldest first, with the words as they stood."""
    found = list(services().reports.list(SETTLED if settled else OPEN))
    if wants_json:
        print_json(found)
        return
    rows = [
        (one.id, one.kind, one.about.get("name", ""), one.about.get("text", ""), one.reason, one.note or "")
        for one in found
    ]
    print_table(("id", "kind", "of", "words", "why", "settled"), rows)


@reports.command()
@click.argument("report_id")
@click.argument("note")
def settle(report_id: str, note: str) -> None:
    """Say in NOTE what was done about REPORT_ID, and close it."""
    done = services().reports.settle(report_id, note)
    audit("reports settle", report_id=done.id)
    say(f"{done.id} is settled.")
