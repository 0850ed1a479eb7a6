"""What the fork server loads before it forks."""

import json
import os
import subprocess
import sys
from pathlib import Path

from app.config import API_FOLDER

LOOKS = """
MAINS = "app.gateway.__main__", "app.tasks.worker", "app.tasks.cron", "gunicorn.__main__"
import json, os, sys, threading
standing = set(os.listdir("/proc/self/fd"))
import app.preload
from app.services.content.known import known_world
print(json.dumps({
    "left_open": sorted(set(os.listdir("/proc/self/fd")) - standing),
    "threads": threading.active_count(),
    "run": sorted(set(MAINS) & set(sys.modules)),
    "read_once": known_world(()) is known_world(()),
}))
"""


def test_nothing_is_left_open_that_a_fork_would_leave_half_of(tmp_path: Path) -> None:
    environment = {**os.environ, "FLASK_ENV": "test", "COC_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LOOKS],
        cwd=API_FOLDER,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"left_open": [], "threads": 1, "run": [], "read_once": True}
