"""What the columns of a table are, whatever they are called."""

import pytest

from retrieval.money import Money
from retrieval.sources import ReadOptions, Record, find_format
from retrieval.sources.columns import field_of, plain_name
from retrieval.sources.describing import columns_of, decimal_of, sampled

OPTIONS = ReadOptions("shop", "EUR")


def read(path, content: str, options: ReadOptions = OPTIONS) -> list:
    path.write_text(content)
    return list(find_format(path).read(path, options))


@pytest.mark.parametrize(
    "header",
    [
        "Item no.;Product name *;Selling price (incl. VAT);List price;Stock quantity;EAN-13",
        "Artikelnummer;Bezeichnung;Preis;UVP;Lagerbestand;EAN",
        "Référence;Désignation;Prix TTC;Prix conseillé;Quantité en stock;Code-barres",
        "Referencia;Nombre;Precio de venta;Precio anterior;Existencias;Código de barras",
        "Codice;Nome;Prezzo di vendita;Prezzo di listino;Giacenza;Codice EAN",
        "Artikelnummer;Naam;Verkoopprijs;Adviesprijs;Voorraad;Streepjescode",
        "Código;Nome do produto;Preço;Preço de tabela;Estoque;Código de barras",
        "Symbol;Nazwa;Cena brutto;Cena katalogowa;Stan magazynowy;Kod EAN",
        "商品编号;商品名称;售价;市场价;库存数量;条形码",
        "商品番号;商品名;販売価格;定価;在庫数;JANコード",
        "itemId;productName;price_eur;compare_at_price;inventory-quantity;gtin",
    ],
)
def test_headings_of_ten_languages(tmp_path, header):
    (row,) = read(tmp_path / "a.csv", f"{header}\nA1;Rug;24,50;30,00;0;4006381333931\n")
    offer = row.offer
    assert (offer.offer_id, offer.title, offer.gtin) == ("A1", "Rug", "4006381333931")
    assert (offer.price, offer.availability) == (Money(2450, "EUR"), "out_of_stock")
    assert offer.attributes == {"list_price": "€30.00"}


@pytest.mark.parametrize(
    "name", ["Product Name *", "product_name", "PRODUCT-NAME", "productName", "Product name (de):"]
)
def test_signs_and_notes_make_no_other_column(name):
    assert plain_name(name) == "product name"
    assert field_of(name)[0] == "title"


@pytest.mark.parametrize(
    ("columns", "cells", "price", "former"),
    [
        ("price,sale_price", "30,20", 2000, "€30.00"),
        ("price,special_price", "30,0", 3000, None),
        ("price,sale_price", "30,35", 3000, None),
        ("price,sale_price", ",20", 2000, None),
        ("price,compare_at_price", "20,30", 2000, "€30.00"),
        ("price,compare_at_price", "20,0", 2000, None),
        ("price,msrp", "20,15", 2000, None),
        ("list_price,title2", "20,x", None, None),
        ("regular_price,price", "30,20", 2000, "€30.00"),
        ("regular_price,sale_price", "30,20", 2000, "€30.00"),
        ("price,sale_price", "30,soon", 3000, None),
        ("price,list_price", "0,30", None, None),
    ],
)
def test_only_what_is_paid_is_the_price(tmp_path, columns, cells, price, former):
    (row,) = read(tmp_path / "a.csv", f"id,title,{columns}\n1,Rug,{cells}\n")
    assert (row.offer.price.minor if row.offer.price else None) == price
    assert row.offer.attributes.get("list_price") == former


@pytest.mark.parametrize(
    ("dates", "minor"), [("", 2000), ("2020-01-01/2020-02-01", 3000), ("some day", 3000)]
)
def test_a_sale_counts_while_it_is_known_to_run(tmp_path, dates, minor):
    content = f"id,title,price,sale_price,sale_price_effective_date\n1,Rug,30,20,{dates}\n"
    (row,) = read(tmp_path / "a.csv", content)
    assert row.offer.price.minor == minor


def test_a_currency_that_is_not_known_costs_the_row(tmp_path):
    content = "id,title,price,currency\n1,Rug,30,EUR\n2,Pot,30,credits\n3,Cup,30,\n"
    good, bad, plain = read(tmp_path / "a.csv", content)
    assert "'credits'" in bad.reason
    assert [row.offer.price.currency for row in (good, plain)] == ["EUR", "EUR"]


def test_what_is_hidden_is_not_offered(tmp_path):
    content = "id;title;price;Sichtbar\n1;Rug;3;ja\n2;Pot;3;nein\n3;Cup;3;\n"
    found = read(tmp_path / "a.csv", content)
    assert [isinstance(row, Record) for row in found] == [True, False, True]


def test_a_keepers_word_is_stronger_than_a_heading(tmp_path):
    options = ReadOptions("shop", "EUR", {"title": "label", "attribute:type": "type"})
    (row,) = read(tmp_path / "a.csv", "id,title,label,type,price\n1,x,Rug,flat,3\n", options)
    assert (row.offer.title, row.offer.category) == ("Rug", "")
    assert row.offer.attributes == {"title": "x", "type": "flat"}


def test_a_feed_says_how_its_columns_are_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Artikelnummer;Bezeichnung;Preis;Farbe\n1;Rug;1.250;red\n2;Pot;12,50;\n")
    sample = sampled(path, find_format(path), OPTIONS)
    columns = columns_of(sample, find_format(path), OPTIONS)
    assert [(c.column, c.taken_for, c.example) for c in columns] == [
        ("Artikelnummer", "offer_id", "1"),
        ("Bezeichnung", "title", "Rug"),
        ("Preis", "price", "1.250"),
        ("Farbe", "attribute", "red"),
    ]
    assert decimal_of(sample, columns) == ","
