"""Nobody receives what is hidden from them: a party plays, everything that reaches anybody is written down, and then it
is searched for everything that the receiver may not know."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.models.enums import Tier
from app.services.realtime_names import presence_channel
from tests.support.adventurer import WAIT, Adventurer, action_id
from tests.support.appwrite import Host
from tests.support.cast import PASSWORD, error, link_to, result
from tests.support.fog.hidden import Cast, hidden_values
from tests.support.fog.hunter import Secret, hunt
from tests.support.fog.pack import BEADS, GOLD, write_pack
from tests.support.fog.witness import Witness
from tests.support.live_game import LiveGame, running_game

ROLES = ("leader", "member", "deaf", "kicked", "stranger", "looker")
STACKED = ("consumable", "material")
KINDS = ("origins", "classes", "abilities", "items", "enemies", "locations", "effects")


@pytest.fixture(scope="module")
def misty(place: Path, request: pytest.FixtureRequest) -> Iterator[LiveGame]:
    """A game whose world holds things that nobody ever meets."""
    folder = place / "misty"
    if place.name.startswith("appwrite"):
        host: Host = request.getfixturevalue("appwrite")
        host.lasting(folder / "data")
    folder.mkdir(exist_ok=True)
    with running_game(folder, COC_CONTENT_PACKS=str(write_pack(folder))) as running:
        yield running


@pytest.fixture
def witness(misty: LiveGame) -> Iterator[Witness]:
    with Witness(misty.services) as opened:
        yield opened


class Table:
    """A leader, two members, one who is sent away, a stranger with a story of their own, and one who looks on."""

    def __init__(self, game: LiveGame, witness: Witness) -> None:
        self.game, self.witness = game, witness
        everybody = [Adventurer(game) for _ in range(6)]
        self.leader, self.member, self.deaf, self.kicked, self.stranger, self.looker = everybody
        self.everybody = everybody
        self.cast = Cast("", {self.leader.user["id"]})
        for number, one in enumerate(everybody):
            one.client.address = f"198.51.100.{150 + number}"
            self._note_down(one)
            witness.follow(one)
        for one in (self.leader, self.member):
            self._give_address(one)

    @property
    def path(self) -> str:
        return self.leader.session

    def _note_down(self, one: Adventurer) -> None:
        """What comes to a stack in a fight is told with the stack's id, so ids of stacks are no secrets."""
        user, things = one.user["id"], one.inventory()
        alone = [item["item_id"] for item in things if item["kind"] not in STACKED]
        self.cast.own += [(item_id, user, "what one had from the start") for item_id in alone]
        self.cast.own.append((str(one.client.cookie), user, "a cookie"))

    def _give_address(self, one: Adventurer) -> None:
        """A confirmed e-mail address."""
        user = one.user["id"]
        email = f"{user.lower()}@hidden.test"
        result(
            one.client.post("/auth/upgrade", {"email": email, "password": PASSWORD, "name": "Somebody"}), 202
        )
        result(one.client.post("/auth/verify-email", link_to(one.client, email, "verify")))
        self.cast.own.append((email, user, "an e-mail address"))

    def open(self, **config: object) -> None:
        """The leader's lobby."""
        self.game.services.operations.set_tier(self.leader.user["id"], Tier.ELITE)
        body = {"character_id": self.leader.character["id"], "config": {"max_players": 4, **config}}
        self.leader.session_id = result(self.leader.client.post("/sessions", body), 201)["id"]
        self.cast.session_id = self.leader.session_id

    def start(self) -> None:
        result(self.leader.client.post(f"{self.path}/start"))
        self.witness.listen(self.leader, self.leader.session_id)

    def come(self, *newcomers: Adventurer) -> None:
        """By a code that they are told."""
        code = result(self.leader.client.post(f"{self.path}/invites"), 201)["code"]
        self.cast.codes[code] = {self.leader.user["id"], *(one.user["id"] for one in newcomers)}
        for one in newcomers:
            self.cast.members.add(one.user["id"])
            body = {"code": code, "character_id": one.character["id"]}
            result(one.client.post("/sessions/join", body))
            one.session_id = self.leader.session_id

    def let_watch(self) -> str:
        link: str = result(self.leader.client.post(f"{self.path}/spectators"), 201)["code"]
        self.cast.codes[link] = {self.leader.user["id"], self.looker.user["id"]}
        self.cast.watchers.add(self.looker.user["id"])
        result(self.looker.client.get(f"/sessions/watch/{link}"))
        return link

    def say(self, who: Adventurer, text: str, channel: str = "ooc", **more: object) -> dict[str, str]:
        body = {"message_id": action_id(), "text": text, "channel": channel, **more}
        said: dict[str, str] = result(who.client.post(f"{self.path}/chat", body), 201)
        return said

    def act_at_turn(self, words: str) -> None:
        """One action of whoever is at the move."""
        current = self.leader.view()["current_actor_id"]
        who = next(one for one in self.everybody if one.character["id"] == current)
        assert who.do(words).status_code in (200, 202)

    def round(self, *words: str) -> None:
        """Everybody hands in, in the order of their seats; a sentence with a full stop is said aloud."""
        number = self.leader.view()["round"]["number"]
        for one, said in zip(self.everybody, words, strict=False):
            body = {"action_id": action_id(), "action": said, "mode": "say" if "." in said else "do"}
            reply = one.client.post(f"{self.path}/action", body, headers=WAIT)
            assert reply.status_code in (200, 202), reply.text
        view = self.leader.view()
        assert view["combat"] or view["round"]["number"] == number + 1

    def look_everywhere(self) -> None:
        """Everybody asks for everything that there is to ask for, of their own and of others."""
        documents = self.game.services.ports.backend.documents
        rows = documents.list("session_turns", limit=100).rows
        turns = [row for row in rows if row.data["session_id"] == self.cast.session_id]
        told = [row.id for row in turns if row.data["narration_status"] == "done"]
        for one in self.everybody:
            self._ask(one, [row.id for row in turns])
            if one.session_id and one is not self.kicked:
                self.witness.read_streams(one, self.cast.session_id, told)
        self.witness.look_at_rows([one.user["id"] for one in self.everybody])

    def _ask(self, one: Adventurer, turn_ids: list[str]) -> None:
        session = self.path
        paths = [
            f"{session}{part}"
            for part in ("", "/party", "/map", "/recap", "/turns?limit=100", "/dice", "/votes")
        ]
        paths += [
            f"{session}/chat?limit=100",
            "/sessions",
            "/parties",
            "/mutes",
            "/auth/me",
            "/auth/sessions",
        ]
        paths += ["/auth/me/export", *(f"/content/{kind}" for kind in KINDS)]
        for other in (self.leader, self.member, self.stranger):
            paths += [f"{other.me}{part}" for part in ("", "/inventory", "/journal", "/codex", "/portrait")]
        for turn_id in turn_ids:
            paths += [f"{session}/turns/{turn_id}", f"/jobs/{turn_id}"]
        for path in dict.fromkeys(paths):
            one.client.get(path)

    def assert_nothing_leaked(self) -> list[Secret]:
        secrets = hidden_values(self.game.services.ports.backend.documents, self.cast)
        leaks = hunt(secrets, self.witness.received)
        names = {one.user["id"]: role for role, one in zip(ROLES, self.everybody, strict=True)}
        told = {(names[one.user], one.secret.what, one.secret.value): one.where for one in leaks}
        assert told == {}
        return secrets


