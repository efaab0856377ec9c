"""How many examples a property test gets: few by default, many with `pytest --hypothesis-profile=ci`, always the same
so that a run can be repeated; many and new ones each time with `--hypothesis-profile=search`, to look for what nobody
thought of. A test that sets its own number keeps it.
"""

import pytest
from hypothesis import settings

from pipeline.ingest import ocr
from pipeline.ingest.obstacles_scan import NO_OCR

settings.register_profile("fast", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=300, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("search", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile("fast")


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on every machine: no OCR."""

    def missing() -> str:
        raise ocr.OcrMissingError(NO_OCR)

    monkeypatch.setattr(ocr, "program", missing)
