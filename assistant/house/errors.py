"""What is wrong with a house style."""

from retrieval.errors import AssistantError


class BadHouse(AssistantError):
    """A `shop.toml`, or a file that it names, that cannot be used."""
