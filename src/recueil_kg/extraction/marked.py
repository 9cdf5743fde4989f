"""A sheet's text with what was read from it marked, for a person to check: in a terminal's colours, or as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import chain

from recueil_kg.i18n import _, spoken
from recueil_kg.model.records import Printed, SourceRecord
from recueil_kg.reading import Document

_COLOURS = {
    "title": (36, "#cde9f2"),
    "class": (33, "#f7e6b5"),
    "event": (32, "#cdeccb"),
    "institution": (35, "#ecd3f0"),
    "other": (34, "#d5dcf7"),
    "section": (1, "#e4e4e4"),
}
"""Kinds of values, each with its colour in a terminal (ECMA-48) and on a page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that was read: its offsets, its kind, and the field with what was understood."""

    start: int
    end: int
    kind: str
    meaning: str


def marks_of(*records: SourceRecord) -> list[Mark]:
    """What was read, in order and without overlap; of two values in one place the longer one."""
    chosen: list[Mark] = []
    every = chain.from_iterable(_all_marks(record) for record in records)
    for mark in sorted(every, key=lambda mark: (mark.start, -mark.end)):
        if not chosen or mark.start >= chosen[-1].end:
            chosen.append(mark)
    return chosen


def _all_marks(record: SourceRecord) -> Iterator[Mark]:
    singles: tuple[tuple[str, str, Printed | None], ...] = (
        ("title", _("title"), record.title),
        ("title", _("short title"), record.short_title),
        ("other", _("reference"), record.reference),
        ("other", _("edition"), record.edition),
    )
    for kind, name, item in singles:
        yield from _mark(kind, name, item)
    for scheme, classified in (
        *((_("category"), item) for item in record.categories),
        (_("type"), record.type),
        (_("form"), record.form),
        (_("legal nature"), record.legal_nature),
        *((_("theme"), item) for item in record.themes),
    ):
        if classified is not None:
            yield from _mark("class", f"{scheme}: {classified.concept or '?'}", classified)
    for responsibility in record.responsibilities:
        yield from _mark("institution", f"{responsibility.role}: {responsibility.institution or '?'}", responsibility)
    for participant in record.participants:
        yield from _mark("institution", participant.state or participant.institution or "?", participant)
    for contact in record.contacts:
        yield from _mark("institution", f"{_('contact')}: {contact.institution or '?'}", contact)
    for event in record.events:
        about = f" ({event.of.instrument or event.of.printed})" if event.of else ""
        when = event.date or event.recurrence or ""
        yield from _mark("event", f"{event.type} {event.party or event.scope} {when}{about}", event)
    for item in chain(record.relations, record.bodies, record.links):
        yield from _mark("other", "", item)
    for section in record.sections:
        yield from _mark("section", section.concept or "", section)


def _mark(kind: str, meaning: str, item: Printed | None) -> Iterator[Mark]:
    if item is not None and item.at is not None and item.at.end > item.at.start:
        yield Mark(item.at.start, item.at.end, kind, " ".join(meaning.split()))


def in_colours(document: Document, *records: SourceRecord) -> str:
    """The text for a terminal: what was read in the colour of its kind, what was not read plain."""
    parts: list[str] = []
    position = 0
    for mark in marks_of(*records):
        parts.append(_printable(document.text[position : mark.start]))
        parts.append(f"\x1b[{_COLOURS[mark.kind][0]}m{_printable(document.text[mark.start : mark.end])}\x1b[0m")
        position = mark.end
    return "".join((*parts, _printable(document.text[position:]), "\n"))


def _printable(text: str) -> str:
    """No character of the sheet's own can steer the terminal."""
    return "".join(character if character in "\n\t" or character.isprintable() else " " for character in text)


def as_page(document: Document, *records: SourceRecord) -> str:
    """The same as a web page: what was understood shows where the pointer or the keyboard rests on a mark."""
    parts: list[str] = []
    position = 0
    for mark in marks_of(*records):
        parts.append(escape(document.text[position : mark.start]))
        words = escape(document.text[mark.start : mark.end])
        parts.append(f'<mark class="{mark.kind}" tabindex="0" title="{escape(mark.meaning)}">{words}</mark>')
        position = mark.end
    parts.append(escape(document.text[position:]))
    rules = "".join(f".{kind}{{background:{colour}}}" for kind, (_terminal, colour) in _COLOURS.items())
    names = {
        "title": _("titles"),
        "class": _("classification"),
        "event": _("events"),
        "institution": _("institutions"),
        "other": _("other values"),
        "section": _("sections"),
    }
    legend = " ".join(f'<mark class="{kind}">{escape(name)}</mark>' for kind, name in names.items())
    name = escape(document.name)
    return f"""<!DOCTYPE html>
<html lang="{spoken()}"><head><meta charset="utf-8"><title>{name}</title>
<style>body{{max-width:50rem;margin:2rem auto;font:1rem/1.5 sans-serif;color:#111}}
pre{{white-space:pre-wrap;font:inherit}}mark{{color:inherit;border-radius:2px}}{rules}</style></head>
<body><h1>{name}</h1><p>{legend} · {escape(_("what was not read has no colour"))}</p>
<pre lang="{document.language}">{"".join(parts)}</pre></body></html>
"""
