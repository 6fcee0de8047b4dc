"""From a folder of questions to an adapter that answers them: train, ingest, ask, compare."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from assistant.cli import main
from fusion.training import TrainingOptions
from retrieval.adapters import adapter_path, current_adapter
from retrieval.catalogue import Catalogue
from retrieval.errors import AssistantError
from retrieval.indexing import open_live
from retrieval.query import Query
from retrieval.relations import SESSIONS, relations
from retrieval.search import SearchOptions
from retrieval.training.comparison import CompareOptions, compare, paired_bootstrap, split
from retrieval.training.data import read_folder
from retrieval.training.fitting import fit
from tests.fakes import FAKE, FAKE_TOKENS

DARK = (0.25, 0.35, 0.45)  # what the light of the made-up phone makes of red, green and blue


@pytest.fixture(scope="module")
def folder(feed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop of `feed`, and five dark, coloured photos of each product; two to test with."""
    folder = tmp_path_factory.mktemp("evaluation")
    (folder / "catalog.csv").write_text(feed.read_text())
    rng = np.random.default_rng(0)
    lines = []
    for picture in sorted(feed.parent.glob("*.png")):
        (folder / picture.name).write_bytes(picture.read_bytes())
        for number in range(5):
            pixels = np.asarray(Image.open(picture).convert("RGB")) * np.array(DARK)
            photo = np.clip(pixels + 30 * rng.normal(size=(1, 1, 3)) + 60, 0, 255)
            name = f"photo-{picture.stem}-{number}.png"
            Image.fromarray(photo.astype(np.uint8)).save(folder / name)
            asked = {"photo": name, "relevant": [picture.stem]}
            lines.append({**asked, "split": "test" if number < 2 else "train"})
    (folder / "queries.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def run(capsys: pytest.CaptureFixture, *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def found(catalog: Path, folder: Path) -> float:
    """R@1 of the test photos, as a shopper gets it."""
    searcher, _ = open_live(Catalogue.open(catalog), SearchOptions(exact=True))
    lines = map(json.loads, (folder / "queries.jsonl").read_text().splitlines())
    asked = [line for line in lines if line["split"] == "test"]
    hits = []
    for line in asked:
        photo = Image.open(folder / line["photo"]).convert("RGB")
        (hit, *_) = searcher.search(Query(images=(photo,)), 1)
        hits.append(hit.product.offers[0].offer_id == line["relevant"][0])
    return float(np.mean(hits))


def test_a_trained_adapter_serves_a_catalogue(capsys, folder: Path, tmp_path: Path) -> None:
    catalog, out = tmp_path / "catalog", tmp_path / "phones.safetensors"
    ingest = ("ingest", folder / "catalog.csv", "--encoder", "fake", "--catalog", catalog)
    assert run(capsys, *ingest)[0] == 0
    plain = found(catalog, folder)
    trained = ("train", "photo", "--data", folder, "--encoder", "fake", "--out", out, "--json")
    code, printed, _ = run(capsys, *trained)
    assert code == 0
    assert json.loads(printed)["questions"] == 48
    assert run(capsys, *ingest, "--fusion", out)[0] == 0
    assert found(catalog, folder) > plain + 0.2
    assert run(capsys, *ingest)[0] == 0  # the choice stays
    catalogue = Catalogue.open(catalog)
    assert adapter_path(catalogue, "phones").is_file()
    assert current_adapter(catalogue) is not None
    assert run(capsys, *ingest, "--fusion", "none")[0] == 0
    assert found(catalog, folder) == plain


def test_spaces_of_two_adapters_never_meet(capsys, folder: Path, tmp_path: Path) -> None:
    """A catalogue whose adapter changed under an open index is not searched with the new one."""
    catalog, out = tmp_path / "catalog", tmp_path / "a.safetensors"
    ingest = ("ingest", folder / "catalog.csv", "--encoder", "fake", "--catalog", catalog)
    run(capsys, "train", "centring", "--data", folder, "--encoder", "fake", "--out", out)
    assert run(capsys, *ingest, "--fusion", out)[0] == 0
    run(capsys, "train", "coral", "--data", folder, "--encoder", "fake", "--out", out)
    out.replace(adapter_path(Catalogue.open(catalog), "a"))
    with pytest.raises(AssistantError, match="encoded with other weights"):
        open_live(Catalogue.open(catalog), SearchOptions())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ingest", "{data}/catalog.csv", "--fusion", "magic"], "There is no adapter"),
        (["ingest", "{data}/catalog.csv", "--fusion", "{tmp}/x.safetensors"], "cannot be used"),
        (["train", "photo", "--data", "{tmp}"], "cannot be read"),
        (["compare", "--data", "{tmp}"], "cannot be read"),
    ],
)
def test_wrong_use_is_one_sentence(capsys, folder: Path, tmp_path: Path, arguments, says) -> None:
    (tmp_path / "x.safetensors").write_bytes(b"not tensors")
    arguments = [one.format(data=folder, tmp=tmp_path) for one in arguments]
    if arguments[0] == "ingest":
        arguments += ["--catalog", tmp_path / "c"]
    code, _, err = run(capsys, *arguments, "--encoder", "fake")
    assert code == 2
    assert says in err


