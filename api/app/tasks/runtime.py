"""The services of this worker process, built once."""

from functools import cache

from app.config import load_settings
from app.wiring.services import Services, build


@cache
def services() -> Services:
    """Built at the first call; jobs of one worker share them."""
    return build(load_settings())
