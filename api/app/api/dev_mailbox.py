"""The mail of a developer's machine. Not registered in production."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response

from app.api.context import services
from app.api.envelope import Listed, answers, ok
from app.api.guards import public
from app.api.resource import Resource
from app.api.schemas import Query
from app.backends.ports import StoredMail

blueprint = Resource("development", "/dev")


class MailboxQuery(Query):
    to: str | None = None


@dataclass(frozen=True, slots=True)
class LetterView:
    id: str
    to: str
    subject: str
    body: str
    sent_at: datetime


@blueprint.get("/mailbox", responses=answers(Listed[LetterView]))
@public
def list_letters(query: MailboxQuery) -> Response:
    """What was mailed last, newest first; with `to`, to that address."""
    mailbox = services().mailbox
    letters = [] if mailbox is None else [_view(mail) for mail in mailbox.newest()]
    return ok(
        Listed([one for one in letters if query.to is None or one.to.casefold() == query.to.casefold()])
    )


def _view(mail: StoredMail) -> LetterView:
    return LetterView(mail.id, mail.to, mail.subject, mail.text, mail.sent_at)
