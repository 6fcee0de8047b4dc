"""Training and comparing adapters on the data of catalogues and evaluation sets."""
