"""The dice of a session over HTTP: those of its turns and of its chat, as each member may know them."""

import itertools
from typing import Any

import pytest

from app.game_logic.dice import roll_value
from app.models.ids import SessionId
from tests.http.test_chat import party, post, said, third
from tests.http.test_parties import FOUR, Party, open_lobby
from tests.support.adventurer import Adventurer, in_a_fight
from tests.support.cast import Client, error, result
from tests.support.live_game import LiveGame

__all__ = ["party"]


def dice(one: Adventurer, query: str = "") -> list[dict[str, Any]]:
    """Newest first."""
    items: list[dict[str, Any]] = result(one.client.get(f"{one.session}/dice{query}"))["items"]
    return items


def strike(one: Adventurer) -> None:
    actions = one.view()["combat"]["actions"]
    target = next(action["targets"][0] for action in actions if action["ability_id"] == "attack")
    result(one.fight(ability_id="attack", target_id=target))


def all_pages(one: Adventurer, limit: int) -> list[dict[str, Any]]:
    found, cursor = [], ""
    for _ in range(50):
        page = result(one.client.get(f"{one.session}/dice?limit={limit}{cursor}"))
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"
    raise AssertionError("pages without end")


def test_every_die_of_a_fight_is_listed_and_falls_again_from_the_seed(game: LiveGame) -> None:
    one = in_a_fight(game)
    strike(one)
    seed = bytes.fromhex(game.services.replay.seed_of(SessionId(one.session_id)))
    found = dice(one, "?limit=50")
    in_turns = [die for turn in one.log() for roll in turn["dice"] for die in roll["dice"]]
    assert [(die["index"], die["value"], die["counts"]) for die in found] == [
        (die["index"], die["value"], die["counts"]) for die in in_turns
    ]
    assert found
    whole = [
        (roll["label"], number, roll["modifier"], roll["total"], roll["target"], roll["outcome"])
        for turn in one.log()
        for number, roll in enumerate(turn["dice"])
        for _ in roll["dice"]
    ]
    parts = ("label", "roll", "modifier", "total", "target", "outcome")
    assert [tuple(die[part] for part in parts) for die in found] == whole
    for die in found:
        again = roll_value(seed, die["seq"], die["index"], die["purpose"], die["sides"])
        assert die["value"] == again
        assert die["turn_id"]
        assert die["message_id"] is None


def test_the_chats_dice_stand_among_the_storys_and_fall_again(game: LiveGame, party: Party) -> None:
    message = said(party.member, "/roll 3d6+2")
    found = dice(party.owner)
    assert [(die["message_id"], die["label"], die["total"]) for die in found[:3]] == [
        (message["id"], "3d6+2", message["roll"]["total"])
    ] * 3
    assert [(die["roll"], die["modifier"], die["outcome"]) for die in found[:3]] == [(0, 2, "thrown")] * 3
    assert found[0]["character_name"] == party.member.character["name"]
    seed = bytes.fromhex(game.services.replay.seed_of(SessionId(party.owner.session_id)))
    values = [roll_value(seed, die["seq"], die["index"], die["purpose"], die["sides"]) for die in found[:3]]
    assert values == [die["value"] for die in found[:3]] == message["roll"]["dice"]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_repeat_nothing_and_leave_nothing_out(game: LiveGame, limit: int) -> None:
    one = in_a_fight(game)
    for number in range(3):
        said(one, f"/r {number + 1}d20")
        said(one, "mere words")
    strike(one)
    said(one, "/r d4")
    whole = dice(one, "?limit=50")
    assert [die["label"] for die in whole if die["message_id"]] == [
        "1d4",
        *["3d20"] * 3,
        *["2d20"] * 2,
        "1d20",
    ]
    assert any(die["turn_id"] for die in whole)
    assert all_pages(one, limit) == whole
    moments = [die["at"] for die in whole]
    assert all(newer >= older for newer, older in itertools.pairwise(moments))


def test_what_is_thrown_meanwhile_does_not_disturb_a_page(party: Party) -> None:
    owner = party.owner
    for _ in range(3):
        said(owner, "/r d6")
    first = result(owner.client.get(f"{owner.session}/dice?limit=2"))
    said(owner, "/r d8")
    second = result(owner.client.get(f"{owner.session}/dice?limit=2&cursor={first['next_cursor']}"))
    labels = [die["label"] for die in first["items"] + second["items"]]
    assert labels == ["1d6"] * 3


def test_long_silence_of_the_dice_is_looked_through(game: LiveGame, party: Party) -> None:
    said(party.owner, "/r d6")
    to = party.member.character["id"]
    for number in range(4):
        said(party.owner, f"psst {number}", channel="whisper", to_character_id=to)
    assert [die["label"] for die in dice(party.owner, "?limit=1")] == ["1d6"]


def test_whispered_dice_and_those_of_the_muted_are_not_shown(game: LiveGame, party: Party) -> None:
    other = third(game, party)
    said(party.owner, "/r d6", channel="whisper", to_character_id=party.member.character["id"])
    assert [len(dice(one)) for one in (party.owner, party.member, other)] == [1, 1, 0]
    result(party.member.client.put(f"/mutes/{party.owner.user['id']}", {}))
    assert dice(party.member) == []
    said(party.owner, "/r d6")
    assert [len(dice(one)) for one in (party.owner, party.member, other)] == [2, 0, 1]


def test_only_members_see_the_dice(game: LiveGame, party: Party) -> None:
    said(party.owner, "/r d6")
    stranger = Adventurer(game)
    path = f"{party.path}/dice"
    assert error(stranger.client.get(path), 404)["code"] == "not_found"
    assert error(Client(game.server).get(path), 401)["code"] == "unauthenticated"
    result(party.member.client.post(f"{party.path}/leave"))
    assert error(party.member.client.get(path), 404)["code"] == "not_found"


def test_in_a_lobby_no_die_has_fallen(game: LiveGame) -> None:
    owner = Adventurer(game)
    open_lobby(game, owner, FOUR)
    assert error(post(owner, "/r d6"), 409)["code"] == "in_lobby"
    assert dice(owner) == []


@pytest.mark.parametrize(
    "query",
    [
        "cursor=", "cursor=.", "cursor=x", "cursor=1", "cursor=1.%00", "cursor=-1.", "cursor=1.a", "cursor=1.01.2",
        "cursor=9999999999999999.", "cursor=" + "1" * 1000, "limit=0", "limit=51", "limit=1.0", "limit=x", "before=1",
        "cursor=%D9%A1.",
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(party: Party, query: str) -> None:
    assert error(party.owner.client.get(f"{party.path}/dice?{query}"), 422)["code"] == "invalid"


def test_a_place_beyond_the_log_is_only_the_log(party: Party) -> None:
    said(party.owner, "/r d6")
    found = dice(party.owner, "?cursor=999999999999999.ZZZZZZZZZZZZZZZZZZZZZZZZZZ")
    assert [die["label"] for die in found] == ["1d6"]
