"""One plain-text mail in the form that every mail program reads."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr


def message(sender: str, to: str, subject: str, text: str, unsubscribe: str | None = None) -> EmailMessage:
    """`sender` is an address, with or without a name. Raises ValueError for an address that could break a header."""
    if not to:
        raise ValueError("a mail needs an address")
    name, address = parseaddr(sender)
    mail = EmailMessage()
    mail["From"] = Address(name, addr_spec=address)
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    if unsubscribe is not None:
        mail["List-Unsubscribe"] = f"<{unsubscribe}>"
    mail.set_content(text)
    return mail
