"""The API as its document describes it: complete, as promised, open to nobody else, unshaken by a fuzzer."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.adventurer import Adventurer, action_id
from tests.support.cast import Client, error, result
from tests.support.live_game import LiveGame

PREFIX = "/api/v1"
FUZZED_FOR_S = 15
SEED = 20261123

PROMISED = {
    "GET /health", "GET /health/ready",
    "POST /auth/register",
    "POST /auth/mail-opt-out",
    "POST /auth/verify-email", "POST /auth/verify-email/resend",
    "POST /auth/login",
    "POST /auth/guest", "POST /auth/upgrade",
    "POST /auth/logout",
    "POST /auth/forgot-password", "POST /auth/reset-password",
    "GET /auth/me", "GET /auth/me/export", "PATCH /auth/me", "DELETE /auth/me",
    "GET /auth/sessions", "DELETE /auth/sessions/{}",
    "GET /tiers", "GET /content/{}", "GET /content/{}/{}",
    "GET /characters", "POST /characters",
    "GET /characters/{}", "PUT /characters/{}", "DELETE /characters/{}",
    "POST /characters/{}/skills/{}", "POST /characters/{}/respec",
    "POST /characters/{}/equip", "POST /characters/{}/unequip", "POST /characters/{}/use", "POST /characters/{}/drop",
    "GET /characters/{}/inventory", "GET /characters/{}/stats/{}",
    "GET /sessions", "POST /sessions",
    "PUT /characters/{}/portrait", "GET /characters/{}/portrait", "DELETE /characters/{}/portrait",
    "GET /characters/{}/journal", "GET /characters/{}/codex",
    "GET /sessions/{}", "GET /sessions/{}/map",
    "POST /sessions/{}/action", "DELETE /sessions/{}/round",
    "POST /sessions/{}/undo",
    "GET /sessions/{}/turns", "GET /sessions/{}/turns/{}",
    "GET /sessions/{}/recap",
    "POST /sessions/{}/turns/{}/retry", "POST /sessions/{}/turns/{}/stop",
    "POST /sessions/{}/combat/action",
    "POST /sessions/{}/end",
    "GET /parties",
    "POST /sessions/join", "GET /sessions/{}/party", "PUT /sessions/{}/seat", "GET /sessions/watch/{}",
    "GET /sessions/invites/{}",
    "POST /sessions/{}/invites", "DELETE /sessions/{}/invites/{}", "POST /sessions/{}/spectators",
    "POST /sessions/{}/ready", "POST /sessions/{}/start", "POST /sessions/{}/leave",
    "GET /sessions/{}/chat", "POST /sessions/{}/chat", "GET /sessions/{}/dice", "POST /reports",
    "GET /mutes", "PUT /mutes/{}", "DELETE /mutes/{}",
    "GET /sessions/{}/votes", "POST /sessions/{}/votes", "POST /sessions/{}/votes/{}",
    "POST /sessions/{}/kick", "POST /sessions/{}/leader",
    "GET /jobs/{}",
    "POST /realtime/ticket",
}  # fmt: skip
"""The rows of the API's table that are built, whatever the ids in their paths are called."""

NOBODYS = ("/content", "/mutes")
"""What the ids in these paths name is no one caller's own: the world, and other users."""

FOR_DEVELOPERS = {"GET /dev/mailbox"}
UNDOCUMENTED = {"GET /openapi.json", "GET /docs", "GET /docs/{}"}

BODIES: dict[str, dict[str, object]] = {
    "put /characters/{id}": {"name": "Somebody Else"},
    "post /characters/{id}/equip": {"item_id": "x"},
    "post /characters/{id}/unequip": {"slot": "off_hand"},
    "post /characters/{id}/use": {"item_id": "x"},
    "post /characters/{id}/drop": {"item_id": "x"},
    "post /sessions/{id}/action": {"action": "look", "action_id": "foreign"},
    "post /sessions/{id}/combat/action": {"ability_id": "attack", "action_id": "foreign"},
    "post /sessions/{id}/end": {"action_id": "foreign"},
    "post /sessions/{id}/undo": {"action_id": "foreign"},
    "put /sessions/{id}/seat": {"fallback": "hold"},
    "post /sessions/{id}/chat": {"text": "Hello", "message_id": "foreign"},
    "post /sessions/{id}/votes": {"kind": "undo"},
    "post /sessions/{id}/votes/{vote_id}": {"choice": "yes"},
    "post /sessions/{id}/kick": {"character_id": "x"},
    "post /sessions/{id}/leader": {"character_id": "x"},
}
"""What a caller who means it would send, so that a refusal is for the id alone."""


