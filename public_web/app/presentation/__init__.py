"""How things are said on a page: words for ids, numbers as sentences, files with fingerprints."""

import hashlib
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup

from app.config import Settings
from app.presentation import devices, dice, gear, portraits, spoils, words
from app.security.csrf import FIELD, HEADER, csrf_token


def set_up_templates(app: Flask, settings: Settings) -> None:
    """What every template may use."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        label=words.label,
        opened=words.opened,
        signed=words.signed,
        stat_name=words.stat_name,
        hour=words.hour,
        day=words.day,
        duration=words.duration,
        seconds_left=words.seconds_left,
        percent_of=words.percent_of,
        sentence=dice.sentence,
        initials=portraits.initials,
        device_name=devices.device_name,
        stat_icon=words.stat_icon,
        roman=words.roman,
        effect_icon=words.effect_icon,
        mark=words.mark,
    )
    static_url = _Fingerprints(Path(app.static_folder or "static"), keep=settings.is_production).url

    def portrait_url(portrait_id: str) -> str | None:
        file = portraits.file_of(portrait_id)
        return static_url(file) if file else None

    env.globals.update(
        static_url=static_url,
        portrait_url=portrait_url,
        drawn_portraits_of_ours=portraits.DRAWN,
        csrf_field=_csrf_field,
        csrf_token=csrf_token,
        csrf_header=HEADER,
        is_development=not settings.is_production,
        die_points=dice.points,
        odds=words.odds,
        emblem=words.emblem,
        comparisons=gear.comparisons,
        spoils=spoils.spoils,
        promotion=spoils.promotion,
        shared_out=spoils.shared_out,
        completed_quests=spoils.completed_quests,
    )


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


class _Fingerprints:
    """Addresses of static files that change with the file, so that browsers may keep them for ever."""

    def __init__(self, folder: Path, *, keep: bool) -> None:
        self._folder = folder
        self._keep = keep
        self._known: dict[str, str] = {}

    def url(self, name: str) -> str:
        """`/static/<name>?v=<first digits of the file's hash>`; without them if there is no such file."""
        if name in self._known:
            return self._known[name]
        path = self._folder / name
        if not path.is_file():
            return f"/static/{name}"
        url = f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
        if self._keep:
            self._known[name] = url
        return url
