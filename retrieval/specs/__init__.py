"""Specifications: typed quantities, standards, model numbers and brands out of words.

extract("Volta 2TB NVMe SSD, M.2, 7000 MB/s")   # of a text, a title, a shopper's sentence
specifications_of(offer)                        # of an offer: attributes, title, description
models_of(offer)                                # what may be model numbers of it
Brands.learn(offers).of(offer)                  # its brand, and where that was read
"""

from retrieval.specs.brands import Brand, Brands
from retrieval.specs.models import models_in, models_of
from retrieval.specs.reading import attribute, canonical_name, extract, in_title, specifications_of
from retrieval.specs.specification import Specification
from retrieval.specs.units import unit_of

__all__ = [
    "Brand",
    "Brands",
    "Specification",
    "attribute",
    "canonical_name",
    "extract",
    "in_title",
    "models_in",
    "models_of",
    "specifications_of",
    "unit_of",
]
