"""The pages: each view reads the form, asks a service, renders."""

from flask import Flask

from app.config import Settings
from app.views import (
    account_views,
    auth_views,
    character_views,
    chat_views,
    chronicle_views,
    creation_views,
    deed_views,
    dev_views,
    dice_views,
    errors,
    health_views,
    home_views,
    item_views,
    join_views,
    look_views,
    party_views,
    play_views,
    portrait_views,
    skill_views,
    vote_views,
)


def register_views(app: Flask, settings: Settings) -> None:
    """All blueprints and the error pages; the development pages only where they belong."""
    for views in (
        home_views,
        auth_views,
        account_views,
        creation_views,
        character_views,
        skill_views,
        chronicle_views,
        portrait_views,
        item_views,
        look_views,
        party_views,
        join_views,
        play_views,
        deed_views,
        chat_views,
        vote_views,
        dice_views,
        health_views,
    ):
        app.register_blueprint(views.blueprint)
    if not settings.is_production:
        app.register_blueprint(dev_views.blueprint)
    errors.register(app)
