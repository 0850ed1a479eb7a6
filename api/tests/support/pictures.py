"""Pictures of every kind, good and bad, made on the spot."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

LEFT, RIGHT = (200, 30, 30), (30, 30, 200)
GPS_IFD, LATITUDE = 0x8825, (52.0, 31.0, 12.0)


def halves(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), LEFT)
    image.paste(RIGHT, (width // 2, 0, width, height))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def with_position(orientation: int = 1) -> bytes:
    """A JPEG whose EXIF says where it was taken, and how to hold it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif[GPS_IFD] = {1: "N", 2: LATITUDE}
    return encoded(halves(), "JPEG", quality=95, exif=exif)


def bomb(width: int = 10_000, height: int = 10_000) -> bytes:
    """A PNG of a few hundred kilobytes that would fill hundreds of megabytes."""
    packer = zlib.compressobj(9)
    row = bytes(width * 3 + 1)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def opened(data: bytes) -> Image.Image:
    """A portrait as it was made."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def is_red(image: Image.Image, x: int, y: int) -> bool:
    """Whether that spot is from the left half."""
    found = image.convert("RGB").getpixel((x, y))
    assert isinstance(found, tuple)
    return found[0] > found[2]
