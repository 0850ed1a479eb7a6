"""Which documents are written, and by what."""

from collections.abc import Callable, Mapping
from pathlib import Path

from scripts.docs.api_reference import api_reference
from scripts.docs.data_models import data_models

DOCS = Path(__file__).resolve().parents[2] / "docs"

DOCUMENTS: Mapping[Path, Callable[[], str]] = {
    DOCS / "API_REFERENCE.md": api_reference,
    DOCS / "DATA_MODELS.md": data_models,
}
