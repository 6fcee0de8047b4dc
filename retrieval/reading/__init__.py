"""What is printed on a thing: words and barcodes, read out of its picture."""

from retrieval.reading.printed import PrintedLine, PrintedWords
from retrieval.reading.reader import PATIENT, Reader, ReaderOptions, Reading

__all__ = [
    "PATIENT",
    "PrintedLine",
    "PrintedWords",
    "Reader",
    "ReaderOptions",
    "Reading",
]
