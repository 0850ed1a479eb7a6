"""The pages of parties: what they ask of the API, what they show of its answers, what they keep when it refuses."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests import stub_views as views
from tests.pages import post
from tests.stub_api import Stub


def test_strangers_see_a_door_and_nothing_behind_it(stranger: FlaskClient, stub: Stub) -> None:
    for path in ("/join/abcdefghjk", "/watch/abcdefghjk"):
        text = stranger.get(path).text
        assert "as a guest" in text
        assert "Far Bank" not in text
    assert not [one for one in stub.seen if "invites" in one["path"] or "watch" in one["path"]]
    assert stranger.get("/parties").location == "/login?next=/parties"


def test_who_looks_on_asks_for_a_line_by_the_code(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/realtime/ticket", 404, "invalid_invite")
    assert post(una, "/watch/abcdefghjk/ticket").status_code == 404
    assert stub.posted("/realtime/ticket")["body"] == {"watch": "abcdefghjk"}


def test_the_board_shows_others_words_as_words(una: FlaskClient, stub: Stub) -> None:
    stub.characters["c1"] = "Una Vale"
    text = una.get("/parties").text
    assert "The Far Bank" in text
    assert "&lt;b&gt;slow&lt;/b&gt;" in text
    assert "<b>slow</b>" not in text


def test_without_a_free_character_nobody_joins(una: FlaskClient) -> None:
    text = una.get("/parties").text
    assert "you need a hero who is free" in text
    assert ">Join" not in text


def test_a_party_is_opened_as_it_was_chosen(una: FlaskClient, stub: Stub) -> None:
    stub.characters["c1"] = "Una Vale"
    post(
        una,
        "/parties",
        page="/parties/new",
        character_id="c1",
        name="Lamplight",
        max_players="3",
        mode="round",
        loot="need_greed",
        deadline="3600",
        undo="1",
        is_open="1",
        min_level="2",
        max_level="5",
        pace="slow",
    )
    assert stub.posted("/sessions")["body"] == {
        "character_id": "c1",
        "name": "Lamplight",
        "config": {
            "max_players": 3, "min_players": 2, "undo": "allowed", "is_open": True, "mode": "round",
            "loot": "need_greed", "turn_deadline_s": 3600, "min_level": 2, "max_level": 5, "pace": "slow",
        },
    }  # fmt: skip


@pytest.mark.parametrize("seats", ["", "many", "-1", "1e9", "９" * 40])
def test_a_number_that_is_none_costs_nothing_that_was_typed(una: FlaskClient, stub: Stub, seats: str) -> None:
    stub.characters["c1"] = "Una Vale"
    stub.character_changes = {"session_id": None}
    stub.fail_with("/sessions", 422, "invalid", fields={"config.max_players": "must be a number"})
    answer = post(
        una, "/parties", page="/parties/new", character_id="c1", name="Lamplight", max_players=seats
    )
    assert answer.status_code == 422
    assert 'value="Lamplight"' in answer.text


def test_a_tier_for_one_is_told_so(una: FlaskClient, stub: Stub) -> None:
    stub.party_size = 1
    assert "Your tier plays alone" in una.get("/parties/new").text


def test_names_in_the_room_are_words(una: FlaskClient) -> None:
    text = una.get("/parties/s1").text
    assert "Bo &lt;i&gt;Lind&lt;/i&gt;" in text
    assert "http://localhost/join/abcdefghjk" in text


def test_a_party_says_how_it_acts_in_the_room_on_the_board_and_behind_its_link(
    una: FlaskClient, stub: Stub
) -> None:
    for path in ("/parties/s1", "/parties", "/join/abcdefghjk"):
        assert "One acts after the other" in una.get(path).text
    stub.party_config = {"mode": "round"}
    for path in ("/parties/s1", "/parties", "/join/abcdefghjk"):
        assert "All act at once" in una.get(path).text
    assert "A round may take" in una.get("/parties/s1").text


def test_a_party_says_how_it_shares_out_loot(una: FlaskClient, stub: Stub) -> None:
    places = ("/parties/s1", "/parties", "/join/abcdefghjk")
    for rule, said in (("need_greed", "Loot by need or greed"), ("leader", "The leader shares out loot")):
        assert all("Loot goes round in turn" in una.get(path).text for path in places)
        stub.party_config = {"loot": rule}
        assert all(said in una.get(path).text for path in places)
        stub.party_config = {}


def test_who_plays_for_whom_is_said_and_chosen(una: FlaskClient, stub: Stub) -> None:
    bo = '<option value="c2"{}>Bo &lt;i&gt;Lind&lt;/i&gt;</option>'
    assert bo.format("") in una.get("/parties/s1").text
    stub.seat_changes = {"fallback": "proxy", "proxy_character_id": "c2"}
    text = una.get("/parties/s1").text
    assert "While away, played along with Bo &lt;i&gt;Lind&lt;/i&gt;." in text
    assert 'value="proxy" checked' in text
    assert bo.format(" selected") in text
    assert "Una Vale</option>" not in text


def test_alone_in_the_room_there_is_nobody_to_be_played_by(una: FlaskClient, stub: Stub) -> None:
    stub.is_alone_in_the_room = True
    text = una.get("/parties/s1").text
    assert 'value="hold"' in text
    assert 'value="proxy"' not in text


@pytest.mark.parametrize(
    ("fallback", "asked"),
    [
        ("hold", {"fallback": "hold"}),
        ("proxy", {"fallback": "proxy", "proxy_character_id": "c2"}),
    ],
)
def test_a_proxy_is_named_only_where_one_is_meant(
    una: FlaskClient, stub: Stub, fallback: str, asked: dict[str, str]
) -> None:
    path = "/parties/s1/fallback"
    post(una, path, page="/parties/s1", fallback=fallback, proxy_character_id="c2")
    assert stub.posted("/sessions/s1/seat")["body"] == asked


@pytest.mark.parametrize(
    ("path", "fields", "asked"),
    [
        ("ready", {"is_ready": "1"}, {"is_ready": True}),
        ("ready", {"is_ready": "0"}, {"is_ready": False}),
        ("kick", {"character_id": "c2"}, {"character_id": "c2"}),
        ("leader", {"character_id": "c2"}, {"character_id": "c2"}),
    ],
)
def test_what_is_changed_in_the_room(
    una: FlaskClient, stub: Stub, path: str, fields: dict[str, str], asked: dict[str, object]
) -> None:
    answer = post(una, f"/parties/s1/{path}", page="/parties/s1", htmx=False, **fields)
    assert answer.location == "/parties/s1"
    assert stub.posted(f"/sessions/s1/{path}")["body"] == asked


@pytest.mark.parametrize("path", ["ready", "kick", "leader", "leave", "start", "invites", "fallback"])
def test_a_refusal_is_said_in_the_room(una: FlaskClient, stub: Stub, path: str) -> None:
    asked = {"fallback": "seat"}.get(path, path)
    stub.fail_with(f"/sessions/s1/{asked}", 409, "in_combat")
    answer = post(una, f"/parties/s1/{path}", page="/parties/s1")
    assert answer.status_code == 409
    assert "Refused: in_combat." in answer.text
    assert "Setting out" in answer.text


def test_who_is_sent_away_is_led_out_of_the_room(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/party", 404, "not_found")
    answer = una.get("/parties/s1/room?was=lobby", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/parties?gone=1"
    assert "no longer of that party" in una.get("/parties?gone=1").text


def test_an_invitation_to_ones_own_table_leads_to_it(una: FlaskClient, stub: Stub) -> None:
    assert "You are invited" in una.get("/join/abcdefghjk").text
    stub.sessions["p9"] = "c1"
    assert una.get("/join/abcdefghjk").location == "/parties/p9"


def test_one_makes_a_character_at_the_door(una: FlaskClient, stub: Stub) -> None:
    answer = post(
        una,
        "/join/abcdefghjk",
        page="/join/abcdefghjk",
        character_id="new",
        name="Jorun",
        class_id="vanguard",
    )
    assert answer.location == "/parties/s1"
    assert stub.posted("/characters")["body"]["name"] == "Jorun"
    assert stub.posted("/sessions/join")["body"]["code"] == "abcdefghjk"


@pytest.mark.parametrize(
    ("code", "status"),
    [("session_full", 409), ("sent_away", 403), ("in_combat", 409), ("not_safe_here", 409)],
)
def test_refused_at_the_door_one_still_stands_there(
    una: FlaskClient, stub: Stub, code: str, status: int
) -> None:
    stub.characters["c1"] = "Una Vale"
    stub.fail_with("/sessions/join", status, code)
    answer = post(una, "/join/abcdefghjk", page="/join/abcdefghjk", character_id="c1")
    assert answer.status_code == status
    assert f"Refused: {code}." in answer.text
    assert "Take a seat" in answer.text


def test_who_sits_there_already_is_shown_in(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/join", 409, "already_member", session_id="s1")
    answer = post(una, "/join/abcdefghjk", page="/join/abcdefghjk", character_id="c1")
    assert answer.location == "/parties/s1"


def test_a_code_guessed_too_often_has_to_wait(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/invites/x", 429, "throttled", retry_after_s=30)
    answer = una.get("/join/x")
    assert answer.status_code == 429
    assert "Try again in 30 seconds." in answer.text


def test_a_lobby_is_no_play_page(una: FlaskClient, stub: Stub) -> None:
    stub.play()
    stub.fail_with("/sessions/s1", 409, "in_lobby")
    assert una.get("/play/s1").location == "/parties/s1"


def party_of_two(stub: Stub, **more: object) -> None:
    stub.play()
    members = [
        views.member("c1", "Una Vale"),
        views.member("c2", "Bo Lind") | {"is_you": False, "is_current": False},
    ]
    stub.session_changes = {"party": members, **more}


def test_alone_nobody_is_told_whose_turn_it_is(una: FlaskClient, stub: Stub) -> None:
    stub.play()
    text = una.get("/play/s1").text
    assert "is at the move" not in text
    assert 'name="based_on"' not in text


def test_in_a_party_one_reads_whose_turn_it_is_and_for_how_long(una: FlaskClient, stub: Stub) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=90)).isoformat()
    party_of_two(stub, is_your_turn=False, current_actor_id="c2", deadline_at=soon)
    text = una.get("/play/s1").text
    assert "Bo Lind is at the move" in text
    assert re.search(r'data-left-s="(8\d|90)"', text)
    assert 'href="/parties/s1"' in text


def test_what_is_done_in_a_party_names_the_version_it_was_based_on(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub, version=7)
    assert 'name="based_on" value="7"' in una.get("/play/s1").text
    post(una, "/play/s1/action", page="/play/s1", action="look", action_id="a", mode="do", based_on="7")
    assert stub.posted("/sessions/s1/action")["body"]["based_on"] == 7
    post(una, "/play/s1/action", page="/play/s1", action="look", action_id="b", mode="do", based_on="x")
    assert "based_on" not in stub.posted("/sessions/s1/action")["body"]


def test_who_was_too_late_keeps_the_words(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub, version=7)
    stub.fail_with("/sessions/s1/action", 409, "stale", version=8, turns=[])
    answer = post(
        una,
        "/play/s1/action",
        page="/play/s1",
        action="open the door",
        action_id="a",
        mode="do",
        based_on="7",
    )
    assert answer.status_code == 409
    assert "Something has happened meanwhile." in answer.text
    assert ">open the door</textarea>" in answer.text


def test_who_was_too_late_reads_what_happened_meanwhile(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub, version=7)
    stub.turns[:] = [
        views.turn("s1", number, f"do <b>{number}</b>", character_name="Bo Lind") for number in range(1, 4)
    ]
    missed = [{"id": one["id"], "seq": one["seq"]} for one in stub.turns[1:]]
    stub.fail_with("/sessions/s1/action", 409, "stale", version=8, turns=missed, has_more=False)
    answer = post(
        una, "/play/s1/action", htmx=True, action="open the door", action_id="a", mode="do", based_on="7"
    )
    assert "Bo Lind: “do &lt;b&gt;2&lt;/b&gt;”; Bo Lind: “do &lt;b&gt;3&lt;/b&gt;”" in answer.text
    assert answer.text.count("data-turn=") == 2
    assert ">open the door</textarea>" in answer.text


def test_whose_player_is_away_is_marked(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    assert "data-away" not in una.get("/play/s1").text
    stub.missed = 1
    assert una.get("/play/s1").text.count("data-away") == 1


def test_one_reads_who_comes_next(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub, is_your_turn=False, current_actor_id="c2")
    assert "then you" in una.get("/play/s1").text
    stub.session_changes |= {"is_your_turn": True, "current_actor_id": "c1"}
    assert "then Bo Lind" in una.get("/play/s1").text
    stub.session_changes["party"][1]["is_fallen"] = True
    assert 'class="turn-line-next"' not in una.get("/play/s1").text


@pytest.mark.parametrize("path", ["/play/s1", "/parties/s1"])
def test_who_is_here_shows_without_script_and_nothing_shows_where_nobody_knows(
    una: FlaskClient, stub: Stub, path: str
) -> None:
    party_of_two(stub)
    assert re.findall(r'data-here="u\d" data-name="[^"]+" data-state="(\w*)"', una.get(path).text) == [""]
    for presence, word in (("online", "here"), ("typing", "here"), ("away", "away")):
        stub.presence = presence
        text = una.get(path).text
        assert re.findall(r'data-here="(u\d)"', text) == ["u2"], "nobody is told of oneself"
        assert f'data-state="{presence}"' in text
        assert f"data-here-word>{word}<" in text


def test_a_page_that_was_away_for_long_gets_every_turn(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    stub.turns[:] = [views.turn("s1", number, "wait") for number in range(1, 71)]
    text = una.get("/play/s1/turns/latest?after=10", headers={"HX-Request": "true"}).text
    assert re.findall(r'data-seq="(\d+)"', text) == [str(number) for number in range(11, 71)]


def test_a_paused_adventure_says_so_and_can_be_gone_on_with(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub, status="timeout")
    text = una.get("/play/s1").text
    assert "the tale has rested" in text
    assert 'id="action"' in text


def test_the_fallen_are_told_so(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    stub.session_changes["party"][0]["is_fallen"] = True
    assert "You have fallen." in una.get("/play/s1").text
    stub.session_changes["combat"] = views.combat("c1", "Una Vale", 9)
    assert "You have fallen. Hold on." in una.get("/play/s1").text


def test_alone_there_is_nobody_to_talk_to(una: FlaskClient, stub: Stub) -> None:
    stub.play()
    assert 'id="chat"' not in una.get("/play/s1").text


def test_what_was_said_stands_in_the_drawer_as_words(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    text = una.get("/play/s1").text
    assert "“&lt;b&gt;Hush.&lt;/b&gt;”" in text
    assert re.search(r"2d6\+1: 3 \+ 4\s+\+1 = <strong>8</strong>", text)


def test_something_is_said_in_the_way_it_was_meant(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    said = {"text": "Mind the step.", "to_character_id": "c2", "message_id": "m"}
    for channel, asked in (("say", {}), ("whisper", {"to_character_id": "c2"})):
        post(una, "/play/s1/chat", page="/play/s1/chat", htmx=True, channel=channel, **said)
        body = {"text": "Mind the step.", "channel": channel, "message_id": "m", **asked}
        asked_for = [
            one for one in stub.seen if (one["method"], one["path"]) == ("POST", "/sessions/s1/chat")
        ]
        assert asked_for[-1]["body"] == body


def test_refused_words_stay_in_the_box(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    stub.fail_with("POST /sessions/s1/chat", 422, "moderated", field="text")
    answer = post(una, "/play/s1/chat", page="/play/s1/chat", text="rude", channel="ooc", message_id="m")
    assert answer.status_code == 422
    assert "Refused: moderated." in answer.text
    assert 'value="rude"' in answer.text


def test_one_reports_and_mutes_at_the_message(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    assert "have a look" in post(una, "/play/s1/chat/m1/report", page="/play/s1/chat", htmx=True).text
    assert stub.posted("/reports")["body"]["target"] == "m1"
    assert post(una, "/play/s1/chat/mute/u2", page="/play/s1/chat").location == "/play/s1/chat"
    assert stub.posted("/mutes/u2")["method"] == "PUT"
