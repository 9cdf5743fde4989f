"""A site with the compendium's structure, on this machine, that misbehaves as it is told and remembers who asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from fpdf import FPDF

EN = "/en/international-affairs/partnerships-organizations"
FR = "/fr/affaires-internationales/partenariats-organisations"
EN_REGIONS = "/en/international-affairs/partnerships-countries-regions"
FR_REGIONS = "/fr/affaires-internationales/partenariats-pays-regions"
EN_INDEX, FR_INDEX = f"{EN}/participation.html", f"{FR}/participation.html"
MERCURY, MERCURE = f"{EN}/mercury-minamata-convention.html", f"{FR}/mercure-convention-minamata.html"
WETLANDS, MILIEUX = f"{EN}/wetlands-ramsar-convention.html", f"{FR}/milieux-humides-convention-ramsar.html"
AMERICAS = f"{EN_REGIONS}/latin-america-caribbean.html"
PERU, PEROU = f"{EN_REGIONS}/latin-america-caribbean/peru/summary.html", f"{FR_REGIONS}/ameriques/perou/sommaire.html"
COLOMBIA, COLOMBIE = (
    f"{EN_REGIONS}/latin-america-caribbean/colombia/summary.html",
    f"{FR_REGIONS}/ameriques/colombie/sommaire.html",
)
DRAFT = f"{EN}/internal/draft.html"
PDF = "/content/dam/eccc/minamata.pdf"
SHEETS = (MERCURY, MERCURE, WETLANDS, MILIEUX, PERU, PEROU, COLOMBIA, COLOMBIE, PDF)

LABELS = {
    "en": (
        "Official title:",
        "Subject category:",
        "Type of agreement / instrument:",
        "Form:",
        "Status:",
        "Compendium edition:",
    ),
    "fr": (
        "Titre officiel\u00a0:",
        "Catégorie du sujet\u00a0:",
        "Type d’accord / d’instrument\u00a0:",
        "Forme\u00a0:",
        "État\u00a0:",
        "L’édition du recueil\u00a0:",
    ),
}
VALUES = {
    "en": ("Environmental Cooperation", "Multilateral", "Legally-binding treaty"),
    "fr": ("Collaboration environnementale", "Multilatéral", "Traité juridiquement contraignant"),
}
SAYINGS = {
    "en": "This page says in a few plain words what was agreed, between whom, and what Canada does for it.",
    "fr": "Cette page dit en quelques mots simples ce qui a été convenu, entre qui, et ce que le Canada y fait.",
}


@dataclass(frozen=True)
class Reply:
    """One answer of the server.

    Attributes:
        sends: how much of the body is sent before the connection is cut; None for all of it.
        chunked: whether its length is not said before.
        pause: seconds before it begins.
        drops: seconds between single bytes of the body.
    """

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True
    sends: int | None = None
    chunked: bool = False
    pause: float = 0
    drops: float = 0


@dataclass(frozen=True)
class Asked:
    """One request, as the server saw it, and how many bytes of body went back."""

    path: str
    headers: dict[str, str]
    at: float
    status: int
    sent: int


class QuietServer(ThreadingHTTPServer):
    """Says nothing of clients that go away: a harvest does when it has seen enough."""

    daemon_threads = True

    def handle_error(self, *_words: object) -> None:
        pass


class Site:
    """The server: `pages` says what a path answers; of several answers each is given once, and the last for good."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | list[Reply]] = {}
        self.asked: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def paths(self) -> list[str]:
        """Which paths were asked for, in order, robots.txt aside."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def forget(self) -> None:
        self.asked.clear()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        at = time.monotonic()
        replies = self.pages.get(handler.path, Reply("not here", 404))
        if not isinstance(replies, list):
            replies = [replies]
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        time.sleep(reply.pause)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        headers = {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "visitor=1", **reply.headers}
        status = reply.status
        if status == 200 and reply.etag:
            headers["ETag"] = f'"{sha256(body).hexdigest()[:16]}"'
        if status == 200 and (
            ("ETag" in headers and handler.headers.get("If-None-Match") == headers["ETag"])
            or ("Last-Modified" in headers and handler.headers.get("If-Modified-Since") == headers["Last-Modified"])
        ):
            status, body = 304, b""
        sent = body if reply.sends is None else body[: reply.sends]
        self.asked.append(Asked(handler.path, dict(handler.headers), at, status, len(sent)))
        try:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header(
                *(("Transfer-Encoding", "chunked") if reply.chunked else ("Content-Length", f"{len(body)}"))
            )
            handler.end_headers()
            self._send(handler, reply, sent)
        except OSError:
            handler.close_connection = True
        if reply.sends is not None:
            handler.close_connection = True

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply, sent: bytes) -> None:
        if reply.drops:
            for position in range(len(sent)):
                handler.wfile.write(sent[position : position + 1])
                handler.wfile.flush()
                time.sleep(reply.drops)
        elif reply.chunked:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(sent), sent))
            if reply.sends is None:
                handler.wfile.write(b"0\r\n\r\n")
        else:
            handler.wfile.write(sent)


def page(language: str, title: str, main: str, other: str | None = None, details: str = "2022-03-01") -> str:
    """A page of the site: head, language link, menu, main part, and what the site puts below it."""
    switch = {"en": ("fr", "Français"), "fr": ("en", "English")}[language]
    alternate = f'<link rel="alternate" hreflang="{switch[0]}" href="{other}">' if other else ""
    link = f'<section id="wb-lng"><ul><li><a lang="{switch[0]}" href="{other}">{switch[1]}</a></li></ul></section>'
    return f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>{alternate}</head><body>
<header>{link if other else ""}
<nav><a href="/{language}/menu.html">Menu</a><a href="{EN}/in-the-menu.html">Menu</a></nav></header>
<main property="mainContentOfPage" class="container"><h1 id="wb-cont">{escape(title)}</h1>
{main}
<div class="pagedetails"><dl id="wb-dtmd"><dt>Date modified:</dt><dd>{details}</dd></dl></div></main>
<footer><p>Terms and conditions</p></footer></body></html>
"""


