"""The Flask factory, nothing else."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.compression import set_up_compression
from app.config import ROOT, Settings, load_settings
from app.logging import set_up_logging
from app.presentation import set_up_templates
from app.security.headers import set_up_headers
from app.services.api_client import ApiClient
from app.views import register_views
from app.views.caller import set_up_callers
from app.views.kept import set_up_keeping
from app.views.look_views import set_up_look
from app.views.portrait_views import set_up_uploads

MAX_BODY_BYTES = 64 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The web frontend. Settings come from the environment unless given. Raises ValidationError if they are wrong."""
    settings = settings or load_settings()
    app = Flask(__name__, root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        TRUSTED_HOSTS=list(settings.coc_trusted_hosts),
        SESSION_COOKIE_NAME=f"{settings.cookie_prefix}coc_web",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_production,
    )
    app.extensions["settings"] = settings
    app.extensions["api_client"] = ApiClient(
        settings.api_base_url,
        f"{settings.cookie_prefix}coc_session",
        settings.api_connect_timeout_s,
        settings.api_read_timeout_s,
        settings.api_pool_size,
    )
    if settings.coc_proxy_hops:
        hops = settings.coc_proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]  # the documented way to wrap an app
    set_up_compression(app)
    set_up_headers(app, settings)
    set_up_logging(app)
    set_up_look(app)
    set_up_keeping(app)
    set_up_uploads(app)
    set_up_callers(app)
    set_up_templates(app, settings)
    register_views(app, settings)
    return app
