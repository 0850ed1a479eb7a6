"""The services of a process.

To add one: a property of `Services` that builds it out of the ports and of other properties.
"""

from collections.abc import Mapping
from functools import cached_property

from app.ai.offline import OfflineNarrator, load_templates
from app.backends.ports import Clock, Documents, ReadinessCheck
from app.backends.system import SystemClock
from app.config import Settings
from app.gateway_wiring import ticket_office
from app.models.world import World
from app.services.account_removal import AccountRemoval
from app.services.advance import Advance
from app.services.beginning import Beginning
from app.services.characters import CharacterService
from app.services.chat import ChatService
from app.services.checkpoints import CheckpointService
from app.services.chronicle import ChronicleService
from app.services.content.known import known_world
from app.services.deadlines import Deadlines
from app.services.dice_log import DiceLog
from app.services.encyclopaedia import Encyclopaedia
from app.services.export import ExportService
from app.services.forgotten_lobbies import ForgottenLobbies
from app.services.invites import Invites
from app.services.ledger import LedgerService
from app.services.lobby import Lobby
from app.services.moderation import Blocklist, Moderation, Unscreened
from app.services.mutes import Mutes
from app.services.narration import NarrationService
from app.services.parties import PartyService
from app.services.party_board import PartyBoard
from app.services.party_views import PartyViews
from app.services.play import PlayService
from app.services.portrait_files import PortraitFiles
from app.services.portraits import PortraitService
from app.services.proxies import Proxies
from app.services.realtime import RealtimeService
from app.services.recap import RecapService
from app.services.replay import ReplayService
from app.services.reports import ReportService
from app.services.retelling import RetellingService
from app.services.rounds import Rounds
from app.services.sessions import SessionService
from app.services.sweeper import Sweeper
from app.services.turn_mails import TurnMailService
from app.services.turns import TurnService
from app.services.vote_settling import VoteSettling
from app.services.votes import VoteService
from app.wiring.accounts import AccountServices
from app.wiring.opening import Ports, open_ports