@pytest.fixture(scope="module")
def document(game: LiveGame) -> dict[str, Any]:
    found: dict[str, Any] = Client(game.server).get("/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def owner(game: LiveGame) -> Iterator[Adventurer]:
    """Whose ids others try. Nothing of what they tried has left a trace."""
    found = Adventurer(game).set_out()
    found.act("take some bread")
    before = (found.sheet(), found.view(), found.inventory())
    yield found
    assert (found.sheet(), found.view(), found.inventory()) == before
    found.prove()


@pytest.fixture(scope="module", params=["a stranger on an adventure", "a new guest"])
def other(game: LiveGame, request: pytest.FixtureRequest) -> Client:
    """Signed in, but not the owner."""
    if request.param == "a new guest":
        guest = Client(game.server)
        guest.play_as_guest()
        return guest
    return Adventurer(game).set_out().client


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Method and path below the prefix, of each."""
    for path, methods in document["paths"].items():
        for method in methods:
            yield method, path.removeprefix(PREFIX)


def without_names(path: str) -> str:
    """`/jobs/{job_id}` is `/jobs/{}`."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def of_the_owner(path: str, owner: Adventurer) -> str | None:
    """The path with the owner's ids; None if it names nobody's."""
    ids = {
        "login_id": result(owner.client.get("/auth/sessions"))["items"][0]["id"],
        "job_id": owner.log()[0]["id"],
        "turn_id": owner.log()[0]["id"],
        "vote_id": owner.log()[0]["id"],
        "node_id": "bulwark_thick_skin",
        "name": "armour",
        "code": "xyz",
        "id": owner.character["id"] if path.startswith("/characters") else owner.session_id,
    }
    if "{" not in path or path.startswith(NOBODYS):
        return None
    return path.format(**ids)


def unknown(path: str) -> str:
    """The code of what is not there."""
    return "invalid_invite" if path.startswith(("/sessions/watch", "/sessions/invites")) else "not_found"


def test_the_document_describes_every_route_that_was_promised_and_no_other(document: dict[str, Any]) -> None:
    described = {f"{method.upper()} {without_names(path)}" for method, path in operations(document)}
    assert described == PROMISED | FOR_DEVELOPERS


def test_every_answer_described_is_the_envelope(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if (operation["operationId"], status) == ("get_portrait", "200"):
                    assert list(response["content"]) == ["image/webp"]
                    continue
                schema = response["content"]["application/json"]["schema"]
                shape = schemas[schema["$ref"].rsplit("/", 1)[-1]]["properties"]
                assert set(shape) == {"app", "status", "result", "error"}, (operation["operationId"], status)


def test_nobody_else_finds_anything_under_ones_ids(
    document: dict[str, Any], owner: Adventurer, other: Client
) -> None:
    tried = 0
    for method, path in operations(document):
        target = of_the_owner(path, owner)
        if target is not None:
            tried += 1
            body = BODIES.get(f"{method} {path}", {} if method == "post" else None)
            reply = other.call(method.upper(), target, body)
            assert error(reply, 404)["code"] == unknown(path), (method, path)
    assert tried == sum("{" in route and not route.split()[1].startswith(NOBODYS) for route in PROMISED)


def test_nobody_sets_out_with_a_character_of_another_nor_listens_to_a_session(
    owner: Adventurer, other: Client
) -> None:
    assert error(other.post("/sessions", {"character_id": owner.character["id"]}), 404)["code"] == "not_found"
    assert error(other.post("/realtime/ticket", {"session_id": owner.session_id}), 404)["code"] == "not_found"


def test_who_is_not_signed_in_is_told_so_before_anything_else(
    document: dict[str, Any], owner: Adventurer
) -> None:
    nobody = Client(owner.client.server)
    for method, path in operations(document):
        target = of_the_owner(path, owner)
        if target is not None:
            for reply in (
                nobody.call(method.upper(), target, {}),
                nobody.call(method.upper(), target, {"x": 1}),
            ):
                assert error(reply, 401)["code"] == "unauthenticated", (method, path)


@pytest.mark.parametrize(
    "strange",
    ["x", "0", "-1", "null", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "%2e%2e", "..%2f..%2fetc%2fpasswd", "..%5c..", "%00",
     "%0d%0aSet-Cookie:%20a=b", "a%00b", "%F0%9F%97%A1", "%E2%80%AE", "%ff%fe", "%C0%AE", "' OR '1'='1", "{}",
     "[object Object]", "*", "%25", ";", "a" * 37, "a" * 1500],
)  # fmt: skip
def test_an_id_of_any_form_is_just_not_found(
    document: dict[str, Any], owner: Adventurer, strange: str
) -> None:
    for method, path in operations(document):
        if "{" in path and "{name}" not in path and not path.startswith("/content/{kind}"):
            target = path.replace("{node_id}", "bulwark_thick_skin").replace("{id}", strange)
            for name in ("turn_id", "job_id", "login_id", "code", "user_id", "vote_id"):
                target = target.replace("{" + name + "}", strange)
            body = BODIES.get(f"{method} {path}", {} if method == "post" else None)
            reply = owner.client.call(method.upper(), target, body)
            known = ("not_found", unknown(path))  # some ids do not even reach the route
            assert error(reply, 404)["code"] in known, (method, path, strange)


def test_a_fuzzer_finds_no_fault_and_no_answer_outside_the_document(game: LiveGame, tmp_path: Path) -> None:
    """With ids that exist, so that it gets further than the door. What would sign it out is left alone."""
    player = Adventurer(game).set_out()
    config = tmp_path / "schemathesis.toml"
    config.write_text(
        f"""
        headers = {{ Cookie = "coc_session={player.client.cookie}" }}
        phases.stateful.enabled = false
        [[operations]]
        include-path-regex = "/characters/"
        parameters = {{ "path.id" = "{player.character["id"]}" }}
        [[operations]]
        include-path-regex = "/sessions/"
        parameters = {{ "path.id" = "{player.session_id}" }}
        """
    )
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"),
        *(
            "--max-time",
            str(FUZZED_FOR_S),
            "--seed",
            str(SEED),
            "--generation-database",
            "none",
            "--no-color",
        ),
        *("--phases", "examples,coverage,fuzzing", "--warnings", "off", "--max-examples", "30"),
        "--checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        "--exclude-operation-id-regex=^(sign_out|log_out|logout|delete_me|delete_account|end_session|leave_party|register|.*login.*)$",
        f"{game.server.url}/openapi.json",
    ]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]
    assert player.client.get("/auth/me").status_code == 200, "the fuzzer was signed in to the end"
    result(player.do("look", action_id=action_id()))
    player.prove()
