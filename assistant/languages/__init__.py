"""Language packs: a folder a language, data only."""
