"""Opening the page in the host's browser, where there is a screen to show it on."""

import sys
import webbrowser
from collections.abc import Mapping


def open_page(url: str, environ: Mapping[str, str]) -> bool:
    """Whether a browser was asked to open the page. None is when COC_OPEN_BROWSER=0, in CI, or without a screen."""
    if environ.get("COC_OPEN_BROWSER", "1") == "0" or environ.get("CI"):
        return False
    if sys.platform == "linux" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False
