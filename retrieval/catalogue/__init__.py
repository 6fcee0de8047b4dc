"""The catalogue: the truth about offers, products, pictures and blocks, in SQL."""

from retrieval.catalogue.catalogue import Catalogue

__all__ = ["Catalogue"]
