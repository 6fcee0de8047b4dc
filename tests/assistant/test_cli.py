import json

import pytest

from assistant.cli import main
from tests import fakes  # noqa: F401  (registers the fake encoder)


def run(capsys, *arguments) -> tuple[int, str, str]:
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = stop.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_ingest_ask_doctor(capsys, feed, tmp_path):
    catalog = ("--catalog", tmp_path / "c")
    code, out, _ = run(capsys, "ingest", feed, "--encoder", "fake", "--json", *catalog)
    assert code == 0
    assert json.loads(out)["sources"][0]["added"] == 16
    code, out, _ = run(capsys, "ask", "red teapot", "--json", "--k", 2, *catalog)
    assert code == 0
    assert json.loads(out)["recommendations"][0]["title"] == "Red teapot"
    code, out, _ = run(
        capsys, "ask", "red teapot", "--photo", feed.parent / "red-mug.png", *catalog
    )
    assert code == 0
    assert "1. " in out
    code, out, _ = run(capsys, "doctor", "--json", *catalog)
    assert code == 0, out
    assert json.loads(out)["well"]


def test_a_shop_s_own_answers_are_kept_and_given(capsys, feed, tmp_path):
    answers = tmp_path / "answers.csv"
    answers.write_text("question,answer\nWhat does delivery cost?,Five euros.\n")
    catalog = ("--catalog", tmp_path / "catalog")
    code, out, _ = run(capsys, "ingest", feed, *catalog, "--answers", answers, "--no-ocr")
    assert code == 0
    assert "1 answers of the shop's own are kept." in out
    code, out, _ = run(capsys, "ask", "what does delivery cost?", *catalog)
    assert (code, out) == (0, "Five euros.\n")


def test_a_house_style_that_is_wrong_is_told(capsys, feed, tmp_path):
    style = tmp_path / "shop.toml"
    style.write_text('colour = "red"')
    code, _, err = run(capsys, "ask", "mug", "--catalog", tmp_path, "--shop", style)
    assert code == 2
    assert err.startswith("shop.toml: there is no key colour;")


def test_doctor_finds_damage(capsys, feed, tmp_path):
    catalog = ("--catalog", tmp_path / "c")
    run(capsys, "ingest", feed, "--encoder", "fake", *catalog)
    next((tmp_path / "c" / "generations").rglob("text.npy")).write_bytes(b"broken")
    code, out, _ = run(capsys, "doctor", *catalog)
    assert code == 2
    assert "BAD  index" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "mug", "--catalog", "gone"], "There is no catalogue in gone"),
        (["ask", "mug", "--k", "0", "--catalog", "gone"], "ask for 1 to 100"),
        (["ask", "mug", "--k", "many"], "invalid int value"),
        (["ingest", "gone.csv", "--catalog", "{tmp}/c"], "no file or folder gone.csv"),
        (["ingest", "{feed}", "--currency", "shells", "--catalog", "{tmp}/c"], "not a currency"),
        (["ingest", "{feed}", "--encoder", "magic", "--catalog", "{tmp}/c"], "no encoder 'magic'"),
        (["evaluate", "search", "--data", "gone"], "cannot be read"),
        (["evaluate", "taste", "--data", "gone"], "invalid choice"),
        (["dance"], "invalid choice"),
        ([], "required"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(capsys, feed, tmp_path, arguments, says):
    paths = {"tmp": tmp_path, "feed": feed}
    code, out, err = run(capsys, *[argument.format(**paths) for argument in arguments])
    assert code == 2
    assert out == ""
    assert says in err
    assert "Traceback" not in err


def test_a_fault_of_ours_is_exit_code_1(capsys, monkeypatch, catalog_folder):
    monkeypatch.setattr("assistant.dialogue.conversation.understand", lambda *_: 1 / 0)
    code, _, err = run(capsys, "ask", "mug", "--catalog", catalog_folder)
    assert code == 1
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err


def test_evaluate_search_prints_every_figure(capsys, feed, tmp_path):
    (tmp_path / "catalog.csv").write_text(feed.read_text())
    for picture in feed.parent.glob("*.png"):
        (tmp_path / picture.name).write_bytes(picture.read_bytes())
    queries = [
        {"text": "red mug", "relevant": ["red-mug"]},
        {"photo": "blue-lamp.png", "relevant": {"blue-lamp": 2, "red-lamp": 1}},
        {"text": "teapot", "photo": "blue-teapot.png", "relevant": ["blue-teapot"], "kind": "both"},
        {"photo": "gone.png", "relevant": ["red-mug"]},
    ]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    arguments = ("evaluate", "search", "--data", tmp_path, "--encoder", "fake")
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 0, err
    report = json.loads(out)
    assert set(report["groups"]) == {"all", "text", "photo", "both"}
    assert report["groups"]["all"].keys() == {
        "queries", "R@1", "R@5", "R@10", "MRR", "nDCG@10", "ms"
    }  # fmt: skip
    assert report["groups"]["text"]["R@1"] == 1
    assert report["groups"]["photo"]["R@1"] == 0.5
    assert report["failed queries"] == 1
    code, out, _ = run(capsys, *arguments)
    assert "R@10" in out


@pytest.mark.parametrize("line", ["{", '{"text": "a"}', '{"relevant": ["a"]}', "3"])
def test_a_bad_query_line_is_named(capsys, tmp_path, line):
    (tmp_path / "queries.jsonl").write_text('{"text": "a", "relevant": ["b"]}\n' + line)
    code, _, err = run(capsys, "evaluate", "search", "--data", tmp_path)
    assert code == 2
    assert "line 2" in err


def test_models_list(capsys):
    code, out, _ = run(capsys, "models", "list", "--json")
    assert code == 0
    assert any(model["here"] for model in json.loads(out)["models"])
