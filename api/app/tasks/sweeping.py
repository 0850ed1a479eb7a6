"""The scheduled rounds."""

from app.tasks.runtime import services


def sweep() -> int:
    """Queues again what the database shows as unfinished; returns how many sessions and narrations that were."""
    swept = services().sweeper.sweep()
    return swept.sessions + swept.narrations


def settle_deadlines() -> int:
    """Settles the turns whose time is up; returns how many."""
    return services().deadlines.settle()


def send_turn_mails() -> int:
    """Mails the players whom their parties wait for; returns how many mails."""
    return services().turn_mails.send()
