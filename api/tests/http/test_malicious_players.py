"""Players who mean harm, over HTTP: what they try is refused with a code, and nobody else is disturbed."""

import pytest

from app.models.enums import Tier
from tests.support.adventurer import Adventurer, action_id, at_once
from tests.support.cast import error, result
from tests.support.live_game import LiveGame


def open_party(game: LiveGame, owner: Adventurer, **config: object) -> str:
    """A lobby of the owner's; the code of a seat in it."""
    game.services.operations.set_tier(owner.user["id"], Tier.ELITE)
    body = {"character_id": owner.character["id"], "config": {"max_players": 10, **config}}
    owner.session_id = result(owner.client.post("/sessions", body), 201)["id"]
    code: str = result(owner.client.post(f"{owner.session}/invites"), 201)["code"]
    return code


def test_of_eleven_at_once_ten_have_a_seat(game: LiveGame) -> None:
    owner, crowd = Adventurer(game), [Adventurer(game) for _ in range(10)]
    code = open_party(game, owner)
    bodies = [{"code": code, "character_id": one.character["id"]} for one in crowd]
    calls = zip(crowd, bodies, strict=True)
    replies = at_once(*(lambda a=one, b=body: a.client.post("/sessions/join", b) for one, body in calls))
    refused = [one for one in replies if one.status_code != 200]
    assert [error(one, 409)["code"] for one in refused] == ["session_full"]
    assert len(result(owner.client.get(f"{owner.session}/party"))["seats"]) == 10


def test_whoever_leads_when_leader_and_heir_go_at_once_it_is_one_who_is_there(game: LiveGame) -> None:
    owner, heir, third = (Adventurer(game) for _ in range(3))
    code = open_party(game, owner)
    for one in (heir, third):
        result(one.client.post("/sessions/join", {"code": code, "character_id": one.character["id"]}))
    path, to_heir = owner.session, {"character_id": heir.character["id"]}
    at_once(
        lambda: owner.client.post(f"{path}/leader", to_heir),
        lambda: owner.client.post(f"{path}/leave", {}),
        lambda: heir.client.post(f"{path}/leave", {}),
    )
    party = result(third.client.get(f"{path}/party"))
    leaders = [seat["user_id"] for seat in party["seats"] if seat["is_leader"]]
    assert leaders == [party["leader_id"]]


def test_nobody_outside_can_be_made_the_leader_or_sent_away(game: LiveGame) -> None:
    owner, stranger = Adventurer(game), Adventurer(game)
    open_party(game, owner)
    for path in ("leader", "kick"):
        body = {"character_id": stranger.character["id"]}
        assert error(owner.client.post(f"{owner.session}/{path}", body), 404)["code"] == "not_found"


def test_nobody_acts_for_somebody_who_is_there(game: LiveGame) -> None:
    owner, other = Adventurer(game), Adventurer(game)
    code = open_party(game, owner)
    result(other.client.post("/sessions/join", {"code": code, "character_id": other.character["id"]}))
    result(other.client.post(f"{owner.session}/ready"))
    result(owner.client.post(f"{owner.session}/start"))
    body = {"action_id": action_id(), "action": "wait", "for_character_id": owner.character["id"]}
    refused = other.client.post(f"{owner.session}/action", body)
    assert error(refused, 403)["code"] == "not_your_proxy"


def test_a_code_of_one_party_takes_back_none_of_another(game: LiveGame) -> None:
    owner, other = Adventurer(game), Adventurer(game)
    code = open_party(game, owner)
    open_party(game, other)
    assert error(other.client.delete(f"{other.session}/invites/{code}"), 404)["code"] == "not_found"
    assert result(other.client.get(f"/sessions/invites/{code}"))["id"] == owner.session_id


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (
            "Ours\r\n\r\nYour account is locked: http://evil.example",
            "Ours Your account is locked: http://evil.example",
        ),
        ("\u202eecnad\u202c \u200bonight", "ecnad onight"),
        ("  ＦＵＬＬ   width ", "FULL width"),
    ],
)
def test_the_name_of_a_party_is_one_line_without_anything_unseen(
    game: LiveGame, name: str, shown: str
) -> None:
    owner = Adventurer(game)
    body = {"character_id": owner.character["id"], "name": name}
    assert result(owner.client.post("/sessions", body), 201)["name"] == shown


@pytest.mark.parametrize(
    ("name", "code"), [("\u200b\u202e", "empty_action"), ("\ufdfa" * 50, "action_too_long")]
)
def test_a_name_of_nothing_or_that_grows_too_long_is_refused(game: LiveGame, name: str, code: str) -> None:
    owner = Adventurer(game)
    body = {"character_id": owner.character["id"], "name": name}
    assert error(owner.client.post("/sessions", body), 422)["code"] == code
