"""Characters over HTTP: making, seeing, changing and losing them, at home and on an adventure."""

import pytest

from tests.support.adventurer import (
    AT_ONCE,
    Adventurer,
    another_window,
    at_once,
    fresh_name,
    statuses,
)
from tests.support.cast import Client, error, result
from tests.support.live_game import LiveGame

LEARNT = "bulwark_thick_skin"


def somebody(name: str, **other: object) -> dict[str, object]:
    return {"name": name, "class_id": "vanguard", "origin_id": "noble_exile", **other}


@pytest.fixture
def newcomer(game: LiveGame) -> Client:
    """A guest without a character."""
    found = Client(game.server)
    found.play_as_guest()
    return found


class TestLife:
    def test_a_new_character_stands_there_with_all_that_class_and_origin_give(self, newcomer: Client) -> None:
        name = fresh_name()
        made = result(newcomer.post("/characters", somebody(name, appearance={"hair": "grey"})), 201)
        assert (made["name"], made["class_name"], made["origin_name"]) == (name, "Vanguard", "Noble Exile")
        assert (made["level"], made["experience"], made["gold"], made["session_id"]) == (1, 0, 40, None)
        assert made["hp"] == made["max_hp"] == made["stats"]["max_hp"]
        assert made["equipment"]["main_hand"]["item_def_id"] == "militia_sword"
        assert made["appearance"] == {"hair": "grey"}
        assert result(newcomer.get(f"/characters/{made['id']}")) == made
        assert result(newcomer.get("/characters")) == {"items": [made], "next_cursor": None}

    def test_it_is_renamed_and_redrawn_and_keeps_everything_else(self, hero: Adventurer) -> None:
        name = fresh_name()
        changed = result(hero.client.put(hero.me, {"name": name, "appearance": {"coat": "red"}}))
        assert (changed["name"], changed["appearance"]) == (name, {"coat": "red"})
        assert changed["version"] > hero.character["version"]
        kept = ("stats", "gold", "equipment", "hp", "class_id", "id")
        assert {key: changed[key] for key in kept} == {key: hero.character[key] for key in kept}

    def test_its_old_name_is_free_again_after_a_change(self, hero: Adventurer, newcomer: Client) -> None:
        result(hero.client.put(hero.me, {"name": fresh_name()}))
        result(newcomer.post("/characters", somebody(hero.character["name"])), 201)

    def test_a_retired_character_is_gone_and_leaves_its_name_and_its_place(self, hero: Adventurer) -> None:
        assert result(hero.client.delete(hero.me)) == {"status": "retired"}
        for reply in (
            hero.client.get(hero.me),
            hero.client.delete(hero.me),
            hero.client.get(f"{hero.me}/inventory"),
        ):
            assert error(reply, 404)["code"] == "not_found"
        assert result(hero.client.get("/characters"))["items"] == []
        result(hero.client.post("/characters", somebody(hero.character["name"])), 201)

    @pytest.mark.parametrize(
        ("changed", "code", "field"),
        [({"class_id": "dragon"}, "unknown_class", "class_id"), ({"origin_id": "moon"}, "unknown_origin", "origin_id"),
         ({"class_id": "VANGUARD"}, "unknown_class", "class_id")],
    )  # fmt: skip
    def test_only_what_the_world_knows_can_be_chosen(
        self, newcomer: Client, changed: dict[str, str], code: str, field: str
    ) -> None:
        refused = error(newcomer.post("/characters", somebody(fresh_name()) | changed), 422)
        assert refused["code"] == code
        assert list(refused["details"]["fields"]) == [field]


class TestTier:
    def test_the_free_tier_has_one_character(self, hero: Adventurer) -> None:
        refused = error(hero.client.post("/characters", somebody(fresh_name())), 402)
        assert refused["code"] == "quota_reached"
        assert refused["details"] == {"max_characters": 1}

    def test_nor_does_a_race_give_it_two(self, game: LiveGame, newcomer: Client) -> None:
        clients = [another_window(newcomer) for _ in range(AT_ONCE)]
        replies = at_once(
            *(lambda one=one: one.post("/characters", somebody(fresh_name())) for one in clients)
        )
        assert statuses(replies) == [201] + [402] * (AT_ONCE - 1)
        assert len(result(newcomer.get("/characters"))["items"]) == 1


