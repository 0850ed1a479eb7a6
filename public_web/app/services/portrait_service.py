"""A character's own picture: the API keeps it and makes it safe, we hand it on."""

from app.services.api_client import Api, ApiFile, segment

MOST_BYTES = 5 * 1024 * 1024
KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WebP"}
"""What the API takes; it looks into the file itself, whatever the browser calls it."""


def portrait(api: Api, character_id: str, known_etag: str | None) -> ApiFile:
    """The picture of one's own character, or of one in one's party. Raises ApiError 404."""
    return api.get_file(_path(character_id), known_etag)


def send_portrait(api: Api, character_id: str, content: bytes, content_type: str) -> None:
    """Raises ApiError with the picture's fault by name."""
    api.put_file(_path(character_id), content, content_type)


def remove_portrait(api: Api, character_id: str) -> None:
    """The drawn one is back, if there is one."""
    api.delete(_path(character_id))


def _path(character_id: str) -> str:
    return f"/characters/{segment(character_id)}/portrait"
