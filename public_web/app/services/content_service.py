"""The classes and origins to choose from."""

from app.models.content import ClassChoice, Named, OriginChoice
from app.services.api_client import Api
from app.services.reading import read_items


def classes(api: Api) -> tuple[ClassChoice, ...]:
    """All classes, in the world's order."""
    return read_items(ClassChoice, api.get("/content/classes"))


def origins(api: Api) -> tuple[OriginChoice, ...]:
    """All origins, in the world's order."""
    return read_items(OriginChoice, api.get("/content/origins"))


def names(api: Api, kind: str) -> dict[str, Named]:
    """Abilities or items by id: what a beginner's kit is called. What the world keeps to itself is not among them."""
    return {one.id: one for one in read_items(Named, api.get(f"/content/{kind}"))}
