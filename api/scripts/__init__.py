"""Programs for whoever works on the API. The game itself imports nothing from here."""
