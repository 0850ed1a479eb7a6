"""What each process is told, at home and in the local network."""

from pathlib import Path

from coc_play import environment, services
from coc_play.ports import EVERY_ADDRESS, Ports
from coc_play.secrets import Secrets

PORTS = Ports(5000, 5001, 5002, 6000)
SECRETS = Secrets("key-of-the-api", "key-of-the-web", "word-of-redis")
HOST = {
    "PATH": "/bin",
    "ANTHROPIC_API_KEY": "sk-1",
    "PYTHONPATH": "/elsewhere",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def _told(lan_host: str | None) -> dict[str, dict[str, str]]:
    """For each process, its environment."""
    addresses = environment.addresses_of(PORTS, lan_host)
    base = environment.for_all(HOST, Path("/data"), PORTS, lan_host)
    api = environment.for_api(base, SECRETS, "redis://:word-of-redis@127.0.0.1:6000/0")
    web = environment.for_web(base, SECRETS, addresses.api)
    return {service.name: dict(service.env) for service in services.of_the_game(addresses, api, web)}


def test_everything_stays_on_this_machine_unless_asked() -> None:
    for told in _told(None).values():
        assert told["COC_HOST"] == "127.0.0.1"
        assert told["COC_TRUSTED_HOSTS"] == "localhost,127.0.0.1"
        assert told["PUBLIC_WEB_URL"] == "http://localhost:5001"


def test_for_friends_web_and_gateway_open_and_the_api_does_not() -> None:
    told = _told("10.0.0.7")
    opened = {name for name, env in told.items() if env["COC_HOST"] == EVERY_ADDRESS}
    assert opened == {"web", "gateway"}
    assert told["web"]["API_BASE_URL"] == "http://127.0.0.1:5000"
    assert told["api"]["PUBLIC_WEB_URL"] == "http://10.0.0.7:5001"
    assert told["api"]["GATEWAY_PUBLIC_URL"] == "http://10.0.0.7:5002"
    assert told["gateway"]["COC_TRUSTED_HOSTS"] == "localhost,127.0.0.1,10.0.0.7"


def test_the_web_frontend_is_told_no_secret_of_the_api() -> None:
    told = _told(None)
    assert told["web"]["SECRET_KEY"] == "key-of-the-web"
    assert told["api"]["SECRET_KEY"] == "key-of-the-api"
    known_to_web = " ".join(told["web"].values())
    assert not any(word in known_to_web for word in ("key-of-the-api", "word-of-redis", "sk-1"))


def test_all_processes_count_in_utc_and_none_inherits_a_foreign_python() -> None:
    for told in _told(None).values():
        assert told["TZ"] == "UTC"
        assert "PYTHONPATH" not in told
        assert "PYTHONDONTWRITEBYTECODE" not in told, "a second start would compile everything again"
