"""The app as a whole: the shell in its order, and every blueprint."""

from collections.abc import Callable
from typing import Any

from flask_openapi.openapi import OpenAPI

from app.api import (
    auth,
    body_guard,
    characters,
    chat,
    chronicle,
    content,
    dev_mailbox,
    devices,
    docs,
    errors,
    guards,
    headers,
    health,
    jobs,
    limits,
    me,
    origins,
    parties,
    portraits,
    read_limits,
    realtime,
    request_log,
    sessions,
    tiers,
    votes,
)
from app.api.body_guard import StrictRequest
from app.api.context import provide
from app.api.resource import Resource
from app.config import Settings
from app.wiring.services import Services

RESOURCES = (
    health.blueprint,
    auth.blueprint,
    me.blueprint,
    devices.blueprint,
    tiers.blueprint,
    content.blueprint,
    characters.blueprint,
    chronicle.blueprint,
    portraits.blueprint,
    parties.blueprint,
    sessions.blueprint,
    chat.blueprint,
    votes.blueprint,
    jobs.blueprint,
    realtime.blueprint,
)
"""In the order of the documentation."""


class Api(OpenAPI):
    """Flask with the strict request."""

    request_class = StrictRequest

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No view or hook of ours is a coroutine: looking each of them up would cost every request."""
        return func


def build_app(settings: Settings, services: Services) -> Api:
    """The finished app. Raises RuntimeError for a route without a guard."""
    app = Api(
        "app.api",
        validation_error_callback=errors.refuse_invalid,
        doc_ui=False,
        static_folder=None,
    )
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    app.url_map.merge_slashes = False
    provide(app, services)
    _put_on_shell(app, settings)
    resources = (*RESOURCES, *_for_developers(settings))
    for blueprint in (*resources, docs.blueprint):
        app.register_blueprint(blueprint)
    docs.install(app, resources)
    guards.refuse_unguarded(app)
    return app


def _put_on_shell(app: Api, settings: Settings) -> None:
    """Before a request in this order; after it in reverse, so that the log line knows the final reply."""
    request_log.install(app)
    errors.install(app)
    headers.install(app, settings)
    origins.install(app, settings)
    guards.install(app)
    read_limits.install(app, settings)
    limits.install(app, settings)
    body_guard.install(app)


def _for_developers(settings: Settings) -> tuple[Resource, ...]:
    return () if settings.is_production else (dev_mailbox.blueprint,)
