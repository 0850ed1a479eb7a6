"""What the pages take from npm: installed by the lock file; only named files are copied to where they are served."""

import shutil
from itertools import product
from pathlib import Path

from coc_setup import node, stamps
from coc_setup.errors import SetupError
from coc_setup.steps import run, step
from repo_layout import VENDOR, WEB

MODULES = WEB / "node_modules"
SUBSETS = ("latin", "latin-ext")
CINZEL = ("400-normal", "600-normal", "700-normal")
LATO = ("400-normal", "700-normal", "400-italic")


def _fonts(family: str, faces: tuple[str, ...]) -> dict[str, str]:
    names = [f"{family}-{subset}-{face}.woff2" for subset, face in product(SUBSETS, faces)]
    return {f"fonts/{name}": f"@fontsource/{family}/files/{name}" for name in names}


FILES = {
    "js/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "js/hx-sse.min.js": "htmx.org/dist/ext/hx-sse.min.js",
    "js/LICENSE-htmx.txt": "htmx.org/LICENSE",
    **_fonts("cinzel", CINZEL),
    **_fonts("lato", LATO),
    "fonts/LICENSE-cinzel.txt": "@fontsource/cinzel/LICENSE",
    "fonts/LICENSE-lato.txt": "@fontsource/lato/LICENSE",
}
"""Path under `static/vendor` → path under `node_modules`."""


def keep(*, with_test_tools: bool) -> None:
    """Install the locked packages and copy the served files, unless they are there already."""
    _install(with_test_tools=with_test_tools)
    stamp = stamps.key(WEB / "package-lock.json", repr(FILES))
    if stamps.read(VENDOR) == stamp and stamps.holds_all(VENDOR, FILES):
        return
    with step(f"{len(FILES)} browser files"):
        shutil.rmtree(VENDOR, ignore_errors=True)
        for target, source in FILES.items():
            _copy(MODULES / source, VENDOR / target)
        stamps.write(VENDOR, stamp)


def _install(*, with_test_tools: bool) -> None:
    lock = WEB / "package-lock.json"
    everything, served_only = stamps.key(lock, "all"), stamps.key(lock, "served")
    there = stamps.read(MODULES)
    if there == everything or (there == served_only and not with_test_tools):
        return
    npm = node.find()
    with step("browser packages (npm)"):
        stamps.clear(MODULES)
        flags = ["--ignore-scripts", "--no-audit", "--no-fund"] + ([] if with_test_tools else ["--omit=dev"])
        run([*npm.command, "ci", *flags], cwd=WEB, env=npm.environ)
        stamps.write(MODULES, everything if with_test_tools else served_only)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise SetupError(
            f"the npm packages hold no {source.relative_to(MODULES)}; package-lock.json names others"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
