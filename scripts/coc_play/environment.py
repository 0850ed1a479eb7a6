"""Where a copy is reached, and what each process is told through its environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coc_play.ports import EVERY_ADDRESS, LOOPBACK, Ports
from coc_play.secrets import Secrets

# A Python of the parent's must not leak into the children, whose environments are their own.
# Compiled code is kept even where the host's other programs keep none: a second start takes twice as long otherwise.
NOT_INHERITED = frozenset(
    {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
)
# What only the API's side may know.
API_ONLY = frozenset(
    {"SECRET_KEY", "REDIS_URL", "ANTHROPIC_API_KEY", "REPLICATE_API_TOKEN", "APPWRITE_API_KEY"}
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the servers answer on this machine, and where people find them."""

    api: str
    web: str
    gateway: str
    public_web: str
    public_gateway: str


def addresses_of(ports: Ports, lan_host: str | None) -> Addresses:
    """With a LAN host the public addresses are those that friends use."""
    public = lan_host or "localhost"
    return Addresses(
        api=f"http://{LOOPBACK}:{ports.api}",
        web=f"http://{LOOPBACK}:{ports.web}",
        gateway=f"http://{LOOPBACK}:{ports.gateway}",
        public_web=f"http://{public}:{ports.web}",
        public_gateway=f"http://{public}:{ports.gateway}",
    )


def for_all(environ: Mapping[str, str], data_dir: Path, ports: Ports, lan_host: str | None) -> dict[str, str]:
    """What every process is told, on top of what the host's own environment says."""
    addresses = addresses_of(ports, lan_host)
    hosts = ["localhost", LOOPBACK, *([lan_host] if lan_host else [])]
    return {
        **{name: value for name, value in environ.items() if name not in NOT_INHERITED},
        "FLASK_ENV": environ.get("FLASK_ENV") or "development",
        "BACKEND": environ.get("BACKEND") or "embedded",
        "COC_DATA_DIR": str(data_dir),
        "COC_HOST": EVERY_ADDRESS if lan_host else LOOPBACK,
        "COC_API_PORT": str(ports.api),
        "COC_WEB_PORT": str(ports.web),
        "COC_GATEWAY_PORT": str(ports.gateway),
        "COC_TRUSTED_HOSTS": ",".join(hosts),
        # The host's own browser may stay on localhost while friends come by the network's address.
        "COC_CORS_ORIGINS": ",".join(f"http://{name}:{ports.web}" for name in hosts),
        "PUBLIC_WEB_URL": addresses.public_web,
        "GATEWAY_PUBLIC_URL": addresses.public_gateway,
        "TZ": "UTC",
        "PYTHONUNBUFFERED": "1",
    }


def for_api(base: Mapping[str, str], secrets: Secrets, redis_url: str) -> dict[str, str]:
    """For the API, the gateway, the workers and cron. A SECRET_KEY of the host's own wins over the folder's."""
    return {**base, "SECRET_KEY": base.get("SECRET_KEY") or secrets.secret_key, "REDIS_URL": redis_url}


def for_web(base: Mapping[str, str], secrets: Secrets, api_base_url: str) -> dict[str, str]:
    """For the web frontend, which holds a key of its own and none of the API's."""
    known = {name: value for name, value in base.items() if name not in API_ONLY}
    key = base.get("COC_WEB_SECRET_KEY") or secrets.web_secret_key
    return {**known, "SECRET_KEY": key, "API_BASE_URL": api_base_url}
