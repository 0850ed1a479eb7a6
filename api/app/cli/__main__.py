"""The command line as a whole."""

import sys

import click

from app.cli import content, database, ledger, reports, sessions, users
from app.cli.output import refuse
from app.config import SettingsError
from app.models.errors import BackendNotReady, ContentError, GameError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def coc() -> None:
    """Operate Code of Conquest. Reads the same settings as the game itself."""


for command in (
    users.users,
    database.init_database,
    database.backup,
    content.content,
    sessions.replay,
    sessions.verify_dice,
    ledger.ledger,
    reports.reports,
):
    coc.add_command(command)


def main() -> None:
    """Runs one command and ends with its exit code."""
    try:
        coc(prog_name="coc")
    except (GameError, SettingsError, ContentError, BackendNotReady) as error:
        refuse(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
