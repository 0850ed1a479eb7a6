"""The processes of the game: what each runs, what it is told, how it shows that it is ready, how long it may stop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coc_play import redis
from coc_play.environment import Addresses
from coc_play.ports import LOOPBACK
from coc_play.readiness import Sign, answers_at, log_says_ready, redis_answers
from repo_layout import API, WEB, program

SERVER_STOPS_WITHIN_S = 17.0  # what is being answered is answered: Gunicorn's own bound is 15 s
WORKER_STOPS_WITHIN_S = 8.0


@dataclass(frozen=True, slots=True)
class Service:
    """One process. `env` is all it is told; `ready` makes the probe of one run of it.

    `shares`: its command is `PYTHON -m …`, and what it loads is what others load too.
    """

    name: str
    command: tuple[str | Path, ...]
    cwd: Path
    env: Mapping[str, str] = field(repr=False)
    ready: Sign
    stop_within_s: float = 5.0
    shares: bool = False


def valkey(address: redis.Address, folder: Path, env: Mapping[str, str]) -> Service:
    """A server of our own, keeping its data in the folder."""
    config = redis.write_config(folder, address.port, address.password)
    return Service("valkey", (redis.program(), config), folder, env, redis_answers(address))


WORKERS = ("worker-combat", "worker-ai")
"""Each stands in for the other where a turn is to be resolved."""


def of_the_game(
    addresses: Addresses, api_env: Mapping[str, str], web_env: Mapping[str, str]
) -> list[Service]:
    """Every process but Valkey, in starting order. `api_env` is for all but the web frontend, which is told less."""
    run = (program(API, "python"), "-m")
    serve = ("-m", "gunicorn", "--config", "config/gunicorn.conf.py", "wsgi:app")
    worker = (*run, "app.tasks.worker")
    # The servers that face people bind to the network when the host asked for it; the API never does.
    private = {**api_env, "COC_HOST": LOOPBACK}
    healthy = {
        "api": answers_at(f"{addresses.api}/api/v1/health/ready"),
        "gateway": answers_at(f"{addresses.gateway}/health"),
        "web": answers_at(f"{addresses.web}/health"),
    }
    combat = (*worker, "combat_tasks", "marketplace_tasks")
    # Telling comes first; but while the other worker is away, no turn waits for it to come back.
    ai = (*worker, "ai_tasks", "combat_tasks")
    return [
        Service("api", (run[0], *serve), API, private, healthy["api"], SERVER_STOPS_WITHIN_S, shares=True),
        Service("gateway", (*run, "app.gateway"), API, api_env, healthy["gateway"], shares=True),
        Service("worker-combat", combat, API, private, log_says_ready, WORKER_STOPS_WITHIN_S, shares=True),
        Service("worker-ai", ai, API, private, log_says_ready, WORKER_STOPS_WITHIN_S, shares=True),
        Service("cron", (*run, "app.tasks.cron"), API, private, log_says_ready, shares=True),
        Service("web", (program(WEB, "python"), *serve), WEB, web_env, healthy["web"], SERVER_STOPS_WITHIN_S),
    ]
