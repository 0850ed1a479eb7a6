"""Parties over HTTP: an owner, a member, a stranger and somebody who is not signed in."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.models.enums import Tier
from app.models.ids import SessionId
from tests.support.adventurer import Adventurer, at_once, statuses
from tests.support.cast import Client, error, result
from tests.support.live_game import LiveGame
from tests.support.live_server import LiveServer

FOUR = {"max_players": 4}


@dataclass
class Party:
    """A lobby with a member in it. `code` gives a seat."""

    game: LiveGame
    owner: Adventurer
    member: Adventurer
    code: str

    @property
    def path(self) -> str:
        return self.owner.session

    def start(self) -> "Party":
        result(self.member.client.post(f"{self.path}/ready"))
        result(self.owner.client.post(f"{self.path}/start"))
        self.game.sessions.append(SessionId(self.owner.session_id))
        return self


@pytest.fixture
def party(game: LiveGame) -> Party:
    owner, member = Adventurer(game), Adventurer(game)
    open_lobby(game, owner, FOUR)
    code = result(owner.client.post(f"{owner.session}/invites"), 201)["code"]
    result(join(member, code))
    member.session_id = owner.session_id
    return Party(game, owner, member, code)


def open_lobby(game: LiveGame, owner: Adventurer, config: dict[str, Any]) -> dict[str, Any]:
    game.services.operations.set_tier(owner.user["id"], Tier.ELITE)
    body = {"character_id": owner.character["id"], "config": config}
    view: dict[str, Any] = result(owner.client.post("/sessions", body), 201)
    owner.session_id = view["id"]
    return view


def join(one: Adventurer, code: str) -> Any:
    return one.client.post("/sessions/join", {"code": code, "character_id": one.character["id"]})


class TestGathering:
    def test_a_party_from_the_first_seat_to_its_first_turns(self, party: Party) -> None:
        lobby = result(party.member.client.get(f"{party.path}/party"))
        assert (lobby["status"], len(lobby["seats"]), lobby["invites"]) == ("lobby", 2, [])
        assert error(party.member.client.get(party.path), 409)["code"] == "in_lobby"
        assert error(party.owner.client.post(f"{party.path}/start"), 409)["code"] == "party_not_ready"
        party.start()
        view = party.member.view()
        assert [one["is_you"] for one in view["party"]] == [False, True]
        assert view["leader_id"] == party.owner.user["id"]
        assert not view["can_undo"]
        assert error(party.member.do("wait"), 409)["code"] == "not_your_turn"
        party.owner.act("wait")
        party.member.act("wait")
        party.owner.prove()

    def test_the_tier_decides(self, game: LiveGame) -> None:
        one = Adventurer(game)
        body = {"character_id": one.character["id"], "config": FOUR}
        refused = error(one.client.post("/sessions", body), 402)
        assert (refused["code"], refused["details"]["required_tier"]) == ("tier_too_low", "PREMIUM")
        game.services.operations.set_tier(one.user["id"], Tier.BASIC)
        assert error(one.client.post("/sessions", body), 402)["code"] == "party_too_large"
        eleven = {"character_id": one.character["id"], "config": {"max_players": 11}}
        assert error(one.client.post("/sessions", eleven), 422)["code"] == "invalid"

    def test_two_at_once_for_the_last_seat(self, game: LiveGame) -> None:
        owner, rivals = Adventurer(game), [Adventurer(game) for _ in range(3)]
        open_lobby(game, owner, {"max_players": 2})
        code = result(owner.client.post(f"{owner.session}/invites"), 201)["code"]
        replies = at_once(*(lambda one=one: join(one, code) for one in rivals))
        assert statuses(replies) == [200, 409, 409]
        codes = {error(one, 409)["code"] for one in replies if one.status_code != 200}
        assert codes == {"session_full"}
        assert len(result(owner.client.get(f"{owner.session}/party"))["seats"]) == 2

    def test_open_parties_stand_on_the_board(self, game: LiveGame) -> None:
        owner, other = Adventurer(game), Adventurer(game)
        config = {**FOUR, "is_open": True, "pace": "slow\u200b and  kind", "mode": "round"}
        open_lobby(game, owner, config)
        board = result(other.client.get("/parties?limit=50"))["items"]
        (shown,) = (one for one in board if one["id"] == owner.session_id)
        assert (shown["pace"], shown["members"], shown["mode"]) == ("slow and kind", 1, "round")
        body = {"session_id": owner.session_id, "character_id": other.character["id"]}
        assert len(result(other.client.post("/sessions/join", body))["seats"]) == 2
        assert error(other.client.post("/sessions/join", body), 409)["code"] == "already_member"


class TestStrangers:
    def test_they_reach_nothing(self, game: LiveGame, party: Party, server: LiveServer) -> None:
        stranger = Adventurer(game)
        member = {"character_id": party.member.character["id"]}
        for method, path, body in (
            ("GET", f"{party.path}/party", None),
            ("POST", f"{party.path}/ready", {}),
            ("POST", f"{party.path}/start", {}),
            ("POST", f"{party.path}/leave", {}),
            ("POST", f"{party.path}/invites", {}),
            ("POST", f"{party.path}/spectators", {}),
            ("POST", f"{party.path}/kick", member),
            ("POST", f"{party.path}/leader", member),
            ("DELETE", f"{party.path}/invites/{party.code}", None),
        ):
            assert error(stranger.client.call(method, path, body), 404)["code"] == "not_found"
            assert error(Client(game.server).call(method, path, body), 401)["code"] == "unauthenticated"
        guessed = {"session_id": party.owner.session_id, "character_id": stranger.character["id"]}
        assert error(stranger.client.post("/sessions/join", guessed), 404)["code"] == "not_found"

    def test_members_are_no_leaders(self, party: Party) -> None:
        owner = {"character_id": party.owner.character["id"]}
        for path, body in (
            ("start", {}),
            ("invites", {}),
            ("spectators", {}),
            ("kick", owner),
            ("leader", owner),
        ):
            refused = error(party.member.client.post(f"{party.path}/{path}", body), 403)
            assert refused["code"] == "leader_only"

    @pytest.mark.parametrize(
        "body",
        [{}, {"code": "x"}, {"character_id": "x"}, {"character_id": "x", "code": "x", "session_id": "x"}],
    )
    def test_nonsense(self, hero: Adventurer, body: dict[str, str]) -> None:
        assert error(hero.client.post("/sessions/join", body), 422)["code"] == "invalid"


class TestOnTheWay:
    def test_late_sent_away_and_gone(self, game: LiveGame, party: Party) -> None:
        party.start()
        late = Adventurer(game)
        assert len(result(join(late, party.code))["seats"]) == 3
        late.session_id = party.owner.session_id
        assert late.view()["character_id"] == late.character["id"]
        kicked = party.owner.client.post(f"{party.path}/kick", {"character_id": late.character["id"]})
        assert len(result(kicked)["seats"]) == 2
        assert error(late.client.get(party.path), 404)["code"] == "not_found"
        assert error(join(late, party.code), 404)["code"] == "invalid_invite"
        fresh = result(party.owner.client.post(f"{party.path}/invites"), 201)["code"]
        assert error(join(late, fresh), 403)["code"] == "sent_away"
        handed = {"character_id": party.member.character["id"]}
        assert not result(party.owner.client.post(f"{party.path}/leader", handed))["is_leader"]
        left = result(party.owner.client.post(f"{party.path}/leave"))
        assert left == {"session_id": party.owner.session_id, "is_ended": False}
        assert result(party.owner.client.get(party.owner.me))["session_id"] is None
        assert result(party.member.client.post(f"{party.path}/leave"))["is_ended"]
        party.owner.prove()

    def test_an_invitation_says_what_it_is_to(self, game: LiveGame, party: Party) -> None:
        guest = Adventurer(game)
        seen = result(guest.client.get(f"/sessions/invites/{party.code}"))
        assert (seen["id"], seen["members"], seen["max_players"]) == (party.owner.session_id, 2, 4)
        assert seen["leader_name"] == party.owner.character["name"]
        watch = result(party.owner.client.post(f"{party.path}/spectators"), 201)["code"]
        for wrong in (watch, "nonsense"):
            refused = error(guest.client.get(f"/sessions/invites/{wrong}"), 404)
            assert refused["code"] == "invalid_invite"
        result(party.owner.client.delete(f"{party.path}/invites/{party.code}"))
        assert error(guest.client.get(f"/sessions/invites/{party.code}"), 404)["code"] == "invalid_invite"

    def test_the_list_of_adventures_says_whom_a_party_waits_for(self, party: Party) -> None:
        (listed,) = result(party.member.client.get("/sessions"))["items"]
        assert (listed["status"], listed["members"], listed["max_players"]) == ("lobby", 2, 4)
        assert not listed["is_your_turn"]
        party.start()
        waits = [result(one.client.get("/sessions"))["items"][0] for one in (party.owner, party.member)]
        assert [one["is_your_turn"] for one in waits] == [True, False]
        party.owner.act("wait")
        waits = [result(one.client.get("/sessions"))["items"][0] for one in (party.owner, party.member)]
        assert [one["is_your_turn"] for one in waits] == [False, True]

    def test_lookers_on_see_the_play_and_no_secret(self, game: LiveGame, party: Party) -> None:
        party.start()
        party.owner.act("check inventory")
        party.owner.act("wait")
        gold = party.owner.sheet()["gold"]
        link = result(party.owner.client.post(f"{party.path}/spectators"), 201)["code"]
        looker = Adventurer(game)
        seen = looker.client.get(f"/sessions/watch/{link}")
        view = result(seen)
        assert [one["seq"] for one in view["turns"]] == [3, 1]
        assert all(one["user_id"] == "" for one in view["party"])
        for secret in (
            f"Gold: {gold}",
            party.owner.user["id"],
            *(one["item_id"] for one in party.owner.inventory()),
        ):
            assert secret not in seen.text
        assert error(looker.do("look"), 404)["code"] == "not_found"
        result(party.owner.client.delete(f"{party.path}/invites/{link}"))
        assert error(looker.client.get(f"/sessions/watch/{link}"), 404)["code"] == "invalid_invite"

    def test_who_deletes_the_account_leaves_the_party(self, party: Party) -> None:
        party.start()
        result(party.member.client.delete("/auth/me", {}))
        deadline = time.monotonic() + 5
        while len(result(party.owner.client.get(f"{party.path}/party"))["seats"]) != 1:
            assert time.monotonic() < deadline
        party.owner.act("wait")
        party.owner.prove()


class TestTime:
    def test_a_turn_is_over_when_its_time_is_up_though_nobody_looks(self, game: LiveGame) -> None:
        owner, member = Adventurer(game), Adventurer(game)
        open_lobby(game, owner, {**FOUR, "turn_deadline_s": 10})
        code = result(owner.client.post(f"{owner.session}/invites"), 201)["code"]
        result(join(member, code))
        member.session_id = owner.session_id
        Party(game, owner, member, code).start()
        due = datetime.fromisoformat(member.view()["deadline_at"])
        give_up = time.monotonic() + 30
        while len(log := member.log()) < 2:
            assert time.monotonic() < give_up
            time.sleep(0.5)
        late = datetime.fromisoformat(log[0]["resolved_at"]) - due
        assert timedelta(0) <= late <= timedelta(seconds=5)
        assert log[0]["events"][0]["kind"] == "turn_missed"
        assert member.view()["is_your_turn"]
        owner.prove()

    def test_what_ones_character_does_then_is_ones_own_choice(self, party: Party) -> None:
        chosen = result(party.member.client.put(f"{party.path}/seat", {"fallback": "follow"}))
        assert [seat["fallback"] for seat in chosen["seats"]] == ["defend", "follow"]
        refused = party.member.client.put(f"{party.path}/seat", {"fallback": "flee"})
        assert error(refused, 422)["code"] == "invalid"
