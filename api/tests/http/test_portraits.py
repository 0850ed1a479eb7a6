"""Portraits over HTTP: up, down, away, and everything that is no picture."""

import os
from collections.abc import Iterator

import pytest
import requests

from tests.support.adventurer import Adventurer, fresh_name
from tests.support.cast import Client, error, result
from tests.support.pictures import bomb, encoded, halves, opened, with_position

JPEG, PNG = "image/jpeg", "image/png"
MB = 1024 * 1024


def upload(client: Client, path: str, data: bytes, media_type: str = PNG) -> requests.Response:
    headers = {"Content-Type": media_type, "X-Forwarded-For": client.address}
    return client.http.put(f"{client.server.url}{path}/portrait", data=data, headers=headers, timeout=30)


@pytest.fixture
def painted(hero: Adventurer) -> Adventurer:
    """Somebody with an uploaded portrait."""
    result(upload(hero.client, hero.me, encoded(halves(), "PNG")))
    return hero


class TestUploading:
    def test_the_character_shows_it(self, hero: Adventurer) -> None:
        assert hero.sheet()["portrait"] == {"drawn": None, "uploaded": None}
        view = result(upload(hero.client, hero.me, with_position(6), JPEG))
        assert view["portrait"]["uploaded"]
        assert hero.sheet() == view
        assert result(hero.client.get("/characters"))["items"] == [view]

    def test_it_comes_back_as_a_square_without_a_past(self, hero: Adventurer) -> None:
        result(upload(hero.client, hero.me, with_position(6), JPEG))
        reply = hero.client.get(f"{hero.me}/portrait")
        assert reply.headers["Content-Type"] == "image/webp"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Cache-Control"] == "private, no-cache"
        assert (opened(reply.content).format, opened(reply.content).size) == ("WEBP", (512, 512))
        assert b"SecretCamera" not in reply.content

    def test_who_has_it_is_not_sent_it_again(self, painted: Adventurer) -> None:
        uploaded = painted.sheet()["portrait"]["uploaded"]
        first = painted.client.get(f"{painted.me}/portrait?v={uploaded}")
        assert "immutable" in first.headers["Cache-Control"]
        assert "private" in first.headers["Cache-Control"]
        again = painted.client.get(f"{painted.me}/portrait", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_another_takes_its_place(self, painted: Adventurer) -> None:
        before = painted.sheet()["portrait"]["uploaded"]
        old = painted.client.get(f"{painted.me}/portrait").content
        view = result(upload(painted.client, painted.me, with_position(6), JPEG))
        assert view["portrait"]["uploaded"] != before
        assert painted.client.get(f"{painted.me}/portrait").content != old
        files = painted.game.services.ports.backend.files
        assert len(files.ids(painted.character["id"])) == 1

    def test_on_an_adventure_the_party_shows_it_at_once(self, player: Adventurer) -> None:
        view = result(upload(player.client, player.me, encoded(halves(), "PNG")))
        (member,) = player.view()["party"]
        assert member["portrait"] == view["portrait"]
        player.act("look")
        player.prove()
        assert player.sheet()["portrait"] == view["portrait"]

    def test_taking_it_away_shows_the_drawn_one_again(self, hero: Adventurer) -> None:
        name = fresh_name()
        drawn = {"name": name, "appearance": {"portrait": "portrait_07"}}
        assert result(hero.client.put(hero.me, drawn))["portrait"]["drawn"] == "portrait_07"
        result(upload(hero.client, hero.me, encoded(halves(), "PNG")))
        for _ in range(2):
            view = result(hero.client.delete(f"{hero.me}/portrait"))
            assert view["portrait"] == {"drawn": "portrait_07", "uploaded": None}
        assert error(hero.client.get(f"{hero.me}/portrait"), 404)["code"] == "not_found"

    @pytest.mark.parametrize("drawn", ["portrait_00", "portrait_13", "../secret", ""])
    def test_a_drawing_that_nobody_drew_is_refused(self, hero: Adventurer, drawn: str) -> None:
        body = {"name": fresh_name(), "appearance": {"portrait": drawn}}
        refused = error(hero.client.put(hero.me, body), 422)
        assert refused["code"] in ("unknown_portrait", "invalid")

    def test_nobody_else_sees_or_changes_it(self, painted: Adventurer, player: Adventurer) -> None:
        path = f"{painted.me}/portrait"
        for reply in (
            player.client.get(path),
            player.client.delete(path),
            upload(player.client, painted.me, encoded(halves(), "PNG")),
        ):
            assert error(reply, 404)["code"] == "not_found"
        nobody = Client(painted.client.server)
        assert error(nobody.get(path), 401)["code"] == "unauthenticated"
        assert error(upload(nobody, painted.me, b""), 401)["code"] == "unauthenticated"
        assert painted.client.get(path).status_code == 200


class TestTheEnd:
    def test_a_character_that_is_let_go_takes_its_pictures_along(self, painted: Adventurer) -> None:
        result(painted.client.delete(painted.me))
        assert not painted.game.services.ports.backend.files.ids(painted.character["id"])
        assert error(painted.client.get(f"{painted.me}/portrait"), 404)["code"] == "not_found"

    def test_so_does_an_account(self, player: Adventurer) -> None:
        result(upload(player.client, player.me, encoded(halves(), "PNG")))
        files = player.game.services.ports.backend.files
        assert files.ids(player.character["id"])
        result(player.client.delete("/auth/me", {"password": None}))
        assert not files.ids(player.character["id"])


class TestNoPicture:
    @pytest.mark.parametrize(
        ("data", "media_type", "status", "code"),
        [
            (b"<svg/>", "image/svg+xml", 415, "unsupported_image"),
            (b"<svg/>", PNG, 415, "unsupported_image"),
            (encoded(halves(), "GIF"), "image/gif", 415, "unsupported_image"),
            (encoded(halves(), "PNG"), JPEG, 415, "unsupported_image"),
            (encoded(halves(), "PNG"), "application/json", 415, "unsupported_image"),
            (encoded(halves(), "PNG"), "multipart/form-data; boundary=x", 415, "unsupported_image"),
            (b"", PNG, 415, "unsupported_image"),
            (encoded(halves(), "PNG")[:-40], PNG, 422, "damaged_image"),
            (encoded(halves(1, 1), "PNG"), PNG, 422, "image_too_small"),
            (bomb(), PNG, 422, "image_too_large"),
            (os.urandom(MB), PNG, 415, "unsupported_image"),
            (os.urandom(5 * MB + 1), PNG, 413, "too_large"),
            (os.urandom(20 * MB), PNG, 413, "too_large"),
        ],
        ids=lambda value: str(value)[:24] if not isinstance(value, bytes) else f"{len(value)} bytes",
    )
    def test_is_refused_by_name(
        self, hero: Adventurer, data: bytes, media_type: str, status: int, code: str
    ) -> None:
        assert error(upload(hero.client, hero.me, data, media_type), status)["code"] == code
        assert hero.sheet()["portrait"]["uploaded"] is None

    def test_nor_without_a_length(self, hero: Adventurer) -> None:
        def parts() -> Iterator[bytes]:
            for _ in range(6):
                yield os.urandom(MB)

        headers = {"Content-Type": PNG}
        url = f"{hero.client.server.url}{hero.me}/portrait"
        reply = hero.client.http.put(url, data=parts(), headers=headers, timeout=30)
        assert error(reply, 413)["code"] == "too_large"

    def test_every_other_route_keeps_its_bound(self, hero: Adventurer) -> None:
        body = {"name": "x" * 80_000, "appearance": {}}
        assert error(hero.client.put(hero.me, body), 413)["code"] == "too_large"
        assert error(hero.client.delete(f"{hero.me}/portrait", body), 413)["code"] == "too_large"

    def test_a_photo_of_five_megabytes_is_fine(self, hero: Adventurer) -> None:
        photo = encoded(halves(), "PNG") + bytes(5 * MB)
        assert result(upload(hero.client, hero.me, photo[: 5 * MB]))["portrait"]["uploaded"]
