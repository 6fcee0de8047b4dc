"""The routes. A part of the API is a sibling file with a `router`."""

from assistant.api.routes import (
    chat,
    conversations,
    documentation,
    events,
    health,
    products,
    search,
    shop,
    speech,
    watches,
)
from assistant.api.ucp import routes as ucp
from assistant.api.widget import routes as widget

ROUTERS = (
    conversations.router,
    search.router,
    products.router,
    events.router,
    watches.router,
    speech.router,
    shop.router,
    ucp.router,
    widget.router,
    chat.router,
    health.router,
    documentation.router,
)
"""In the order of the documentation."""
