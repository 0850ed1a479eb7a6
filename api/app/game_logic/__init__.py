"""The rules: pure functions. State and dice in, new state and events out. No clock, randomness, disk or environment."""

RULES_VERSION = "3"
"""Raised with every change that could make an old log resolve differently; stored with each turn."""