def test_a_catalogue_can_be_learnt_from(capsys, feed: Path, tmp_path: Path) -> None:
    catalog = ("--catalog", tmp_path / "c")
    run(capsys, "ingest", feed, "--encoder", "fake", *catalog)
    code, out, _ = run(capsys, "train", "early", "--epochs", 2, "--json", *catalog)
    assert code == 0
    assert json.loads(out)["questions"] == 32
    assert run(capsys, "ingest", feed, "--fusion", "early", *catalog)[0] == 0
    code, out, _ = run(capsys, "ask", "red teapot", "--json", *catalog)
    first = json.loads(out)["recommendations"][0]
    assert code == 0
    assert sum(first["contributions"].values()) == pytest.approx(first["score"], abs=1e-4)
    code, _, err = run(capsys, "train", "graph", "--epochs", 1, *catalog)
    assert code == 0, err


@pytest.fixture(scope="module")
def worded(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same photos, each with some words about its product."""
    worded = tmp_path_factory.mktemp("worded")
    (worded / "catalog.csv").write_text((folder / "catalog.csv").read_text())
    for picture in folder.glob("*.png"):
        (worded / picture.name).write_bytes(picture.read_bytes())
    lines = [json.loads(line) for line in (folder / "queries.jsonl").read_text().splitlines()]
    asked = [{**line, "text": line["relevant"][0].replace("-", " ")} for line in lines]
    (worded / "queries.jsonl").write_text("".join(json.dumps(one) + "\n" for one in asked))
    return worded


@pytest.mark.parametrize("name", ["attention", "graph"])
def test_contributions_add_up_with_an_adapter_live(
    capsys, worded: Path, tmp_path: Path, name: str
) -> None:
    catalog, out = tmp_path / "catalog", tmp_path / f"{name}.safetensors"
    run(capsys, "train", name, "--data", worded, "--encoder", "fake", "--out", out, "--epochs", 3)
    ingest = ("ingest", worded / "catalog.csv", "--encoder", "fake", "--catalog", catalog)
    assert run(capsys, *ingest, "--fusion", out)[0] == 0
    photo = worded / "photo-blue-lamp-0.png"
    asked = ("ask", "red teapot", "--photo", photo, "--json", "--catalog", catalog)
    code, printed, err = run(capsys, *asked)
    assert code == 0, err
    for one in json.loads(printed)["recommendations"]:
        assert sum(one["contributions"].values()) == pytest.approx(one["score"], abs=1e-4)


def test_sessions_change_an_index_made_with_a_graph(capsys, feed: Path, tmp_path: Path) -> None:
    """A file of sessions beside the catalogue is read when it is next brought up to date."""
    catalog = tmp_path / "c"
    ingest = ("ingest", feed, "--encoder", "fake", "--catalog", catalog)
    run(capsys, *ingest)
    run(capsys, "train", "graph", "--epochs", 1, "--catalog", catalog)
    names = ["red-mug", "blue-lamp"]
    lines = "".join(f"{visit},{name}\n" for visit in range(3) for name in names)
    (catalog / SESSIONS).write_text(f"session,product\n{lines}")
    run(capsys, *ingest, "--fusion", "graph")
    catalogue = Catalogue.open(catalog)
    products = list(catalogue.all_products())
    edges = relations(products, catalog / SESSIONS)["interest"]
    assert len(edges) == 6
    before = open_live(catalogue, SearchOptions())[0].generation.blocks.image.copy()
    (catalog / SESSIONS).unlink()
    run(capsys, *ingest, "--fusion", "none")
    run(capsys, *ingest, "--fusion", "graph")
    after = open_live(Catalogue.open(catalog), SearchOptions())[0].generation.blocks.image
    changed = np.abs(before - after).max(axis=1) > 1e-6
    rows = {products[row].offers[0].offer_id for row in np.flatnonzero(changed)}
    assert rows == set(names)


def test_cross_attention_over_tokens_serves_a_catalogue(
    capsys, feed: Path, folder: Path, tmp_path: Path
) -> None:
    """Tokens are made when an adapter reads them, of products and questions, and only once."""
    catalog = ("--catalog", tmp_path / "c")
    ingest = ("ingest", feed, "--encoder", "fake-tokens", *catalog)
    assert run(capsys, *ingest)[0] == 0
    assert FAKE_TOKENS.tokens_made == 0
    assert run(capsys, "train", "intermediate", "--epochs", 2, *catalog)[0] == 0
    made = FAKE_TOKENS.tokens_made
    assert made >= 32
    assert run(capsys, *ingest, "--fusion", "intermediate")[0] == 0
    assert FAKE_TOKENS.tokens_made == made
    for question in (("red teapot",), ("--photo", next(feed.parent.glob("*.png")))):
        code, out, _ = run(capsys, "ask", *question, "--json", *catalog)
        first = json.loads(out)["recommendations"][0]
        assert code == 0
        assert sum(first["contributions"].values()) == pytest.approx(first["score"], abs=1e-4)


def test_tokens_are_those_of_the_blocks_beside_them(folder: Path, tmp_path: Path) -> None:
    data = read_folder(folder, FAKE_TOKENS, tmp_path / "cache", with_tokens=True)
    assert data.items.tokens is not None
    assert data.queries.tokens is not None
    for blocks in (data.items, data.queries):
        flat = blocks.tokens.image.reshape(len(blocks), -1)
        alike = (flat * blocks.image).sum(axis=1) / np.linalg.norm(flat, axis=1)
        np.testing.assert_allclose(alike, 1, atol=1e-2)
    assert not data.queries.tokens.text.any()  # these questions are photos
    assert read_folder(folder, FAKE_TOKENS, tmp_path / "cache").items.tokens is None


def test_compare_says_which_encoder_hands_out_no_tokens(folder: Path) -> None:
    options = CompareOptions(("none", "intermediate"), seeds=1)
    rows = compare(read_folder(folder, FAKE, with_tokens=True), FAKE, options)
    assert "unfolded" in rows[1]["problem"]


def test_splits_keep_unseen_products_and_test_questions_apart(folder: Path) -> None:
    data = read_folder(folder, FAKE)
    assert data.test.sum() == 32
    one = split(data, CompareOptions(), 0)
    assert not set(one.train) & set(one.test)
    unseen = data.target[one.test[one.unseen]]
    assert len(set(unseen)) == 5
    assert not set(unseen) & set(data.target[one.train])
    other = split(data, CompareOptions(), 1)
    assert set(data.target[other.test[other.unseen]]) != set(unseen)


def test_features_are_made_once(folder: Path) -> None:
    read_folder(folder, FAKE)
    before = FAKE.images_seen
    read_folder(folder, FAKE)
    assert FAKE.images_seen == before


def test_compare_sets_each_beside_its_twin(folder: Path) -> None:
    training = TrainingOptions(epochs=1)
    options = CompareOptions(("none", "centring", "photo"), seeds=2, training=training)
    rows = {row["strategy"]: row for row in compare(read_folder(folder, FAKE), FAKE, options)}
    assert rows["photo"]["R@1 seen"] > rows["none"]["R@1 seen"]
    assert rows["photo"]["low"] <= rows["photo"]["R@1 − twin"] <= rows["photo"]["high"]
    assert "low" not in rows["none"]


def test_the_bootstrap_draws_questions_not_values() -> None:
    """Ten copies of a question's value are no more evidence than one."""
    rng = np.random.default_rng(0)
    gaps = rng.normal(0.1, 1, 50)
    once = paired_bootstrap([gaps], [0 * gaps], [np.arange(50)], 2000)
    copied = paired_bootstrap([gaps] * 10, [0 * gaps] * 10, [np.arange(50)] * 10, 2000)
    assert once == pytest.approx(copied)
    spread = 1.96 * gaps.std() / np.sqrt(50)
    assert once[2] - once[1] == pytest.approx(2 * spread, rel=0.15)


def test_what_cannot_be_learnt_says_why(folder: Path) -> None:
    data = read_folder(folder, FAKE)
    with pytest.raises(AssistantError, match="too few"):
        fit("photo", data, np.flatnonzero(~data.test)[:4], TrainingOptions())
