"""The assistant on a shop's own page: one script, one element."""
