"""From words to acts, orders and roles: what a turn does, and what it speaks of."""
