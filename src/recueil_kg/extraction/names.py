"""Split a list of departments and other institutions, and match each name to one authority."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recueil_kg.authorities import Authority
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Responsibility, Role, Span
from recueil_kg.reading import Document

_SEPARATOR = re.compile(r"\s*(?:[,;/\n•·]|\.(?=\s|$)|\b(?:and|et)\b|&)\s*(?![^(]*\))")
_END_OF_OTHERS = re.compile(r"\.|,\s+(?:including|dont|notamment|y compris)\b")
_NO_NAME = re.compile(
    r"[\W_]*(?:(?:the|les?|la|l|and|et|with|avec|including|dont|notamment|y compris|du|de|des|d)\b[\W_]*)*"
)
_REMARK = re.compile(r"\s*\((?:[^()]*\b\d{4}\b[^()]*|(?:formerly|previously|anciennement|auparavant)\b[^()]*)\)")
"""What a former name or a date in brackets after a name adds: no other institution."""
_JOINT = re.compile(r"\s*\(\s*|\s?[-–]\s?")
_COLON = re.compile(r"\s*:")
_ACRONYM = re.compile(r"\s*\([A-Z][\w&.’'-]{1,11}\)")


def responsibilities_in(
    document: Document, lexicons: Lexicons, start: int, end: int, role: Role, edition: str | None
) -> Iterator[Responsibility]:
    """The institutions in a printed list, in order, each in `role`; "Others …" has a role of its own.

    A name that no authority has, or that several share at the edition's date, is kept without an institution.
    """
    tokens = tokens_of(document.folded, start, end)
    position = start
    for match in lexicons.institutions.find_all(tokens):
        if match.start < position:
            continue
        yield from _unknown(document, lexicons, position, match.start, role)
        acronym = _ACRONYM.match(document.text, match.end, end)
        open_bracket = document.text.count("(", match.start, match.end) > document.text.count(
            ")", match.start, match.end
        )
        remark = _REMARK.match(document.folded, match.end, end)
        last = match.end + (open_bracket and document.text[match.end : match.end + 1] == ")")
        position = acronym.end() if acronym else remark.end() if remark else last
        entry = one_in_use(match, edition)
        agency = _agency_of(document, lexicons, match.end, end, entry)
        if agency is not None:
            position = last = agency.end + (document.text[agency.end : agency.end + 1] == ")")
            entry = agency.payload
        yield Responsibility(
            printed=document.text[match.start : last],
            at=Span(match.start, last),
            role=role,
            institution=entry.id if entry else None,
        )
    yield from _unknown(document, lexicons, position, end, role)


def _agency_of(
    document: Document, lexicons: Lexicons, start: int, end: int, department: Authority | None
) -> Match[Authority] | None:
    """The agency that a department's name goes on with, in brackets or after a hyphen ("Department (Agency)")."""
    joint = _JOINT.match(document.text, start, end)
    matched = lexicons.institutions.match_at(tokens_of(document.folded, joint.end(), end), 0) if joint else None
    if matched is None or department is None or matched[0].payload.part_of != department.id:
        return None
    return matched[0]


def one_in_use(match: Match[Authority], edition: str | None) -> Authority | None:
    """The one entry that a matched name means: the only one, or the only one in use at the edition's date."""
    if len(match.payloads) == 1:
        return match.payload
    if edition is None:
        return None
    at = PartialDate.parse(edition)
    in_use = [entry for entry in match.payloads if _is_in_use(entry, at)]
    return in_use[0] if len(in_use) == 1 else None


def _is_in_use(entry: Authority, at: PartialDate) -> bool:
    first, last = entry.names[0].used_from, entry.names[-1].used_until
    begun = first is None or not at.surely_before(PartialDate.parse(first))
    return begun and (last is None or not PartialDate.parse(last).surely_before(at))


def _unknown(document: Document, lexicons: Lexicons, start: int, end: int, role: Role) -> Iterator[Responsibility]:
    """What stands between known names: other names, and "others as needed"."""
    position = start
    while position < end:
        others = lexicons["role"].match_at(tokens_of(document.folded, _skip(document, position, end), end), 0)
        if others and others[0].payload.notation == "others-as-needed" and _COLON.match(document.text, others[0].end):
            position = others[0].end + 1
            continue
        if others and others[0].payload.notation == "others-as-needed":
            closing = _end_of_others(document, others[0].end, end)
            yield _responsibility(document, others[0].start, closing, "others-as-needed")
            position = closing
            continue
        separator = _SEPARATOR.search(document.text, position, end)
        stop = separator.start() if separator else end
        first = _skip(document, position, stop)
        last = stop
        while last > first and not (document.text[last - 1].isalnum() or document.text[last - 1] == ")"):
            last -= 1
        if last - first > 1:
            yield _responsibility(document, first, last, role)
        position = separator.end() if separator else end
        if separator and separator.end() == separator.start():
            break


def _skip(document: Document, start: int, end: int) -> int:
    """The offset after articles and marks that begin no name."""
    match = _NO_NAME.match(document.folded, start, end)
    return match.end() if match else start


def _end_of_others(document: Document, start: int, end: int) -> int:
    """ "Others" ends with its bracket, or with the sentence."""
    text = document.text
    opening = text.find("(", start, end)
    if opening >= 0 and not text[start:opening].strip():
        closing = text.find(")", opening, end)
        return closing + 1 if closing >= 0 else end
    stop = _END_OF_OTHERS.search(text, start, end)
    return stop.start() if stop else end


def _responsibility(document: Document, start: int, end: int, role: Role) -> Responsibility:
    return Responsibility(printed=document.text[start:end], at=Span(start, end), role=role)
