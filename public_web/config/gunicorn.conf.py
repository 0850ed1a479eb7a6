"""How Gunicorn serves the web frontend. Everything that differs between machines comes from the environment."""

import gc
import os
from pathlib import Path

import structlog

bind = f"{os.environ.get('COC_HOST', '127.0.0.1')}:{os.environ.get('COC_WEB_PORT', '5001')}"
proc_name = "coc-web"

# One process of many threads: requests wait for the store far more than they compute. A host with more cores
# raises WEB_CONCURRENCY.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = int(os.environ.get("COC_THREADS", "64"))

# A request that is being answered when SIGTERM comes has this many seconds to end.
graceful_timeout = 15
timeout = 60
keepalive = 5

# The workers' sign of life is a file that is touched twice a second: in memory it wears no disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # Gunicorn names the file safely

# Nothing but signals steers a running server: there is no control socket to find or to guard.
control_socket_disable = True

# The application logs each request itself, without queries and tokens. Gunicorn's own events join it as JSON lines.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        }
    },
    "handlers": {
        "error": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}
    },
    "root": {"level": "WARNING", "handlers": []},
    "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["error"], "propagate": False}},
}

# What loading an application makes stays for good: looking through it for garbage costs an eighth of the start, and
# time in every later collection.
gc.disable()


def post_worker_init(worker: object) -> None:  # noqa: ARG001  # Gunicorn's signature
    """The application is loaded: from here on garbage is collected, among what comes new."""
    gc.freeze()
    gc.enable()
