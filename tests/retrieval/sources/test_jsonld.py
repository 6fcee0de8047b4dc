import json

import pytest

from retrieval.errors import BadFeed
from retrieval.money import Money
from retrieval.sources import ReadOptions, Rejection, find_format

MUG = {
    "@context": "https://schema.org",
    "@type": "Product",
    "sku": "M",
    "name": "Mug",
    "brand": {"@type": "Brand", "name": "Moor"},
    "gtin13": "4006381333931",
    "image": [{"@type": "ImageObject", "contentUrl": "https://shop.example/m.jpg"}, "/n.jpg"],
    "color": "red",
    "weight": {"@type": "QuantitativeValue", "value": 300, "unitText": "g"},
    "additionalProperty": [{"@type": "PropertyValue", "name": "handle", "value": "large"}],
    "offers": {
        "@type": "AggregateOffer",
        "lowPrice": "9.5",
        "priceCurrency": "EUR",
        "availability": "https://schema.org/InStock",
        "itemCondition": "https://schema.org/UsedCondition",
    },
    "aggregateRating": {"@type": "AggregateRating", "ratingValue": "4.4", "reviewCount": 89},
    "review": [
        {
            "@type": "Review",
            "author": {"name": "Ann"},
            "reviewRating": {"ratingValue": 8, "bestRating": 10},
            "reviewBody": "Holds <b>tea</b>",
            "datePublished": "2024-05-01",
        }
    ],
}
GROUP = {
    "@graph": [
        {"@type": "WebPage", "@id": "#page"},
        {
            "@type": "ProductGroup",
            "productGroupID": "POT",
            "name": "Pot",
            "description": "Cooks.",
            "hasVariant": [
                {
                    "@type": "Product",
                    "sku": "P-S",
                    "name": "Pot, small",
                    "offers": [
                        {"@type": "Offer", "price": 30, "priceCurrency": "USD"},
                        {
                            "@type": "Offer",
                            "price": 35,
                            "priceCurrency": "USD",
                            "availability": "InStock",
                        },
                    ],
                },
                {"@id": "#large"},
            ],
        },
        {"@type": ["Product"], "@id": "#large", "sku": "P-L", "offers": {"@id": "#offer"}},
        {"@type": "Offer", "@id": "#offer", "priceSpecification": {"price": "1,050.00"}},
    ]
}
PAGE = '<!doctype html><html><script type="application/ld+json">{}</script><p>Hello'


def read(path) -> list:
    found = find_format(path)
    assert found.name == "jsonld"
    return list(found.read(path, ReadOptions("shop", "USD")))


def test_a_page_states_a_product(tmp_path):
    (tmp_path / "mug.html").write_text(PAGE.format(json.dumps(MUG)))
    (row,) = read(tmp_path / "mug.html")
    offer = row.offer
    assert (offer.offer_id, offer.title, offer.brand) == ("M", "Mug", "Moor")
    assert (offer.price, offer.availability) == (Money(950, "EUR"), "in_stock")
    assert (offer.gtin, offer.condition) == ("4006381333931", "used")
    assert (offer.rating, offer.rating_count) == (4.4, 89)
    assert offer.attributes == {"color": "red", "weight": "300 g", "handle": "large"}
    assert row.pictures == ("https://shop.example/m.jpg", "/n.jpg")
    (review,) = row.reviews
    assert (review.offer_id, review.rating, review.text) == ("M", 4.0, "Holds tea")
    assert "Ann" not in repr(row)


def test_variants_share_what_their_group_says(tmp_path):
    (tmp_path / "pot.jsonld").write_text(json.dumps(GROUP))
    small, large = read(tmp_path / "pot.jsonld")
    assert (small.offer.title, small.offer.price) == ("Pot, small", Money(3500, "USD"))
    assert (large.offer.offer_id, large.offer.title) == ("P-L", "Pot")
    assert large.offer.price == Money(105000, "USD")
    assert small.offer.description == large.offer.description == "Cooks."
    assert small.offer.group == large.offer.group == "POT"


def test_a_folder_of_pages_is_one_feed(tmp_path):
    (tmp_path / "shop" / "more").mkdir(parents=True)
    (tmp_path / "shop" / "a.html").write_text(PAGE.format(json.dumps(MUG)))
    (tmp_path / "shop" / "b.html").write_text(PAGE.format('{"@type": "Product", "na'))
    (tmp_path / "shop" / "more" / "c.htm").write_text(PAGE.format(json.dumps(GROUP)))
    mug, broken, small, large = read(tmp_path / "shop")
    assert [row.page for row in (mug, small, large)] == ["a.html", "more/c.htm", "more/c.htm"]
    assert [row.row for row in (mug, broken, small, large)] == [1, 2, 3, 4]
    assert isinstance(broken, Rejection)
    assert "JSON-LD" in broken.reason


def test_json_that_was_cut_off_is_no_feed(tmp_path):
    (tmp_path / "a.jsonld").write_text(json.dumps(GROUP)[:-20])
    with pytest.raises(BadFeed, match="cut off"):
        read(tmp_path / "a.jsonld")


def test_nesting_without_end_is_harmless(tmp_path):
    (tmp_path / "a.jsonld").write_text('{"@type": "Product", "x": ' * 400 + "1" + "}" * 400)
    assert read(tmp_path / "a.jsonld") == []
