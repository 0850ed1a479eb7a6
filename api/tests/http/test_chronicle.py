"""Journal and codex over HTTP."""

from typing import Any

from tests.support.adventurer import Adventurer
from tests.support.cast import Client, error, result


def test_the_journal_tells_the_quest_as_far_as_it_went(player: Adventurer) -> None:
    page = result(player.client.get(f"{player.me}/journal"))
    (quest,) = page["items"]
    assert page["next_cursor"] is None
    assert (quest["id"], quest["status"], quest["is_main"], quest["is_current"]) == (
        "one_more_lamp",
        "active",
        False,
        True,
    )
    assert [stage["status"] for stage in quest["stages"]] == ["current"]
    assert quest["rewards"] == []


def test_the_codex_grows_with_what_is_met(player: Adventurer) -> None:
    before = codex_of(player)
    assert "last_candle" in before
    assert "bettany_oake" not in before
    player.act("talk to bettany")
    player.act("go out")
    player.act("attack the wicklings")
    after = codex_of(player)
    assert {"bettany_oake", "inn_yard", "wickling"} <= after.keys()
    assert after["wickling"]["detail"]["Level"] == "1"
    assert set(after["wickling"]) == {"kind", "id", "name", "text", "detail"}


def test_both_are_their_players_alone(player: Adventurer, hero: Adventurer, client: Client) -> None:
    for part in ("journal", "codex"):
        assert error(hero.client.get(f"{player.me}/{part}"), 404)["code"] == "not_found"
        assert error(hero.client.get(f"/characters/nobody/{part}"), 404)["code"] == "not_found"


def codex_of(one: Adventurer) -> dict[str, dict[str, Any]]:
    entries: list[dict[str, Any]] = result(one.client.get(f"{one.me}/codex"))["items"]
    return {str(entry["id"]): entry for entry in entries}
