"""Every failure a user can cause. One class a kind; `code` is stable and part of the API.

The HTTP status of each class stands in one table, `app/api/errors.py`.
"""

from collections.abc import Mapping


class GameError(Exception):
    """Base of all errors that reach a client. `details` is JSON and quotes nothing internal."""

    code = "error"
    message = "Something went wrong."

    def __init__(
        self,
        message: str | None = None,
        *,
        code: str | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        self.message = message or type(self).message
        self.code = code or type(self).code
        self.details: dict[str, object] = dict(details or {})
        super().__init__(self.message)


class Malformed(GameError):
    code, message = "malformed", "The request could not be read."


class Invalid(GameError):
    code, message = "invalid", "Some of the values are not valid."


class BadPicture(Invalid):
    """An upload that cannot become a portrait. `code`: `damaged_image`, `image_too_large`, `image_too_small`."""

    code, message = "damaged_image", "The picture is damaged."


class UnsupportedPicture(GameError):
    code, message = "unsupported_image", "Please send a picture as JPEG, PNG or WebP, and say which it is."


class Unauthenticated(GameError):
    code, message = "unauthenticated", "Please sign in."


class BadCredentials(Unauthenticated):
    code, message = "bad_credentials", "E-mail or password is wrong."


class TierTooLow(GameError):
    code, message = "tier_too_low", "Your subscription tier does not include this."


class Forbidden(GameError):
    code, message = "forbidden", "You may not do this."


class EmailNotVerified(Forbidden):
    code, message = "email_not_verified", "Please confirm your e-mail address first."


class NotFound(GameError):
    code, message = "not_found", "There is nothing here by that name."


class Conflict(GameError):
    """The store's own: the id is taken, or the row's version moved on. Services run again on it."""

    code, message = "conflict", "Someone else changed this at the same moment. Please try again."


class WrongMoment(GameError):
    """Right action, wrong moment: the same request may be fine later. Same status as Conflict."""

    code, message = "wrong_moment", "Not now."


class Stale(WrongMoment):
    code, message = "stale", "The situation has changed since you looked."


class NotYourTurn(WrongMoment):
    code, message = "not_your_turn", "It is not your turn."


class AlreadyInSession(WrongMoment):
    code, message = "already_in_session", "This character is already on an adventure."


class NotSafeHere(WrongMoment):
    code, message = "not_safe_here", "The party has to be at a safe place for that."


class SessionFull(WrongMoment):
    code, message = "session_full", "Every seat of this party is taken."


class AlreadyMember(WrongMoment):
    code, message = "already_member", "You have a seat in this party."


class PartyNotReady(WrongMoment):
    code, message = "party_not_ready", "Somebody is not ready, or too few have come."


class TooManyInvites(WrongMoment):
    code, message = "too_many_invites", "There are enough open invitations. Take one back first."


class SessionNotActive(WrongMoment):
    code, message = "session_not_active", "This session is not being played."


class InLobby(SessionNotActive):
    code, message = "in_lobby", "The party is still gathering."


class LobbyClosed(SessionNotActive):
    code, message = "lobby_closed", "This adventure has begun."


class InCombat(WrongMoment):
    code, message = "in_combat", "You cannot do that in the middle of a fight."


class NotInCombat(WrongMoment):
    code, message = "not_in_combat", "There is no fight going on."


class Fallen(WrongMoment):
    code, message = "fallen", "You have fallen and cannot act until someone helps you up."


class NotHandedIn(WrongMoment):
    code, message = "not_handed_in", "You have handed nothing in for this round, or it is over."


class TakenBack(WrongMoment):
    code, message = "taken_back", "You have taken that back. Hand it in anew if you want it after all."


class TooManyPending(WrongMoment):
    code, message = "too_many_pending", "Your earlier actions are still being resolved."


class VoteOpen(WrongMoment):
    code, message = "vote_open", "The party is being asked already. One thing at a time."


class VoteClosed(WrongMoment):
    code, message = "vote_closed", "That is decided."


class NobodyToAsk(WrongMoment):
    code, message = "nobody_to_ask", "You are alone here: nobody has to be asked."


class NothingToUndo(WrongMoment):
    code, message = "nothing_to_undo", "There is nothing to take back."


class NothingToShare(WrongMoment):
    code, message = "nothing_to_share", "That does not lie there any more."


class UndoBlocked(WrongMoment):
    """What stands between cannot be taken back, or this adventure is played without undo."""

    code, message = "undo_blocked", "What happened since cannot be taken back."


class IllegalMove(GameError):
    """The rules forbid it here and now. `code` names the rule, e.g. `not_enough_mana`, `out_of_reach`."""

    code, message = "illegal_move", "That is not possible right now."


class LimitReached(GameError):
    """The bound of an Add, e.g. gold below zero."""

    code, message = "limit_reached", "There is not enough left for that."


class QuotaReached(GameError):
    """A tier's limit (characters, party size). Same status as TierTooLow."""

    code, message = "quota_reached", "Your subscription tier does not allow more of these."


class PartyTooLarge(QuotaReached):
    code, message = "party_too_large", "Your subscription tier does not allow so many players."


class Throttled(GameError):
    code, message = "throttled", "Too many attempts. Please wait a little."

    def __init__(self, retry_after_s: int, message: str | None = None) -> None:
        super().__init__(message, details={"retry_after_s": retry_after_s})
        self.retry_after_s = retry_after_s


class Unavailable(GameError):
    """A dependency is away. Nothing was changed, or the change is certain to be found again."""

    code, message = "unavailable", "The game is catching its breath. Please try again in a moment."

    def __init__(self, message: str | None = None, *, retry_after_s: int = 2) -> None:
        super().__init__(message, details={"retry_after_s": retry_after_s})
        self.retry_after_s = retry_after_s


class InvalidInvite(NotFound):
    code, message = "invalid_invite", "This invitation is not valid any more."


class InvalidToken(GameError):
    code, message = "invalid_token", "This link is no longer valid. Please ask for a new one."


class ContentError(Exception):
    """A mistake in the world's YAML, found at start or by the lint: never reaches a client."""

    def __init__(self, file: str, entry: str, key: str, problem: str) -> None:
        self.file, self.entry, self.key, self.problem = file, entry, key, problem
        super().__init__(f"{file}: {entry}: {key}: {problem}" if key else f"{file}: {entry}: {problem}")


class BackendNotReady(Exception):
    """The database is not what this version needs, or the settings do not reach it. The message says what to do; it
    never reaches a client."""
