"""What a party decides together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer, and how many have given it."""

    id: str
    label: str
    ballots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """`choice`: None as long as there is no ballot."""

    character_id: str
    name: str
    choice: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """`status`: open, passed, failed or expired. `turn_id`: the turn that came of it. `message`: why the rules refused
    what had won."""

    id: str
    kind: str
    status: str
    question: str
    opened_by: str
    opened_by_name: str
    choices: tuple[Choice, ...]
    voters: tuple[Voter, ...]
    your_choice: str | None
    turn_id: str | None
    message: str | None
    closes_at: str

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def is_loot(self) -> bool:
        """Asked by itself, because something is to be shared out."""
        return self.kind == "loot"

    def may_be_answered_by(self, character_id: str | None) -> bool:
        """Whether this one has a say."""
        return any(one.character_id == character_id for one in self.voters)

    @property
    def outcome(self) -> str:
        """How it ended, in a sentence."""
        if self.status == "passed":
            return "Shared out." if self.is_loot else "Agreed."
        if self.status == "expired":
            return "Too few have said yes."
        return f"It cannot be: {self.message}" if self.message else "Voted down."

    def answer_of(self, voter: Voter) -> str:
        """What somebody has chosen, in words; empty as long as there is no ballot."""
        return next((one.label for one in self.choices if one.id == voter.choice), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """The open vote, and the last one that has ended."""

    now: Vote | None = None
    last: Vote | None = None
