"""What the processes of the game have in common, loaded once: a fork server imports this before it forks them.

Only modules and the content: no file that stays open, no connection, no thread, of which a fork would leave half. What
a process is told by its own environment it reads by itself.
"""

from importlib import import_module

from app.config import load_settings
from app.services.content.known import remember

MODULES = (
    "app.api.server_worker",
    "app.api.shell",
    "app.backends.embedded",
    "app.gateway.application",
    "app.gateway.serving",
    "app.tasks.ai_tasks",
    "app.tasks.combat_tasks",
    "app.tasks.connection",
    "app.tasks.runtime",
    "app.tasks.sweeping",
    "gunicorn.app.wsgiapp",
    "rq.cron",
)
"""None of them is what a process is started with: that one runs as the process's own."""

for _module in MODULES:
    import_module(_module)
remember(load_settings().content_packs)
