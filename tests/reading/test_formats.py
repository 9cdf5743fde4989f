"""Web pages, PDFs, two-column dumps, folders and archives: the sheet is read, and what is around it is not."""

from __future__ import annotations

import io
import quopri
import zipfile
from base64 import b64encode
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
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


LIVE = """<!DOCTYPE html><html lang="en"><head><script>for(i=0;i<n;i++){}</script></head><body vocab="http://schema.org/">
<nav><ul id="wb-tphp"><li><a href="#wb-cont">Skip to main content</a></li></ul></nav>
<header><nav property="breadcrumb"><ol class="breadcrumb"><li>Home</li></ol></nav></header>
<main property="mainContentOfPage" class="container"><h1 property="name">Mercury:<br>Minamata Convention</h1>
<div style="display: none">not shown</div><p hidden>nor this</p>
<dl><dt>Form:</dt><dd>Legally-binding treaty<sup id="fn1-rf"><a class="fn-lnk" href="#fn1">1</a></sup></dd>
<dt>Web links:</dt><dd><a href="https://example.org/a">The <em>Convention</em><br>in full</a></dd></dl>
<details><summary>More</summary><p>Folded away, but published</p></details>
<table><tr><th>Lead</th><td>Environment Canada</td></tr></table><pre>first  line
second line</pre><p>Enough words to show that this is the main part of the page,
and not a fragment of it: it needs more than a few.</p>
<section class="pagedetails"><div class="gc-pg-hlpfl">Did you find what you were looking for?</div>
<dl id="wb-dtmd"><dt>Date modified:</dt><dd>2022-07-05</dd></dl>
</section></main><footer>About</footer></body></html>"""


def test_a_live_page_gives_what_was_published_and_nothing_around_it() -> None:
    document = read_bytes(RawFile("x", LIVE.encode()))
    assert words(document)[:-1] == [
        "Mercury: Minamata Convention",
        "Form:",
        "Legally-binding treaty",
        "Web links:",
        "The Convention",
        "in full",
        "More",
        "Folded away, but published",
        "Lead",
        "Environment Canada",
        "first line",
        "second line",
    ]
    assert [(document.text[link.start : link.end], link.address) for link in document.hyperlinks] == [
        ("The Convention", "https://example.org/a"),
        ("in full", "https://example.org/a"),
    ]


def saved_in_one_file(page: str, encoding: str) -> bytes:
    """The page as browsers save it with its pictures."""
    whole = MIMEMultipart("related", type="text/html")
    whole["Subject"] = "Mercury"
    whole.attach(MIMEImage(b"GIF89a", "gif"))
    part = MIMENonMultipart("text", "html", charset="utf-8")
    part["Content-Transfer-Encoding"] = encoding
    part.set_payload(quopri.encodestring(page.encode()) if encoding != "base64" else b64encode(page.encode()))
    whole.attach(part)
    return whole.as_bytes()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_page_saved_in_one_file_is_read_like_the_page(encoding: str) -> None:
    saved = read_bytes(RawFile("x", saved_in_one_file(PAGE, encoding)))
    assert saved.text == read_bytes(RawFile("x", PAGE.encode())).text


def test_a_page_saved_in_one_file_and_cut_off_is_read_or_refused() -> None:
    whole = saved_in_one_file(PAGE, "base64")
    for end in range(0, len(whole), 37):
        try:
            assert read_bytes(RawFile("x", whole[:end] or b" ")).lines
        except RecueilError as refused:
            assert "\n" not in str(refused)  # noqa: PT017


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">', "iso-8859-15"),
        ('<meta charset="macintosh">', "mac-roman"),
        ("", "cp1252"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(declared: str, codec: str) -> None:
    page = f"<html><head>{declared}</head><body><p>L’œuvre a été signée</p></body></html>".replace("’", "'")
    assert words(read_bytes(RawFile("x", page.encode(codec)))) == ["L'œuvre a été signée"]


def test_letters_in_two_parts_are_one_in_pages() -> None:
    page = "<html><body><p>Cate\u0301gorie du sujet</p></body></html>"
    assert words(read_bytes(RawFile("x", page.encode()))) == ["Catégorie du sujet"]


MARKDOWN = """Short title
===========

| Field | Value |
|-------|:------|
| **Form:** | Legally-binding treaty |

---
## Objective ##
> quoted
* **Lead:** [Canada](https://example.org)
"""


def test_markdown_gives_the_words_without_its_marks() -> None:
    document = read_bytes(RawFile("x", MARKDOWN.encode()))
    assert document.text == MARKDOWN
    assert words(document) == [
        "Short title",
        "Field",
        "Value",
        "Form:",
        "Legally-binding treaty",
        "Objective",
        "quoted",
        "Lead:** [Canada](https://example.org)",
    ]
    assert [(line.heading, line.after_blank) for line in document.lines if line.heading] == [(1, True), (2, True)]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{\\rtf1\\ansi Status:}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word"),
        (b"\x1f\x8b\x08\x00" + bytes(60), "gzip"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"%!PS-Adobe-3.0", "PostScript"),
    ],
)
def test_a_format_that_is_not_read_is_named(data: bytes, says: str) -> None:
    with pytest.raises(RecueilError, match=f"not read .*{says}"):
        read_bytes(RawFile("x", data))


def test_what_a_browser_or_a_system_saved_beside_a_sheet_is_no_sheet(tmp_path: Path) -> None:
    beside = {"Page.html": PAGE.encode(), "Page_files/a.css": b"x", ".DS_Store": b"\0", "Other files/b.txt": b"Status:"}
    for name, data in beside.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(data)
    (tmp_path / "a.zip").write_bytes(archive(**beside, **{"__MACOSX/._Page.html": b"\0"}))
    assert [item.name.partition("/Page")[0] for item in read_all([tmp_path]) if isinstance(item, RecueilError)] == []
    names = [Path(item.name).name for item in read_all([tmp_path]) if isinstance(item, Document)]
    assert names == ["b.txt", "Page.html"] * 2


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
    (tmp_path / "README.md").write_text("about this folder")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.txt").write_text("one")
    assert [document.text for document in read_all([tmp_path]) if isinstance(document, Document)] == ["one", "two"]
