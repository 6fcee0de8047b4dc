"""What people say, in the forms that shops export it in. No reviewer's name is read."""

import json
from pathlib import Path

import pytest

from retrieval.catalogue import Catalogue
from retrieval.catalogue.heard import of_one
from retrieval.ingest import IngestOptions, ingest
from retrieval.sources import Heard, ReadOptions, find_format
from tests.conftest import draw
from tests.fakes import FAKE

OPTIONS = ReadOptions("shop")
JUDGE_ME = (
    "title,body,rating,review_date,source,curated,reviewer_name,reviewer_email,product_id,"
    "product_handle,reply,reply_date,picture_urls,ip_address,location\n"
    'Fine,"Holds tea, and well.",4,2025-03-02 10:12:00 UTC,web,ok,Ann Bee,a@x.example,77,mug,'
    'Thank you!,,"a.png,https://x.example/b.png",10.1.2.3,Leeds\n'
    "Buy pills,Click here,5,2025-03-02 10:12:00 UTC,web,spam,Bot,b@x.example,77,mug,,,,,\n"
)
YOTPO = (
    "Review ID,Review Status,Review Title,Review Content,Review Score,Review Creation Date,"
    "Product ID,Product URL,Reviewer Display Name,Reviewer Email,Published Image URLs\n"
    "1,Published,Fine,Holds tea.,4,2025-03-02,77,https://s.example/products/mug,Ann Bee,"
    "a@x.example,https://x.example/a.png; https://x.example/b.png\n"
    "2,Rejected,Bad,Leaks.,1,2025-03-02,77,,Bo,b@x.example,\n"
)
SCHEMA = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Review",
                "author": {"@type": "Person", "name": "Ann Bee"},
                "itemReviewed": {"@type": "Product", "sku": "mug", "name": "Mug"},
                "reviewRating": {"ratingValue": 8, "bestRating": 10},
                "reviewBody": "Holds tea.",
                "datePublished": "2025-03-02T08:00:00Z",
                "image": {"@type": "ImageObject", "url": "https://x.example/a.png"},
                "comment": {"@type": "Comment", "text": "Thank you!"},
            }
        ],
    }
)


def read(path: Path, text: str) -> list:
    path.write_text(text, encoding="utf-8")
    return list(find_format(path).read(path, OPTIONS))


@pytest.mark.parametrize(
    ("form", "suffix", "text"),
    [("judgeme", "csv", JUDGE_ME), ("yotpo", "csv", YOTPO), ("jsonld-reviews", "json", SCHEMA)],
)
def test_each_form_is_known_by_its_columns_and_says_the_same(tmp_path, form, suffix, text):
    path = tmp_path / f"said.{suffix}"
    good, *others = read(path, text)
    assert find_format(path).name == form
    said = good.said
    assert (said.rating, said.written, said.source) == (4.0, "2025-03-02", "shop")
    assert said.text.startswith("Holds tea")
    assert "mug" in good.names
    assert said.pictures[-1].startswith("https://x.example/")
    assert said.reply in ("Thank you!", "")
    assert not any(isinstance(one, Heard) for one in others), "what a shop hides is not read"
    assert "Ann" not in repr(good)
    assert "x.example/a" in repr(good) or "a.png" in repr(good)


def test_a_list_of_things_with_a_body_is_no_list_of_reviews(tmp_path):
    path = tmp_path / "shop.csv"
    path.write_text("sku,title,body,rating,created_at,price\n1,Mug,A mug,4,2025-01-01,3\n")
    assert find_format(path).name == "table"


def test_questions_are_read_from_a_table_and_from_a_page(tmp_path):
    (one,) = read(
        tmp_path / "q.csv",
        "product_handle,question,answer,answer_date,answered_by,asker_name\n"
        "mug,Does it leak?,No.,2025-01-02,Store owner,Ann Bee\n",
    )
    assert (one.said.text, one.said.answer, one.said.by_shop) == ("Does it leak?", "No.", True)
    assert "Ann" not in repr(one)
    mug = {"@type": "Product", "sku": "mug", "name": "Mug", "offers": {"price": 3}}
    asked = {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": "Does it leak?",
                "acceptedAnswer": {"text": "No.", "author": {"@type": "Organization"}},
                "suggestedAnswer": [{"text": "Mine does not."}],
            }
        ],
    }
    page = "".join(
        f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in (mug, asked)
    )
    (record,) = read(tmp_path / "mug.html", f"<html>{page}</html>")
    assert [(q.text, q.answer, q.by_shop) for q in record.questions] == [
        ("Does it leak?", "No.", True),
        ("Does it leak?", "Mine does not.", False),
    ]


@pytest.fixture
def catalogue(tmp_path) -> Catalogue:
    return Catalogue.create(tmp_path / "catalog")


def test_a_review_of_a_thing_stands_with_its_variants_and_counts_once(catalogue, tmp_path):
    shop = tmp_path / "shop.csv"
    shop.write_text(
        "id,title,price,currency,item_group_id\nm1,Mug red,3,EUR,mug\nm2,Mug blue,3,EUR,mug\n"
    )
    said = tmp_path / "reviews.csv"
    said.write_text(JUDGE_ME)
    draw((200, 30, 30), "mug").save(tmp_path / "a.png")
    asked = tmp_path / "asked.csv"
    asked.write_text("product_handle,question,answer\nmug,Does it leak?,No.\n")
    places = [str(said), str(asked), str(shop)]  # whatever their order
    (found,) = ingest(catalogue, FAKE, places, IngestOptions(source="shop"))
    assert (found.reviews, found.questions) == (2, 2)
    assert [one.kind for one in found.notices] == ["unseen"], "x.example is not there"
    keys = [("shop", "m1"), ("shop", "m2")]
    both = catalogue.reviews.of_offers(keys)
    assert {one.offer_id for one in both} == {"m1", "m2"}
    (one,) = of_one(both, keys)
    assert len(one.pictures) == 1
    assert catalogue.image_path(one.pictures[0]).is_file()
    assert one.reply == "Thank you!"
    assert catalogue.reviews.pictures() == dict.fromkeys(keys, one.pictures)
    assert [q.answer for q in of_one(catalogue.questions.of_offers(keys), keys)] == ["No."]
    assert not catalogue.damaged_rows()
    asked.write_text("product_handle,question,answer\nmug,Is it big?,\nmug,Is it big?,Yes.\n")
    ingest(catalogue, FAKE, str(asked), IngestOptions(source="shop"))
    assert [q.answer for q in catalogue.questions.of("shop", "m1")] == ["Yes."]
