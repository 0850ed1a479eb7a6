"""What counts as an e-mail address here."""

import re

from app.models.errors import Invalid

MAX_LENGTH = 254
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)


def clean_email(text: str) -> str:
    """The address without surrounding blanks. Raises Invalid `bad_email`.

    Plain ASCII addresses only: one mailbox then has one spelling apart from case, and no header can be broken.
    """
    address = text.strip(" ")
    local, _, _ = address.rpartition("@")
    if len(address) > MAX_LENGTH or len(local) > 64 or not _ADDRESS.fullmatch(address):
        raise Invalid(
            "Please write the e-mail address like name@example.org.",
            code="bad_email",
            details={"field": "email"},
        )
    return address
