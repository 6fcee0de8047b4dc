import csv

import pytest

from retrieval.money import Money
from retrieval.sources import ReadOptions, Rejection, find_format
from retrieval.sources.woocommerce_headers import HEADERS

LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "zh"]
ATTRIBUTES = {
    "en": ("Attribute 1 name", "Attribute 1 value(s)", "Attribute 1 visible"),
    "de": ("Attribut 1 Name", "Attribut 1 Wert(e)", "Attribut 1 Sichtbar"),
    "fr": ("Nom de l’attribut 1", "Valeur(s) de l’attribut 1 ", "Attribut 1 visible"),
    "es": ("Nombre del atributo 1", "Valor(es) del atributo 1", "Atributo visible 1"),
    "it": ("Nome dell'attributo 1", "Valore dell'attributo 1", "Attributo 1 visibile"),
    "nl": ("Attribuut 1 naam", "Attribuut 1 waarde(n)", "Attribuut 1 zichtbaar"),
    "zh": ("属性 1 名称", "属性 1 值", "属性 1 可见"),
}
COLUMNS = (
    "id type sku name published description in_stock price sale_price category images"
    " parent".split()
)
ROWS = [
    ["1", "simple", "S1", "Pot", "1", "Cooks.", "0", "20,00", "", "Pots", "p.jpg", ""],
    ["5", "variation", "", "", "1", "", "1", "9,50", "8,00", "", "", "id:3"],
    ["3", "variable", "M", "Mug", "1", "For tea.", "1", "", "", "Mugs", "a.jpg, b.jpg", ""],
    ["4", "variation", "M-B", "Mug – blue", "1", "", "backorder", "9,50", "", "", "c.jpg", "M"],
    ["6", "simple", "D", "Draft", "-1", "", "1", "1,00", "", "", "", ""],
    ["7", "grouped", "G", "Set", "1", "", "1", "", "", "", "", ""],
]
VALUES = ["", "red", "red, blue", "blue", "", ""]


def write(path, language: str):
    place = LANGUAGES.index(language)
    names = [spellings[min(place, len(spellings) - 1)] for spellings in map(HEADERS.get, COLUMNS)]
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow([*names, *ATTRIBUTES[language]])
        for row, value in zip(ROWS, VALUES, strict=True):
            writer.writerow([*row, "Color" if value else "", value, "1"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shops_language_does_not_matter(tmp_path, language):
    write(tmp_path / "export.csv", language)
    found = find_format(tmp_path / "export.csv")
    assert found.name == "woocommerce"
    rows = list(found.read(tmp_path / "export.csv", ReadOptions("shop", "EUR")))
    pot, blue, draft, grouped, red = rows
    assert (pot.offer.offer_id, pot.offer.price) == ("S1", Money(2000, "EUR"))
    assert (pot.offer.availability, pot.offer.category) == ("out_of_stock", "Pots")
    assert (blue.row, blue.offer.title, blue.offer.availability) == (5, "Mug – blue", "backorder")
    assert blue.pictures == ("c.jpg",)
    assert blue.offer.attributes == {"Color": "blue"}
    assert (red.row, red.offer.offer_id, red.offer.title) == (3, "id:5", "Mug – red")
    assert red.offer.price == Money(800, "EUR")
    assert red.offer.attributes == {"Color": "red", "list_price": "€9.50"}
    assert red.pictures == ("a.jpg", "b.jpg")
    assert red.offer.description == blue.offer.description == "For tea."
    assert isinstance(draft, Rejection)
    assert isinstance(grouped, Rejection)
