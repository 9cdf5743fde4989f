"""The number of a sheet, in the forms in which sheets print it."""

from __future__ import annotations

import pytest

from recueil_kg.extraction import extract
from recueil_kg.reading import RawFile, read_bytes

SHEET = """Official title: Convention on Something
SUBJECT CATEGORY: Biodiversity
TYPE OF AGREEMENT / INSTRUMENT: Multilateral
FORM: Legally-binding treaty
STATUS:
• Signed by Canada June 3, 1991
REFERENCE #: {reference}
OBJECTIVE
The Convention protects something.
"""


@pytest.mark.parametrize("reference", ["A49", "A 63/EN", "C-USA-12", "B3/FR", "A12 / EN", "En4-381/1-12-2021E-PDF"])
def test_a_reference_is_read_as_printed(reference: str) -> None:
    record = extract(read_bytes(RawFile("sheet.txt", SHEET.format(reference=reference).encode())))
    assert record.reference
    assert record.reference.printed == reference
