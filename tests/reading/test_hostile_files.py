"""Files that loop, swell or lie end in one line within time and memory, and what stands beside them is read."""

from __future__ import annotations

import os
import socket
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.hostile import ARCHIVES, PAGES, PDFS, archive, pdf_of_lines

from recueil_kg.errors import RecueilError
from recueil_kg.reading import Document, RawFile, files_in, read, read_all, read_bytes, why_unread
from recueil_kg.reading.workers import Workers

SAFE = {name: case for name, case in {**PDFS, **PAGES}.items() if case[1]}
"""What the readers refuse by themselves; the others need the limits of a process."""


@pytest.mark.parametrize(("data", "says"), SAFE.values(), ids=SAFE)
def test_a_hostile_file_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(RecueilError, match=says) as refused:
        read_bytes(RawFile("x", data))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("data", "says"), ARCHIVES.values(), ids=ARCHIVES)
def test_a_hostile_archive_is_refused_in_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "sheets"
    path.write_bytes(data)
    (refused,) = read_all([path])
    assert says in str(refused)
    assert "\n" not in str(refused)
    assert [found.name for found in tmp_path.rglob("*")] == ["sheets"]


def test_entities_are_not_expanded() -> None:
    document = read_bytes(RawFile("x", PAGES["entities in entities"][0]))
    assert len(document.text) < 100


def test_one_pdf_that_swells_ends_in_one_line_where_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(PDFS["a content stream of 600 MB"][0])
    with pytest.raises(RecueilError, match="MB of memory") as refused:
        read(path)
    assert str(path) in str(refused.value)


def test_a_page_that_takes_too_long_ends_in_one_line() -> None:
    name = "elements 100,000 deep behind closing tags"
    with Workers(read_bytes, seconds=0.5) as workers:
        answer = workers.answer(RawFile(name, PAGES[name][0]))
    assert isinstance(answer, Exception)
    assert str(why_unread(name, answer, 0.5)).startswith(f"{name}: this was not read within 0.5 seconds")


WORST = {
    "blank lines": "\n",
    "letters in lines of their own": "a\n",
    "one line": "x",
    "spaces": " ",
    "spaces after a rule": f"---{' ' * 999_997}",
    "tabs and stops": "\t.",
    "combining accents": "e\u0301",
    "bullets": "• \n",
    "brackets": "[a](",
    "asterisks": "**",
    "cells": "|a",
    "rules": "--|",
    "gaps": "a   b\n",
    "long gaps": "aaa      bbb\n",
    "entities": "&amp;",
    "lesser than": "<",
    "quotation marks": ">",
    "headers": "A: b\n",
}


@pytest.mark.parametrize("piece", WORST.values(), ids=WORST)
def test_a_million_characters_of_anything_are_read(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    assert len(read_bytes(RawFile("x", f"a{text[1:]}".encode())).text) <= 1_000_000


def test_more_text_than_any_sheet_has_is_refused() -> None:
    for data in (b"Status: Ongoing\n" * 80_000, b"<html><body>" + b"<p>Status: Ongoing</p>" * 80_000):
        with pytest.raises(RecueilError, match="more than 1000000 characters of text"):
            read_bytes(RawFile("x", data))


def test_a_page_of_50_megabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html><body>" + b"<p>Status: Ongoing</p>\n" * 2_200_000)
    with pytest.raises(RecueilError, match="too large for a sheet"):
        read(path)


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a-fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "b-socket"))
        (tmp_path / "c-nowhere").symlink_to(tmp_path / "nothing")
        (tmp_path / "d-loop").symlink_to(tmp_path)
        (tmp_path / "e.txt").write_text("Status:")
        found = list(read_all([tmp_path]))
    assert [type(item) for item in found] == [RecueilError] * 4 + [Document]
    assert ["no regular file" in str(item) for item in found] == [True, True, False, False, False]
    assert ["symbolic link" in str(item) for item in found] == [False, False, True, True, False]


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/tty", "/proc/self/mem", "a\0b", "x" * 5000, "/dev/null/x"])
def test_a_path_that_leads_to_no_sheet_is_one_line(path: str) -> None:
    (refused,) = read_all([Path(path)])
    assert isinstance(refused, RecueilError)
    assert "\n" not in str(refused)


def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "sheet.txt").write_text("Status:")
    (tmp_path / "link").symlink_to(tmp_path / "sheet.txt")
    assert read(tmp_path / "link").text == "Status:"


def test_a_file_that_vanishes_meanwhile_costs_only_itself(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_text(name)
    files = files_in(tmp_path)
    first = next(files)
    (tmp_path / "b").unlink()
    gone, last = files
    assert isinstance(first, RawFile)
    assert "No such file" in str(gone)
    assert isinstance(last, RawFile)


def test_a_folder_1500_levels_deep_is_read(tmp_path: Path) -> None:
    before = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _level in range(1500):
            os.mkdir("d")
            os.chdir("d")
        Path("a.txt").write_text("Status:")
        found = list(read_all([tmp_path]))
        os.unlink("a.txt")
        for _level in range(1500):
            os.chdir("..")
            os.rmdir("d")
    finally:
        os.chdir(before)
    assert [type(item) for item in found] == [Document]


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 255), st.integers(0, 400), st.integers(0, 255))
def test_an_archive_with_wrong_bytes_gives_sheets_or_lines(
    tmp_path_factory: pytest.TempPathFactory, first: int, one: int, second: int, other: int
) -> None:
    data = bytearray(archive(("a.txt", b"Status: Ongoing\n" * 9), ("b.txt", b"Form: Treaty")))
    data[first % len(data)], data[second % len(data)] = one, other
    path = tmp_path_factory.getbasetemp() / "wrong-bytes"
    path.write_bytes(data)
    for item in read_all([path]):
        assert isinstance(item, Document | RecueilError)


def test_a_list_of_members_longer_than_any_archive_needs_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sheets.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(400):
            member = zipfile.ZipInfo(f"{number}.txt")
            member.comment = b"x" * 65_000
            file.writestr(member, b"")
    (refused,) = read_all([path])
    assert "more than 20000 files" in str(refused)


@settings(deadline=None)
@given(st.integers(0, 2000), st.binary(max_size=9))
def test_a_pdf_with_wrong_bytes_gives_a_document_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, at: int, wrong: bytes
) -> None:
    data = pdf_of_lines(["Status:", "Signed by Canada: June 1, 1992"])
    spoilt = data[: at % len(data)] + wrong + data[at % len(data) + len(wrong) :]
    path = tmp_path_factory.getbasetemp() / "spoilt"
    path.write_bytes(spoilt)
    (item,) = read_all([path])
    assert isinstance(item, Document | RecueilError)
    assert not isinstance(item, RecueilError) or "\n" not in str(item)
