"""Mutated feeds: whatever strangers deliver, each row is read or refused, and nothing else happens.

At least 2,000 mutated rows a reader; `make torture` reads 50,000 (TORTURE=25).
"""

import json
import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.errors import BadFeed
from retrieval.sources import FORMATS, Heard, ReadOptions, Record, Rejection

ROWS = 50  # a feed
EXAMPLES = 40 * int(os.environ.get("TORTURE", "1"))
OPTIONS = ReadOptions("shop", "EUR")


def table(columns: str, row: str, mark: str = ",") -> str:
    rows = [row.format(n=n) for n in range(ROWS)]
    return "\n".join([columns, *rows]).replace(",", mark) + "\n"


ITEM = (
    "<item><g:id>{n}</g:id><title>Mug &amp; {n}</title><g:price>1.299,00 EUR</g:price>"
    "<g:sale_price>9 EUR</g:sale_price><g:sale_price_effective_date>2020-01-01/2099-01-01"
    "</g:sale_price_effective_date><g:availability>in stock</g:availability></item>"
)
PRODUCT = {"@type": "Product", "sku": "1", "name": "Mug", "offers": {"price": "12,50 €"}}
MICRODATA = (
    '<div itemscope itemtype="http://schema.org/Product"><b itemprop="name">Mug {n}</b>'
    '<i itemprop="sku">{n}</i><p itemprop="offers" itemscope><u itemprop="price">3,50</u></p></div>'
)
SHOPIFY = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Status"
WOO = "ID,Type,SKU,Name,Published,In stock?,Sale price,Regular price,Categories,Parent,Weight (lbs)"
MAGENTO = "sku,store_view_code,attribute_set_code,product_type,name,price,special_price,qty"

JUDGE_ME = "title,body,rating,review_date,product_handle,reply,picture_urls"
YOTPO = "Review Title,Review Content,Review Score,Review Creation Date,SKU,Review Status"

SEEDS = {
    ("table", "csv"): table("id,title,price,stock,brand", 'a{n},"Mug, {n}",12.50,3,Moor'),
    ("table", "tsv"): table("id,title,price,stock", "a{n},Mug {n},12 €,3", "\t"),
    ("table", "jsonl"): "\n".join(
        json.dumps({"id": n, "title": "Mug", "price": 3.5, "a": [{"b": n}]}) for n in range(ROWS)
    ),
    ("shopify", "csv"): table(SHOPIFY, "mug-{n},Mug,Size,S,SKU{n},9.90,,active"),
    ("woocommerce", "csv"): table(WOO, "{n},simple,W{n},Mug,1,1,3,5,Home > Mugs,,2"),
    ("magento", "csv"): table(MAGENTO, "M{n},,Default,simple,Mug,60.0000,45,2"),
    ("google", "xml"): '<rss xmlns:g="http://base.google.com/ns/1.0"><channel>'
    + "\n".join(ITEM.format(n=n) for n in range(ROWS))
    + "</channel></rss>",
    ("jsonld", "jsonld"): json.dumps([PRODUCT | {"sku": n} for n in range(ROWS)]),
    ("jsonld", "html"): "<html>" + "".join(MICRODATA.format(n=n) for n in range(ROWS)) + "</html>",
    ("agentic", "jsonl"): "\n".join(
        json.dumps({"id": n, "variants": [{"id": n, "title": "Mug", "price": {"amount": n}}]})
        for n in range(ROWS)
    ),
    ("reviews", "csv"): table("offer_id,rating,text", "a{n},4,Holds tea"),
    ("judgeme", "csv"): table(JUDGE_ME, "Good,Holds tea,4,2025-01-02,mug-{n},Thanks,"),
    ("yotpo", "csv"): table(YOTPO, "Good,Holds tea,4,2025-01-02,mug-{n},Published"),
    ("questions", "csv"): table("sku,question,answer", "a{n},Does it leak?,No"),
    ("jsonld-reviews", "jsonld"): json.dumps(
        [{"@type": "Review", "itemReviewed": {"sku": n}, "reviewBody": "Tea"} for n in range(ROWS)]
    ),
}
ODD = [b'"', b"'", b"<", b">", b"&", b",", b";", b"\n", b"\r", b"\0", b"\xff", b"\xc3", b"]", b"}",
       b"\\", b"&eacute;", b"<!--", b"]]>", b"1e9", b"-", b"=", b"\xe2\x80\xae", b"9" * 40, b"null",
       b"<![CDATA[", b"\xf0\x9f\x98\x80", b"{", b"[", b"<item>", b"</item>", b"0/0"]  # fmt: skip

MUTATION = st.tuples(
    st.floats(0, 1), st.integers(0, 12), st.one_of(st.sampled_from(ODD), st.binary(max_size=6))
)


def mutated(seed: bytes, mutations: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, put in mutations:
        at = int(place * len(seed))
        seed = seed[:at] + put + seed[at + length :]
    return seed


@pytest.mark.parametrize(("name", "suffix"), SEEDS)
def test_no_mutation_is_more_than_a_row_refused(tmp_path_factory, name, suffix):
    folder = tmp_path_factory.mktemp("fuzz")
    seed = SEEDS[name, suffix].encode()
    count = 0

    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.lists(MUTATION, min_size=1, max_size=30))
    def check(mutations):
        nonlocal count
        count += 1
        path = folder / f"{count}.{suffix}"
        path.write_bytes(mutated(seed, mutations))
        with suppress(BadFeed):
            for result in FORMATS[name].read(path, OPTIONS):
                assert isinstance(result, Record | Rejection | Heard)
                assert "this program fails" not in getattr(result, "reason", "")
        path.unlink()

    check()
    assert count * ROWS >= 2000
