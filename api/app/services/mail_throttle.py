"""How much mail an address may be sent by people who only claim to own it."""

import structlog

from app.backends.ports import Counters
from app.models.errors import Unavailable
from app.services.login_throttle import Bound, account_tag

log = structlog.get_logger(__name__)


class MailThrottle:
    """Counted per mailed address. Over the bound mail is left out in silence: an error would tell who is known."""

    def __init__(self, counters: Counters, bound: Bound) -> None:
        self._counters = counters
        self._bound = bound

    def allows(self, email: str) -> bool:
        """Counts one mail. While Redis is away only the bounds per calling address hold."""
        account = account_tag(email)
        try:
            wait_s = self._counters.hit(f"mail:{account}", self._bound.count, self._bound.window_s)
        except Unavailable:
            return True
        if wait_s:
            log.warning("mail_throttled", account=account)
        return not wait_s
