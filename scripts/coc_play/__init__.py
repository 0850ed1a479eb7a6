"""Runs the whole game on one machine: `with Stack(data_dir, Ports.free()) as stack: …`, and `make play` on top of it.

Standard library only, so that it runs before any environment exists and inside every test environment.
"""

from coc_play.errors import PlayError
from coc_play.ports import Ports
from coc_play.stack import Stack

__all__ = ["PlayError", "Ports", "Stack"]
