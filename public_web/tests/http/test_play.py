"""The play page: whole, in parts, and without script."""

import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tests import stub_views as views
from tests.pages import post, token_of
from tests.stub_api import Stub

MARKUP = '<b hx-get="/logout">bold</b></textarea><script>alert(1)</script>'


def test_the_page_shows_story_place_people_ways_quests_and_pack(una: FlaskClient) -> None:
    text = una.get("/play/s1").text
    for words in (
        "cracking their knuckles", "The Inn Yard", "Hob the ostler",
        "The causeway", "The Unpaid Toll", "Healing Draught", "Work the pump handle", "Wicklings", "Day 1, 20:05",
    ):  # fmt: skip
        assert words in text
    assert 'role="log"' in text


def test_a_main_quest_at_its_end_is_a_moment_of_the_log_and_stays_in_the_panel(
    una: FlaskClient, stub: Stub
) -> None:
    ended = {"kind": "quest_completed", "quest_id": "toll", "name": "The <Unpaid> Toll", "is_main": True}
    stub.turns = [views.turn("s1", 1, "settle it", events=[ended], narration=["It is done."])]
    text = una.get("/play/s1").text
    assert "The tale is told: The &lt;Unpaid&gt; Toll" in text
    assert "Read it in the journal" in text
    done = text[text.index('id="quests-done"') :]
    assert "A Bell on Credit" in done[: done.index("</details>")]


def test_an_action_without_script_comes_back_to_the_page(una: FlaskClient, stub: Stub) -> None:
    answer = post(una, "/play/s1/action", action=" look around ", action_id="a-1")
    assert (answer.status_code, answer.location) == (303, "/play/s1#composer")
    sent = stub.posted("/sessions/s1/action")
    assert sent["body"] == {"action": "look around", "action_id": "a-1"}
    assert sent["headers"]["Prefer"] == "wait=5"


def test_a_form_without_an_id_gets_one(una: FlaskClient, stub: Stub) -> None:
    post(una, "/play/s1/action", action="look")
    assert UUID(stub.posted("/sessions/s1/action")["body"]["action_id"]).version == 4


def test_a_suggestion_is_sent_as_such(una: FlaskClient, stub: Stub) -> None:
    post(una, "/play/s1/action", suggestion_id="s-pump", action_id="a-2")
    assert stub.posted("/sessions/s1/action")["body"] == {"suggestion_id": "s-pump", "action_id": "a-2"}


def test_with_script_the_reply_is_the_turn_and_the_parts_around_it(una: FlaskClient) -> None:
    text = post(una, "/play/s1/action", action="look", action_id="a-1", htmx=True).text
    targets = re.findall(r'<hx-partial hx-target="#(\w+)"', text)
    assert targets == ["playhead", "party", "round", "quests", "place", "pack", "log", "stage"]
    assert "<html" not in text
    assert "14 (d20) + 3 = 17 against 12, odds 60 %; dropped: 6 (d20)" in text


def test_an_empty_action_is_refused_here(una: FlaskClient, stub: Stub) -> None:
    answer = post(una, "/play/s1/action", action="   ")
    assert answer.status_code == 422
    assert "Say what you want to do." in answer.text
    assert "/sessions/s1/action" not in [one["path"] for one in stub.seen]


@pytest.mark.parametrize("htmx", [True, False])
def test_a_refused_action_keeps_the_words_and_says_why_beside_them(
    una: FlaskClient, stub: Stub, htmx: bool
) -> None:
    stub.fail_with("/sessions/s1/action", 409, "too_many_pending")
    answer = post(una, "/play/s1/action", action="climb the wall", action_id="a-3", htmx=htmx)
    assert answer.status_code == 409
    assert "Refused: too_many_pending." in answer.text
    assert ">climb the wall</textarea>" in answer.text
    assert 'value="a-3"' not in answer.text


