"""What the programs of a test are forked with: what those of the game are, and the other backend."""

import app.backends.appwrite
import app.cli.output
import app.preload  # noqa: F401  # having them loaded is the point
