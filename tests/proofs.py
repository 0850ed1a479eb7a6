"""What must hold of any copy of the game, whatever the tests did to it."""

from coc_play import Stack


def must_be_sound(stack: Stack) -> None:
    """Every session played replays to the hashes it was committed with, and the books are right."""
    for command in (("replay", "--all"), ("ledger", "verify")):
        proof = stack.operator(*command)
        assert proof.returncode == 0, f"{' '.join(command)}: {proof.stdout}{proof.stderr}"
