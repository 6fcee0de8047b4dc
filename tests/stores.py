"""A small shop with four stores: two in Leipzig, one in Halle, one in Tokyo; as files and whole.

At `NOON`, a Monday, the first is open until 18:00, the second opens at 14:00, the third never
closes, and the fourth is closed: there it is nine in the evening.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from retrieval.catalogue import Catalogue
from retrieval.ingest import IngestOptions, ingest
from tests.fakes import FAKE

NOON = datetime.fromisoformat("2026-11-30T12:00:00+00:00")
LEIPZIG, HALLE = (51.34, 12.37), (51.48, 11.98)

PRODUCTS = "id,title,category,price,currency,availability\n" + "".join(
    f"m{n},{colour} mug,Home > Mugs,{5 + n},EUR,in stock\n"
    for n, colour in enumerate(("Red", "Blue", "Green", "Grey", "White", "Black"))
)
STORES = """Store code,Business name,Latitude,Longitude,Address line 1,Locality,Opening hours
A,Alder Markt,51.341,12.375,Markt 1,Leipzig,Mo-Sa 09:00-18:00
B,Alder South,51.310,12.380,Weg 2,Leipzig,Mo-Fr 14:00-20:00; 2026-12-25 off
C,Alder Halle,51.482,11.970,Markt 3,Halle,24/7
D,Alder Ginza,35.671,139.764,Ginza 4,Tokyo,Mo-Su 10:00-20:00
"""
INVENTORY = """store code\tid\tquantity\tavailability\tprice\tpickup method\tpickup SLA
A\tm1\t3\tin_stock\t6.00 EUR\tbuy\tsame day
B\tm1\t2\tin_stock\t\t\t
B\tm2\t2\tin_stock\t\treserve\tnext day
C\tm3\t1\tin_stock\t\tbuy\tsame_day
A\tm4\t0\tout_of_stock\t\t\t
D\tm5\t5\tin stock\t\t\t
"""


def write(folder: Path) -> list[Path]:
    """The shop's feeds: what it sells, its stores, what they have."""
    files = {"products.csv": PRODUCTS, "stores.csv": STORES, "inventory.tsv": INVENTORY}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def filled(place: Path, feeds: Path) -> Path:
    """A catalogue of the shop, closed again."""
    catalogue = Catalogue.create(place)
    catalogue.set("encoder", "fake")
    for path in write(feeds):
        ingest(catalogue, FAKE, str(path), IngestOptions(source="Alder"))
    catalogue.close()
    return place
