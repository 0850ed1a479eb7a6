"""Whatever is uploaded becomes a harmless square, or is refused by name."""

import contextlib
import io
import resource
import subprocess
import sys
import time
import zipfile
from threading import Thread

import pytest
from PIL import Image

from app.models.errors import BadPicture, GameError, Unavailable, UnsupportedPicture
from app.services import portrait_image
from app.services.portrait_image import SIDE, portrait_of
from tests.support.pictures import bomb, encoded, halves, is_red, opened, with_position

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def code_of(data: bytes, media_type: str) -> str:
    with pytest.raises(GameError) as caught:
        portrait_of(data, media_type)
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (encoded(halves(), "JPEG"), JPEG),
        (encoded(halves(), "JPEG", progressive=True), JPEG),
        (encoded(halves(mode="CMYK"), "JPEG"), JPEG),
        (encoded(halves(mode="L"), "JPEG"), JPEG),
        (encoded(halves(), "PNG"), PNG),
        (encoded(halves(mode="P"), "PNG", transparency=0), PNG),
        (encoded(halves(mode="1"), "PNG"), PNG),
        (encoded(halves(mode="LA"), "PNG"), PNG),
        (encoded(halves(mode="RGBA"), "PNG"), PNG),
        (encoded(halves(), "WEBP"), WEBP),
        (encoded(halves(40, 3000), "PNG"), PNG),
        (encoded(halves(32, 32), "PNG"), PNG),
    ],
)
def test_what_can_be_a_portrait_becomes_one(data: bytes, media_type: str) -> None:
    made = opened(portrait_of(data, media_type))
    assert (made.format, made.size) == ("WEBP", (SIDE, SIDE))
    assert made.info.keys() <= {"loop", "background", "timestamp", "duration"}


def test_the_middle_is_kept() -> None:
    made = opened(portrait_of(encoded(halves(300, 100), "PNG"), PNG))
    assert is_red(made, 100, 256)
    assert not is_red(made, 400, 256)


def test_sixteen_bits_are_not_taken_for_white() -> None:
    grey = Image.new("I;16", (64, 64), 0x4000)
    made = opened(portrait_of(encoded(grey, "PNG"), PNG)).convert("RGB")
    assert made.getpixel((256, 256)) == pytest.approx((0x40, 0x40, 0x40), abs=4)


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [(1, (99, 256)), (2, (400, 256)), (3, (400, 256)), (6, (256, 99)), (8, (256, 400))],
)
def test_it_is_set_upright_and_knows_no_place(orientation: int, red_at: tuple[int, int]) -> None:
    data = with_position(orientation)
    assert b"SecretCamera" in data
    picture = portrait_of(data, JPEG)
    made = opened(picture)
    assert is_red(made, *red_at)
    assert not is_red(made, *(511 - place for place in red_at))
    assert dict(made.getexif()) == {}
    assert not any(secret in picture for secret in (b"SecretCamera", b"EXIF", b"Exif", b"XMP ", b"ICCP"))


