"""The one place that chooses adapters and builds services, for the web server, workers, CLI, gateway and tests.

To add a service: a field of `Services`, and where `build` makes the others, one line. Nothing else names an adapter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from app.ai.offline import OfflineNarrator, load_templates
from app.backends.mail.console import ConsoleMailer
from app.backends.mail.maildir import MaildirMailer
from app.backends.mail.smtp import Encryption, SmtpMailer, SmtpServer
from app.backends.ports import (
    Accounts,
    Clock,
    Counters,
    Directory,
    Documents,
    Events,
    Files,
    Logins,
    Mailbox,
    Mailer,
    Queue,
    ReadinessCheck,
    Recovery,
)
from app.backends.redis.counters import RedisCounters
from app.backends.redis.events import RedisEvents
from app.backends.redis.queue import RedisQueue
from app.backends.system import SystemClock
from app.config import MailSettings, Settings
from app.gateway_wiring import keyring, ticket_office
from app.models.world import World
from app.services.account_removal import AccountRemoval
from app.services.accounts import AccountService
from app.services.advance import Advance
from app.services.beginning import Beginning
from app.services.characters import CharacterService
from app.services.chat import ChatService
from app.services.checkpoints import CheckpointService
from app.services.chronicle import ChronicleService
from app.services.content import load_world
from app.services.deadlines import Deadlines
from app.services.dice_log import DiceLog
from app.services.encyclopaedia import Encyclopaedia
from app.services.export import ExportService
from app.services.forgotten_lobbies import ForgottenLobbies
from app.services.invites import Invites
from app.services.keyring import KeyPurpose, Keyring
from app.services.ledger import LedgerService
from app.services.lobby import Lobby
from app.services.login_throttle import LoginThrottle
from app.services.mail_links import MailLinks
from app.services.mail_throttle import MailThrottle
from app.services.moderation import Blocklist, Moderation, Unscreened
from app.services.mutes import Mutes
from app.services.narration import NarrationService
from app.services.operations import OperationsService
from app.services.opt_out import OptOut
from app.services.parties import PartyService
from app.services.party_board import PartyBoard
from app.services.password_reset import PasswordResetService
from app.services.play import PlayService
from app.services.portrait_files import PortraitFiles
from app.services.portraits import PortraitService
from app.services.post import Post
from app.services.proxies import Proxies
from app.services.realtime import RealtimeService
from app.services.recap import RecapService
from app.services.replay import ReplayService
from app.services.reports import ReportService
from app.services.retelling import RetellingService
from app.services.rounds import Rounds
from app.services.session_cookie import SessionCookies
from app.services.sessions import SessionService
from app.services.sign_in import SignInService
from app.services.sweeper import Sweeper
from app.services.turn_mails import TurnMailService
from app.services.turns import TurnService
from app.tasks.names import JOBS

if TYPE_CHECKING:
    from app.backends.appwrite import AppwriteBackend

COMMIT_PUBLISHES_WITHIN_S = 0.2


@dataclass(frozen=True, slots=True)
class Backend:
    """The adapters that one backend provides, behind the ports."""

    documents: Documents
    accounts: Accounts
    directory: Directory
    logins: Logins
    recovery: Recovery
    files: Files
    drain_outbox: Callable[[], int]
    delete_expired: Callable[[], int]
    backup: Callable[[Path], None]
    check: ReadinessCheck
    pushes_rows: bool
    """Whether what is committed is published for the gateway to push."""


@dataclass(frozen=True, slots=True)
class Ports:
    """What the services are built on: everything outside the process."""

    clock: Clock
    keyring: Keyring
    events: Events
    queue: Queue
    counters: Counters
    mailer: Mailer
    backend: Backend


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything an entry point may call. Built once a process; safe for threads."""

    settings: Settings
    ports: Ports
    world: World
    mailbox: Mailbox | None
    """Only where mail stays on this machine."""
    readiness: Mapping[str, ReadinessCheck]
    """What must answer before this process can do its work, by name."""
    post: Post

    accounts: AccountService
    sign_in: SignInService
    password_reset: PasswordResetService

    account_removal: AccountRemoval

    encyclopaedia: Encyclopaedia
    characters: CharacterService
    chronicle: ChronicleService
    portraits: PortraitService
    export: ExportService
    sessions: SessionService
    parties: PartyService
    party_board: PartyBoard
    rounds: Rounds
    chat: ChatService
    mutes: Mutes
    dice_log: DiceLog
    reports: ReportService
    turns: TurnService
    play: PlayService
    realtime: RealtimeService

    advance: Advance
    narration: NarrationService
    retelling: RetellingService
    recap: RecapService
    checkpoints: CheckpointService
    deadlines: Deadlines
    sweeper: Sweeper
    opt_out: OptOut
    turn_mails: TurnMailService

    operations: OperationsService
    replay: ReplayService
    ledger: LedgerService


