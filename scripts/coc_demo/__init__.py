"""A player without eyes: plays the game over HTTP as any client would, and tells what it lived through."""
