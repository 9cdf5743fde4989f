"""Any file a user brings becomes a document, or one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.reading import Document, RawFile, read, read_bytes

FRENCH = "État :\n  • Ratifié par le Canada le 4 décembre 1992\nLe traité est en vigueur à l’échelle internationale."


def document(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "sheet"
    path.write_bytes(content)
    return read(path)


def test_the_text_of_a_utf8_file_is_the_file_itself(tmp_path: Path) -> None:
    content = "\ufeffTitre\r\n\r\n- été \n\n"
    assert document(tmp_path, content.encode()).text == content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_gives_the_same_words(tmp_path: Path, encoding: str) -> None:
    read_back = document(tmp_path, FRENCH.encode(encoding))
    assert read_back.text.lstrip("\ufeff") == FRENCH
    assert read_back.language == "fr"


def test_stray_bytes_in_a_utf8_text_are_read_and_reported(tmp_path: Path) -> None:
    mixed = "été ".encode() + "été".encode("latin-1")
    read_back = document(tmp_path, mixed)
    assert read_back.text == "été été"
    assert read_back.remarks == ("2 bytes are not UTF-8 (the first at byte 6): read as Windows-1252",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary data"),
        (bytes(range(256)) * 8, "binary data"),
        (b"\xff\xfe\x00", "binary data"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(RecueilError, match=says) as refused:
        document(tmp_path, content)
    assert str(tmp_path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(RecueilError, match="too large for a sheet"):
        read(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecueilError, match="No such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(RecueilError, match="this is a folder"):
        read(tmp_path)


def test_lines_are_the_words_without_bullets_and_markup(tmp_path: Path) -> None:
    read_back = document(tmp_path, "Titre\n\n  • Signé\n- **Forme :**\n# Objectif\n".encode())
    found = [(read_back.text[line.start : line.end], line.bullet, line.heading) for line in read_back.lines]
    assert found == [("Titre", "", 0), ("Signé", "•", 0), ("Forme :", "-", 0), ("Objectif", "", 1)]
    assert [line.after_blank for line in read_back.lines] == [True, True, False, False]


def test_links_keep_their_words_and_their_address(tmp_path: Path) -> None:
    read_back = document(tmp_path, b"see [the text](https://example.org/a) and [nothing](#)")
    found = [(read_back.text[link.start : link.end], link.address) for link in read_back.hyperlinks]
    assert found == [("the text", "https://example.org/a"), ("nothing", "")]


@given(st.binary(max_size=400))
def test_whatever_the_bytes_reading_gives_a_document_or_one_line(data: bytes) -> None:
    try:
        read_back = read_bytes(RawFile("x", data))
    except RecueilError:
        return
    for line in read_back.lines:
        assert 0 <= line.start < line.end <= len(read_back.text)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_makes_printed_variants_equal() -> None:
    assert fold("L’ÉDITION\u00a0DU RECUEIL") == fold("l'edition du recueil")
    assert fold("Canada – États-Unis") == fold("Canada - Etats-Unis")
