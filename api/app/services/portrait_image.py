"""Pictures of strangers made harmless: whatever comes in, a square WebP of our own making goes out.

Nothing of the upload survives but its pixels: no metadata, no colour profile, no second file hidden in the first. The
size is judged by the header, before anything is decoded, and one picture is decoded at a time: memory is bounded.
"""

import io
import struct
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from PIL import ExifTags, Image

from app.models.errors import BadPicture, Unavailable, UnsupportedPicture

SIDE = 512
"""Width and height of what comes out, in pixels."""
LEAST_SIDE = 32
MAX_PIXELS: Mapping[str, int] = {"JPEG": 24_000_000, "PNG": 16_000_000, "WEBP": 12_000_000}
"""By format. JPEG is decoded at a fraction of its size, the others whole."""
MEDIA_TYPES: Mapping[str, str] = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}

_DRAFT = (2 * SIDE, 2 * SIDE)
_QUALITY = 82
_START_OF_SCAN = b"\xff\xda"
_MAX_SCANS = 100
_WAIT_S = 5.0
_decoding = threading.Lock()

Image.MAX_IMAGE_PIXELS = None
"""The library would only warn; `_require_size` refuses, and sooner."""

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What the library raises over data that is not what it seems."""

_TURNS: Mapping[int, tuple[Image.Transpose, ...]] = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
"""By EXIF orientation: what sets the picture upright."""


def portrait_of(data: bytes, media_type: str) -> bytes:
    """The middle square of the (first) picture, upright, as WebP of 512 × 512.

    Raises UnsupportedPicture if it is not what `media_type` says or nothing we read, BadPicture (`image_too_large`,
    `image_too_small`, `damaged_image`), Unavailable if too many pictures are worked on already.
    """
    expected = MEDIA_TYPES.get(media_type)
    if expected is None:
        raise UnsupportedPicture
    with _one_at_a_time(), _opened(data, expected) as image:
        _require_size(image, expected)
        _require_few_scans(data, expected)
        return _encoded(_reading(lambda: _square(image)))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _decoding.acquire(timeout=_WAIT_S):
        raise Unavailable("Too many pictures are being worked on. Please try again in a moment.")
    try:
        yield
    finally:
        _decoding.release()


def _opened(data: bytes, expected: str) -> Image.Image:
    """Reads the header alone, as that format and no other."""
    try:
        return Image.open(io.BytesIO(data), formats=[expected])
    except _BROKEN:
        raise UnsupportedPicture from None


def _require_size(image: Image.Image, kind: str) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS[kind]:
        most = MAX_PIXELS[kind]
        message = f"The picture has too many pixels; {most // 1_000_000} million are the most."
        raise BadPicture(message, code="image_too_large", details={"max_pixels": most})
    if min(width, height) < LEAST_SIDE:
        message = f"The picture must be at least {LEAST_SIDE} pixels wide and high."
        raise BadPicture(message, code="image_too_small", details={"least_side": LEAST_SIDE})


def _require_few_scans(data: bytes, kind: str) -> None:
    """A progressive JPEG may ask for the whole picture to be gone over thousands of times."""
    if kind == "JPEG" and data.count(_START_OF_SCAN) > _MAX_SCANS:
        raise BadPicture


def _reading(work: Callable[[], Image.Image]) -> Image.Image:
    try:
        return work()
    except _BROKEN:
        raise BadPicture from None


def _square(image: Image.Image) -> Image.Image:
    """A crop of the middle commutes with turning it upright, so that the small one is turned."""
    orientation = _orientation(image)
    if image.format == "JPEG":
        image.draft(None, _DRAFT)
    image.load()
    plain = _plain(image)
    width, height = plain.size
    side = min(width, height)
    left, top = (width - side) / 2, (height - side) / 2
    box = (left, top, left + side, top + side)
    small = plain.resize((SIDE, SIDE), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    for turn in _TURNS.get(orientation, ()):
        small = small.transpose(turn)
    return Image.frombytes(small.mode, small.size, small.tobytes())


def _orientation(image: Image.Image) -> int:
    """1 (upright) where nothing readable says otherwise: a broken note is no broken picture."""
    with suppress(*_BROKEN):
        found = image.getexif().get(ExifTags.Base.Orientation)
        return found if isinstance(found, int) else 1
    return 1


def _plain(image: Image.Image) -> Image.Image:
    """As RGB, or RGBA where something can be seen through."""
    if image.mode in ("RGB", "RGBA"):
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    sees_through = image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if sees_through else "RGB")


def _encoded(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", quality=_QUALITY, method=4)
    return target.getvalue()
