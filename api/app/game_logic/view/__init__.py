"""From the state to what a player may see."""
