"""`coc init-database` and `coc backup`"""

from pathlib import Path

import click

from app.cli.output import say
from app.cli.runtime import account_services, audit
from app.config import load_settings
from app.wiring.opening import prepare_database


@click.command("init-database")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def init_database(dry_run: bool) -> None:
    """Create the database, or bring it up to this version. Safe to repeat, and to go on with after an interruption."""
    settings = load_settings()
    place = settings.data_dir if settings.backend == "embedded" else settings.appwrite_endpoint
    steps = prepare_database(settings, say, dry_run=dry_run)
    if dry_run:
        say(f"{steps} steps are missing in {place}." if steps else f"Nothing is missing in {place}.")
    else:
        say(f"The database in {place} is ready.")


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path) -> None:
    """Write a consistent copy of the database to PATH while the game goes on."""
    account_services().ports.backend.backup(path)
    audit("backup", path=path)
    say(f"The database is copied to {path}.")
