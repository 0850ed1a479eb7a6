"""Whole scenarios, with what was done between their exchanges without being recorded."""

from collections.abc import Callable, Mapping

from tests.support.appwrite_recordings.files import exchanges
from tests.support.appwrite_recordings.replay import Replay

Preparation = Callable[[Replay], object]
"""What was done between two recorded exchanges without being recorded."""


def _rows(gold: int, *names: str) -> Preparation:
    def make(replay: Replay) -> None:
        for name in names:
            data = {"user_id": "tx", "name": name, "character_data": '{"hp":10}', "level": 1, "gold": gold}
            replay.call("POST", "/tablesdb/rpg/tables/characters/rows", {"rowId": name, "data": data})

    return make


def _people(*names: str) -> Preparation:
    def make(replay: Replay) -> None:
        for name in names:
            person = {"userId": name, "email": f"{name}@example.com", "name": name.capitalize()}
            replay.call("POST", "/users", person | {"password": f"test-password-{name}-1"})

    return make


def _signed_in(*names: str) -> Preparation:
    def make(replay: Replay) -> None:
        for name in names:
            session = replay.call("POST", f"/users/{name}/sessions", {})["secret"]
            replay.bound[f"<session:{name}>"] = session
            replay.bound[f"<jwt:{name}>"] = replay.call("POST", f"/users/{name}/jwts", {})["jwt"]
            replay.call("GET", "/account", session=session)

    return make


def _call(method: str, path: str, body: object = None) -> Preparation:
    return lambda replay: replay.call(method, path, body)


def _later(seconds: float) -> Preparation:
    return lambda replay: replay.project.advance(seconds)


def _settings(**settings: object) -> Preparation:
    return lambda replay: replay.project.set(**settings)


_UNVERIFIED = _call("PATCH", "/users/mia/verification", {"emailVerification": False})
_CONFLICTING = "c_out c_oth c_bef c_read c_two c_inc c_inco c_incupd c_updinc c_incupd2 c_del c_odel c_incdel"

PREPARATIONS: Mapping[tuple[str, int], tuple[Preparation, ...]] = {
    ("transactions.expired", 1): (_rows(0, "e1"),),
    ("transactions.expired", 3): (_later(61),),
    ("transactions", 1): (_rows(10, "t_upd", "t_inc"), _rows(0, "t_del", "t_del2")),
    ("transactions.conflict", 1): (_rows(10, *_CONFLICTING.split(), "c_at1", "c_at2"),),
    ("transactions.limits", 1): (_rows(10, "l_min", "l_max", "l_col", "l_stg"),),
    ("permissions", 1): (_people("ann", "bob"), _signed_in("ann", "bob")),
    ("auth.register", 1): (_call("DELETE", "/users/ann"), _call("DELETE", "/users/bob")),
    ("auth.profile", 21): (_later(2),),
    ("auth.session_limit", 1): (_people("lim"),),
    ("auth.mail_disabled", 1): (_settings(smtp=False), _people("mia"), _signed_in("mia")),
    ("auth.verification", 1): (_settings(smtp=True),),
    ("auth.verification", 11): (_UNVERIFIED,),
    ("auth.verification", 15): (_UNVERIFIED,),
    ("auth.verification", 16): (_later(3601),),
    ("auth.recovery", 13): (_later(3601),),
    ("auth.recovery", 14): (_call("PATCH", "/users/mia/status", {"status": False}),),
}
"""Before the step of a scenario."""


def replay_scenario(replay: Replay, scenario: str) -> list[str]:
    """All differences, each with its step."""
    found = []
    for exchange in exchanges(scenario):
        for prepare in PREPARATIONS.get((scenario, exchange["step"]), ()):
            prepare(replay)
        if scenario == "schema":
            replay.project.advance(0.1)  # the worker had its time: repeated polls are not recorded
        step = f"{scenario} {exchange['step']} ({exchange['why']})"
        found += [f"{step}: {each}" for each in replay.differences(exchange)]
    return found
