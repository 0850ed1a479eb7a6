"""Settings, their sources and what production demands."""

from pathlib import Path

import pytest

from app.config import Settings, SettingsError, load_settings

KEY = "kJ3x-9fQw7Lr2ZpT0bYdVhNcSgEuMaXi4oR8"
PRODUCTION = {
    "FLASK_ENV": "production",
    "SECRET_KEY": KEY,
    "REDIS_URL": "redis://redis:6379",
    "PUBLIC_WEB_URL": "https://play.example.org",
    "GATEWAY_PUBLIC_URL": "https://live.example.org",
    "COC_TRUSTED_HOSTS": "api.example.org",
    "COC_MAIL__SMTP__HOST": "smtp.example.org",
}


@pytest.fixture(autouse=True)
def _nothing_else_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "FLASK_ENV",
        "SECRET_KEY",
        "SECRET_KEY_OLD",
        "REDIS_URL",
        "PUBLIC_WEB_URL",
        "GATEWAY_PUBLIC_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setenv("COC_DATA_DIR", str(tmp_path))


def set_all(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_the_environment_wins_over_yaml_and_yaml_of_the_environment_over_the_base(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load_settings().limits.guests == "1000 per hour"
    assert load_settings().limits.logins.per_address.count == 30
    monkeypatch.setenv("COC_LIMITS__GUESTS", "7 per hour")
    monkeypatch.setenv("COC_TRUSTED_HOSTS", "a.test, b.test")
    assert load_settings().limits.guests == "7 per hour"
    assert load_settings().trusted_hosts == ("a.test", "b.test")


def test_a_fresh_install_makes_one_private_key_and_keeps_it(tmp_path: Path) -> None:
    first = load_settings().secret_key.get_secret_value()
    assert len(first) == 64
    assert load_settings().secret_key.get_secret_value() == first
    assert (tmp_path / "secrets.env").stat().st_mode & 0o777 == 0o600


def test_the_key_joins_secrets_that_are_there_already(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text("COC_REDIS_PASSWORD=pass\n")
    load_settings()
    assert "COC_REDIS_PASSWORD=pass" in (tmp_path / "secrets.env").read_text()


def test_production_starts_with_everything_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, PRODUCTION)
    settings = load_settings()
    assert settings.is_production
    assert settings.allowed_origins == {"https://play.example.org"}


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"FLASK_ENV"}))
def test_production_does_not_start_when_anything_is_missing(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    set_all(monkeypatch, {key: value for key, value in PRODUCTION.items() if key != name})
    with pytest.raises(SettingsError, match=name):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "change-me" * 5),
        ("SECRET_KEY", "this-key-is-for-tests-and-opens-nothing"[:31]),
        ("SECRET_KEY_OLD", "short"),
        ("PUBLIC_WEB_URL", "http://play.example.org"),
        ("PUBLIC_WEB_URL", "https://localhost"),
        ("GATEWAY_PUBLIC_URL", "ftp://live.example.org"),
        ("COC_TRUSTED_HOSTS", "*"),
        ("COC_CORS_ORIGINS", "http://other.example.org"),
        ("COC_MAIL__TRANSPORT", "maildir"),
    ],
)
def test_production_refuses_what_is_fit_for_development_only(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    set_all(monkeypatch, {**PRODUCTION, name: value})
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert name in str(refused.value)
    assert KEY not in str(refused.value)


def test_a_typo_in_a_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COC_LIMITS__GEUSTS", "1 per hour")
    with pytest.raises(SettingsError, match=r"limits\.geusts"):
        load_settings()


def test_secrets_do_not_show() -> None:
    settings = load_settings(secret_key=KEY, secret_key_old=[KEY[::-1]])
    assert KEY not in repr(settings)
    assert KEY[::-1] not in repr(settings)


def test_appwrite_needs_its_four_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKEND", "appwrite")
    monkeypatch.setenv("APPWRITE_PROJECT_ID", "game")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    for missing in ("APPWRITE_ENDPOINT", "APPWRITE_API_KEY", "APPWRITE_DATABASE_ID"):
        assert missing in str(refused.value)
    assert "APPWRITE_PROJECT_ID" not in str(refused.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("APPWRITE_ENDPOINT", "appwrite.example.org"),
        ("APPWRITE_ENDPOINT", "ftp://appwrite.example.org/v1"),
        ("APPWRITE_PROJECT_ID", "../users"),
        ("APPWRITE_DATABASE_ID", "a" * 37),
    ],
)
def test_what_names_no_appwrite_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        load_settings()
