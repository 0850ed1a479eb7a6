"""The one error of the set-up: a sentence for the person at the terminal."""


class SetupError(Exception):
    """Its text says what is missing and what to do about it."""
