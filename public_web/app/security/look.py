"""How the pages look on this device: theme, text size, motion. A cookie, so that no page has to ask the API first.

The account's preferences are the truth for whoever is signed in; what is read of them is kept here. For everybody else
this cookie is all there is. It holds words from closed lists, and nothing else is believed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from flask import Request, Response

COOKIE = "coc_look"
_YEAR_S = 31_536_000

CHOICES: Mapping[str, tuple[str, ...]] = {
    "theme": ("system", "dark", "light"),
    "text_size": ("small", "normal", "large", "huge"),
    "motion": ("system", "reduced", "full"),
}
"""What may be chosen; the names are those of the account's preferences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One word from each list of CHOICES."""

    theme: str = "system"
    text_size: str = "normal"
    motion: str = "system"

    def with_choices(self, chosen: Mapping[str, object]) -> Self:
        """The look with those of the choices that are known words."""
        known = {name: chosen.get(name) for name, words in CHOICES.items() if chosen.get(name) in words}
        return replace(self, **{name: str(word) for name, word in known.items()})

    @property
    def as_cookie(self) -> str:
        """`theme.text_size.motion`."""
        return ".".join(getattr(self, field.name) for field in fields(self))


def look_of(request: Request) -> Look:
    """What the device's cookie says; the usual look where it says nothing that is known."""
    words = request.cookies.get(COOKIE, "").split(".")
    return Look().with_choices(dict(zip(CHOICES, words, strict=False)))


def keep(response: Response, look: Look, *, secure: bool) -> None:
    """For a year, on this host. No script needs it."""
    response.set_cookie(
        COOKIE, look.as_cookie, max_age=_YEAR_S, path="/", secure=secure, httponly=True, samesite="Lax"
    )
