"""Makes the environments a machine needs, from lock files, and nothing when they are already there."""

from coc_setup.errors import SetupError
from coc_setup.prepare import Purpose, prepare

__all__ = ["Purpose", "SetupError", "prepare"]
