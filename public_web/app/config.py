"""Settings: `config/<environment>.yaml`, then `.env`, then the environment; checked when the app starts."""

import os
import secrets
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)

ROOT = Path(__file__).resolve().parent.parent
MIN_SECRET_LENGTH = 32


class Settings(BaseSettings):
    """What differs between machines. Times are seconds. Fields bear the names of their environment variables."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", frozen=True)

    flask_env: Literal["development", "testing", "production"] = "development"
    secret_key: SecretStr = SecretStr("")
    api_base_url: str
    public_web_url: str
    gateway_public_url: str
    realtime_public_url: str | None = None
    coc_trusted_hosts: Annotated[tuple[str, ...], NoDecode]
    coc_proxy_hops: int = Field(default=0, ge=0, le=5)
    api_connect_timeout_s: float = Field(default=2.0, gt=0)
    api_read_timeout_s: float = Field(default=8.0, gt=0)
    api_pool_size: int = Field(default=64, ge=1)
    action_wait_s: int = Field(default=5, ge=0, le=10)

    @property
    def is_production(self) -> bool:
        return self.flask_env == "production"

    @property
    def cookie_prefix(self) -> str:
        """`__Host-` binds a cookie to this host and to HTTPS; browsers refuse it on plain HTTP."""
        return "__Host-" if self.is_production else ""

    @property
    def live_origins(self) -> tuple[str, ...]:
        """The origins beside our own that pages may connect to: the gateway's, and a realtime server's of its own."""
        origins: list[str] = []
        for url in filter(None, (self.gateway_public_url, self.realtime_public_url)):
            parts = urlsplit(url)
            is_secure = parts.scheme in ("https", "wss")
            origins += [f"{'https' if is_secure else 'http'}://{parts.netloc}"]
            origins += [f"{'wss' if is_secure else 'ws'}://{parts.netloc}"]
        return tuple(dict.fromkeys(origins))

    @field_validator("coc_trusted_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(filter(None, (part.strip() for part in value.split(","))))
            if isinstance(value, str)
            else value
        )

    @field_validator("api_base_url", "public_web_url", "gateway_public_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("an address with http:// or https:// is needed")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _has_a_secret(self) -> Self:
        length = len(self.secret_key.get_secret_value())
        if self.is_production and length < MIN_SECRET_LENGTH:
            raise ValueError(f"SECRET_KEY needs at least {MIN_SECRET_LENGTH} characters in production")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # pydantic-settings hands it over by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Most specific first."""
        environment = os.environ.get("FLASK_ENV") or "development"
        name = environment if environment == "production" else "development"
        file = YamlConfigSettingsSource(settings_cls, ROOT / "config" / f"{name}.yaml")
        return init_settings, env_settings, dotenv_settings, file


def load_settings() -> Settings:
    """Reads all sources. Raises pydantic's ValidationError naming each setting that is missing or wrong.

    Outside production a missing SECRET_KEY is made up: forms that were open are refused after a restart.
    """
    settings = Settings()
    if settings.secret_key.get_secret_value():
        return settings
    return settings.model_copy(update={"secret_key": SecretStr(secrets.token_hex(32))})
