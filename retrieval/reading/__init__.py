"""What is printed on a thing: words and barcodes, read out of its picture."""

from retrieval.reading.printed import PrintedLine, PrintedWords
from retrieval.reading.reader import Reader, ReaderOptions, Reading, shared_reader

__all__ = [
    "PrintedLine",
    "PrintedWords",
    "Reader",
    "ReaderOptions",
    "Reading",
    "shared_reader",
]
