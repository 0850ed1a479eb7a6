"""Sessions over HTTP: setting out, reading the log, and the end."""

import hashlib
import time

import pytest

from app.models.ids import CharacterId, SessionId, UserId
from app.models.session import SessionConfig
from tests.support.adventurer import (
    AT_ONCE,
    SETTLED_WITHIN_S,
    Adventurer,
    action_id,
    another_window,
    at_once,
    in_a_fight,
    statuses,
)
from tests.support.cast import error, result
from tests.support.live_game import LiveGame


class TestSettingOut:
    def test_a_new_session_begins_at_the_first_turn_with_the_seeds_hash(self, hero: Adventurer) -> None:
        view = hero.set_out(name="Down the road").view()
        assert (view["name"], view["status"], view["turn_number"]) == ("Down the road", "active", 1)
        assert view["seed"] is None
        assert len(view["seed_hash"]) == 64
        assert view["is_your_turn"]
        assert hero.sheet()["session_id"] == hero.session_id
        assert [one["id"] for one in result(hero.client.get("/sessions"))["items"]] == [hero.session_id]

    def test_the_opening_is_told(self, player: Adventurer) -> None:
        deadline = time.monotonic() + SETTLED_WITHIN_S
        while (first := player.log()[-1])["narration_status"] == "pending":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert (first["seq"], first["kind"], first["narration_status"]) == (1, "system", "done")
        assert first["narration"]

    def test_a_character_is_on_one_adventure_at_a_time(self, player: Adventurer) -> None:
        again = player.client.post("/sessions", {"character_id": player.character["id"]})
        assert error(again, 409)["details"] == {"session_id": player.session_id}

    def test_nor_do_eight_windows_start_it_twice(self, hero: Adventurer) -> None:
        windows = [another_window(hero.client) for _ in range(AT_ONCE)]
        body = {"character_id": hero.character["id"]}
        replies = at_once(*(lambda one=one: one.post("/sessions", body) for one in windows))
        assert statuses(replies) == [201] + [409] * (AT_ONCE - 1)
        assert len(result(hero.client.get("/sessions"))["items"]) == 1

    def test_more_players_needed_than_there_are_seats(self, hero: Adventurer) -> None:
        body = {"character_id": hero.character["id"], "config": {"min_players": 2}}
        assert error(hero.client.post("/sessions", body), 422)["code"] == "bad_party_size"

    @pytest.mark.parametrize(
        "config",
        [
            {"min_players": 0},
            {"timeout_minutes": 0},
            {"auto_save_interval": 101},
            {"timeout_minutes": 2**63},
            {"seed": "1"},
        ],
    )
    def test_settings_beyond_their_bounds_are_refused_by_name(
        self, hero: Adventurer, config: dict[str, object]
    ) -> None:
        refused = error(
            hero.client.post("/sessions", {"character_id": hero.character["id"], "config": config}), 422
        )
        assert list(refused["details"]["fields"]) == [f"config.{next(iter(config))}"]


class TestTheMap:
    def test_it_grows_with_every_place_and_names_none_before(self, player: Adventurer) -> None:
        first = result(player.client.get(f"{player.session}/map"))
        assert [(one["name"], one["is_visited"]) for one in first["places"]] == [
            ("The Last Candle", True),
            (None, False),
        ]
        ends = {"from": "last_candle", "to": "last_candle/out", "direction": "out", "is_blocked": False}
        assert first["ways"] == [ends]
        player.act("go out")
        second = result(player.client.get(f"{player.session}/map"))
        assert [one["name"] for one in second["places"]] == ["The Last Candle", "The Inn Yard", None, None]
        assert [one["is_here"] for one in second["places"]] == [False, True, False, False]

    def test_it_is_for_those_who_play(self, player: Adventurer, hero: Adventurer) -> None:
        assert error(hero.client.get(f"{player.session}/map"), 404)["code"] == "not_found"


