"""Looks for what somebody must not know in all that they received."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_PACKED = re.compile(r"[A-Za-z0-9_-]{40,}")
"""Ids that carry something, as those of suggestions do."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value unlike any other, the users who may know it, and what it is."""

    value: str | int
    known_to: frozenset[str]
    what: str

    def is_in(self, text: str) -> bool:
        """Whether a text of lower case holds it: words anywhere, numbers as numbers."""
        if isinstance(self.value, int):
            return re.search(rf"(?<![0-9.]){self.value}(?![0-9])", text) is not None
        return self.value.lower() in text


@dataclass(frozen=True, slots=True)
class Leak:
    user: str
    secret: Secret
    where: str


@dataclass(slots=True)
class Received:
    """All that reached each user, and by which way. Texts are kept once, in lower case, packed ids unpacked."""

    _texts: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def add(self, user: str, where: str, text: str) -> None:
        plain = "\n".join((text, *_unpacked(text))).lower()
        self._texts.setdefault(user, {}).setdefault(plain, set()).add(where)

    def of(self, user: str) -> Iterator[tuple[str, str]]:
        """(where, text) of everything."""
        for text, ways in self._texts.get(user, {}).items():
            yield min(ways), text

    @property
    def users(self) -> list[str]:
        return sorted(self._texts)

    def has(self, user: str, secret: Secret) -> bool:
        """Whether that user was told."""
        return any(secret.is_in(text) for _, text in self.of(user))


def hunt(secrets: Iterable[Secret], received: Received) -> list[Leak]:
    """Every secret that reached somebody who may not know it."""
    found = []
    for secret in secrets:
        for user in received.users:
            if user in secret.known_to:
                continue
            found += [Leak(user, secret, where) for where, text in received.of(user) if secret.is_in(text)]
    return found


def _unpacked(text: str) -> Iterator[str]:
    for packed in _PACKED.findall(text):
        try:
            yield base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
        except (binascii.Error, ValueError):
            continue
