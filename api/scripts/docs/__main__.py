"""`python -m scripts.docs`: writes every document anew, and names those that changed."""

import sys

from scripts.docs.documents import DOCUMENTS


def main() -> int:
    """Exit code 0."""
    for path, written in DOCUMENTS.items():
        text = written()
        is_new = not path.exists() or path.read_text(encoding="utf-8") != text
        if is_new:
            path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{'wrote' if is_new else 'kept '} {path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