class TestTheLog:
    def test_pages_follow_each_other_without_gap_or_overlap(self, player: Adventurer) -> None:
        for _ in range(6):
            player.act("look")
        seen: list[int] = []
        before = ""
        while True:
            page = result(player.client.get(f"{player.session}/turns?limit=3{before}"))
            seen += [turn["seq"] for turn in page["items"]]
            if page["next_cursor"] is None:
                break
            before = f"&before={page['next_cursor']}"
        assert seen == [7, 6, 5, 4, 3, 2, 1]

    @pytest.mark.parametrize(
        "query",
        ["limit=0", "limit=101", "limit=-1", "limit=1.0", "limit=true", "limit=1e1", "limit=٣", "limit=", "before=0",
         "before=x", "before=99999999999999999999", "before=NaN", "after=1", "limit=1&limit=2&before=%00"],
    )  # fmt: skip
    def test_a_page_that_cannot_be_is_refused(self, player: Adventurer, query: str) -> None:
        assert error(player.client.get(f"{player.session}/turns?{query}"), 422)["code"] == "invalid"

    def test_a_turn_shows_dice_that_the_seed_will_prove(self, player: Adventurer) -> None:
        turn = player.act("throw darts")
        roll = turn["dice"][0]
        assert sum(die["value"] for die in roll["dice"] if die["counts"]) + roll["modifier"] == roll["total"]
        assert roll["target"] == 11


class TestTheEnd:
    def test_it_publishes_the_seed_and_frees_the_character(self, player: Adventurer) -> None:
        player.act("throw darts")
        before = player.view()
        ended = result(player.client.post(f"{player.session}/end", {"action_id": action_id()}))
        assert ended["status"] == "completed"
        assert hashlib.sha256(ended["seed"].encode()).hexdigest() == before["seed_hash"] == ended["seed_hash"]
        assert player.sheet()["session_id"] is None
        player.prove()
        player.set_out()
        player.prove()

    def test_asked_again_it_stays_ended_and_nothing_more_happens_in_it(self, player: Adventurer) -> None:
        one = action_id()
        ends = [result(player.client.post(f"{player.session}/end", {"action_id": one})) for _ in range(2)]
        assert ends[0] == ends[1]
        for reply in (
            player.do(),
            player.fight(ability_id="attack"),
            player.client.post(f"{player.session}/end", {"action_id": action_id()}),
        ):
            assert error(reply, 409)["code"] == "session_not_active"
        assert [turn["seq"] for turn in player.log()] == [2, 1]

    def test_from_eight_windows_at_once_it_ends_once(self, player: Adventurer) -> None:
        windows = [another_window(player.client) for _ in range(AT_ONCE)]
        replies = at_once(
            *(
                lambda one=one: one.post(f"{player.session}/end", {"action_id": action_id()})
                for one in windows
            )
        )
        assert 200 in statuses(replies)
        assert {reply.status_code for reply in replies} <= {200, 409}
        ends = [turn for turn in player.settled_log() if turn["status"] == "resolved"]
        assert len(ends) == 2
        player.prove()

    def test_even_a_fight_can_be_left_for_good(self, game: LiveGame) -> None:
        fighter = in_a_fight(game)
        ended = result(fighter.client.post(f"{fighter.session}/end", {"action_id": action_id()}))
        assert (ended["status"], ended["combat"], ended["is_your_turn"]) == ("completed", None, False)
        assert fighter.sheet()["session_id"] is None
        fighter.prove()

    def test_the_newest_of_many_adventures_is_listed_first(self, player: Adventurer) -> None:
        ids = [player.session_id]
        for _ in range(2):
            result(player.client.post(f"{player.session}/end", {"action_id": action_id()}))
            player.set_out()
            ids.insert(0, player.session_id)
        assert [one["id"] for one in result(player.client.get("/sessions"))["items"]] == ids

    def test_after_a_hundred_adventures_the_last_one_is_still_found(
        self, game: LiveGame, player: Adventurer
    ) -> None:
        """Played by the services themselves, which takes a tenth of the time."""
        user, character = UserId(player.user["id"]), CharacterId(player.character["id"])
        for number in range(101):
            game.services.sessions.end(user, SessionId(player.session_id), f"end-{number}")
            view = game.services.sessions.create(user, character, None, SessionConfig())
            player.session_id = view.id
        listed = [one["id"] for one in result(player.client.get("/sessions"))["items"]]
        assert (len(listed), listed[0]) == (100, player.session_id)