def test_a_party_plays_and_nobody_learns_what_is_hidden_from_them(misty: LiveGame, witness: Witness) -> None:
    table = Table(misty, witness)
    leader, member, deaf, kicked, stranger = table.everybody[:5]
    stranger.set_out()
    table.open()
    table.start()
    _alone(leader)
    table.come(member, deaf, kicked)
    for one in (member, deaf, kicked):
        witness.listen(one, one.session_id)
    witness.listen(stranger, stranger.session_id, presence_channel(leader.session_id))
    link = table.let_watch()
    _talk(table)
    _send_away(table)
    table.look_everywhere()
    _fight(table)
    table.looker.client.get(f"/sessions/watch/{link}")
    table.look_everywhere()
    secrets = table.assert_nothing_leaked()
    _assert_there_was_something_to_find(table, secrets)


def _alone(leader: Adventurer) -> None:
    """What the leader does before the others come: they may read of it later."""
    assert leader.act("count the coins")["events"]
    leader.act("scoop beads")
    leader.act("pour beads")
    leader.act("drop the waybread")
    undo = leader.client.post(
        f"{leader.session}/undo", {"action_id": action_id()}, headers={"Prefer": "wait=10"}
    )
    result(undo)
    leader.act("check inventory")


def _talk(table: Table) -> None:
    leader, member, deaf = table.leader, table.member, table.deaf
    result(deaf.client.put(f"/mutes/{leader.user['id']}", {}))
    said = table.say(leader, "Is the qxheron awake?")
    table.say(leader, "/roll 2d6")
    table.say(member, "The qxbadger knows.", "whisper", to_character_id=deaf.character["id"])
    body = {"kind": "message", "target": said["id"], "reason": "Too much qxpoultry."}
    result(member.client.post("/reports", body), 202)
    member.act("check inventory")
    assert member.do("qxfrobnicate the moon").status_code in (200, 409, 422)
    assert member.do("use the qxnothing").status_code in (200, 409, 422)
    deaf.act("look at militia sword")
    deaf.act("take off the coat")


