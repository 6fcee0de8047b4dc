"""Shops that one can walk into: where they are, when they are open, what they have."""
