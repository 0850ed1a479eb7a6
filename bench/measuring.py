"""Small helpers for measurements."""

import platform
from collections.abc import Sequence
from pathlib import Path


def percentile(values: Sequence[float], pct: int) -> float:
    """The nearest-rank percentile; 0.0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    rank = max(0, -(-len(ordered) * pct // 100) - 1)
    return ordered[rank]


def machine() -> str:
    """What this was measured on, in a line."""
    info = Path("/proc/cpuinfo")
    models = [line.split(":", 1)[1].strip() for line in _lines(info) if line.startswith("model name")]
    memory = [line.split()[1] for line in _lines(Path("/proc/meminfo")) if line.startswith("MemTotal")]
    cpu = f"{len(models)} × {models[0]}" if models else platform.processor() or platform.machine()
    size = f", {int(memory[0]) // 1024 // 1024} GB" if memory else ""
    return f"{cpu}{size}, {platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}"


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