class TestNames:
    def test_one_name_is_had_once_however_it_is_spelt(self, game: LiveGame, newcomer: Client) -> None:
        result(newcomer.post("/characters", somebody("Pocoa Hex")), 201)
        other = Client(game.server)
        other.play_as_guest()
        for twin in (
            "Pocoa Hex",
            "pocoa hex",
            "POCOA  HEX",
            "Pócöa Hex",
            "P0coa Hex",
            "Рoсоа Нех",
            "РОСОА НЕХ",
        ):
            refused = error(other.post("/characters", somebody(twin)), 422)
            assert refused["code"] in ("name_taken", "bad_name"), twin
            assert list(refused["details"]["fields"]) == ["name"]
        assert error(other.post("/characters", somebody("РОСОА НЕХ")), 422)["code"] == "name_taken"

    def test_of_many_who_ask_for_it_at_once_one_gets_it(self, game: LiveGame) -> None:
        clients = [Client(game.server) for _ in range(AT_ONCE)]
        for client in clients:
            client.play_as_guest()
        name = fresh_name()
        replies = at_once(*(lambda one=one: one.post("/characters", somebody(name)) for one in clients))
        assert statuses(replies) == [201] + [422] * (AT_ONCE - 1)

    @pytest.mark.parametrize(
        "name",
        ["Wren\u202enerW", "Wr\u200ben", "Wren\u2060", "\ufeffWren", "Wr\u00aden", "Wren\u0007", "Wren\nB", "Wrеn", "W",
         "W" * 33, "   ", "7Wren", "Wren🗡", "<b>Wren</b>", "Wren\u0301\u0301\u0301\u0301", "Admin", "Narrat0r", "-Wren",
         "Wren\u115f", "Wren\u3164", "\u2800\u2800", "W\u0640ren"],
    )  # fmt: skip
    def test_no_name_hides_or_pretends_anything(self, newcomer: Client, name: str) -> None:
        refused = error(newcomer.post("/characters", somebody(name)), 422)
        assert (refused["code"], list(refused["details"]["fields"])) == ("bad_name", ["name"])

    @pytest.mark.parametrize(
        "name", ["Žofie Ångström", "Ольга Туманова", "陳 秀英", "شهرزاد", "O'Neill-Ďurišová"]
    )
    def test_people_of_any_script_have_names(self, newcomer: Client, name: str) -> None:
        assert result(newcomer.post("/characters", somebody(name)), 201)["name"] == name


class TestNumbers:
    def test_the_parts_of_every_number_add_up_to_it(self, hero: Adventurer) -> None:
        result(hero.client.post(f"{hero.me}/skills/{LEARNT}"))
        stats = hero.sheet()["stats"]
        assert len(stats) > 20
        for name, value in stats.items():
            parts = result(hero.client.get(f"{hero.me}/stats/{name}"))["items"]
            assert sum(part["amount"] for part in parts) == value, (name, parts)

    def test_a_number_nobody_has_is_refused_by_name(self, hero: Adventurer) -> None:
        refused = error(hero.client.get(f"{hero.me}/stats/luck"), 422)
        assert list(refused["details"]["fields"]) == ["name"]


