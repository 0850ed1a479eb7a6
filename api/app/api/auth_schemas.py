"""What the account endpoints read. Lengths here bound the work; what counts as valid is the services' business."""

from typing import Annotated

from pydantic import StringConstraints

from app.api.schemas import Body, Id
from app.models.preferences import Motion, TextSize, Theme, Tone, TurnMails

Email = Annotated[str, StringConstraints(min_length=1, max_length=320)]
Password = Annotated[str, StringConstraints(max_length=256)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=256)]
Name = Annotated[str, StringConstraints(max_length=128)]


class RegisterBody(Body):
    email: Email
    password: Password
    name: Name


class EmailBody(Body):
    email: Email


class VerifyEmailBody(Body):
    user_id: Id
    secret: Secret


class LoginBody(Body):
    """`remember` keeps the login for 30 days instead of 24 hours."""

    email: Email
    password: Password
    remember: bool = False


class ResetPasswordBody(Body):
    user_id: Id
    secret: Secret
    password: Password


class OptOutBody(Body):
    token: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class PreferencesBody(Body):
    """What is left out stays as it is."""

    theme: Theme | None = None
    text_size: TextSize | None = None
    motion: Motion | None = None
    tone: Tone | None = None
    turn_mails: TurnMails | None = None

    def given(self) -> dict[str, object]:
        """The ones that were sent."""
        return {name: value for name, value in self if value is not None}


class ChangeMeBody(Body):
    """What is left out, or null, stays as it is."""

    name: Name | None = None
    preferences: PreferencesBody | None = None


class DeleteMeBody(Body):
    """Guests have no password."""

    password: Password | None = None
