"""What shops say of their stock."""

import pytest

from retrieval.sources.stock import availability_of, is_hidden

SAID = {
    "in_stock": "in stock|InStock|https://schema.org/InStock|lagernd|sofort lieferbar|en stock"
    "|disponible|disponibile|op voorraad|em estoque|dostępny|有货|在庫あり|8|25.0000|1,200|>50"
    "|Only 2 left in stock!|limited availability|yes|ja",
    "out_of_stock": "out of stock|Sold out!|not available|nicht lieferbar|ausverkauft|épuisé"
    "|rupture de stock|agotado|no disponible|esaurito|non disponibile|uitverkocht"
    "|niet op voorraad|esgotado|niedostępny|缺货|在庫なし|売り切れ|0|0.0000|-4|no|false",
    "preorder": "preorder|Pre-Order|vorbestellbar|précommande|preventa|预售|予約",
    "backorder": "on backorder|available for order|auf Bestellung|sur commande|bajo pedido"
    "|op bestelling|na zamówienie|取り寄せ",
    "": "|ships worldwide|blue",
}


@pytest.mark.parametrize(
    ("said", "meant"), [(one, meant) for meant, all_ in SAID.items() for one in all_.split("|")]
)
def test_stock_words_of_ten_languages_and_numbers(said, meant):
    assert availability_of(said) == meant


@pytest.mark.parametrize("said", ["no", "False", "0", "draft", "archived", "Entwurf", "2", "隐藏"])
def test_what_is_not_published_is_said_so(said):
    assert is_hidden(said)


@pytest.mark.parametrize("said", ["", "yes", "1", "active", "Catalog, Search", "veröffentlicht"])
def test_what_is_published_is_not_hidden(said):
    assert not is_hidden(said)
