"""Take the page out of a web page that a browser saved with its pictures in one file (MHTML, RFC 2557)."""

from __future__ import annotations

import binascii
import quopri
import re
from email.message import Message
from email.parser import BytesHeaderParser

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.text import codec_named

_BEGINNING = 4096
_HEADER = re.compile(rb"(?im)^content-type:\s*multipart/related\b")
_FIRST_LINE = re.compile(rb"[A-Za-z-]{2,40}:[ \t]")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADERS = 16_384
_NO_DIGITS = re.compile(rb"[^A-Za-z0-9+/]")
_PAGES = {"text/html", "application/xhtml+xml"}


def is_mhtml(data: bytes) -> bool:
    """Whether bytes are a saved page in one file, by the headers with which it begins."""
    return bool(_FIRST_LINE.match(data) and _HEADER.search(data, 0, _BEGINNING))


def page_of(name: str, data: bytes) -> bytes:
    """The bytes of the first page in the file, in UTF-8 where the file says in which encoding it is.

    Raises:
        RecueilError: there is no page in it.
    """
    headers, start = _headers(data, 0)
    boundary = headers.get_boundary()
    while boundary and (found := data.find(b"--" + boundary.encode("ascii", "replace"), start)) >= 0:
        line_end = data.find(b"\n", found)
        if line_end < 0:
            break
        part, start = _headers(data, line_end + 1)
        if part.get_content_type() in _PAGES:
            end = data.find(b"--" + boundary.encode("ascii", "replace"), start)
            page = _decoded(part, data[start : end if end >= 0 else len(data)])
            if page.strip():
                return page
    raise RecueilError(
        _("the saved page holds no text"), where=name, do=_("save the page with its content, then give the file")
    )


def _headers(data: bytes, start: int) -> tuple[Message, int]:
    """The headers that begin at an offset, and the offset of what follows them."""
    end = _END_OF_HEADERS.search(data, start, start + _LONGEST_HEADERS)
    stop = end.start() if end else min(len(data), start + _LONGEST_HEADERS)
    return BytesHeaderParser().parsebytes(data[start:stop]), end.end() if end else stop


def _decoded(part: Message, body: bytes) -> bytes:
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        body = quopri.decodestring(body)
    elif encoding == "base64":
        digits = _NO_DIGITS.sub(b"", body)
        body = binascii.a2b_base64(digits[: len(digits) // 4 * 4])
    codec = codec_named(part.get_content_charset() or "")
    return body.decode(codec, "replace").encode("utf-8") if codec else body
