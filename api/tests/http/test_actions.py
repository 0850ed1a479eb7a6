"""Actions over HTTP: in one's own words or by a suggestion, waited for or not."""

from base64 import urlsafe_b64encode
from json import dumps

import pytest

from tests.support.adventurer import Adventurer, action_id
from tests.support.cast import error, result


def suggested(intent: dict[str, object], text: object = "do it") -> str:
    """A suggestion's id, made up by the client."""
    return encoded(dumps({"text": text, "intent": intent}).encode())


def encoded(plain: bytes) -> str:
    return urlsafe_b64encode(plain).decode().rstrip("=")


class TestActing:
    def test_an_action_is_accepted_at_once_and_its_job_tells_how_far_it_is(self, player: Adventurer) -> None:
        reply = player.client.post(f"{player.session}/action", {"action": "look", "action_id": action_id()})
        job = result(reply, 202)
        assert (job["status"], job["turn"], job["job_id"]) == ("queued", None, job["turn_id"])
        player.settled_log()
        done = result(player.client.get(f"/jobs/{job['job_id']}"))
        assert (done["status"], done["turn"]["action"]) == ("finished", "look")

    def test_who_waits_gets_the_turn(self, player: Adventurer) -> None:
        job = result(player.do("take some bread"))
        assert job["status"] == "finished"
        assert job["turn"]["log"]
        assert job["turn"] == result(player.client.get(f"{player.session}/turns/{job['turn_id']}")) | {
            key: job["turn"][key] for key in ("narration", "narration_status")
        }

    @pytest.mark.parametrize(
        "prefer", ["", "wait", "wait=", "wait=-1", "wait=x", "wait=0", "respond-async", "wait=1.5"]
    )
    def test_a_preference_that_cannot_be_read_is_no_order(self, player: Adventurer, prefer: str) -> None:
        body = {"action": "look", "action_id": action_id()}
        result(player.client.post(f"{player.session}/action", body, headers={"Prefer": prefer}), 202)

    def test_what_nobody_understands_is_answered_in_the_world(self, player: Adventurer) -> None:
        turn = player.act("defenestrate the moon sideways")
        assert turn["events"][0]["intent"]["kind"] == "unclear"

    def test_a_suggestion_is_taken_by_its_id(self, player: Adventurer) -> None:
        suggestion = player.view()["suggestions"][0]
        turn = result(player.do(suggestion_id=suggestion["id"]))["turn"]
        assert (turn["status"], turn["action"]) == ("resolved", suggestion["text"])
        player.prove()

    def test_words_and_a_suggestion_together_are_neither(self, player: Adventurer) -> None:
        suggestion = player.view()["suggestions"][0]["id"]
        for body in ({}, {"action": "look", "suggestion_id": suggestion}, {"action": None}):
            refused = player.client.post(f"{player.session}/action", {"action_id": action_id(), **body})
            assert error(refused, 422)["code"] == "invalid"

    @pytest.mark.parametrize(
        "made_up",
        [
            "",
            "x",
            "not base64 at all!",
            "é",
            encoded(b"\xff\xfe"),
            encoded(b"null"),
            encoded(b"[]"),
            encoded(b"{}"),
            encoded(b"[" * 5_000),
            encoded(b'{"text": "x", "intent": {"kind": "look", "target": NaN}}'),
            encoded(b'{"text": "x", "intent": {"kind": "look", "target": "\\ud800"}}'),
            suggested({"kind": "begin"}),
            suggested({"kind": "end"}),
            suggested({"kind": "unclear", "text": "x"}),
            suggested({"kind": "grant_gold", "amount": 1_000_000}),
            suggested({"kind": "move", "direction": "sideways"}),
            suggested({"kind": "drop", "item": "x", "quantity": 1e300}),
            suggested({"kind": "look"}, text=7),
            suggested({"kind": "look"}, text=None),
            suggested({"kind": "look", "target": "x" * 40_000}),
        ],
        ids=lambda made_up: made_up[:12],
    )
    def test_a_suggestion_that_was_never_offered_is_unknown(self, player: Adventurer, made_up: str) -> None:
        assert error(player.do(suggestion_id=made_up), 422)["code"] == "unknown_suggestion"
        assert player.view()["turn_number"] == 1

    @pytest.mark.parametrize(
        ("intent", "code"),
        [
            ({"kind": "move", "direction": "north"}, "no_way"),
            ({"kind": "fight", "encounter": "tollwarden_court"}, "not_here"),
            ({"kind": "interact", "feature": "strongbox", "action": "pick_strongbox"}, "not_here"),
            ({"kind": "talk", "person": "nobody"}, "not_here"),
            ({"kind": "drop", "item": "x", "quantity": -1}, "not_yours"),
            ({"kind": "use_ability", "ability": "attack"}, "not_in_combat"),
            ({"kind": "equip", "item": "somebody-elses"}, "not_yours"),
            ({"kind": "learn_skill", "node": "bulwark_unbroken"}, "tier_locked"),
        ],
    )
    def test_a_forged_suggestion_is_held_to_the_rules(
        self, player: Adventurer, intent: dict[str, object], code: str
    ) -> None:
        before = player.sheet()
        assert error(player.do(suggestion_id=suggested(intent)), 409)["code"] == code
        assert player.sheet() | {"version": 0} == before | {"version": 0}
        player.prove()

    def test_a_forged_suggestion_drops_no_fewer_than_one(self, player: Adventurer) -> None:
        bread = player.item("waybread")
        for quantity in (-1, 0, 2**63):
            intent = {"kind": "drop", "item": bread["item_id"], "quantity": quantity}
            assert error(player.do(suggestion_id=suggested(intent)), 409)["code"] == "not_enough_items"
        assert player.item("waybread") == bread
        player.prove()