class Services(AccountServices):
    """Everything an entry point may call; safe for threads once `build` has made it.

    Each is built out of the others that it names, whatever the order here.
    """

    def __init__(self, settings: Settings, ports: Ports, world: World) -> None:
        super().__init__(settings, ports)
        self.world = world

    @property
    def readiness(self) -> Mapping[str, ReadinessCheck]:
        """What must answer before this process can do its work, by name."""
        return {
            "database": self.ports.backend.check,
            "redis": self.ports.events.check,
            "mail": self.ports.mailer.check,
            "content": lambda: None,  # loaded and proven already, or this process had not started
        }

    @property
    def _documents(self) -> Documents:
        return self.ports.backend.documents

    # Of one account, everything

    @cached_property
    def account_removal(self) -> AccountRemoval:
        return AccountRemoval(self.accounts, self.characters, self.parties, self.chat)

    @cached_property
    def export(self) -> ExportService:
        return ExportService(
            self._documents,
            self.ports.backend.logins,
            self._pictures,
            self.ports.counters,
            self._clock,
            self.world,
            self.settings.limits.exports,
        )

    # Characters, and what there is to know

    @cached_property
    def encyclopaedia(self) -> Encyclopaedia:
        return Encyclopaedia(self.world)

    @cached_property
    def characters(self) -> CharacterService:
        return CharacterService(
            self._documents, self._clock, self.world, self.advance, self._pictures, self._moderation
        )

    @cached_property
    def chronicle(self) -> ChronicleService:
        return ChronicleService(self._documents, self.world)

    @cached_property
    def portraits(self) -> PortraitService:
        return PortraitService(self._documents, self._pictures)

    @cached_property
    def _pictures(self) -> PortraitFiles:
        return PortraitFiles(self.ports.backend.files)

    # Sessions and their turns

    @cached_property
    def sessions(self) -> SessionService:
        return SessionService(
            self._documents,
            self.ports.queue,
            self._clock,
            self.world,
            self.turns,
            self.advance,
            self._beginning,
            self.rounds,
        )

    @cached_property
    def turns(self) -> TurnService:
        return TurnService(
            self._documents, self.ports.queue, self._clock, self._users, self.rounds, self._moderation
        )

    @cached_property
    def play(self) -> PlayService:
        return PlayService(
            self.turns,
            Proxies(self._documents, self.world),
            self.votes,
            self.ports.events,
            self._clock,
            self.world,
        )

    @cached_property
    def advance(self) -> Advance:
        return Advance(self._documents, self.ports.queue, self.ports.events, self._clock, self.world)

    @cached_property
    def rounds(self) -> Rounds:
        return Rounds(self._documents, self._clock)

    @cached_property
    def votes(self) -> VoteService:
        return VoteService(self._documents, self._clock, self.world, self._vote_settling)

    @cached_property
    def _vote_settling(self) -> VoteSettling:
        return VoteSettling(self._documents, self._clock, self.world, self.advance)

    @cached_property
    def realtime(self) -> RealtimeService:
        return RealtimeService(
            self._documents,
            self._invites,
            ticket_office(self.settings, self._clock),
            self._clock,
            self.settings.gateway_public_url,
            pushes_rows=self.ports.backend.pushes_rows,
        )

    @cached_property
    def _beginning(self) -> Beginning:
        return Beginning(self._users, self._clock, self.world)

    # Telling

    @cached_property
    def narration(self) -> NarrationService:
        return NarrationService(self._documents, self.ports.events, self._narrator, self.world)

    @cached_property
    def retelling(self) -> RetellingService:
        return RetellingService(
            self._documents, self.ports.events, self.ports.queue, self._clock, self.narration
        )

    @cached_property
    def recap(self) -> RecapService:
        return RecapService(self._documents, self._users, self._clock, self._narrator, self.world)

    @cached_property
    def _narrator(self) -> OfflineNarrator:
        return OfflineNarrator(self.world, load_templates())

    # Parties

    @cached_property
    def parties(self) -> PartyService:
        return PartyService(
            self._documents,
            self._users,
            PartyViews(self._documents, self._invites, self.ports.attendance, self.world),
            self._lobby,
            self.advance,
            self._invites,
            self._moderation,
            self.ports.events,
        )

    @cached_property
    def party_board(self) -> PartyBoard:
        return PartyBoard(self._documents, self.world, self._invites)

    @cached_property
    def chat(self) -> ChatService:
        return ChatService(
            self._documents,
            self.ports.counters,
            self._clock,
            self._moderation,
            self.mutes,
            self.settings.limits.chat,
        )

    @cached_property
    def mutes(self) -> Mutes:
        return Mutes(self._documents, self._users, self._clock)

    @cached_property
    def dice_log(self) -> DiceLog:
        return DiceLog(self._documents, self.mutes)

    @cached_property
    def reports(self) -> ReportService:
        return ReportService(self._documents, self.ports.counters, self._clock, self.settings.limits.reports)

    @cached_property
    def turn_mails(self) -> TurnMailService:
        return TurnMailService(
            self._documents,
            self._users,
            self.ports.mailer,
            self._clock,
            self.opt_out,
            self.settings.public_web_url,
        )

    @cached_property
    def _lobby(self) -> Lobby:
        return Lobby(self._documents, self.ports.queue, self._clock, self._beginning)

    @cached_property
    def _invites(self) -> Invites:
        return Invites(self._documents, self.ports.counters, self._clock, self.settings.limits.invite_guesses)

    @cached_property
    def _moderation(self) -> Moderation:
        return Blocklist.of_file() if self.settings.moderation == "blocklist" else Unscreened()

    # What the house does by itself, and its operators

    @cached_property
    def checkpoints(self) -> CheckpointService:
        return CheckpointService(self._documents, self._clock)

    @cached_property
    def deadlines(self) -> Deadlines:
        return Deadlines(self._documents, self._clock, self.advance, self.rounds, self._vote_settling)

    @cached_property
    def sweeper(self) -> Sweeper:
        return Sweeper(
            self._documents,
            self.ports.queue,
            self._clock,
            self.ports.backend.drain_outbox,
            self.ports.backend.delete_expired,
            ForgottenLobbies(self._documents, self._clock),
        )

    @cached_property
    def replay(self) -> ReplayService:
        return ReplayService(self._documents, self.world)

    @cached_property
    def ledger(self) -> LedgerService:
        return LedgerService(self._documents)


def build(settings: Settings, clock: Clock | None = None, world: World | None = None) -> Services:
    """Opens what the settings name; `world`: the content, if it was loaded before. Raises ContentError, Unavailable if
    the database cannot be opened.

    Redis may be away: what needs it says so when it is used.
    """
    known = world or known_world(settings.content_packs)
    services = Services(settings, open_ports(settings, clock or SystemClock()), known)
    # Every one of them now, so that no two threads ever build the same one.
    for kind in Services.__mro__:
        for name, member in vars(kind).items():
            if isinstance(member, cached_property):
                getattr(services, name)
    return services
