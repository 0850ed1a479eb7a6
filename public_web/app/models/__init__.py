"""What the API answers, as far as the pages show it. Unknown fields are ignored, so that the API may grow."""
