"""The command line as a whole."""

import sys
from importlib import import_module

import click

from app.cli.output import refuse
from app.config import SettingsError
from app.models.errors import BackendNotReady, ContentError, GameError

# name: (module here, its command)
COMMANDS = {
    "backup": ("database", "backup"),
    "content": ("content", "content"),
    "init-database": ("database", "init_database"),
    "ledger": ("ledger", "ledger"),
    "replay": ("sessions", "replay"),
    "reports": ("reports", "reports"),
    "users": ("users", "users"),
    "verify-dice": ("sessions", "verify_dice"),
}


class LoadedWhenCalled(click.Group):
    """A command costs the start of its own module only; the whole game is loaded by those that need it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click passes it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place
        found: click.Command = getattr(import_module(f"app.cli.{module}"), name)
        return found


@click.group(cls=LoadedWhenCalled, context_settings={"help_option_names": ["-h", "--help"]})
def coc() -> None:
    """Operate Code of Conquest. Reads the same settings as the game itself."""


def main() -> None:
    """Runs one command and ends with its exit code."""
    try:
        coc(prog_name="coc")
    except (GameError, SettingsError, ContentError, BackendNotReady) as error:
        refuse(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