def _send_away(table: Table) -> None:
    kick = {"character_id": table.kicked.character["id"]}
    result(table.leader.client.post(f"{table.path}/kick", kick))
    table.cast.gone[table.kicked.user["id"]] = datetime.now(UTC)
    table.say(table.member, "Gone is the qxweasel.")
    assert error(table.kicked.client.get(table.path), 404)["code"] == "not_found"


def _fight(table: Table) -> None:
    """Out into the yard, and a fight to its end."""
    leader = table.leader
    words = {"action": "The qxotter is near.", "mode": "say"}
    current = leader.view()["current_actor_id"]
    who = next(one for one in table.everybody if one.character["id"] == current)
    said = who.client.post(
        f"{table.path}/action", {"action_id": action_id(), **words}, headers={"Prefer": "wait=10"}
    )
    assert said.status_code == 200, said.text
    table.act_at_turn("go out")
    table.act_at_turn("attack the wicklings")
    _fight_on(table)


def _fight_on(table: Table) -> None:
    for _ in range(60):
        if table.leader.view()["combat"] is None:
            return
        table.act_at_turn("attack")
    raise AssertionError("the fight has no end")


def _assert_there_was_something_to_find(table: Table, secrets: list[Secret]) -> None:
    """The hunt is worth something only if the owners did receive what the others did not."""
    leader = table.leader.user["id"]
    received = table.witness.received
    purse = next(one for one in secrets if one.what == "a purse" and leader in one.known_to)
    stack = next(one for one in secrets if one.what == "a stack")
    assert (purse.value != GOLD, stack.value) == (True, 2 * BEADS)
    assert received.has(leader, purse)
    assert received.has(leader, stack)
    words = {str(one.value): one for one in secrets if one.what == "words"}
    assert {"qxheron", "qxbadger", "qxpoultry", "qxfrobnicate", "qxweasel", "qxotter"} <= set(words)
    assert received.has(table.deaf.user["id"], words["qxbadger"])
    assert received.has(table.looker.user["id"], words["qxotter"])
    kinds = {one.what for one in secrets}
    assert {"a seed", "flags of the state", "the id of a private turn", "an e-mail address"} <= kinds


def test_rounds_votes_and_shared_loot_are_the_partys_own(misty: LiveGame, witness: Witness) -> None:
    table = Table(misty, witness)
    leader, member, deaf = players = table.everybody[:3]
    table.open(mode="round", loot="need_greed")
    table.come(member, deaf)
    for one in (member, deaf):
        result(one.client.post(f"{table.path}/ready"))
    table.start()
    for one in (member, deaf):
        witness.listen(one, one.session_id)
    table.stranger.set_out()
    witness.listen(table.stranger, table.stranger.session_id)
    link = table.let_watch()
    _vote_down(table, member, deaf)
    table.round("The qxlinnet sings.", "go out", "wait")
    table.round("wait", "wait", "attack the wicklings")
    table.look_everywhere()
    _fight_on(table)
    taken = _share(table, players)
    result(leader.client.post(f"{leader.me}/unequip", {"slot": "body"}))
    table.looker.client.get(f"/sessions/watch/{link}")
    table.look_everywhere()
    secrets = table.assert_nothing_leaked()
    assert {"the id of a vote", "words"} <= {one.what for one in secrets}
    assert taken > 0
    assert any(one["item_def_id"] == "blue_ribbon" for player in players for one in player.inventory())


def _vote_down(table: Table, asks: Adventurer, refuses: Adventurer) -> None:
    vote = result(asks.client.post(f"{table.path}/votes", {"kind": "rest"}), 201)
    table.look_everywhere()
    for one in (refuses, table.leader):
        said = one.client.post(f"{table.path}/votes/{vote['id']}", {"choice": "no"})
    assert result(said)["status"] == "failed"


def _share(table: Table, players: Sequence[Adventurer]) -> int:
    """Everybody says what they make of everything in the pool; how often they were asked."""
    for asked in range(20):
        view = table.leader.view()
        if not view["votes"]:
            assert view["loot_pool"] == []
            return asked
        path = f"{table.path}/votes/{view['votes'][0]['id']}"
        for one, choice in zip(players, ("greed", "need", "pass"), strict=True):
            result(one.client.post(path, {"choice": choice}))
    raise AssertionError("the pool never empties")


def test_what_is_handed_in_for_a_round_is_nobodys_business_until_it_is_over(
    misty: LiveGame, witness: Witness
) -> None:
    table = Table(misty, witness)
    table.open(mode="round")
    table.come(table.member)
    result(table.member.client.post(f"{table.path}/ready"))
    table.start()
    witness.listen(table.member, table.member.session_id)
    body = {"action_id": action_id(), "action": "The qxmole digs.", "mode": "say"}
    assert table.leader.client.post(f"{table.path}/action", body).status_code == 202
    table.look_everywhere()
    secrets = table.assert_nothing_leaked()
    assert any(one.value == "qxmole" for one in secrets)
