"""The assistant over HTTP: conversations, search and products for other programs."""

from assistant.api.wiring import include_api

__all__ = ["include_api"]
