"""What can go wrong, each told in a sentence for the person at the terminal."""


class PlayError(Exception):
    """Its text says what is wrong and what to do about it."""


class ChildFailed(PlayError):
    """A process ended by itself or did not become ready; the text holds its last log lines."""
