"""What a shopper waits for: a lower price, a thing back in stock. Kept by them, answered here."""

from assistant.watches.checking import Watched, check
from assistant.watches.watch import Watch

__all__ = ["Watch", "Watched", "check"]
