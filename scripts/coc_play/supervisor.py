"""Starts services, waits until they are ready, notices which one died, stops them in reverse order."""

import signal
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from coc_play import logs
from coc_play.children import Child, fork, spawn
from coc_play.errors import ChildFailed, PlayError
from coc_play.forks import ForkServer
from coc_play.guardian import Guardian
from coc_play.readiness import Probe
from coc_play.services import Service

READY_WITHIN_S = 60.0
STOP_WITHIN_S = 25.0
ASK_EVERY_S = 0.03
SHOWN_LINES = 15

Report = Callable[[str, float], None]


class Supervisor:
    """The running services by name, in starting order. `report` hears each name and its seconds until ready. With a
    fork server, services that share what they load are forked from it."""

    def __init__(
        self, log_dir: Path, guardian: Guardian, report: Report, forks: ForkServer | None = None
    ) -> None:
        self._log_dir = log_dir
        self._guardian = guardian
        self._report = report
        self._forks = forks
        self._services: dict[str, Service] = {}
        self._children: dict[str, Child] = {}

    def start(self, services: Sequence[Service]) -> None:
        """Start them in order and wait until all are ready. ChildFailed if one ends first or takes over a minute."""
        begun = time.monotonic()
        order = dict.fromkeys([*self._children, *(service.name for service in services)])
        # Forking waits until the server has loaded; meanwhile the others are on their way.
        probes = {service.name: self._spawn(service) for service in sorted(services, key=self._is_forked)}
        self._children = {name: self._children[name] for name in order}
        while probes:
            self.raise_if_dead()
            for name in [name for name, probe in probes.items() if probe()]:
                del probes[name]
                self._report(name, time.monotonic() - begun)
            if probes and time.monotonic() - begun > READY_WITHIN_S:
                raise ChildFailed(
                    self._story(next(iter(probes)), f"is not ready after {READY_WITHIN_S:.0f} s")
                )
            time.sleep(ASK_EVERY_S)

    def restart(self, *names: str) -> None:
        """Stop these services if they still run, start them again together and wait until all are ready."""
        again = [self._services[name] for name in self.names() if name in names]
        for service in again:
            self._children[service.name].stop(service.stop_within_s)
        self.start(again)

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal as a fault. After SIGKILL the service and all it had started are gone when this returns."""
        self._children[name].kill(number)

    def raise_if_dead(self) -> None:
        """ChildFailed naming the first service that has ended by itself, with how and its last words."""
        for name, child in self._children.items():
            code = child.exit_code()
            if code is not None:
                raise ChildFailed(self._story(name, f"ended by itself ({how_it_ended(code)})"))

    def stop(self, report: Report) -> None:
        """Stop all in reverse order, half a minute at most; `report` hears each name and the seconds it took."""
        deadline = time.monotonic() + STOP_WITHIN_S
        while self._children:
            name, child = self._children.popitem()
            begun = time.monotonic()
            child.stop(min(self._services[name].stop_within_s, max(0.5, deadline - begun)))
            report(name, time.monotonic() - begun)

    def pid(self, name: str) -> int:
        """The process id of a service."""
        return self._children[name].pid

    def names(self) -> tuple[str, ...]:
        """The services in starting order."""
        return tuple(self._children)

    def log(self, name: str) -> Path:
        """The file that a service's output is appended to."""
        return self._log_dir / f"{name}.log"

    def followers(self) -> dict[str, logs.Follower]:
        """For each service, the lines of this run from its beginning."""
        return {name: logs.Follower(child.log, child.log_start) for name, child in self._children.items()}

    def _spawn(self, service: Service) -> Probe:
        log = self.log(service.name)
        logs.rotate(log)
        try:
            child = self._child(service, log)
        except (OSError, PlayError) as error:
            raise ChildFailed(f"{service.name} could not be started: {error}") from error
        self._services[service.name] = service
        self._children[service.name] = child
        return service.ready(log, child.log_start)

    def _is_forked(self, service: Service) -> bool:
        return service.shares and self._forks is not None

    def _child(self, service: Service, log: Path) -> Child:
        if service.shares and self._forks is not None:
            _python, _module_switch, *words = service.command
            return fork(
                self._forks, words, cwd=service.cwd, env=service.env, log=log, guardian=self._guardian
            )
        return spawn(service.command, cwd=service.cwd, env=service.env, log=log, guardian=self._guardian)

    def _story(self, name: str, what: str) -> str:
        child = self._children[name]
        lines = logs.last_lines(child.log, child.log_start, SHOWN_LINES) or ["(it wrote nothing)"]
        return f"{name} {what}; its last lines, from {child.log}:\n" + textwrap.indent(
            "\n".join(lines), "    "
        )


def how_it_ended(code: int) -> str:
    """An exit code in words: negative ones are signals."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"
