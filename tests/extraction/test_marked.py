"""A person can see at a glance what was read of a sheet."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from recueil_kg.extraction import extract
from recueil_kg.extraction.marked import as_page, in_colours, marks_of
from recueil_kg.reading import RawFile, read, read_bytes
from recueil_kg.resources import data_folder

SHEETS = sorted((data_folder() / "sheets").glob("*.txt"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_the_marked_text_is_the_text(path: Path) -> None:
    document = read(path)
    record = extract(document)
    plain = re.sub(r"\x1b\[\d+m", "", in_colours(document, record))
    assert plain == document.text + "\n"
    page = as_page(document, record)
    body = re.search(r"<pre[^>]*>(.*)</pre>", page, re.DOTALL)
    assert body is not None
    assert unescape(re.sub(r"</?mark[^>]*>", "", body[1])) == document.text


def test_a_mark_says_what_was_understood() -> None:
    document = read(next(path for path in SHEETS if path.name.startswith("minamata")))
    meanings = {document.text[mark.start : mark.end]: mark.meaning for mark in marks_of(extract(document))}
    assert meanings["Environment and Climate Change Canada"] == "lead: eccc"


def test_what_a_sheet_prints_cannot_steer_the_page_or_the_terminal() -> None:
    text = "<script>alert(1)</script>\nStatus:\nOngoing\x1b[2J\nForm:\nLegally-binding treaty\nLead:\nHealth Canada\n"
    document = read_bytes(RawFile("<b>x.txt", text.encode()))
    record = extract(document)
    assert "<script>" not in as_page(document, record)
    assert "<b>x" not in as_page(document, record)
    assert "\x1b[2J" not in in_colours(document, record)


def test_the_command_line_prints_both(recueil: object) -> None:
    assert callable(recueil)
    assert "\x1b[" in recueil("extract", "--show", SHEETS[0]).out
    assert recueil("--lang", "fr", "extract", "--html", SHEETS[0]).out.startswith('<!DOCTYPE html>\n<html lang="fr">')
