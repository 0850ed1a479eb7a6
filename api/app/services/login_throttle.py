"""How often a password may be guessed, without a way for an attacker to lock the owner out.

Three counts: of an address, of an account from an address, and of an account from everywhere. The last one cannot be
avoided by changing addresses, but it does not stop the owner: addresses from which the account has signed in before
are exempt, and all others keep a slow trickle. A mailed reset link makes the owner's address known.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import structlog

from app.backends.ports import Counters
from app.models.errors import Throttled
from app.services.addresses import counted_address

log = structlog.get_logger(__name__)


class Bound(Protocol):
    """At most `count` in `window_s` seconds."""

    @property
    def count(self) -> int: ...
    @property
    def window_s(self) -> int: ...


class LoginBounds(Protocol):
    """The numbers, from the settings. `known_address_s`: how long an address stays known."""

    @property
    def per_address(self) -> Bound: ...
    @property
    def per_account_and_address(self) -> Bound: ...
    @property
    def per_account(self) -> Bound: ...
    @property
    def when_slowed(self) -> Bound: ...
    @property
    def known_address_s(self) -> int: ...


def account_tag(email: str) -> str:
    """Stands for an account in counters and logs, which hold no e-mail addresses."""
    return hashlib.sha256(email.casefold().encode()).hexdigest()[:16]


class LoginThrottle:
    """Counts before the password is looked at, so that guesses sent at once are all counted."""

    def __init__(self, counters: Counters, bounds: LoginBounds) -> None:
        self._counters = counters
        self._bounds = bounds

    @contextmanager
    def attempt(self, email: str, address: str) -> Iterator[None]:
        """One attempt; leaving without an error gives it back and makes the address known for this account.

        Raises Throttled, Unavailable if nothing can be counted.
        """
        account, place = account_tag(email), counted_address(address)
        pair = f"login:pair:{account}:{place}"
        self._take(f"login:address:{place}", self._bounds.per_address, account, address)
        self._take(pair, self._bounds.per_account_and_address, account, address)
        is_known = self._counters.is_remembered(_known(account, place))
        if not is_known:
            self._take_from_everywhere(account, address)
        yield
        self._counters.give_back(f"login:address:{place}")
        self._counters.give_back(pair)
        if not is_known:
            self._counters.give_back(f"login:account:{account}")
        self.know(email, address)

    def know(self, email: str, address: str) -> None:
        """The account's owner was seen at that address. Raises Unavailable."""
        place = counted_address(address)
        self._counters.remember(_known(account_tag(email), place), self._bounds.known_address_s)

    def _take_from_everywhere(self, account: str, address: str) -> None:
        bound, slowed = self._bounds.per_account, self._bounds.when_slowed
        if self._counters.hit(f"login:account:{account}", bound.count, bound.window_s):
            self._take(f"login:slowed:{account}", slowed, account, address)

    def _take(self, key: str, bound: Bound, account: str, address: str) -> None:
        wait_s = self._counters.hit(key, bound.count, bound.window_s)
        if wait_s:
            log.warning("login_throttled", account=account, address=address, retry_after_s=wait_s)
            raise Throttled(wait_s)


def _known(account: str, place: str) -> str:
    return f"login:known:{account}:{place}"