def test_a_broken_note_is_no_broken_picture() -> None:
    data = encoded(halves(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\xff\xff\xff\xff")
    assert opened(portrait_of(data, JPEG)).size == (SIDE, SIDE)


def test_of_a_film_the_first_picture_is_taken() -> None:
    later = halves().transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for kind, media_type in (("WEBP", WEBP), ("PNG", PNG)):
        film = encoded(halves(), kind, save_all=True, append_images=[later, later], duration=40)
        made = opened(portrait_of(film, media_type))
        assert getattr(made, "n_frames", 1) == 1
        assert is_red(made, 99, 256)


def test_nothing_that_hid_in_the_file_survives() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("evil.html", SVG)
    for kind, media_type in (("PNG", PNG), ("JPEG", JPEG)):
        made = portrait_of(encoded(halves(), kind) + SVG + archive.getvalue(), media_type)
        assert not any(part in made for part in (b"script", b"PK\x03\x04", b"evil"))
        assert opened(made).size == (SIDE, SIDE)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (SVG, "image/svg+xml"),
        (SVG, PNG),
        (encoded(halves(), "GIF"), "image/gif"),
        (encoded(halves(), "GIF"), PNG),
        (encoded(halves(), "BMP"), PNG),
        (encoded(halves(), "TIFF"), JPEG),
        (encoded(halves(), "PNG"), JPEG),
        (encoded(halves(), "PNG"), "application/octet-stream"),
        (encoded(halves(), "PNG"), ""),
        (b"", PNG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"GIF89a" + encoded(halves(), "PNG"), PNG),
        (b"%!PS-Adobe-3.0 EPSF-3.0", JPEG),
    ],
)
def test_what_it_is_not_or_does_not_say_it_is_is_refused(data: bytes, media_type: str) -> None:
    with pytest.raises(UnsupportedPicture):
        portrait_of(data, media_type)


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", PNG), ("JPEG", JPEG), ("WEBP", WEBP)])
def test_half_a_picture_is_refused(kind: str, media_type: str) -> None:
    whole = encoded(Image.effect_noise((200, 200), 60).convert("RGB"), kind)
    assert code_of(whole[: len(whole) // 2], media_type) in ("damaged_image", "unsupported_image")


@pytest.mark.parametrize("size", [(1, 1), (31, 400), (400, 31)])
def test_a_picture_of_next_to_nothing_is_refused(size: tuple[int, int]) -> None:
    assert code_of(encoded(halves(*size), "PNG"), PNG) == "image_too_small"


def test_a_hundred_megapixels_are_refused_by_the_header_alone() -> None:
    data = bomb()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    assert code_of(data, PNG) == "image_too_large"
    assert time.monotonic() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16 * 1024, "KiB"


def test_a_film_on_a_giant_canvas_is_refused_by_the_header_alone() -> None:
    film = bytearray(encoded(halves(), "WEBP", save_all=True, append_images=[halves(mode="L")], duration=9))
    canvas = film.index(b"VP8X") + 12
    film[canvas : canvas + 6] = b"\xfe\x3f\x00" * 2
    assert code_of(bytes(film), WEBP) == "image_too_large"


def test_a_picture_that_wants_to_be_gone_over_for_ever_is_refused() -> None:
    data = encoded(halves(), "JPEG", progressive=True)
    assert (
        code_of(data[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 200 + data[-2:], JPEG)
        == "damaged_image"
    )


def test_memory_for_a_large_photo_is_bounded() -> None:
    """Twenty-four megapixels, in a process of its own: whole, they would be 72 MB, and as much again for each step."""
    script = """
import io, resource, sys
from PIL import Image
from app.services.portrait_image import portrait_of
data = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
portrait_of(data, "image/jpeg")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    photo = encoded(halves(6000, 4000), "JPEG", quality=70)
    ran = subprocess.run([sys.executable, "-c", script], input=photo, capture_output=True, check=True)
    assert int(ran.stdout) < 100 * 1024, "KiB"


def test_one_is_worked_on_at_a_time_and_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portrait_image, "_WAIT_S", 0.05)
    codes: list[str] = []

    def upload() -> None:
        try:
            portrait_of(encoded(halves(), "PNG"), PNG)
        except Unavailable as error:
            codes.append(error.code)

    with portrait_image._decoding:
        waiting = Thread(target=upload)
        waiting.start()
        waiting.join()
    assert codes == ["unavailable"]
    upload()
    assert codes == ["unavailable"]


def test_a_thousand_damaged_pictures_are_refused_in_words() -> None:
    whole = encoded(halves(), "JPEG")
    for place in range(0, len(whole), max(1, len(whole) // 1000)):
        spoilt = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        with contextlib.suppress(BadPicture, UnsupportedPicture):
            portrait_of(spoilt, JPEG)
