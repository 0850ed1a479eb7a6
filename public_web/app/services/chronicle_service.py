"""What a character looks back on: the tale as it was told, and the land it has seen."""

from app.models.chart import Chart
from app.models.session import SessionSummary
from app.models.story import ToldPage, ToldTurn
from app.services import session_service
from app.services.api_client import Api, segment
from app.services.reading import read, read_items

TURNS_A_PAGE = 60


def tale_of(api: Api, character_id: str) -> SessionSummary | None:
    """The adventure that the character is on, or was on last."""
    own = [one for one in session_service.sessions(api) if one.character_id == character_id]
    return next((one for one in own if one.status != "completed"), own[0] if own else None)


def told_turns(api: Api, session_id: str, before: str | None = None) -> ToldPage:
    """A page of the tale, oldest first."""
    query = {"limit": str(TURNS_A_PAGE)} | ({"before": before} if before else {})
    result = api.get(f"/sessions/{segment(session_id)}/turns", **query)
    newest_first = read_items(ToldTurn, result)
    older = result.get("next_cursor")
    return ToldPage(turns=newest_first[::-1], older=str(older) if older is not None else None)


def chart(api: Api, session_id: str) -> Chart:
    """The known places and the ways between them."""
    return read(Chart, api.get(f"/sessions/{segment(session_id)}/map"))
