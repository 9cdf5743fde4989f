"""Files that nobody means well with, made here: PDFs, pages and archives that loop, swell or lie."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from fpdf import FPDF
from PIL import Image


def raw_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page_with(content: bytes, resources: bytes = b"/Font << /F 5 0 R >>", *more: bytes) -> bytes:
    """A PDF of one page with this content stream; the font is object 5, further objects begin at 6."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << %s >> >>" % resources
    return raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, content, FONT, *more)


def pdf_of_lines(lines: list[str]) -> bytes:
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=10)
    for line in lines:
        file.cell(0, 6, line.replace("•", "-"), new_x="LMARGIN", new_y="NEXT")
    return bytes(file.output())


def encrypted() -> bytes:
    file = FPDF()
    file.add_page()
    file.set_encryption(owner_password="a", user_password="b")
    return bytes(file.output())


def scanned() -> bytes:
    file = FPDF()
    file.add_page()
    file.image(Image.new("L", (40, 40), 128))
    return bytes(file.output())


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"
    return raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), *[page] * count)


def form_that_draws_itself() -> bytes:
    form = stream(
        b"/X Do /X Do BT /F 9 Tf (x) Tj ET",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return page_with(stream(b"/X Do"), b"/XObject << /X 6 0 R >>", form)


def flate_bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    block = b" " * (1024 * 1024)
    content = b"".join(packer.compress(block) for _number in range(megabytes)) + packer.flush()
    return page_with(stream(content, b"/Filter /FlateDecode"))


def text_bomb(megabytes: int) -> bytes:
    """A content stream that prints the same words again and again."""
    block = b"BT /F 1 Tf " + b"0 1 Td (Signed by Canada) Tj\n" * 36_000 + b" ET\n"
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(block) for _number in range(megabytes)) + packer.flush()
    return page_with(stream(content, b"/Filter /FlateDecode"))


PDFS = {
    "a truncated PDF": (pdf_of_lines(["Status:"] * 30)[:900], "damaged"),
    "an encrypted PDF": (encrypted(), "encrypted"),
    "a scanned PDF": (scanned(), "pictures of text"),
    "a PDF without pages": (raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"), "has no pages"),
    "a PDF whose pages hold themselves": (raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"), ""),
    "a PDF with a page tree in a circle": (
        raw_pdf(
            CATALOGUE,
            b"<< /Type /Pages /Kids [3 0 R] /Count 2 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 2 >>",
        ),
        "",
    ),
    "a PDF that says it has 2,000,000,000 pages": (
        raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 2000000000 >>"),
        "",
    ),
    "a PDF of 10,000 pages": (many_pages(10_000), "10000 pages are too many"),
    "a PDF whose table of objects refers to itself": (
        raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>", trailer=b"/Prev 9"),
        "",
    ),
    "a PDF with arrays 50,000 deep": (raw_pdf(b"[" * 50_000, b"<< >>"), ""),
    "a form that draws itself": (form_that_draws_itself(), ""),
    "a content stream of 600 MB": (flate_bomb(600), ""),
    "a page of 8,000,000 letters": (text_bomb(14), ""),
}
"""PDFs that cannot be read, with words of the line that says so; without words, any one line will do."""


def archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return out.getvalue()


def archive_with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        link = zipfile.ZipInfo("sheet.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/hostname")
    return out.getvalue()


def encrypted_archive() -> bytes:
    data = bytearray(archive(("a.txt", b"Status:")))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def overlapping_archive(count: int = 3000) -> bytes:
    """Many members in the list that are all the same bytes of the file."""
    whole = archive(("a.txt", b"Status: Ongoing\n" * 4000))
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    directory = whole[start:end] * count
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return whole[:start] + directory + record


def archive_of_many(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(count):
            file.writestr(f"{number}", b"")
    return out.getvalue()


def nested_archive(depth: int) -> bytes:
    data = b"Status:"
    for number in range(depth):
        data = archive((f"{number}.zip", data))
    return data


ARCHIVES = {
    "a name above the archive": (archive(("../../evil.txt", b"x")), "leads out of the archive"),
    "an absolute name": (archive(("/etc/evil.txt", b"x")), "leads out of the archive"),
    "a name with a drive": (archive(("C:\\evil.txt", b"x")), "leads out of the archive"),
    "a name with backslashes": (archive(("..\\..\\evil.txt", b"x")), "leads out of the archive"),
    "a name that is no name": (archive((".", b"x")), "leads out of the archive"),
    "a link": (archive_with_link(), "a symbolic link in an archive is not followed"),
    "an encrypted member": (encrypted_archive(), "encrypted"),
    "a member that swells": (archive(("a.txt", b"\0" * 10_000_000)), "grows more than 100 times"),
    "members over one another": (overlapping_archive(), "lie over one another"),
    "30,000 members": (archive_of_many(30_000), "30000 files (at most 20000)"),
    "archives in an archive": (nested_archive(5), "an archive in an archive is not read"),
    "an empty archive": (archive(), "the archive is empty"),
    "a truncated archive": (archive(("a.txt", b"Status:" * 900))[:60], "the archive is damaged"),
    "a Word file": (archive(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")), "Word"),
    "an OpenDocument file": (archive(("mimetype", b"x"), ("content.xml", b"<x/>")), "OpenDocument"),
}

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(20)
)
PAGES = {
    "elements 100,000 deep": (b"<html><body>" + b"<div>" * 100_000 + b"x", "nested more than 500 deep"),
    "elements 100,000 deep behind closing tags": (
        b"<html><body>" + b"<div><object></div></object>" * 100_000 + b"x",
        "",
    ),
    "an element of 100,000 attributes": (
        b"<html><p " + b" ".join(b"a%d=1" % number for number in range(100_000)) + b">x",
        "more than 500 attributes",
    ),
    "formatting that every paragraph opens again": (
        b"<html>" + b"".join(b"<font size=%d>" % number for number in range(400)) + b"</p><p>x" * 100_000,
        "inside one another",
    ),
    "tables that push their text out": (b"<html><table>" + b"x<tr>y<td>" * 400_000, ""),
    "entities in entities": (LAUGHS + b"]><html><body>&u;</body></html>", ""),
    "a tag that never ends": (b"<html>" + b"<a" * 2_000_000, ""),
    "a page without text": (b"<html><body><script>var x</script></body></html>", "the page has no text"),
}
