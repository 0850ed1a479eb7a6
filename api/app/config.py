"""Settings: `config/base.yaml`, the YAML of the environment, `.env`, the environment itself; the later wins.

A setting has one name: `data_dir` here and in YAML is COC_DATA_DIR in the environment, `mail.smtp.host` is
COC_MAIL__SMTP__HOST. A few have names without a prefix, known from elsewhere: FLASK_ENV, SECRET_KEY, REDIS_URL, …
"""

import os
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)

from app.production import missing_for_production
from app.secrets_file import own_secret_key

API_FOLDER = Path(__file__).resolve().parent.parent
CONFIG_FOLDER = API_FOLDER / "config"

Environment = Literal["development", "test", "production"]


def _listed(value: object) -> object:
    """`a, b` of an environment variable as a list; what YAML gives is one already."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an http or https address")
    return url.rstrip("/")


def _origin(url: str) -> str:
    parts = urlsplit(_web_address(url))
    if parts.path:
        raise ValueError("an origin has no path")
    return f"{parts.scheme}://{parts.netloc}"


def _folders(value: object) -> object:
    """Folders of an environment variable, separated like those of PATH."""
    return [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value


_Split = (NoDecode, BeforeValidator(_listed))
WebAddress = Annotated[str, AfterValidator(_web_address)]
Origin = Annotated[str, AfterValidator(_origin)]
AppwriteId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limit(_Section):
    """At most `count` in `window_s` seconds."""

    count: PositiveInt
    window_s: PositiveInt


class LoginLimits(_Section):
    """See `services/login_throttle.py` for what each of them stops."""

    per_address: Limit
    per_account_and_address: Limit
    per_account: Limit
    when_slowed: Limit
    known_address_s: PositiveInt


class LimitSettings(_Section):
    """Strings are Flask-Limiter's, e.g. `300 per minute; 5000 per hour`."""

    writes: str
    reads: str
    registrations: str
    guests: str
    account_mails: str
    retellings: str
    votes: str
    portraits: str
    logins: LoginLimits
    mails_per_account: Limit
    resets_per_address: Limit
    exports: Limit
    chat: Limit
    reports: Limit
    invite_guesses: Limit


class LoginSettings(_Section):
    lifetime_s: PositiveInt
    remember_lifetime_s: PositiveInt


class SmtpSettings(_Section):
    """`none` as encryption is for a relay on the same machine only."""

    host: str
    port: PositiveInt = 587
    encryption: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: SecretStr | None = None


class MailSettings(_Section):
    transport: Literal["maildir", "console", "smtp"]
    sender: str
    smtp: SmtpSettings | None = None

    @model_validator(mode="after")
    def _server_is_named(self) -> Self:
        if self.transport == "smtp" and self.smtp is None:
            raise ValueError("smtp needs a server: COC_MAIL__SMTP__HOST")
        return self


class Settings(BaseSettings):
    """Everything that differs between two installations, checked."""

    model_config = SettingsConfigDict(
        env_prefix="COC_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        env_file=API_FOLDER / ".env",
        dotenv_filtering="only_existing",
        populate_by_name=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    flask_env: Environment = Field("development", validation_alias="FLASK_ENV")
    backend: Literal["embedded", "appwrite"] = Field(validation_alias="BACKEND")
    moderation: Literal["blocklist", "off"]
    appwrite_endpoint: WebAddress | None = Field(None, validation_alias="APPWRITE_ENDPOINT")
    appwrite_project_id: AppwriteId | None = Field(None, validation_alias="APPWRITE_PROJECT_ID")
    appwrite_api_key: SecretStr | None = Field(None, validation_alias="APPWRITE_API_KEY")
    appwrite_database_id: AppwriteId | None = Field(None, validation_alias="APPWRITE_DATABASE_ID")
    data_dir: Path
    content_packs: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_folders)]
    host: str
    api_port: PositiveInt
    web_port: PositiveInt
    gateway_port: PositiveInt

    secret_key: SecretStr = Field(SecretStr(""), validation_alias="SECRET_KEY")
    secret_key_old: Annotated[tuple[SecretStr, ...], *_Split] = Field((), validation_alias="SECRET_KEY_OLD")
    redis_url: SecretStr = Field(validation_alias="REDIS_URL")
    public_web_url: WebAddress = Field(validation_alias="PUBLIC_WEB_URL")
    gateway_public_url: WebAddress = Field(validation_alias="GATEWAY_PUBLIC_URL")

    cors_origins: Annotated[tuple[Origin, ...], *_Split]
    trusted_hosts: Annotated[tuple[str, ...], *_Split]
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], *_Split]

    mail: MailSettings
    logins: LoginSettings
    limits: LimitSettings

    @property
    def is_production(self) -> bool:
        return self.flask_env == "production"

    @property
    def allowed_origins(self) -> frozenset[str]:
        """Origins of browsers that may call the API with cookies."""
        web = urlsplit(self.public_web_url)
        return frozenset({f"{web.scheme}://{web.netloc}", *self.cors_origins})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the library passes it; we use no such files
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        above = (init_settings, env_settings, dotenv_settings)
        named = (source().get("FLASK_ENV") for source in above)
        environment = next((name for name in named if name), "development")
        files = [CONFIG_FOLDER / "base.yaml", CONFIG_FOLDER / f"{environment}.yaml"]
        return (*above, YamlConfigSettingsSource(settings_cls, yaml_file=files, deep_merge=True))

    @model_validator(mode="after")
    def _appwrite_is_named(self) -> Self:
        if self.backend == "appwrite":
            wanted = ("endpoint", "project_id", "api_key", "database_id")
            missing = [f"APPWRITE_{name.upper()}" for name in wanted if not getattr(self, f"appwrite_{name}")]
            if missing:
                raise ValueError(
                    f"BACKEND=appwrite also needs {', '.join(missing)}: see docs/APPWRITE_SETUP.md"
                )
        return self

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if self.is_production and (missing := missing_for_production(self)):
            raise ValueError("not fit for production: " + "; ".join(missing))
        return self


class SettingsError(Exception):
    """The settings cannot be used. The message names each of them and never quotes a value."""


def load_settings(**overrides: object) -> Settings:
    """The settings of this process; `overrides` win over everything. Raises SettingsError.

    Outside production a missing SECRET_KEY is read from the data folder, or made there once.
    """
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]  # the library checks what it is given
    except ValidationError as error:
        raise SettingsError("\n".join(_described(error))) from None
    folder = (API_FOLDER / settings.data_dir).resolve()
    changes: dict[str, object] = {"data_dir": folder}
    if not settings.secret_key.get_secret_value():
        changes["secret_key"] = SecretStr(own_secret_key(folder))
    return settings.model_copy(update=changes)


def _described(error: ValidationError) -> list[str]:
    return [f"{'.'.join(map(str, one['loc'])) or 'settings'}: {one['msg']}" for one in error.errors()]
