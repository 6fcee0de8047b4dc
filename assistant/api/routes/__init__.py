"""The routes. A part of the API is a sibling file with a `router`."""

from assistant.api.routes import conversations, events, health, products, search

ROUTERS = (conversations.router, search.router, products.router, events.router, health.router)
"""In the order of the documentation."""
