"""What printed words and item numbers do to an answer. The reader is a fake: it is told them."""

from pathlib import Path

import pytest
from PIL import Image

from retrieval.catalogue import Catalogue
from retrieval.images import decode_image
from retrieval.indexing import open_live
from retrieval.ingest import ingest
from retrieval.money import Money
from retrieval.printed import BARCODE, PRINTED
from retrieval.query import Constraints, Query
from retrieval.reading import PrintedLine, PrintedWords, Reading
from retrieval.reading.pictures import read_pictures
from retrieval.search import Searcher, SearchOptions
from tests.conftest import draw
from tests.fakes import FAKE

GTINS = {"oat": "4006381333931", "rye": "7310865004703"}
ROWS = """id,title,description,price,currency,gtin,image
oat,Havrebrygg oat drink,Made from oats,2.00,EUR,4006381333931,grey.png
rye,Wasa crispbread,Made from rye,3.00,EUR,7310865004703,red.png
tea,Green tea,Leaves,4.00,EUR,,green.png
jam,Strawberry jam,Made from berries,5.00,EUR,,blue.png
wordless,,,6.00,EUR,,plain.png
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("printed")
    (place / "shop.csv").write_text(ROWS)
    for name, colour in (
        ("grey", (120, 120, 120)), ("red", (200, 30, 30)), ("green", (30, 160, 60)),
        ("blue", (40, 60, 200)), ("plain", (240, 240, 30)),
    ):  # fmt: skip
        draw(colour, "mug").save(place / f"{name}.png")
    catalogue = Catalogue.create(place / "catalog")
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(place / "shop.csv"))
    catalogue.close()
    return place


@pytest.fixture
def searcher(folder: Path) -> Searcher:
    return open_live(Catalogue.open(folder / "catalog"), SearchOptions())[0]


def read(*lines: str, confidence: float = 0.95, gtins: tuple[str, ...] = ()) -> Reading:
    return Reading.done(PrintedWords(tuple(PrintedLine(one, confidence) for one in lines), gtins))


def asked(folder: Path, reading: Reading | None, picture: str = "green", **more) -> Query:
    image = decode_image(folder / f"{picture}.png")
    return Query(images=(image,), reading=reading, **more)


def found(searcher: Searcher, query: Query) -> list[str]:
    return [hit.product.offers[0].offer_id for hit in searcher.search(query, 5)]


def test_printed_words_bring_up_the_product_that_has_them(searcher, folder):
    grey, red = (decode_image(folder / f"{name}.png") for name in ("grey", "red"))
    between = (Image.blend(grey, red, 0.55),)
    assert found(searcher, Query(images=between))[0] == "rye"
    hits = searcher.search(Query(images=between, reading=read("HAVREBRYGG!", "oat drink")), 5)
    assert hits[0].product.offers[0].offer_id == "oat"
    assert hits[0].printed == ("HAVREBRYGG", "oat", "drink")
    assert hits[0].contributions[PRINTED] > 0
    assert not hits[0].exact


def test_contributions_add_up(searcher, folder):
    reading = read("Havrebrygg", "made from", gtins=("0" + GTINS["rye"],))
    for words in ("", "something with oats"):
        for hit in searcher.search(asked(folder, reading, text=words), 5):
            assert sum(hit.contributions.values()) == pytest.approx(hit.score, abs=1e-6)


@pytest.mark.parametrize("said", ["HAVREBRYCG", "avrebrygg", "Havrebryg", "hävrebrygg"])
def test_a_misread_word_still_speaks(searcher, folder, said):
    assert found(searcher, asked(folder, read(said)))[0] == "oat"


def test_words_that_no_product_or_every_product_has_change_nothing(searcher, folder):
    plain = searcher.search(asked(folder, None), 5)
    for line in ("zuyxwv qqqqq", "a", "1 2 3", "と 的"):
        same = searcher.search(asked(folder, read(line)), 5)
        assert [hit.score for hit in same] == pytest.approx([hit.score for hit in plain])


def test_a_word_is_believed_as_far_as_its_reader_is_sure(searcher):
    sure = searcher.printed(read("Wasa").result())
    unsure = searcher.printed(read("Wasa", confidence=0.5).result())
    assert sure is not None
    assert unsure is not None
    assert 0 < unsure.nats.max() < sure.nats.max()


def test_a_page_of_text_counts_no_more_than_a_package(searcher, folder):
    page = read("Wasa crispbread made from rye", *("Wasa rye crispbread leaves berries",) * 30)
    best = max(hit.contributions[PRINTED] for hit in searcher.search(asked(folder, page), 5))
    options = searcher.options.printed
    assert best <= options.nat * options.most + 1e-6


def test_an_item_number_answers_exactly(searcher, folder):
    hits = searcher.search(asked(folder, read(gtins=("0" + GTINS["oat"],))), 5)
    assert [hit.exact for hit in hits] == [True] + [False] * 4
    assert hits[0].product.offers[0].offer_id == "oat"
    assert hits[0].contributions[BARCODE] >= 1
    assert not any(hit.close for hit in hits[1:])


def test_of_several_numbers_all_come_first_and_the_prominent_one_leads(searcher, folder):
    for order in (("rye", "oat"), ("oat", "rye")):
        gtins = tuple("0" + GTINS[name] for name in order)
        hits = searcher.search(asked(folder, read(gtins=gtins), "blue"), 5)
        assert [hit.exact for hit in hits] == [True, True, False, False, False]


def test_likeness_decides_where_a_number_of_another_thing_is_in_the_picture(searcher, folder):
    gtins = tuple("0" + GTINS[name] for name in ("rye", "oat"))
    assert found(searcher, asked(folder, read(gtins=gtins), "grey"))[:2] == ["oat", "rye"]


def test_an_unknown_number_is_said_to_be_unknown_and_the_photo_is_still_answered(searcher, folder):
    reading = read(gtins=("00000000000017", "0" + GTINS["oat"]))
    assert searcher.printed.unknown(reading.result()) == ("00000000000017",)
    only = asked(folder, read(gtins=("00000000000017",)))
    assert found(searcher, only) == found(searcher, asked(folder, None))


def test_an_item_number_does_not_break_a_limit(searcher, folder):
    dear = Constraints(min_price=Money(350, "EUR"))
    reading = read("Havrebrygg", gtins=("0" + GTINS["oat"],))
    assert "oat" not in found(searcher, asked(folder, reading, constraints=dear))


class FakeReader:
    """Reads "Sommarfil" off every picture, and counts them."""

    def __init__(self) -> None:
        self.seen = 0

    def read(self, image, glance=False):
        self.seen += 1
        return PrintedWords((PrintedLine("Sommarfil", 0.9),))


def test_words_on_the_pictures_of_products_are_found(folder, tmp_path):
    catalogue = Catalogue.create(tmp_path / "catalog")
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(folder / "shop.csv"))
    reader = FakeReader()
    with catalogue.writing():
        assert read_pictures(catalogue, reader, catalogue.all_products(), 0.0) == 5
        assert read_pictures(catalogue, reader, catalogue.all_products(), 60.0) == 0
        assert read_pictures(catalogue, reader, catalogue.all_products(), 60.0) == 0
    assert reader.seen == 5
    assert catalogue.generations.stale
    ingest(catalogue, FAKE, str(folder / "shop.csv"))
    searcher = open_live(catalogue, SearchOptions())[0]
    assert all(product.printed == ("Sommarfil",) for product in catalogue.all_products())
    assert len(searcher.generation.lexical.top("sommarfil", 9)[0]) == 5
    catalogue.close()


def test_wordless_products_are_read_first(folder):
    catalogue = Catalogue.open(folder / "catalog")
    seen: list[tuple[int, int | None]] = []

    class Impatient(FakeReader):
        def read(self, image, glance=False):
            seen.append(image.getpixel((0, 63)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), catalogue.writing():
        read_pictures(catalogue, Impatient(), catalogue.all_products(), 60.0)
    (wordless,) = [p for p in catalogue.all_products() if p.offers[0].offer_id == "wordless"]
    first = decode_image(catalogue.image_path(wordless.image)).getpixel((0, 63))
    assert seen == [first]
    catalogue.close()
