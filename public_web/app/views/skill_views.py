"""What a character has learned and may learn next."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.character import Character
from app.presentation.trees import drawn_tree
from app.services import character_service, content_service
from app.services.errors import ApiError
from app.views.caller import api, signed_in
from app.views.forms import Form, refused

blueprint = Blueprint("skills", __name__, url_prefix="/characters/<character_id>")


@blueprint.get("/skills")
@signed_in
def trees(character_id: str) -> ResponseReturnValue:
    """The skill trees. `node`: the skill that one looks at; `learned`: the one that was learned just now."""
    return _page(character_service.character(api(), character_id), Form(), request.args.get("node", ""))


@blueprint.post("/skills/<node_id>")
@signed_in
def learn(character_id: str, node_id: str) -> ResponseReturnValue:
    """Spends skill points."""
    try:
        character_service.learn(api(), character_id, node_id)
    except ApiError as error:
        return _refused(character_id, error, node_id)
    return redirect(
        url_for("skills.trees", character_id=character_id, node=node_id, done="learned", _anchor="done"), 303
    )


@blueprint.post("/respec")
@signed_in
def respec(character_id: str) -> ResponseReturnValue:
    """Forgets all skills for gold."""
    try:
        character_service.respec(api(), character_id)
    except ApiError as error:
        return _refused(character_id, error, "")
    return redirect(url_for("skills.trees", character_id=character_id, done="forgotten", _anchor="done"), 303)


@blueprint.get("/level-up")
@signed_in
def level_up(character_id: str) -> ResponseReturnValue:
    """The moment of a new level: what it brought, and what there is to choose now."""
    known = character_service.character(api(), character_id)
    calling = next((one for one in content_service.classes(api()) if one.id == known.class_id), None)
    choices = [(tree, node) for tree in known.skill_trees for node in tree.nodes if node.can_learn]
    return render_template("character/level_up.html", character=known, calling=calling, choices=choices)


def _refused(character_id: str, error: ApiError, node_id: str) -> ResponseReturnValue:
    if error.status == 404:
        raise error
    form = refused({}, error)
    return _page(character_service.character(api(), character_id), form, node_id), error.status


def _page(known: Character, form: Form, node_id: str) -> str:
    drawn = tuple(drawn_tree(tree) for tree in known.skill_trees)
    nodes = {node.node_id: node for tree in known.skill_trees for node in tree.nodes}
    chosen = nodes.get(node_id) or next((one for one in nodes.values() if one.can_learn), None)
    done = request.args.get("done", "") if not form.error else ""
    return render_template(
        "character/skills.html", character=known, trees=drawn, chosen=chosen, form=form, done=done
    )
