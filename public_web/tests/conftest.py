"""The pages over the stub API, each on its own thread's server: real HTTP on both sides of the web frontend."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.serving import make_server

from app import create_app
from app.config import Settings
from tests.stub_api import LOGIN, Stub, create_stub


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for the apps of all tests."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture
def api_url(stub: Stub) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_stub(stub), threaded=True)
    # It looks this often whether it is to stop: the usual half second would be spent with every test.
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def settings_for(api_url: str, **changes: object) -> Settings:
    plain: dict[str, object] = {
        "flask_env": "testing",
        "secret_key": "a key of the tests alone, long enough",
        "api_base_url": api_url,
        "public_web_url": "http://localhost:5001",
        "gateway_public_url": "http://localhost:5002",
        "coc_trusted_hosts": "localhost",
        "api_connect_timeout_s": 0.5,
        "api_read_timeout_s": 2.0,
    }
    return Settings.model_validate(plain | changes)


@pytest.fixture
def web(api_url: str) -> Flask:
    app = create_app(settings_for(api_url))
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture
def stranger(web: Flask) -> FlaskClient:
    """A browser that has never been here."""
    return web.test_client()


@pytest.fixture
def una(web: Flask, stub: Stub) -> FlaskClient:
    """A browser that is signed in, with a character on an adventure (c1 in s1)."""
    stub.play()
    client = web.test_client()
    client.set_cookie("coc_session", LOGIN)
    return client
