"""What each subscription tier allows."""

from flask import Response

from app.api.envelope import Listed, answers, ok
from app.api.guards import public
from app.api.headers import cached_publicly
from app.api.resource import Resource
from app.models.user import TIERS, TierLimits

MAX_AGE_S = 3600

blueprint = Resource("tiers", "/tiers")


@blueprint.get("", responses=answers(Listed[TierLimits]))
@public
def list_tiers() -> Response:
    """All tiers, lowest first; null means unlimited."""
    return cached_publicly(ok(Listed(tuple(TIERS.values()))), MAX_AGE_S)