def test_markup_in_actions_and_tellings_stays_text(una: FlaskClient, stub: Stub) -> None:
    stub.turns.append(views.turn("s1", 2, MARKUP, narration=[MARKUP], log=[MARKUP], character_name=MARKUP))
    text = una.get("/play/s1").text
    assert MARKUP not in text
    assert "<script>" not in text
    assert text.count("&lt;b hx-get=") == 4
    turn = re.search(r'<article id="turn-s1-t2".*?</article>', text, re.DOTALL)
    assert turn is not None
    ignored, _, tools = turn.group(0).partition('<div class="turn-tools"')
    assert ignored.split(">")[1].endswith("hx-ignore")
    assert "&lt;b hx-get=" not in tools


def test_typed_markup_comes_back_as_text(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/action", 409, "fallen")
    assert "<script>" not in post(una, "/play/s1/action", action=MARKUP, htmx=True).text


def test_a_turn_that_is_being_told_waits_for_its_words(una: FlaskClient, stub: Stub) -> None:
    stub.turns.append(views.turn("s1", 2, "wait", narration=[], narration_status="pending"))
    text = una.get("/play/s1/turns/s1-t2").text
    assert "data-live" in text
    assert 'aria-hidden="true" data-stream' in text


def test_the_latest_turns_are_those_not_seen_yet(una: FlaskClient, stub: Stub) -> None:
    stub.turns += [views.turn("s1", 2, "one"), views.turn("s1", 3, "two")]
    text = una.get("/play/s1/turns/latest?after=2").text
    assert 'id="turn-s1-t3"' in text
    assert 'id="turn-s1-t2"' not in text


def test_older_turns_are_a_page_without_script_and_a_part_with_it(una: FlaskClient, stub: Stub) -> None:
    stub.turns = [views.turn("s1", seq, f"step {seq}") for seq in range(1, 31)]
    assert "before=11" in una.get("/play/s1").text
    assert "<html" in una.get("/play/s1/turns?before=11").text
    part = una.get("/play/s1/turns?before=11", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "step 10" in part
    assert "step 11" not in part


def test_a_fight_shows_order_rows_odds_costs_and_why_not(una: FlaskClient, stub: Stub) -> None:
    stub.session_changes["combat"] = views.combat("c1", "Una Vale", 9)
    text = una.get("/play/s1").text
    for words in (
        "Round 2",
        "Tallow Hound",
        "60–75 %",
        "Ready in 2 turns",
        "Burning",
        "Slain",
        "Healing Draught",
        "The Wax Runs",
    ):
        assert words in text


def test_words_work_in_a_fight_too(una: FlaskClient, stub: Stub) -> None:
    stub.session_changes["combat"] = views.combat("c1", "Una Vale", 9)
    text = una.get("/play/s1").text
    assert text.index('id="combat"') < text.index('id="composer"')
    post(una, "/play/s1/action", action="throw the soup at it", mode="do", action_id="a-9")
    assert stub.posted("/sessions/s1/action")["body"] == {
        "action": "throw the soup at it",
        "action_id": "a-9",
    }


@pytest.mark.parametrize("mode", ["say", "story"])
def test_words_are_meant_in_a_mode_and_the_next_ones_too(una: FlaskClient, stub: Stub, mode: str) -> None:
    answer = post(una, "/play/s1/action", action="Who is there?", mode=mode, action_id="a-1")
    assert stub.posted("/sessions/s1/action")["body"]["mode"] == mode
    assert answer.location == f"/play/s1?mode={mode}#composer"
    assert f'value="{mode}" checked' in una.get(answer.location).text


def test_an_unknown_mode_is_left_out(una: FlaskClient, stub: Stub) -> None:
    post(una, "/play/s1/action", action="look", mode="shout", action_id="a-1")
    assert "mode" not in stub.posted("/sessions/s1/action")["body"]
    assert 'value="do" checked' in una.get("/play/s1?mode=shout").text


def test_own_words_are_set_apart_by_how_they_were_meant(una: FlaskClient, stub: Stub) -> None:
    stub.turns += [
        views.turn("s1", 2, "hello there", events=[{"kind": "spoke"}]),
        views.turn("s1", 3, "It began to snow.", events=[{"kind": "written"}]),
    ]
    text = una.get("/play/s1").text
    assert "echo-say" in text
    assert "echo-story" in text


def test_a_line_of_ones_own_prose_stands_there_once(una: FlaskClient, stub: Stub) -> None:
    words = "It began to snow."
    stub.turns.append(views.turn("s1", 2, words, events=[{"kind": "written"}], narration=[words], log=[]))
    assert una.get("/play/s1/turns/s1-t2").text.count(words) == 1


def test_a_turn_is_taken_back_and_stays_readable(una: FlaskClient, stub: Stub) -> None:
    stub.turns.append(views.turn("s1", 2, "kick the pump"))
    text = post(una, "/play/s1/undo", action_id="a-7", htmx=True).text
    assert stub.posted("/sessions/s1/undo")["body"] == {"action_id": "a-7"}
    undone = re.search(r'<article id="turn-s1-t2".*?</article>', text, re.DOTALL)
    assert undone is not None
    assert "data-undone" in undone.group(0)
    assert "kick the pump" in undone.group(0)
    assert 'id="turn-s1-t3"' in text


def test_what_cannot_be_taken_back_says_why_beside_the_words(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/undo", 409, "undo_blocked")
    for htmx in (True, False):
        answer = post(una, "/play/s1/undo", action_id="a-7", htmx=htmx)
        assert answer.status_code == 409
        assert "Refused: undo_blocked." in answer.text


def test_nothing_to_take_back_offers_no_button(una: FlaskClient, stub: Stub) -> None:
    assert 'action="/play/s1/undo"' in una.get("/play/s1").text
    stub.session_changes["can_undo"] = False
    assert 'action="/play/s1/undo"' not in una.get("/play/s1").text


def test_a_telling_can_be_had_anew_and_be_stopped(una: FlaskClient, stub: Stub) -> None:
    assert "Tell it again" in una.get("/play/s1").text
    again = post(una, "/play/s1/turns/s1-t1/retry", htmx=True).text
    assert "data-live" in again
    assert "Stop telling" in again
    stopped = post(una, "/play/s1/turns/s1-t1/stop", htmx=True).text
    assert "cracking their knuckles" in stopped
    assert "data-live" not in stopped
    assert post(una, "/play/s1/turns/s1-t1/retry").location == "/play/s1#turn-s1-t1"


def test_previously_is_told_when_it_is_due_and_can_be_put_away(una: FlaskClient, stub: Stub) -> None:
    assert 'id="recap"' not in una.get("/play/s1").text
    stub.is_recap_due = True
    assert "The causeway lamps are out." in una.get("/play/s1").text
    assert 'id="recap"' not in una.get("/play/s1?recap=off").text


def test_a_recap_that_fails_leaves_the_page_whole(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/recap", 409, "nothing_yet")
    assert una.get("/play/s1").status_code == 200


def test_the_end_of_a_fight_shows_what_it_brought(una: FlaskClient, stub: Stub) -> None:
    stub.turns.append(views.turn("s1", 2, "attack", events=views.end_of_a_fight()))
    text = una.get("/play/s1").text
    for words in ("The fight is won", "+24", "+7", "Wick End ×2", "Level 2.", "Choose a skill"):
        assert words in text


def test_what_a_party_has_to_share_out_and_who_got_it_is_told(una: FlaskClient, stub: Stub) -> None:
    lying = views.loot("loot_pooled", item={"quantity": 2})
    stub.turns.append(views.turn("s1", 2, "attack", events=[*views.end_of_a_fight(), lying]))
    log = ["Lucky <i>Nail</i>, by need: Bo 84, Una 17.", "Bo gains 2 × Lucky <i>Nail</i>."]
    taken = views.loot("loot_taken", character_id="c2", quantity=2)
    stub.turns.append(views.turn("s1", 3, "", events=[taken], log=log))
    text = una.get("/play/s1").text
    assert "Lucky &lt;i&gt;Nail&lt;/i&gt; ×2, to be shared out" in text
    assert "<li data-news>Bo gains 2 × Lucky &lt;i&gt;Nail&lt;/i&gt;.</li>" in text


def test_the_map_is_a_part_of_the_page_that_says_what_each_place_is(una: FlaskClient) -> None:
    text = una.get("/play/s1/map", headers={"HX-Request": "true"}).text
    assert "The Mill without a Wheel, west from here. Something for a quest." in text
    assert "<html" not in text
    assert 'href="/characters/c1/map"' in una.get("/play/s1").text


def test_the_map_does_not_lead_through_a_blocked_way(una: FlaskClient) -> None:
    text = una.get("/play/s1/map").text
    assert 'data-go="west"' in text
    assert 'data-go="in"' in text
    assert 'data-go="north"' not in text
    assert "A place you have not been to, next to here, but the way is blocked." in text


def test_a_thing_is_compared_with_what_is_worn(una: FlaskClient) -> None:
    text = una.get("/play/s1").text
    assert "Ring is free" in text
    assert "Initiative −1" in text


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("ability:attack:enemy", {"ability_id": "attack", "target_id": "wickling_1"}),
        ("ability:mend:ally", {"ability_id": "mend", "target_id": "c1"}),
        ("ability:cleave:all_enemies", {"ability_id": "cleave"}),
        ("item:i3:ally", {"item_id": "i3", "target_id": "c1"}),
        ("ability:a:b:enemy", {"ability_id": "a:b", "target_id": "wickling_1"}),
    ],
)
def test_a_move_takes_its_aim_from_the_right_side(
    una: FlaskClient, stub: Stub, use: str, expected: dict[str, str]
) -> None:
    post(una, "/play/s1/combat", use=use, enemy_id="wickling_1", ally_id="c1", action_id="a-4")
    assert stub.posted("/sessions/s1/combat/action")["body"] == {**expected, "action_id": "a-4"}


def test_a_refused_move_is_explained_in_the_fight(una: FlaskClient, stub: Stub) -> None:
    stub.session_changes["combat"] = views.combat("c1", "Una Vale", 9)
    stub.fail_with("/sessions/s1/combat/action", 409, "out_of_reach")
    answer = post(una, "/play/s1/combat", use="ability:attack:enemy", enemy_id="hound_1", htmx=True)
    assert answer.status_code == 409
    assert "Refused: out_of_reach." in answer.text


def test_a_talk_shows_its_topics(una: FlaskClient, stub: Stub) -> None:
    stub.session_changes["talk"] = views.talk()
    assert "Ask where the horses went" in una.get("/play/s1").text


def test_the_end_shows_both_seeds(una: FlaskClient, stub: Stub) -> None:
    stub.session_changes |= {"status": "completed", "seed": "ab" * 32}
    text = una.get("/play/s1").text
    assert "ab" * 32 in text
    assert "5e" * 32 in text
    assert 'id="composer"' not in text


def test_the_pack_says_what_was_refused(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters/c1/use", 409, "in_combat")
    answer = post(una, "/characters/c1/items/use", item_id="i3", session_id="s1", htmx=True)
    assert answer.status_code == 409
    assert "Refused: in_combat." in answer.text


def test_an_adventure_of_somebody_else_is_not_there(una: FlaskClient) -> None:
    assert una.get("/play/s9").status_code == 404
    assert post(una, "/play/s9/action", action="look", htmx=True).headers["HX-Retarget"] == "#notices"


def test_a_lost_sign_in_during_play_leads_to_the_form(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/action", 401, "unauthenticated")
    answer = post(una, "/play/s1/action", action="look", htmx=True)
    assert answer.headers["HX-Redirect"].startswith("/login?next=/play/s1&")


def test_a_sign_in_that_ran_out_under_an_open_page_leads_back_to_it(una: FlaskClient) -> None:
    token = token_of(una, "/play/s1")
    una.delete_cookie("coc_session")
    headers = {"Sec-Fetch-Site": "same-origin", "HX-Request": "true"}
    answer = una.post("/play/s1/action", data={"csrf_token": token, "action": "look"}, headers=headers)
    assert answer.headers["HX-Redirect"].startswith("/login?next=/play/s1&")


def test_a_lost_sign_in_tears_nobody_away_who_did_not_act(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1", 401, "unauthenticated")
    answer = una.get("/play/s1/scene", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer.headers
    assert answer.headers["HX-Retarget"] == "#notices"
    assert "/login?next=/play/s1" in answer.text
