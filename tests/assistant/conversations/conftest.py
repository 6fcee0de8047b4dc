from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant


@pytest.fixture(scope="module")
def assistant(catalog_folder: Path) -> Iterator[Assistant]:
    """One that reads the catalogue of the tests and changes nothing of it."""
    found = Assistant.open(catalog_folder, read_only=True)
    yield found
    found.close()
