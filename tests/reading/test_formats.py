"""Web pages, PDFs, two-column dumps, folders and archives: the sheet is read, and what is around it is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from fpdf import FPDF

from recueil_kg.errors import RecueilError
from recueil_kg.reading import Document, RawFile, read_all, read_bytes


def words(document: Document) -> list[str]:
    return [document.text[line.start : line.end] for line in document.lines]


PAGE = """<html><head><title>t</title><script>var x = "<p>no</p>"</script></head><body>
<nav><ul><li>Menu</li></ul></nav><div id="wm-ipp-base"><p>Archived on 2016-01-01</p></div>
<main><h1>Short title</h1><p><strong>Official title:</strong>&nbsp;Long &amp; official</p>
<dl><dt>Status:</dt><dd><ul><li>Signed by Canada: June&nbsp;1, 1992</li><li>Ongoing</li></ul></dd></dl>
<h2>Objective</h2><p>To co&shy;operate, see <a href="https://example.org/text">the text</a>.</p>
<div class="pagedetails">Date modified: 2022-02-01</div></main><footer>Terms, and more words to fill the page</footer>
</body></html>"""


def test_a_page_gives_its_main_part_line_by_line() -> None:
    document = read_bytes(RawFile("x", PAGE.encode()))
    assert document.format == "html"
    assert (
        words(document)
        == [
            "Archived on 2016-01-01",
            "Short title",
            "Official title:\u00a0Long & official",
            "Status:",
            "Signed by Canada: June\u00a01, 1992",
            "Ongoing",
            "Objective",
            "To cooperate, see the text.",
        ][1:]
    )
    assert [line.heading for line in document.lines if line.heading] == [1, 2]
    assert [line.bullet for line in document.lines if line.bullet] == ["•", "•"]
    (link,) = document.hyperlinks
    assert (document.text[link.start : link.end], link.address) == ("the text", "https://example.org/text")


def test_the_format_is_told_by_the_content_not_by_the_name(tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    path.write_text(PAGE, "utf-8")
    (document,) = read_all([path])
    assert isinstance(document, Document)
    assert document.format == "html"


def test_a_page_nested_100_000_deep_is_refused_at_once() -> None:
    with pytest.raises(RecueilError, match="nested more than"):
        read_bytes(RawFile("x", b"<html><body>" + b"<div>" * 100_000 + b"x"))


def pdf(*lines: str) -> bytes:
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=10)
    for line in lines:
        file.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(file.output())


def test_a_pdf_gives_its_lines() -> None:
    document = read_bytes(RawFile("x", pdf("Status:", "Signed by Canada: June 1, 1992")))
    assert document.format == "pdf"
    assert words(document) == ["Status:", "Signed by Canada: June 1, 1992"]


def test_pdfs_that_cannot_be_read_are_one_line() -> None:
    empty = FPDF()
    empty.add_page()
    locked = FPDF()
    locked.add_page()
    locked.set_encryption(owner_password="a", user_password="b")
    for data, says in (
        (bytes(empty.output()), "pictures of text"),
        (bytes(locked.output()), "encrypted"),
        (pdf("Status:")[:300], "damaged"),
        (b"%PDF-1.7\n" + b"x" * 1000, "damaged"),
    ):
        with pytest.raises(RecueilError, match=says) as refused:
            read_bytes(RawFile("x", data))
        assert "\n" not in str(refused.value)


def test_two_columns_with_a_gap_are_read_one_after_the_other() -> None:
    left = ["STATUS:", "Signed by Canada: June", "1, 1992", "FORM:", "Treaty", "TYPE:", "Bilateral"]
    right = ["OBJECTIVE", "To do what nobody can do", "alone.", "RESULTS", "All is well.", "REPORTS", "Two a year."]
    dump = "".join(f"{first:<40}{second}\n" for first, second in zip(left, right, strict=True))
    document = read_bytes(RawFile("x", dump.encode()))
    assert words(document)[:2] == ["STATUS:", "Signed by Canada: June 1, 1992"]
    assert document.text.index("Bilateral") < document.text.index("OBJECTIVE")
    assert document.remarks


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def test_an_archive_is_read_whole_and_what_cannot_be_read_does_not_stop_it(tmp_path: Path) -> None:
    path = tmp_path / "sheets.zip"
    path.write_bytes(
        archive(
            **{
                "../../out.txt": b"Status:\nOngoing",
                "a.txt": b"Status:\nOngoing",
                "b.zip": archive(c=b"x"),
                "bomb.txt": b"\0" * (17 * 1024 * 1024),
                "z.html": PAGE.encode(),
            }
        )
    )
    found = list(read_all([path]))
    assert [document.name.rsplit("/", 1)[-1] for document in found if isinstance(document, Document)] == [
        "a.txt",
        "z.html",
    ]
    errors = " | ".join(str(error) for error in found if isinstance(error, RecueilError))
    assert "leads out of the archive" in errors
    assert "an archive in an archive" in errors
    assert "too large" in errors
    assert not (tmp_path.parent / "out.txt").exists()


def test_a_damaged_archive_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "sheets.zip"
    path.write_bytes(archive(a=b"x" * 5000)[:40])
    (error,) = read_all([path])
    assert "damaged" in str(error)


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("two")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.txt").write_text("one")
    assert [document.text for document in read_all([tmp_path]) if isinstance(document, Document)] == ["one", "two"]
