"""Domain models: frozen dataclasses, enums and errors. Imports nothing of the rest of the application."""
