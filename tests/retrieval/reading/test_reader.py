"""The process that reads, and what becomes of a picture when it does not."""

import re
import sys
import textwrap
from pathlib import Path

import pytest
from PIL import Image

from retrieval.reading import PrintedLine, PrintedWords, Reader, ReaderOptions, Reading
from retrieval.reading.child import MEMORY
from tests.retrieval.reading.drawing import with_code

PICTURE = Image.new("RGB", (20, 10), "white")
FAST = ReaderOptions(picture=0.1, hang=0.4, join=20.0)


def fake(body: str) -> tuple[str, ...]:
    """A process that reads by `body`, with `requests`, `answers` and `asked` at hand."""
    program = f"""
        import json, os, time
        from multiprocessing.connection import Connection
        requests, answers = Connection(0, writable=False), Connection(1, readable=False)
        answers.send_bytes(b"ready")
        while True:
            asked = json.loads(requests.recv_bytes()); picture = requests.recv_bytes()
            {body}
    """
    return (sys.executable, "-c", textwrap.dedent(program))


HAPPY = fake(
    'answers.send_bytes(b"[]"); answers.send_bytes(json.dumps('
    '{"lines": [[str(asked["size"]), 0.9, [0, 0, 1, 1]]], "gtins": [], "whole": True}).encode())'
)
HANGING = fake("answers.send_bytes(b'[\"04006381333931\"]'); time.sleep(60)")


@pytest.fixture
def reader(request):
    made = Reader(FAST, request.param)
    yield made
    made.close()


@pytest.mark.parametrize("reader", [HAPPY], indirect=True)
def test_pictures_are_read_one_after_the_other(reader):
    read = reader.start([PICTURE, PICTURE.resize((5, 5))]).result()
    assert [line.text for line in read.lines] == ["[20, 10]", "[5, 5]"]
    assert reader.start([]).result() == PrintedWords()


@pytest.mark.parametrize("reader", [HANGING], indirect=True)
def test_a_reader_that_hangs_is_ended_and_the_number_it_knew_is_kept(reader):
    first = reader.read(PICTURE)
    assert first == PrintedWords(gtins=("04006381333931",), whole=False)
    assert reader.read(PICTURE) == first  # by another process


@pytest.mark.parametrize("reader", [fake("os.abort()"), ("false",)], indirect=True)
def test_a_reader_that_dies_reads_nothing(reader):
    assert not reader.read(PICTURE)
    assert not reader.start([PICTURE]).result()


@pytest.mark.parametrize("reader", [fake("time.sleep(60)")], indirect=True)
def test_an_answer_does_not_wait_for_a_reader_that_hangs(reader):
    reading = Reading(reader.start([PICTURE])._future, 0.0)
    assert reading.result() == PrintedWords()


def test_what_several_pictures_say_is_said_once():
    sure, unsure = PrintedLine("HAVRE", 0.9), PrintedLine("HAVRE", 0.6)
    one = PrintedWords((unsure,), ("1",))
    both = PrintedWords.united([one, PrintedWords((sure,), ("1", "2"), whole=False)])
    assert both == PrintedWords((sure,), ("1", "2"), whole=False)
    assert PrintedWords.of_dict(both.as_dict()) == both


def test_the_real_process_reads_words_and_codes():
    with_words = with_code("4006381333931")
    reader = Reader(ReaderOptions(picture=60.0, hang=60.0))
    try:
        read = reader.read(with_words)
        allowed = Path(f"/proc/{reader._child.process._process.pid}/limits").read_text()
    finally:
        reader.close()
    assert re.search(rf"address space +{MEMORY} ", allowed)
    assert read.gtins == ("04006381333931",)
    assert "4006381333931" in read.text


@pytest.mark.parametrize("reader", [("false",)], indirect=True)
def test_a_process_that_never_starts_is_not_started_for_every_photo(reader, caplog):
    for _ in range(10):
        assert reader.read(PICTURE) == PrintedWords(whole=False)
    assert len(caplog.records) == 3
