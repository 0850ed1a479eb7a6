"""The peer of the reading benchmark: Flask and nothing else, under the API's own Gunicorn settings."""

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from coc_play.ports import Ports, is_free
from repo_layout import API, program

_APP = """
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/characters")
def characters():
    return jsonify(items=[{"id": "x", "name": "Wren"}], next_cursor=None)
"""
_START_S = 15


@contextlib.contextmanager
def bare_server() -> Iterator[str]:
    """The address of the route while the server runs."""
    port = Ports.free().api
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "bare.py").write_text(_APP)
        command: list[str | Path] = [program(API, "python"), "-m", "gunicorn"]
        command += ["--config", API / "config" / "gunicorn.conf.py"]
        server = subprocess.Popen(
            [*command, "--pythonpath", folder, "bare:app"],
            cwd=API,
            env={**os.environ, "COC_API_PORT": str(port), "COC_HOST": "127.0.0.1"},
        )
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/characters"
        finally:
            server.terminate()
            server.wait(_START_S)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _START_S
    while is_free(port):
        if time.monotonic() > deadline:
            raise TimeoutError("the bare server did not start")
        time.sleep(0.05)
