"""The catalogue as the Universal Commerce Protocol describes it: search, lookup, discovery."""
