"""The parts of the play page together: what a reply to a request from that page holds."""

import uuid
from collections.abc import Mapping, Sequence

from flask import render_template

from app.models.party import Seat
from app.models.session import Recap, Session
from app.models.turn import Turn
from app.models.vote import Votes
from app.services import character_service, chat_service, party_service, session_service, vote_service
from app.services.errors import ApiError, SignedOut
from app.views.caller import api
from app.views.forms import Form

MODES = ("do", "say", "story")
"""How words are meant, in the order of the buttons."""

TURNS_A_PAGE = 20


def fresh_form(mode: str = "do") -> Form:
    """The composer, empty, with an id for the next action: sent twice, it is one action."""
    return Form({"action": "", "action_id": str(uuid.uuid4()), "mode": mode if mode in MODES else "do"})


def scene_pieces(
    session_id: str,
    *,
    turns: Sequence[Turn] = (),
    done: Turn | None = None,
    composer: Form | None = None,
    pack_error: str | None = None,
) -> str:
    """Everything around the log as it now stands, as pieces that find their own places.

    `turns` are added to the log, and so is `done`, what came of an action: in a party with the latest ones around it,
    since a round puts several into the log at once. `composer` is the form as it should stand; `pack_error` is said in
    the pack.
    """
    session = session_service.session(api(), session_id)
    return render_template(
        "play/_scene_reply.html",
        session=session,
        seats=_seats(session),
        votes=_votes(session),
        session_id=session_id,
        character=character_service.character(api(), session.character_id),
        inventory=character_service.inventory(api(), session.character_id),
        turns=(*turns, *_around(session, done)),
        composer=composer or fresh_form(),
        pack_error=pack_error,
        modes=MODES,
    )


def whole_page(session_id: str, composer: Form, *, with_recap: bool, is_change: bool = False) -> str:
    """The play page from the banner to the pack; `with_recap`: with what came before, if that is due; `is_change`: with
    what was handed in for the round in the composer."""
    session = session_service.session(api(), session_id)
    if is_change and session.round and session.round.your_action:
        own = {
            "action": session.round.your_action,
            "mode": session.round.your_mode or "do",
            "for_character_id": "",
        }
        composer = Form({**composer.values, **own})
    return render_template(
        "play/page.html",
        session=session,
        seats=_seats(session),
        votes=_votes(session),
        messages=chat_service.messages(api(), session_id) if session.is_party else (),
        form=Form(),
        said="",
        message_id=str(uuid.uuid4()),
        character=character_service.character(api(), session.character_id),
        inventory=character_service.inventory(api(), session.character_id),
        pack_error=None,
        page=session_service.turns(api(), session_id, TURNS_A_PAGE),
        recap=_recap(session_id) if with_recap else None,
        session_id=session_id,
        composer=composer,
        modes=MODES,
    )


def _around(session: Session, done: Turn | None) -> tuple[Turn, ...]:
    """What the log gets of an action: nothing while it waits for its round."""
    if done is None or done.waits_for_its_round:
        return ()
    if not session.is_party:
        return (done,)
    latest = session_service.turns(api(), session.id, TURNS_A_PAGE).turns
    return latest if any(one.id == done.id for one in latest) else (*latest, done)


def _seats(session: Session) -> Mapping[str, Seat]:
    """Who sits there, by character: who is here, and who let the last turn pass. Alone nobody waits for anybody."""
    if not session.is_party or session.is_over:
        return {}
    return {seat.character_id: seat for seat in party_service.party(api(), session.id).seats}


def _votes(session: Session) -> Votes:
    """What the party is asked. Alone nobody is."""
    if not session.is_party or session.is_over:
        return Votes()
    return vote_service.votes(api(), session.id)


def _recap(session_id: str) -> Recap | None:
    """None unless it is due. A recap that is refused is no reason to show no page."""
    try:
        found = session_service.recap(api(), session_id)
    except SignedOut:
        raise
    except ApiError:
        return None
    return found if found.is_due else None
