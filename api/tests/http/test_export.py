"""All of one's data over HTTP: complete, one's own, and without secrets."""

import base64
import json
from typing import Any

from app.models.ids import SessionId
from tests.support.adventurer import Adventurer
from tests.support.cast import Client, error, result
from tests.support.pictures import encoded, halves, opened

SECRET_NAMES = ("password", "secret", "secret_hash", "password_hash", "snapshot", "slot", "name_key")


def export_of(one: Adventurer) -> Any:
    reply = one.client.get("/auth/me/export")
    assert "attachment" in reply.headers["Content-Disposition"]
    assert reply.headers["Cache-Control"] == "no-store"
    return result(reply)


def keys_in(value: Any) -> set[str]:
    """Every name in a document, however deep."""
    if isinstance(value, dict):
        return {*value, *(key for one in value.values() for key in keys_in(one))}
    return {key for one in value for key in keys_in(one)} if isinstance(value, list) else set()


def test_it_holds_everything_that_the_player_can_see(player: Adventurer) -> None:
    player.act("go out")
    player.act("search the crates")
    headers = {"Content-Type": "image/png"}
    url = f"{player.client.server.url}{player.me}/portrait"
    player.client.http.put(url, data=encoded(halves(), "PNG"), headers=headers)
    found = export_of(player)
    assert found["account"]["id"] == player.user["id"]
    assert [one["device"] for one in found["devices"]]
    (character,) = found["characters"]
    assert character["character"] == player.sheet()
    assert character["inventory"] == player.inventory()
    assert character["codex"] == result(player.client.get(f"{player.me}/codex"))["items"]
    assert character["journal"] == result(player.client.get(f"{player.me}/journal"))["items"]
    assert opened(base64.b64decode(character["portrait"])).size == (512, 512)
    assert [turn["seq"] for turn in found["turns"]] == [3, 2, 1]
    assert found["turns"] == player.log()
    assert found["sessions"][0]["id"] == player.session_id


def test_its_transactions_add_up_to_the_purse(player: Adventurer) -> None:
    found = export_of(player)
    gold = sum(one["amount"] for one in found["transactions"] if one["unit"] == "gold")
    assert gold == player.sheet()["gold"]
    assert {one["unit"] for one in found["transactions"]} >= {one["item_id"] for one in player.inventory()}


def test_the_dice_of_a_running_adventure_stay_secret(player: Adventurer) -> None:
    seed = player.game.services.replay.seed_of(SessionId(player.session_id))
    text = json.dumps(export_of(player))
    assert seed not in text
    assert player.client.cookie
    assert player.client.cookie not in text
    result(player.client.post(f"{player.session}/end", {"action_id": "the-end"}))
    assert export_of(player)["sessions"][0]["seed"] == seed


def test_it_names_no_secret_and_nobody_else(player: Adventurer, hero: Adventurer) -> None:
    found = export_of(player)
    assert not keys_in(found) & set(SECRET_NAMES)
    text = json.dumps(found)
    assert hero.user["id"] not in text
    assert hero.character["id"] not in text


def test_who_was_let_go_is_in_it_too(hero: Adventurer) -> None:
    result(hero.client.delete(hero.me))
    (character,) = export_of(hero)["characters"]
    assert (character["character"]["id"], character["is_active"]) == (hero.character["id"], False)


def test_a_long_log_comes_whole(player: Adventurer) -> None:
    for _ in range(60):
        player.act("look")
    assert [turn["seq"] for turn in export_of(player)["turns"]] == list(range(61, 0, -1))


def test_who_is_not_signed_in_gets_nothing(client: Client) -> None:
    assert error(client.get("/auth/me/export"), 401)["code"] == "unauthenticated"