def sheet(
    language: str,
    title: str,
    signed: str,
    other: str | None = None,
    *,
    more: str = "",
    edition: bool = True,
    details: str = "2022-03-01",
) -> str:
    """A sheet in the published layout; without its edition it is a page that only looks like one."""
    labels, values = LABELS[language], VALUES[language]
    fields = [*zip(labels[1:4], values, strict=True), (labels[4], f"<ul><li>{signed}</li></ul>")]
    if edition:
        fields.append((labels[5], "February 2022" if language == "en" else "Février 2022"))
    items = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in fields)
    main = (
        f"<p><strong>{labels[0]}</strong> {title}</p><dl>{items}</dl><h2>Objective</h2><p>{SAYINGS[language]}</p>{more}"
    )
    return page(language, title, main, other, details)


def table(rows: Sequence[tuple[str, str, str]], *, more: str = "") -> str:
    """An index of sheets, a row each: reference, words and address."""
    lines = "".join(
        f'<tr><td>{number}</td><td>Multilateral</td><td><a href="{address}">{words}</a></td></tr>'
        for number, words, address in rows
    )
    return f"<p>{SAYINGS['en']} {SAYINGS['fr']}</p><table><tr><th>No.</th><th></th><th></th></tr>{lines}</table>{more}"


def pdf_sheet(edition: str = "February 2022") -> bytes:
    """The sheet of a convention as a PDF."""
    document = FPDF()
    document.add_page()
    document.set_font("helvetica", size=11)
    lines = (
        "COMPENDIUM OF CANADA'S ENGAGEMENT",
        "Minamata Convention on Mercury",
        "STATUS:",
        "Signed by Canada: October 10, 2013",
    )
    for line in (*lines, "COMPENDIUM EDITION:", edition, "OBJECTIVE", SAYINGS["en"]):
        document.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def publish(site: Site) -> None:
    """Put the whole structure on the site."""
    elsewhere = site.address.replace("127.0.0.1", "unfccc.invalid")
    pages: dict[str, Any] = {
        EN_INDEX: page(
            "en",
            "Participation in agreements and the Compendium's tenth edition",
            table(
                [
                    ("A1", "Mercury", MERCURY),
                    ("A2", "Mercury, once more", f"/content/canadasite{MERCURY.removesuffix('.html')}?wbdisable=true"),
                    ("A3", "Wetlands", f"{WETLANDS}#wb-cont"),
                    ("A4", "The Americas", AMERICAS),
                    ("A5", "A draft", DRAFT),
                    ("A6", "Elsewhere", f"{elsewhere}/en/"),
                    ("A7", "News", "/en/news/today.html"),
                ]
            ),
            FR_INDEX,
        ),
        FR_INDEX: page(
            "fr",
            "Participation à des accords et dixième édition du Recueil",
            table([("A1", "Mercure", MERCURE)]),
            EN_INDEX,
        ),
        AMERICAS: page("en", "The Americas", table([("B1", "Peru", PERU), ("B2", "Colombia", COLOMBIA)])),
        MERCURY: sheet(
            "en",
            "Minamata Convention on Mercury",
            "Signed by Canada: October 10, 2013",
            MERCURE,
            more=f'<p><a href="{PDF}">Minamata (PDF)</a> <a href="{EN}/about.html">About</a></p>',
        ),
        MERCURE: sheet(
            "fr", "Convention de Minamata sur le mercure", "Signé par le Canada le 10 octobre 2013", MERCURY
        ),
        WETLANDS: sheet("en", "Ramsar Convention", "In force in Canada: May 15, 1981", MILIEUX),
        MILIEUX: sheet("fr", "Convention de Ramsar", "Entrée en vigueur au Canada le 15 mai 1981", WETLANDS),
        PERU: sheet("en", "Canada-Peru agreement on the environment", "Signed by Canada: May 29, 2008", PEROU),
        PEROU: sheet("fr", "Accord Canada-Pérou sur l’environnement", "Signé par le Canada le 29 mai 2008", PERU),
        COLOMBIA: sheet(
            "en", "Canada-Colombia agreement on the environment", "Signed by Canada: November 21, 2008", COLOMBIE
        ),
        COLOMBIE: sheet(
            "fr", "Accord Canada-Colombie sur l’environnement", "Signé par le Canada le 21 novembre 2008", COLOMBIA
        ),
        DRAFT: sheet("en", "A draft", "Signed by Canada: May 29, 2008"),
        f"{EN}/about.html": sheet("en", "About an agreement", "Signed by Canada: May 29, 2008", edition=False),
    }
    site.pages.update({path: Reply(body) for path, body in pages.items()})
    site.pages[PDF] = Reply(pdf_sheet(), headers={"Content-Type": "application/pdf"})
    site.pages["/robots.txt"] = Reply(
        f"User-agent: *\nDisallow: {EN}/internal/\n", headers={"Content-Type": "text/plain"}, etag=False
    )
