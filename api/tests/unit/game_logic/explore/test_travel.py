"""Going from place to place."""

from dataclasses import replace

from app.game_logic.encounters_here import RETURN_MINUTES
from app.models.events import CombatStarted, LocationEntered, TalkEnded, TimePassed
from app.models.ids import EncounterId, LocationId, PersonId
from app.models.intents import Fight, Wait
from tests.support.strolls import ANNA, all_of, at, do, go, one_of, refused


def test_an_open_way_leads_on_and_takes_its_time() -> None:
    after = do(at("green"), go("north"))
    entered = one_of(after.events, LocationEntered)
    assert (entered.location_id, entered.came_from, entered.minutes) == ("lane", "green", 10)
    assert entered.first_visit
    assert after.state.location_id == "lane"
    assert after.state.minutes == 10


def test_a_place_is_seen_for_the_first_time_only_once() -> None:
    there = do(at("green"), go("north")).state
    back = do(there, go("south"))
    assert not one_of(back.events, LocationEntered).first_visit


def test_arriving_at_a_safe_place_is_remembered() -> None:
    after = do(at("lane"), go("south"))
    assert after.state.last_safe_location_id == "green"


def test_nothing_leads_where_there_is_no_exit() -> None:
    assert refused(at("green"), go("west")) == "no_way"


def test_a_closed_way_is_refused_until_its_conditions_hold() -> None:
    assert refused(at("green"), go("in")) == "way_blocked"
    assert do(at("green", flags={"cellar_open": 1}), go("in")).state.location_id == "cellar"


def test_a_hidden_way_is_as_if_it_were_not_there() -> None:
    assert refused(at("green"), go("down")) == "no_way"
    assert do(at("green", flags={"tunnel_found": 1}), go("down")).state.location_id == "tunnel"


def test_enemies_bar_the_way_until_they_are_beaten() -> None:
    assert refused(at("lane"), go("north")) == "way_guarded"
    free = at("lane", won=(EncounterId("one_rat"),))
    assert do(free, go("north")).state.location_id == "wood"


def test_enemies_that_bar_one_way_do_not_bar_another() -> None:
    assert do(at("lane"), go("south")).state.location_id == "green"


def test_an_ambush_is_sprung_on_arrival() -> None:
    after = do(at("lane", won=(EncounterId("one_rat"),)), go("north"))
    kinds = [type(event) for event in after.events]
    assert kinds.index(LocationEntered) < kinds.index(CombatStarted)
    assert after.state.combat is not None


def test_enemies_without_ambush_wait_to_be_attacked() -> None:
    there = do(at("green"), go("north")).state
    assert there.combat is None
    assert do(there, Fight("one_rat")).state.combat is not None


def test_nobody_fights_whom_is_not_there() -> None:
    assert refused(at("green"), Fight("one_rat")) == "not_here"
    assert refused(at("lane", won=(EncounterId("one_rat"),)), Fight("one_rat")) == "not_here"


def test_enemies_that_come_again_are_away_for_half_a_day() -> None:
    rats = EncounterId("rats")
    state = at("lane", won=(EncounterId("one_rat"), rats), minutes=1000, flags={"_won_at.rats": 1000})
    early = replace(state, minutes=1000 + RETURN_MINUTES - 26)
    late = replace(state, minutes=1000 + RETURN_MINUTES - 25)
    assert do(early, go("north")).state.combat is None
    assert do(late, go("north")).state.combat is not None


def test_leaving_ends_a_conversation_with_a_farewell() -> None:
    state = at("green", talking_to={ANNA: PersonId("maud")})
    after = do(state, go("north"))
    assert one_of(after.events, TalkEnded).text == "Bye."
    assert after.state.talking_to == {}
    assert all_of(do(at("green"), go("north")).events, TalkEnded) == []


def test_waiting_lets_ten_minutes_pass() -> None:
    assert one_of(do(at("green"), Wait()).events, TimePassed).minutes == 10


def test_the_visited_places_are_kept_in_order() -> None:
    after = do(at("green"), go("north"))
    assert after.state.visited == (LocationId("green"), LocationId("lane"))
