"""The routes. A part of the API is a sibling file with a `router`."""

from assistant.api.routes import health, products

ROUTERS = (health.router, products.router)
"""In the order of the documentation."""