def build(settings: Settings, clock: Clock | None = None) -> Services:
    """Opens what the settings name. Raises ContentError, Unavailable if the database cannot be opened.

    Redis may be away: what needs it says so when it is used.
    """
    ports = _open(settings, clock or SystemClock())
    world = load_world(settings.content_packs)
    documents, queue, time = ports.backend.documents, ports.queue, ports.clock
    sign_in, accounts, password_reset, post = _accounts(settings, ports)
    rounds = Rounds(documents, time)
    opt_out = OptOut(ports.backend.accounts, ports.keyring.keys(KeyPurpose.OPT_OUT))
    moderation = _moderation(settings)
    turns = TurnService(documents, queue, time, ports.backend.accounts, rounds, moderation)
    advance = Advance(documents, queue, ports.events, time, world)
    narrator = OfflineNarrator(world, load_templates())
    narration = NarrationService(documents, ports.events, narrator, world)
    office = ticket_office(settings, time)
    pictures = PortraitFiles(ports.backend.files)
    characters = CharacterService(documents, time, world, advance, pictures, moderation)
    beginning = Beginning(ports.backend.accounts, time, world)
    sessions = SessionService(documents, queue, time, world, turns, advance, beginning, rounds)
    invites = Invites(documents, ports.counters, time, settings.limits.invite_guesses)
    lobby = Lobby(documents, queue, time, beginning)
    parties = PartyService(
        documents, ports.backend.accounts, world, lobby, advance, invites, moderation, ports.events
    )
    mutes = Mutes(documents, ports.backend.accounts, time)
    chat = ChatService(documents, ports.counters, time, moderation, mutes, settings.limits.chat)
    return Services(
        settings=settings,
        ports=ports,
        world=world,
        mailbox=ports.mailer if isinstance(ports.mailer, MaildirMailer) else None,
        readiness={
            "database": ports.backend.check,
            "redis": ports.events.check,
            "mail": ports.mailer.check,
            "content": lambda: None,  # loaded and proven above, or this process had not started
        },
        post=post,
        accounts=accounts,
        sign_in=sign_in,
        password_reset=password_reset,
        encyclopaedia=Encyclopaedia(world),
        account_removal=AccountRemoval(accounts, characters, parties, chat),
        characters=characters,
        chronicle=ChronicleService(documents, world),
        portraits=PortraitService(documents, pictures),
        export=ExportService(
            documents,
            ports.backend.logins,
            pictures,
            ports.counters,
            time,
            world,
            settings.limits.exports,
        ),
        sessions=sessions,
        parties=parties,
        party_board=PartyBoard(documents, world, invites),
        rounds=rounds,
        chat=chat,
        mutes=mutes,
        dice_log=DiceLog(documents, mutes),
        reports=ReportService(documents, ports.counters, time, settings.limits.reports),
        turns=turns,
        play=PlayService(turns, Proxies(documents, world), ports.events, time, world),
        realtime=RealtimeService(
            documents, office, time, settings.gateway_public_url, pushes_rows=ports.backend.pushes_rows
        ),
        advance=advance,
        narration=narration,
        recap=RecapService(documents, ports.backend.accounts, time, narrator, world),
        retelling=RetellingService(documents, ports.events, queue, time, narration),
        checkpoints=CheckpointService(documents, time),
        deadlines=Deadlines(documents, time, advance, rounds),
        opt_out=opt_out,
        turn_mails=TurnMailService(
            documents, ports.backend.accounts, ports.mailer, time, opt_out, settings.public_web_url
        ),
        sweeper=Sweeper(
            documents,
            queue,
            time,
            ports.backend.drain_outbox,
            ports.backend.delete_expired,
            ForgottenLobbies(documents, time),
        ),
        operations=OperationsService(ports.backend.accounts, ports.backend.directory, sign_in),
        replay=ReplayService(documents, world),
        ledger=LedgerService(documents),
    )


def _moderation(settings: Settings) -> Moderation:
    return Blocklist.of_file() if settings.moderation == "blocklist" else Unscreened()


def _open(settings: Settings, clock: Clock) -> Ports:
    redis_url = settings.redis_url.get_secret_value()
    mailer = _mailer(settings.mail, settings.data_dir)
    counters = RedisCounters(redis_url)
    return Ports(
        clock=clock,
        keyring=keyring(settings),
        events=RedisEvents(redis_url),
        queue=RedisQueue(redis_url, JOBS),
        counters=counters,
        mailer=mailer,
        backend=_backend(settings, clock, mailer, counters),
    )


