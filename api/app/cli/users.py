"""`coc users …`"""

import click

from app.cli.output import as_json, print_json, print_table, say, without_question
from app.cli.runtime import account_services, audit
from app.models.enums import Tier


@click.group()
def users() -> None:
    """Who plays, and what they may."""


@users.command("list")
@as_json
def list_users(wants_json: bool) -> None:
    """Everybody, oldest first."""
    found = list(account_services().operations.users())
    if wants_json:
        print_json(found)
        return
    rows = [
        (one.id, one.email or "(guest)", one.name, one.tier, "disabled" if one.is_disabled else "")
        for one in found
    ]
    print_table(("id", "e-mail", "name", "tier", ""), rows)


@users.command("set-tier")
@click.argument("user")
@click.argument("tier", type=click.Choice([tier.value for tier in Tier], case_sensitive=False))
@as_json
def set_tier(user: str, tier: str, wants_json: bool) -> None:
    """Put USER (e-mail address or id) into TIER."""
    changed = account_services().operations.set_tier(user, Tier(tier))
    audit("users set-tier", user_id=changed.id, tier=changed.tier)
    if wants_json:
        print_json(changed)
    else:
        say(f"{changed.email or changed.id} is {changed.tier} now.")


@users.command()
@click.argument("user")
@without_question
def disable(user: str, yes: bool) -> None:
    """Shut USER (e-mail address or id) out and end their logins."""
    if not yes:
        click.confirm(f"Shut out {user}?", abort=True)
    changed = account_services().operations.set_disabled(user, True)
    audit("users disable", user_id=changed.id)
    say(f"{changed.email or changed.id} is shut out.")


@users.command()
@click.argument("user")
def enable(user: str) -> None:
    """Let USER (e-mail address or id) in again."""
    changed = account_services().operations.set_disabled(user, False)
    audit("users enable", user_id=changed.id)
    say(f"{changed.email or changed.id} may sign in again.")
