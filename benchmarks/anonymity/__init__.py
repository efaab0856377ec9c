"""How much the place of a redacted name gives away."""
