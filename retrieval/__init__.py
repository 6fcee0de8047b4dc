"""Retrieval: offers in, ranked products out. Knows nothing of conversation or user interface."""
