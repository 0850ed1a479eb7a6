"""Signing up, signing in, and the way back to a lost password."""

from collections.abc import Mapping
from typing import Any

from app.models.account import Account, Device, Letter
from app.services.api_client import Api, segment
from app.services.reading import read, read_items


def play_as_guest(api: Api) -> Account:
    """Signs a new guest in."""
    return read(Account, api.post("/auth/guest"))


def sign_in(api: Api, email: str, password: str, *, remember: bool) -> Account:
    """Raises ApiError `bad_credentials`, `email_not_verified`, `throttled`."""
    return read(
        Account, api.post("/auth/login", {"email": email, "password": password, "remember": remember})
    )


def sign_out(api: Api) -> None:
    """Ends the login on the server."""
    api.post("/auth/logout")


def register(api: Api, email: str, password: str, name: str) -> None:
    """Asks for a confirming mail; answers alike for a known address."""
    api.post("/auth/register", {"email": email, "password": password, "name": name})


def keep_guest(api: Api, email: str, password: str, name: str) -> None:
    """Turns the guest into an account that keeps all it has; a mail confirms it."""
    api.post("/auth/upgrade", {"email": email, "password": password, "name": name})


def verify_email(api: Api, user_id: str, secret: str) -> None:
    """Raises ApiError `invalid_token`."""
    api.post("/auth/verify-email", {"user_id": user_id, "secret": secret})


def resend_verification(api: Api, email: str) -> None:
    """Answers alike for every address."""
    api.post("/auth/verify-email/resend", {"email": email})


def ask_for_reset(api: Api, email: str) -> None:
    """Answers alike for every address."""
    api.post("/auth/forgot-password", {"email": email})


def reset_password(api: Api, user_id: str, secret: str, password: str) -> None:
    """Raises ApiError `invalid_token`, or one that names the password's fault."""
    api.post("/auth/reset-password", {"user_id": user_id, "secret": secret, "password": password})


def me(api: Api) -> Account:
    """Raises SignedOut."""
    return read(Account, api.get("/auth/me"))


def rename(api: Api, name: str) -> Account:
    """Raises ApiError `bad_name`."""
    return read(Account, api.patch("/auth/me", {"name": name}))


def prefer(api: Api, preferences: Mapping[str, str]) -> Account:
    """Changes those that are given. Raises ApiError for a word that is no choice."""
    return read(Account, api.patch("/auth/me", {"preferences": dict(preferences)}))


def delete(api: Api, password: str | None) -> None:
    """For good, with all characters. Guests have no password. Raises ApiError `bad_credentials`, `throttled`."""
    api.delete("/auth/me", {"password": password} if password is not None else {})


def export(api: Api) -> Mapping[str, Any]:
    """All that the game keeps about one, as the API words it."""
    result: Mapping[str, Any] = api.get("/auth/me/export")
    return result


def devices(api: Api) -> tuple[Device, ...]:
    """Where one is signed in, newest first."""
    return read_items(Device, api.get("/auth/sessions"))


def sign_out_device(api: Api, device_id: str) -> None:
    """Raises ApiError 404, also for somebody else's."""
    api.delete(f"/auth/sessions/{segment(device_id)}")


def mailbox(api: Api) -> tuple[Letter, ...]:
    """The letters that were sent on a development machine, newest first."""
    return read_items(Letter, api.get("/dev/mailbox"))


def stop_turn_mails(api: Api, token: str) -> None:
    """No more mails about turns, by the link in one of them."""
    api.post("/auth/mail-opt-out", {"token": token})
