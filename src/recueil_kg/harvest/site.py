"""Know a page by one address, and find in it the label of a sheet, the links to follow and the other language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from recueil_kg.folding import fold
from recueil_kg.harvest.configuration import HarvestConfiguration
from recueil_kg.i18n import Language
from recueil_kg.reading import Document, RawFile, read_within_limits
from recueil_kg.reading.text import decode

_OTHER_LANGUAGE = 'link[rel~="alternate"][hreflang], #wb-lng a[href], a[hreflang]'
_LONGEST_EDITION = 40


@dataclass(frozen=True, slots=True)
class Content:
    """What one page or PDF says to the harvest; addresses are those by which pages are known.

    Attributes:
        format: what it turned out to be.
        language: by its path, or else by its words.
        is_sheet: whether it prints a sheet's label.
        edition: what it prints as its edition.
        digest: SHA-256 of its words and of the addresses that they link to; what a site puts around them is not in it.
        links: pages that it leads to, within the configured paths.
        documents: PDF files that it leads to, within theirs.
        other_language: the same page in the other language.
    """

    format: Literal["html", "pdf"]
    language: Language
    is_sheet: bool
    edition: str | None
    digest: str
    links: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    other_language: str | None = None


def known_address(address: str, configuration: HarvestConfiguration) -> str | None:
    """The one address by which a page of the site is known, without fragment; None where it is elsewhere."""
    try:
        parts = urlsplit(address)
        host = _host(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or host != _host(configuration.site):
        return None
    path = quote(unquote(parts.path), safe="/!$&'()*+,;=:@~") or "/"
    prefix, ending = configuration.prefix, configuration.ending
    if prefix and path.startswith(f"{prefix}/"):
        path = path.removeprefix(prefix)
    last = path.rpartition("/")[2]
    if ending and last and "." not in last:
        path += ending
    parameters = [pair for pair in parse_qsl(parts.query, True) if pair[0] not in configuration.parameters]
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{configuration.site.rstrip('/')}{path}{query}"


def is_allowed(address: str, configuration: HarvestConfiguration) -> bool:
    """Whether an address may be asked at all: over HTTP, and on the site or a further host of the configuration."""
    try:
        host = _host(address)
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    return scheme in {"http", "https"} and host in {_host(f"http://{name}") for name in configuration.hosts} | {
        _host(configuration.site)
    }


def language_of_path(address: str, configuration: HarvestConfiguration) -> Language | None:
    """The language among whose pages an address is; None where it is not within the configured paths."""
    path = urlsplit(address).path
    for language, pages in configuration.languages.items():
        if path.startswith(pages.within) or path in pages.start:
            return language
    return None


def is_document(address: str, configuration: HarvestConfiguration) -> bool:
    """Whether an address is that of a PDF file within the configured paths."""
    path = urlsplit(address).path
    return path.lower().endswith(".pdf") and path.startswith(configuration.documents)


def content_of(address: str, body: bytes, configuration: HarvestConfiguration) -> Content:
    """Read an answer's body.

    Args:
        address: where it was found in the end; links are relative to it.
        body: the bytes as published.
        configuration: which labels make a sheet, and which links are followed.

    Raises:
        RecueilError: it holds no text that can be read.
    """
    document = read_within_limits(RawFile(address, body))
    is_sheet, edition = _edition_of(document, configuration)
    own = language_of_path(address, configuration)
    if document.format == "pdf":
        return Content("pdf", own or document.language, is_sheet, edition, _digest(document))
    page = LexborHTMLParser(decode(address, body)[0])
    base_node = page.css_first("base[href]")
    base = urljoin(address, (base_node.attributes.get("href") if base_node else None) or "")
    linked = list(_known((link.address for link in document.hyperlinks), base, configuration))
    others = _known((node.attributes.get("href") or "" for node in page.css(_OTHER_LANGUAGE)), base, configuration)
    return Content(
        "html",
        own or document.language,
        is_sheet,
        edition,
        _digest(document),
        tuple(link for link in linked if language_of_path(link, configuration) and not link.lower().endswith(".pdf")),
        tuple(link for link in linked if is_document(link, configuration)),
        next((link for link in others if language_of_path(link, configuration) not in {None, own}), None),
    )


def _host(address: str) -> tuple[str, int | None]:
    """Host without www, and its port where that is not the scheme's own."""
    parts = urlsplit(address)
    port = None if parts.port in {80, 443} else parts.port
    return (parts.hostname or "").removeprefix("www."), port


def _known(links: Iterable[str], base: str, configuration: HarvestConfiguration) -> Iterator[str]:
    """Those of a page's links that lead to other pages of the site, each once, in order."""
    own = known_address(base, configuration)
    met = {own}
    for link in links:
        try:
            address = known_address(urljoin(base, link.strip()), configuration) if link.strip() else None
        except ValueError:
            continue
        if address is not None and address not in met:
            met.add(address)
            yield address


def _edition_of(document: Document, configuration: HarvestConfiguration) -> tuple[bool, str | None]:
    """Whether the text prints a sheet's label, and the edition that follows it."""
    labels = "|".join(re.escape(fold(label.rstrip(" :"))) for label in configuration.sheet_labels)
    found = re.search(rf"\b(?:{labels})\s*:\s*([^\n]*)", document.folded)
    if found is None:
        return False, None
    words = document.text[found.start(1) : found.end(1)].strip()
    return True, words if len(words) <= _LONGEST_EDITION and re.search(r"\b\d{4}\b", words) else None


def _digest(document: Document) -> str:
    addresses = (link.address for link in document.hyperlinks)
    return sha256("\n".join((document.text, *addresses)).encode("utf-8", "surrogatepass")).hexdigest()
