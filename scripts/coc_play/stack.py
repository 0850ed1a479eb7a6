"""The whole game on one machine as one object."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from coc_play import environment, redis, services
from coc_play.children import bound_to_us
from coc_play.data_lock import DataLock
from coc_play.errors import PlayError
from coc_play.forks import ForkServer, can_fork
from coc_play.guardian import Guardian
from coc_play.network import lan_address
from coc_play.ports import EVERY_ADDRESS, LOOPBACK, Ports
from coc_play.secrets import load_or_create
from coc_play.supervisor import Report, Supervisor
from repo_layout import API, program

PRELOADED = "app.preload"
"""What the processes of the API's side have in common."""


def say_nothing(_name: str, _seconds: float) -> None:
    """A report for those who do not watch."""


class Stack:
    """One copy of the game on a data folder. Enter it to start, leave it to stop; nothing outlives this process.

    `environ` is what the children inherit (our own environment unless given); a `REDIS_URL` in it is used instead of
    starting a server. `report` hears the name of each process and its seconds until ready. Start it from a thread that
    lives as long as the stack.
    """

    def __init__(
        self,
        data_dir: Path,
        ports: Ports | None = None,
        *,
        lan: bool = False,
        environ: Mapping[str, str] | None = None,
        report: Report = say_nothing,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.ports = ports or Ports.free()
        self._environ = dict(os.environ if environ is None else environ)
        self._lan_host = lan_address() if lan else None
        self.addresses = environment.addresses_of(self.ports, self._lan_host)
        self._report = report
        self._lock = DataLock(self.data_dir)
        self._guardian: Guardian | None = None
        self._forks: ForkServer | None = None
        self._processes: Supervisor | None = None
        self._api_env: dict[str, str] = {}

    def start(self) -> Self:
        """Start everything and wait until all is ready. PlayError if folder or port is taken, or a process fails."""
        self._lock.take()
        try:
            external = self._environ.get("REDIS_URL")
            host = EVERY_ADDRESS if self._lan_host else LOOPBACK
            self.ports.refuse_busy(host, with_redis=not external)
            self._guardian = Guardian(self._lock.fd)
            self._start_all(self._guardian, external)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self, report: Report = say_nothing) -> None:
        """Stop everything in reverse order within half a minute; `report` hears of each. Harmless when nothing runs."""
        if self._processes is not None:
            self._processes.stop(report)
        if self._forks is not None:
            self._forks.close()
        if self._guardian is not None:
            if self._forks is not None:
                self._guardian.forget(self._forks.pid)
            self._guardian.dismiss()
        self._forks = self._guardian = None
        self._lock.release()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def processes(self) -> Supervisor:
        """The running processes by name. PlayError before the start."""
        if self._processes is None:
            raise PlayError("the stack is not started")
        return self._processes

    @property
    def api_url(self) -> str:
        """Where the API answers, on this machine only; paths begin with `/api/v1`."""
        return self.addresses.api

    @property
    def web_url(self) -> str:
        """Where the web frontend answers on this machine."""
        return self.addresses.public_web if self._lan_host is None else self.addresses.web

    @property
    def gateway_url(self) -> str:
        """Where the gateway answers on this machine."""
        return self.addresses.public_gateway if self._lan_host is None else self.addresses.gateway

    @property
    def redis_url(self) -> str:
        """The Redis server in use, with its password. KeyError before the start."""
        return self._api_env["REDIS_URL"]

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a process a signal as a fault.

        They are named `valkey`, `api`, `gateway`, `worker-combat`, `worker-ai`, `cron` and `web`.
        """
        self.processes.kill(name, number)

    def restart(self, *names: str) -> None:
        """Start processes again, stopping first those that run, and wait until they are ready. All that are dead are
        to be named."""
        self.processes.restart(*names)

    def operator(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run an operator's command (`coc …`) against this copy, its output captured as text."""
        words = ["app.cli", *arguments]
        if self._forks is not None:
            return self._forks.run_to_end(words, cwd=API, env=self._api_env)
        command = [str(program(API, "python")), "-m", *words]
        return subprocess.run(
            command, cwd=API, env=self._api_env, capture_output=True, text=True, check=False
        )

    def _start_all(self, guardian: Guardian, external_redis: str | None) -> None:
        secrets = load_or_create(self.data_dir)
        base = environment.for_all(self._environ, self.data_dir, self.ports, self._lan_host)
        redis_url = external_redis or redis.own_address(self.ports.redis, secrets.redis_password).url
        self._api_env = environment.for_api(base, secrets, redis_url)
        logs = self.data_dir / "logs"
        self._forks = self._fork_server(logs / "fork-server.log", guardian) if can_fork() else None
        processes = self._processes = Supervisor(logs, guardian, self._report, self._forks)
        address = redis.address_of(redis_url)
        if not external_redis:
            processes.start([services.valkey(address, self.data_dir / "valkey", base)])
        elif not redis.answers(address):
            raise PlayError(
                f"nothing answers at REDIS_URL ({address.host}:{address.port}): start it, or unset it"
            )
        self._prepare_appwrite()
        web_env = environment.for_web(base, secrets, self.addresses.api)
        processes.start(services.of_the_game(self.addresses, self._api_env, web_env))

    def _fork_server(self, log: Path, guardian: Guardian) -> ForkServer:
        python = program(API, "python")
        server = ForkServer(python, PRELOADED, cwd=API, env=self._api_env, log=log, before=bound_to_us())
        guardian.watch(server.pid)
        return server

    def _prepare_appwrite(self) -> None:
        """Makes what the project lacks. A folder of one's own needs no such step. PlayError with what is wrong."""
        if self._api_env["BACKEND"] != "appwrite":
            return
        began = time.monotonic()
        done = self.operator("init-database")
        if done.returncode != 0:
            raise PlayError((done.stderr or done.stdout).strip())
        self._report("appwrite", time.monotonic() - began)
