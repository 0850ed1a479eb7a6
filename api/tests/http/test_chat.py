"""Chat over HTTP: who hears what, once; mutes, reports, and everything that is refused."""

import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.game_logic.dice import roll_value
from app.models.ids import SessionId
from tests.http.test_parties import FOUR, Party, join, open_lobby
from tests.support.adventurer import Adventurer
from tests.support.cast import error, result
from tests.support.live_game import LiveGame


@pytest.fixture
def party(game: LiveGame) -> Party:
    """Two on their way, and a code for a third."""
    owner, member = Adventurer(game), Adventurer(game)
    open_lobby(game, owner, FOUR)
    code = result(owner.client.post(f"{owner.session}/invites"), 201)["code"]
    result(join(member, code))
    member.session_id = owner.session_id
    return Party(game, owner, member, code).start()


def post(one: Adventurer, text: str, **more: Any) -> Any:
    body = {"text": text, "message_id": str(uuid.uuid4()), **more}
    return one.client.post(f"{one.session}/chat", body)


def said(one: Adventurer, text: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = result(post(one, text, **more), 201)
    return found


def heard(one: Adventurer) -> Sequence[str]:
    """Oldest first."""
    items = result(one.client.get(f"{one.session}/chat"))["items"]
    return [message["text"] for message in reversed(items)]


def third(game: LiveGame, party: Party) -> Adventurer:
    newcomer = Adventurer(game)
    result(join(newcomer, party.code))
    newcomer.session_id = party.owner.session_id
    return newcomer


def test_all_hear_what_is_said_to_all_also_who_comes_later(game: LiveGame, party: Party) -> None:
    said(party.owner, "Mind the third step.", channel="say")
    said(party.member, "brb, tea")
    late = third(game, party)
    for one in (party.owner, party.member, late):
        assert heard(one) == ["Mind the third step.", "brb, tea"]
    (newest, _) = result(late.client.get(f"{late.session}/chat"))["items"]
    assert (newest["channel"], newest["is_yours"]) == ("ooc", False)
    assert newest["character_name"] == party.member.character["name"]


def test_a_whisper_is_for_two(game: LiveGame, party: Party) -> None:
    other = third(game, party)
    to = party.member.character["id"]
    whisper = said(party.owner, "The ring is false.", channel="whisper", to_character_id=to)
    assert whisper["to_name"] == party.member.character["name"]
    assert heard(party.owner) == heard(party.member) == ["The ring is false."]
    assert heard(other) == []
    assert "false" not in other.client.get(f"{other.session}/chat").text


def test_a_message_sent_ten_times_is_said_once(party: Party) -> None:
    body = {"text": "Hello", "message_id": "one-and-the-same"}
    with ThreadPoolExecutor(5) as threads:
        replies = list(threads.map(lambda _: party.owner.client.post(f"{party.path}/chat", body), range(10)))
    assert len({result(reply, 201)["id"] for reply in replies}) == 1
    assert heard(party.member) == ["Hello"]
    other = error(party.owner.client.post(f"{party.path}/chat", body | {"text": "Hullo"}), 422)
    assert other["code"] == "message_id_taken"


def test_dice_in_the_chat_fall_as_the_secret_seed_says(game: LiveGame, party: Party) -> None:
    message = said(party.member, "/roll 3d6+2")
    seed = game.services.replay.seed_of(SessionId(party.owner.session_id))
    dice = [roll_value(bytes.fromhex(seed), 0, place, f"chat:{message['id']}", 6) for place in range(3)]
    assert message["channel"] == "roll"
    assert message["roll"] == {"notation": "3d6+2", "dice": dice, "bonus": 2, "total": sum(dice) + 2}
    assert error(post(party.member, "/roll everything"), 422)["code"] == "bad_dice"
    checks = game.services.replay.verify_dice(SessionId(party.owner.session_id), seed)
    assert [check.roll.value for check in checks if check.seq == 0] == dice
    assert all(check.is_sound for check in checks)


def test_who_is_muted_is_not_heard_and_heard_again(party: Party) -> None:
    owner, member = party.owner, party.member
    said(owner, "before")
    result(member.client.put(f"/mutes/{owner.user['id']}", {}))
    result(member.client.put(f"/mutes/{owner.user['id']}", {}))
    said(owner, "meanwhile")
    assert heard(member) == []
    assert heard(owner) == ["before", "meanwhile"]
    (mute,) = result(member.client.get("/mutes"))["items"]
    assert mute["user_id"] == owner.user["id"]
    result(member.client.delete(f"/mutes/{owner.user['id']}"))
    assert heard(member) == ["before", "meanwhile"]
    assert error(member.client.put(f"/mutes/{member.user['id']}", {}), 422)["code"] == "cannot_mute_yourself"
    assert error(member.client.put("/mutes/nobody", {}), 404)["code"] == "not_found"


def test_a_whisper_to_somebody_who_muted_its_writer_is_said_and_not_heard(
    game: LiveGame, party: Party
) -> None:
    owner, member = party.owner, party.member
    result(member.client.put(f"/mutes/{owner.user['id']}", {}))
    whisper = said(owner, "psst", channel="whisper", to_character_id=member.character["id"])
    assert heard(owner) == ["psst"]
    assert heard(member) == []
    assert "psst" not in member.client.get(f"{member.session}/chat").text
    row = game.services.ports.backend.documents.get("chat_messages", whisper["id"])
    assert row.readers == (owner.user["id"],)


def test_when_the_tale_is_told_its_party_still_talks_and_throws(game: LiveGame, party: Party) -> None:
    result(party.owner.client.post(f"{party.path}/end", {"action_id": str(uuid.uuid4())}))
    said(party.member, "What a night!", channel="say")
    thrown = said(party.owner, "/roll d20")
    assert heard(party.member) == heard(party.owner) == ["What a night!", "/roll d20"]
    view = party.owner.view()
    assert view["status"] == "completed"
    die = roll_value(bytes.fromhex(view["seed"]), 0, 0, f"chat:{thrown['id']}", 20)
    assert thrown["roll"]["dice"] == [die]
    stranger = Adventurer(game)
    stranger.session_id = party.owner.session_id
    assert error(post(stranger, "Me too!"), 404)["code"] == "not_found"


def test_reports_reach_the_host_as_the_words_stood(game: LiveGame, party: Party) -> None:
    message = said(party.owner, "something unkind")
    body = {"kind": "message", "target": message["id"], "reason": "not nice"}
    for _ in range(2):
        assert result(party.member.client.post("/reports", body), 202) == {"status": "received"}
    found = [one for one in game.services.reports.list() if one.target == message["id"]]
    assert [(one.reason, one.about["text"]) for one in found] == [("not nice", "something unkind")]
    game.services.reports.settle(found[0].id, "talked to them")
    assert message["id"] not in [one.target for one in game.services.reports.list()]
    stranger = Adventurer(game)
    assert error(stranger.client.post("/reports", body), 404)["code"] == "not_found"


def test_a_whisper_of_others_cannot_be_reported_into_the_open(game: LiveGame, party: Party) -> None:
    other = third(game, party)
    message = said(party.owner, "psst", channel="whisper", to_character_id=party.member.character["id"])
    body = {"kind": "message", "target": message["id"], "reason": "curious"}
    assert error(other.client.post("/reports", body), 404)["code"] == "not_found"


def test_who_has_left_hears_and_says_nothing(party: Party) -> None:
    said(party.owner, "Farewell.")
    result(party.member.client.post(f"{party.path}/leave"))
    assert error(party.member.client.get(f"{party.path}/chat"), 404)["code"] == "not_found"
    assert error(post(party.member, "Wait!"), 404)["code"] == "not_found"


def test_what_was_said_goes_with_the_account(party: Party) -> None:
    said(party.member, "Remember me.")
    exported = result(party.member.client.get("/auth/me/export"))["messages"]
    assert [message["text"] for message in exported] == ["Remember me."]
    said(party.owner, "I do.")
    result(party.member.client.delete("/auth/me", {}))
    assert heard(party.owner) == ["I do."]


def test_in_the_lobby_one_speaks_out_of_character(game: LiveGame) -> None:
    owner = Adventurer(game)
    open_lobby(game, owner, FOUR)
    said(owner, "Anybody here?")
    assert error(post(owner, "Hail!", channel="say"), 409)["code"] == "in_lobby"
    assert error(post(owner, "/roll d6"), 409)["code"] == "in_lobby"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": ""}, "invalid"),
        ({"text": "x" * 501}, "action_too_long"),
        ({"text": "x" * 10_000}, "invalid"),
        ({"text": ["x"]}, "invalid"),
        ({"text": "\u200b\u202e"}, "empty_action"),
        ({"message_id": "a b"}, "invalid"),
        ({"message_id": None}, "invalid"),
        ({"channel": "roll"}, "invalid"),
        ({"channel": "whisper"}, "bad_whisper"),
        ({"channel": "whisper", "to_character_id": "nobody"}, "bad_whisper"),
        ({"channel": "say", "to_character_id": "somebody"}, "bad_whisper"),
        ({"user_id": "another"}, "invalid"),
    ],
)
def test_what_cannot_be_said_is_refused_by_its_code(party: Party, more: dict[str, Any], code: str) -> None:
    reply = party.owner.client.post(f"{party.path}/chat", {"text": "Hello", "message_id": "m", **more})
    assert reply.json()["error"]["code"] == code, reply.text
    assert reply.status_code in (400, 422)
    assert heard(party.member) == []