def _backend(settings: Settings, clock: Clock, mailer: Mailer, counters: Counters) -> Backend:
    if settings.backend == "appwrite":
        return _appwrite(settings, clock, mailer, counters)
    return _embedded(settings, clock, mailer)


def _accounts(
    settings: Settings, ports: Ports
) -> tuple[SignInService, AccountService, PasswordResetService, Post]:
    backend, limits, post = ports.backend, settings.limits, Post()
    login_throttle = LoginThrottle(ports.counters, limits.logins)
    mail_throttle = MailThrottle(ports.counters, limits.mails_per_account)
    links = MailLinks(backend.recovery, ports.mailer, post, settings.public_web_url)
    sign_in = SignInService(
        backend.accounts,
        backend.logins,
        ports.events,
        ports.clock,
        login_throttle,
        SessionCookies(ports.keyring),
        settings.logins,
    )
    accounts = AccountService(backend.accounts, backend.recovery, sign_in, links, mail_throttle)
    password_reset = PasswordResetService(
        backend.accounts,
        backend.recovery,
        sign_in,
        links,
        mail_throttle,
        login_throttle,
        ports.counters,
        limits.resets_per_address,
    )
    return sign_in, accounts, password_reset, post


def _embedded(settings: Settings, clock: Clock, mailer: Mailer) -> Backend:
    # Loaded when chosen: another backend brings libraries of its own.
    from app.backends.embedded import open_embedded  # noqa: PLC0415
    from app.backends.embedded.directory import EmbeddedDirectory  # noqa: PLC0415

    events = RedisEvents(settings.redis_url.get_secret_value(), COMMIT_PUBLISHES_WITHIN_S)
    opened = open_embedded(settings.data_dir, events=events, clock=clock, mailer=mailer)
    return Backend(
        documents=opened.documents,
        accounts=opened.accounts,
        directory=EmbeddedDirectory(opened.documents),
        logins=opened.logins,
        recovery=opened.recovery,
        files=opened.files,
        drain_outbox=opened.drain_outbox,
        delete_expired=opened.delete_expired,
        backup=opened.backup,
        check=opened.check,
        pushes_rows=True,
    )


def _appwrite(settings: Settings, clock: Clock, mailer: Mailer, counters: Counters) -> Backend:
    opened = _open_appwrite(settings, clock, mailer, counters)
    opened.check_setup()
    return Backend(
        documents=opened.documents,
        accounts=opened.accounts,
        directory=opened.directory,
        logins=opened.logins,
        recovery=opened.recovery,
        files=opened.files,
        drain_outbox=opened.drain_outbox,
        delete_expired=opened.delete_expired,
        backup=opened.backup,
        check=opened.check,
        pushes_rows=False,
    )


def _open_appwrite(settings: Settings, clock: Clock, mailer: Mailer, counters: Counters) -> "AppwriteBackend":
    # Loaded when chosen: the embedded backend does without the SDK.
    from app.backends.appwrite import Connection, open_appwrite  # noqa: PLC0415 - loaded when chosen

    connection = Connection(
        endpoint=str(settings.appwrite_endpoint),
        project_id=str(settings.appwrite_project_id),
        key=settings.appwrite_api_key or SecretStr(""),
        database_id=str(settings.appwrite_database_id),
    )
    return open_appwrite(connection, clock=clock, mailer=mailer, counters=counters)


def prepare_database(settings: Settings, report: Callable[[str], None], *, dry_run: bool) -> int:
    """Creates the database or brings it up to this version, or only says what that would take; returns the number of
    steps. Needs neither content nor Redis. Raises BackendNotReady, Unavailable."""
    mailer, clock = _mailer(settings.mail, settings.data_dir), SystemClock()
    if settings.backend == "appwrite":
        counters = RedisCounters(settings.redis_url.get_secret_value())
        return _open_appwrite(settings, clock, mailer, counters).prepare(report, dry_run=dry_run)
    from app.backends.embedded import DATABASE_FILE  # noqa: PLC0415 - loaded when chosen

    is_new = not (settings.data_dir / DATABASE_FILE).exists()
    if dry_run:
        report("would make the database" if is_new else "there; every start brings it up to date")
    else:
        _embedded(settings, clock, mailer).check()
    return int(is_new)


def _mailer(mail: MailSettings, data_dir: Path) -> Mailer:
    if mail.transport == "maildir":
        return MaildirMailer(data_dir / "mail", mail.sender)
    if mail.transport == "console" or mail.smtp is None:
        return ConsoleMailer(mail.sender)
    server = SmtpServer(
        host=mail.smtp.host,
        port=mail.smtp.port,
        encryption=Encryption(mail.smtp.encryption),
        username=mail.smtp.username,
        password=mail.smtp.password.get_secret_value() if mail.smtp.password else None,
    )
    return SmtpMailer(server, mail.sender)
