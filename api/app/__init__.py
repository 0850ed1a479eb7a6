"""Code of Conquest: the API."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The web application. Raises SettingsError, ContentError, BackendNotReady, Unavailable if the database
    cannot be opened."""
    # Every process of the game imports this package; only the web server loads Flask and what stands on it.
    from app.api.shell import build_app  # noqa: PLC0415
    from app.config import load_settings  # noqa: PLC0415
    from app.logging import configure_logging  # noqa: PLC0415
    from app.wiring.services import build  # noqa: PLC0415

    settings = settings or load_settings()
    configure_logging(settings)
    return build_app(settings, build(settings))