def test_to_oneself_nobody_whispers(party: Party) -> None:
    to = party.owner.character["id"]
    assert error(post(party.owner, "me", channel="whisper", to_character_id=to), 422)["code"] == "bad_whisper"


def test_words_that_hurt_are_carried_nowhere(game: LiveGame, party: Party) -> None:
    word = "b1tch"
    assert error(post(party.owner, f"you {word}"), 422)["code"] == "moderated"
    assert error(party.owner.do(f"say {word}"), 422)["code"] == "moderated"
    body = {"character_id": party.owner.character["id"], "name": word, "config": FOUR}
    assert error(party.owner.client.post("/sessions", body), 422)["code"] == "moderated"
    named = {"name": "Bitch", "class_id": "vanguard", "origin_id": "noble_exile"}
    assert error(party.owner.client.post("/characters", named), 422)["code"] == "moderated"
    alone = Adventurer(game).set_out()
    result(alone.do(f"shout {word}"))


def test_a_flood_is_stopped_and_the_others_still_speak(party: Party) -> None:
    replies = [post(party.owner, f"spam {number}") for number in range(45)]
    refused = [reply for reply in replies if reply.status_code != 201]
    assert refused
    assert error(refused[0], 429)["code"] == "throttled"
    assert int(refused[0].headers["Retry-After"]) > 0
    said(party.member, "Enough.")
