"""What a character looks back on: journal, codex and map."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.library import CodexEntry
from app.models.story import ToldPage
from app.presentation.atlas import neighbours
from app.presentation.chart import drawn_chart
from app.presentation.story import chapters
from app.services import character_service, chronicle_service, session_service
from app.services.errors import ApiError
from app.views.caller import api, settings, signed_in
from app.views.forms import Form, refused

blueprint = Blueprint("chronicle", __name__, url_prefix="/characters/<character_id>")

KINDS = ("location", "person", "enemy", "item", "effect")
DIRECTIONS = frozenset(("north", "east", "south", "west", "up", "down", "in", "out"))


@blueprint.get("/journal")
@signed_in
def journal(character_id: str) -> ResponseReturnValue:
    """Quests open and completed, and the tale as it was told (`before`: further back)."""
    known = character_service.character(api(), character_id)
    tale = chronicle_service.tale_of(api(), character_id)
    page = ToldPage(turns=(), older=None)
    if tale:
        page = chronicle_service.told_turns(api(), tale.id, request.args.get("before"))
    places = [one for one in character_service.codex(api(), character_id) if one.kind == "location"]
    return render_template(
        "character/journal.html",
        character=known,
        tale=tale,
        quests=character_service.journal(api(), character_id),
        chapters=chapters(page.turns, {one.id: one.name for one in places}),
        older=page.older,
        is_latest="before" not in request.args,
    )


@blueprint.get("/codex")
@signed_in
def codex(character_id: str) -> ResponseReturnValue:
    """What was met, of one kind or all (`kind`), with these words in it (`q`)."""
    known = character_service.character(api(), character_id)
    entries = character_service.codex(api(), character_id)
    kind, words = request.args.get("kind", ""), request.args.get("q", "").strip()[:100]
    found = _holding(words, entries)
    kinds = [one for one in KINDS if any(entry.kind == one for entry in entries)]
    return render_template(
        "character/codex.html",
        character=known,
        total=len(entries),
        kinds=[(one, sum(entry.kind == one for entry in found)) for one in kinds],
        groups=[(one, [entry for entry in found if entry.kind == one]) for one in kinds if kind in ("", one)],
        kind=kind,
        q=words,
        count=len(found),
    )


@blueprint.get("/codex/<kind>/<entry_id>")
@signed_in
def codex_entry(character_id: str, kind: str, entry_id: str) -> ResponseReturnValue:
    """One of the things that were met."""
    known = character_service.character(api(), character_id)
    entries = sorted(character_service.codex(api(), character_id), key=lambda one: one.name)
    of_kind = [one for one in entries if one.kind == kind]
    place = next((place for place, one in enumerate(of_kind) if one.id == entry_id), None)
    if place is None:
        abort(404)
    return render_template(
        "character/codex_entry.html",
        character=known,
        entry=of_kind[place],
        before=of_kind[place - 1] if place else None,
        after=of_kind[place + 1] if place + 1 < len(of_kind) else None,
    )


@blueprint.get("/map")
@signed_in
def chart(character_id: str) -> ResponseReturnValue:
    """The land as far as it is known. `place`: the one that one looks at."""
    return _map_page(character_id, Form())


@blueprint.post("/map/go")
@signed_in
def go(character_id: str) -> ResponseReturnValue:
    """A step to a neighbouring place, said as one would say it on the play page."""
    known = character_service.character(api(), character_id)
    direction = request.form.get("direction", "")
    if not known.session_id or direction not in DIRECTIONS:
        abort(400)
    what = {"action": f"go {direction}"}
    try:
        session_service.act(api(), known.session_id, what, str(uuid.uuid4()), settings().action_wait_s)
    except ApiError as error:
        return _map_page(character_id, refused({}, error)), error.status
    return redirect(url_for("play.page", session_id=known.session_id), 303)


def _map_page(character_id: str, form: Form) -> str:
    known = character_service.character(api(), character_id)
    tale = chronicle_service.tale_of(api(), character_id)
    known_land = chronicle_service.chart(api(), tale.id) if tale else None
    drawn = drawn_chart(known_land) if known_land else None
    places = {one.place.id: one for one in drawn.places} if drawn else {}
    texts = {
        one.id: one.text for one in character_service.codex(api(), character_id) if one.kind == "location"
    }
    chosen = places.get(request.args.get("place", "")) or (drawn.here if drawn else None)
    return render_template(
        "character/map.html",
        character=known,
        chart=drawn,
        near=neighbours(known_land) if known_land else {},
        chosen=chosen,
        texts=texts,
        form=form,
    )


def _holding(words: str, entries: Sequence[CodexEntry]) -> list[CodexEntry]:
    """The entries that hold all of the words, by name."""
    sought = words.casefold().split()

    def holds(entry: CodexEntry) -> bool:
        text = (
            f"{entry.name} {entry.text} {' '.join(entry.detail)} {' '.join(map(str, entry.detail.values()))}"
        )
        return all(word in text.casefold() for word in sought)

    return sorted((one for one in entries if holds(one)), key=lambda one: one.name)
