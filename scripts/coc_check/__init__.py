"""Everything that can be checked without running the game: `make check`."""