class TestAtHome:
    def test_the_inventory_shows_what_is_worn_first(self, hero: Adventurer) -> None:
        worn = [item["worn_in"] is not None for item in hero.inventory()]
        assert worn == sorted(worn, reverse=True)
        assert hero.item("waybread")["quantity"] == 2

    def test_taking_off_and_putting_on_changes_the_numbers_and_back(self, hero: Adventurer) -> None:
        before = hero.sheet()
        shield = before["equipment"]["off_hand"]
        bare = result(hero.client.post(f"{hero.me}/unequip", {"slot": "off_hand"}))
        assert bare["stats"]["armour"] == before["stats"]["armour"] - shield["stats"]["armour"]
        assert "off_hand" not in bare["equipment"]
        dressed = result(hero.client.post(f"{hero.me}/equip", {"item_id": shield["item_id"]}))
        assert dressed["stats"] == before["stats"]

    @pytest.mark.parametrize(
        ("path", "body", "code"),
        [
            ("unequip", {"slot": "head"}, "nothing_worn"),
            ("equip", {"item_id": "waybread?"}, "not_yours"),
            ("drop", {"item_id": "nothing"}, "not_yours"),
            ("use", {"item_id": "nothing"}, "not_yours"),
            ("respec", {}, "nothing_to_forget"),
            ("skills/bulwark_unbroken", {}, "tier_locked"),
            ("skills/no_such_skill", {}, "unknown_skill"),
        ],
    )
    def test_what_the_rules_forbid_says_why(
        self, hero: Adventurer, path: str, body: dict[str, object], code: str
    ) -> None:
        before = hero.sheet()
        assert error(hero.client.post(f"{hero.me}/{path}", body), 409)["code"] == code
        assert hero.sheet() == before

    @pytest.mark.parametrize("slot", ["third_hand", "", "MAIN_HAND"])
    def test_a_slot_nobody_has_is_refused_by_name(self, hero: Adventurer, slot: str) -> None:
        refused = error(hero.client.post(f"{hero.me}/unequip", {"slot": slot}), 422)
        assert list(refused["details"]["fields"]) == ["slot"]

    def test_an_item_does_not_go_where_it_does_not_fit(self, hero: Adventurer) -> None:
        shield = hero.item("plank_shield")["item_id"]
        wrong = hero.client.post(f"{hero.me}/equip", {"item_id": shield, "slot": "head"})
        assert error(wrong, 409)["code"] == "wrong_slot"
        bread = hero.client.post(f"{hero.me}/equip", {"item_id": hero.item("waybread")["item_id"]})
        assert error(bread, 409)["code"] == "not_wearable"

    def test_nobody_eats_what_would_do_no_good(self, hero: Adventurer) -> None:
        bread = hero.item("waybread")["item_id"]
        assert error(hero.client.post(f"{hero.me}/use", {"item_id": bread}), 409)["code"] == "no_effect"

    def test_what_is_dropped_is_gone_for_good(self, hero: Adventurer, game: LiveGame) -> None:
        bread = hero.item("waybread")["item_id"]
        result(hero.client.post(f"{hero.me}/drop", {"item_id": bread}))
        assert hero.item("waybread")["quantity"] == 1
        more = hero.client.post(f"{hero.me}/drop", {"item_id": bread, "quantity": 2})
        assert error(more, 409)["code"] == "not_enough_items"
        result(hero.client.post(f"{hero.me}/drop", {"item_id": bread}))
        again = hero.client.post(f"{hero.me}/drop", {"item_id": bread})
        assert error(again, 409)["code"] == "not_yours"
        game.prove_everything()

    def test_what_is_worn_is_not_dropped(self, hero: Adventurer) -> None:
        sword = hero.item("militia_sword")["item_id"]
        assert error(hero.client.post(f"{hero.me}/drop", {"item_id": sword}), 409)["code"] == "is_worn"

    def test_of_eight_who_drop_one_thing_at_once_two_are_served(self, hero: Adventurer) -> None:
        """There are two of it."""
        bread = hero.item("waybread")["item_id"]
        windows = [another_window(hero.client) for _ in range(AT_ONCE)]
        replies = at_once(
            *(lambda one=one: one.post(f"{hero.me}/drop", {"item_id": bread}) for one in windows)
        )
        assert statuses(replies).count(200) == 2, [reply.text for reply in replies]
        assert {reply.status_code for reply in replies} == {200, 409}

    def test_the_sheet_says_what_each_skill_gives_and_what_it_still_needs(self, hero: Adventurer) -> None:
        sheet = hero.sheet()
        nodes = {node["node_id"]: node for tree in sheet["skill_trees"] for node in tree["nodes"]}
        assert sheet["respec_cost_gold"] == 25
        assert nodes[LEARNT]["stats"] == {"max_hp": 5}
        assert nodes["bulwark_shelter"]["abilities"] == ["Shelter"]
        for node_id, node in nodes.items():
            if node["can_learn"]:
                assert node["why_not"] is None
                continue
            refused = error(hero.client.post(f"{hero.me}/skills/{node_id}"), 409)
            assert node["why_not"] == refused["message"]

    def test_skills_are_learnt_and_forgotten_for_gold(self, hero: Adventurer, game: LiveGame) -> None:
        learnt = result(hero.client.post(f"{hero.me}/skills/{LEARNT}"))
        assert (learnt["skill_points"], learnt["max_hp"]) == (0, hero.character["max_hp"] + 5)
        twice = error(hero.client.post(f"{hero.me}/skills/{LEARNT}"), 409)
        assert twice["code"] == "already_learnt"
        forgotten = result(hero.client.post(f"{hero.me}/respec"))
        assert (forgotten["skill_points"], forgotten["gold"]) == (1, hero.character["gold"] - 25)
        assert forgotten["hp"] <= forgotten["max_hp"] == hero.character["max_hp"]
        result(hero.client.post(f"{hero.me}/skills/{LEARNT}"))
        assert error(hero.client.post(f"{hero.me}/respec"), 409)["code"] == "not_enough_gold"
        game.prove_everything()
