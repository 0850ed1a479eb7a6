"""What production may not start without."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from app.config import Settings

MIN_KEY_LENGTH = 32
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def missing_for_production(settings: "Settings") -> list[str]:
    """What is wrong, one sentence each, naming the variable and quoting no value; empty if all is well."""
    found = [
        *_keys(settings),
        *_address("PUBLIC_WEB_URL", settings.public_web_url),
        *_address("GATEWAY_PUBLIC_URL", settings.gateway_public_url),
    ]
    if not settings.trusted_hosts or any("*" in host for host in settings.trusted_hosts):
        found.append("COC_TRUSTED_HOSTS must name the hosts that clients call")
    if any(urlsplit(origin).scheme != "https" for origin in settings.cors_origins):
        found.append("COC_CORS_ORIGINS must be https")
    if settings.mail.transport != "smtp":
        found.append("COC_MAIL__TRANSPORT must be smtp, or nobody gets their mail")
    return found


def _keys(settings: "Settings") -> list[str]:
    keys = [settings.secret_key, *settings.secret_key_old]
    return (
        []
        if all(_is_strong(key.get_secret_value()) for key in keys)
        else [f"SECRET_KEY and SECRET_KEY_OLD must be random and have {MIN_KEY_LENGTH} characters or more"]
    )


def _is_strong(key: str) -> bool:
    """Refuses what is short, and what a person would write to fill the gap."""
    return len(key) >= MIN_KEY_LENGTH and len(set(key)) >= MIN_KEY_LENGTH // 2


def _address(name: str, url: str) -> list[str]:
    parts = urlsplit(url)
    is_public = parts.scheme == "https" and parts.hostname not in _LOCAL_HOSTS
    return [] if is_public else [f"{name} must be the public https address"]
