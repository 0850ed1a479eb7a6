"""What the pages ask of the API, by subject. Nothing here decides anything: it asks, and reads the answer."""
