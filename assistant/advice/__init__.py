"""What a good shop assistant adds to a search: near misses, a pick, totals, an order, an answer."""
