"""Telling what happened. Nothing here can change the game: events go in, text comes out."""
