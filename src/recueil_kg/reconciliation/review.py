"""The sheet that a person decides on: its rows for a list, and its decisions back as reviewed matches."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from recueil_kg import iris
from recueil_kg.authorities import Both
from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language, _, spoken
from recueil_kg.matches import Decision, ReviewedMatch, contradictions
from recueil_kg.reconciliation.lists import Entry
from recueil_kg.reconciliation.matching import Candidate
from recueil_kg.reconciliation.table import Table, read_table

HEADERS: dict[str, dict[Language, str]] = {
    "row": {"en": "row", "fr": "ligne"},
    "their_id": {"en": "their_id", "fr": "leur_identifiant"},
    "their_title": {"en": "their_title", "fr": "leur_titre"},
    "instrument": {"en": "instrument", "fr": "instrument"},
    "iri": {"en": "iri", "fr": "iri"},
    "our_title": {"en": "our_title", "fr": "notre_titre"},
    "score": {"en": "score", "fr": "score"},
    "reason": {"en": "reason", "fr": "motif"},
    "decision": {"en": "decision", "fr": "décision"},
}
"""The columns, under the names of the language in which the reasons are: a sheet in French is taken back as one."""
DECISIONS: dict[Decision, dict[Language, str]] = {
    "exact": {"en": "exact", "fr": "exacte"},
    "close": {"en": "close", "fr": "proche"},
    "no": {"en": "no", "fr": "non"},
}
_NEEDED = ("their_id", "their_title", "instrument", "score", "reason", "decision")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: an entry, a candidate for it or none, and what was decided before."""

    row: int
    their_id: str
    their_title: str
    instrument: str
    iri: str
    our_title: str
    score: float | None
    reason: str
    decision: str


def lines_of(
    entry: Entry, candidates: Sequence[Candidate], decided: Mapping[tuple[str, str], Decision]
) -> Iterator[Line]:
    """A line for each candidate of an entry; one without an instrument where there is none.

    Args:
        entry: theirs.
        candidates: best first.
        decided: earlier decisions, by their identifier and our slug.
    """
    for candidate in candidates:
        ours = candidate.instrument
        before = decided.get((entry.id, ours.slug))
        yield Line(
            row=entry.row,
            their_id=entry.id,
            their_title=entry.title,
            instrument=ours.slug,
            iri=ours.iri,
            our_title=ours.label(spoken()),
            score=candidate.score,
            reason=candidate.reason,
            decision=DECISIONS[before][spoken()] if before else "",
        )
    if not candidates:
        yield Line(entry.row, entry.id, entry.title, "", "", "", None, _("no instrument is alike"), "")


def as_csv(lines: Iterable[Line]) -> str:
    """The sheet, with its header in the language in use."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([names[spoken()] for names in HEADERS.values()])
    writer.writerows(["" if value is None else value for value in astuple(line)] for line in lines)
    return buffer.getvalue()


def read_review(
    path: Path, is_known: Callable[[str], bool], slugs: Sequence[str], on: date
) -> tuple[list[ReviewedMatch], list[RecueilError]]:
    """The decisions of a sheet, and what is wrong with its other rows; rows without a decision are not reviewed yet.

    Args:
        path: the sheet, as it was written, with decisions filled in.
        is_known: whether there is an instrument of that slug.
        slugs: those that there are, to name the nearest.
        on: the day of the review.

    Raises:
        RecueilError: no such file, or no sheet of ours: a column is missing.
    """
    table = read_table(path)
    language, columns = _columns(table)
    matches: list[ReviewedMatch] = []
    errors: list[RecueilError] = []
    where: dict[tuple[str, str], str] = {}
    for number, cells in table.rows:
        place = _("{file}, row {number}").format(file=path, number=number)
        values = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        if not values["decision"]:
            continue
        try:
            match = _match(values, language, is_known, slugs, on)
        except _WrongRowError as wrong:
            errors.append(RecueilError(wrong.what, where=place, do=wrong.do))
            continue
        if (match.id, match.instrument) in where:
            what = _("{file} decides on this already").format(file=where[match.id, match.instrument])
            errors.append(RecueilError(what, where=place, do=_("keep one")))
            continue
        where[match.id, match.instrument] = place
        matches.append(match)
    for entry, both in contradictions(matches):
        what = _("{entry} cannot be exactly both {one} and {other}").format(entry=entry, one=both[0], other=both[1])
        errors.append(RecueilError(what, where=where[entry, both[1]], do=_("keep one, or call one close")))
        matches = [match for match in matches if match.id != entry or match.decision != "exact"]
    return matches, errors


class _WrongRowError(Exception):
    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what, self.do = what, do


def _columns(table: Table) -> tuple[Language, dict[str, int]]:
    """The language of a sheet, and where its columns are: the one whose names it has."""
    folded = [fold(header) for header in table.headers]
    for language in LANGUAGES:
        names = {name: fold(HEADERS[name][language]) for name in _NEEDED}
        if all(header in folded for header in names.values()):
            return language, {name: folded.index(header) for name, header in names.items()}
    needed = [HEADERS[name][spoken()] for name in _NEEDED]
    missing = [header for header in needed if fold(header) not in folded]
    raise RecueilError(
        _("this is no sheet of reconcile: it has no column {names}").format(names=", ".join(missing)),
        where=table.name,
        do=_("give the file that reconcile --out wrote, with decisions filled in"),
    )


def _match(
    values: Mapping[str, str], language: Language, is_known: Callable[[str], bool], slugs: Sequence[str], on: date
) -> ReviewedMatch:
    words = {fold(word): decision for decision, by in DECISIONS.items() for word in by.values()}
    decision = words.get(fold(values["decision"]))
    if decision is None:
        raise _WrongRowError(
            _("{text} is no decision").format(text=repr(values["decision"])),
            _("write {words}, or nothing").format(words=", ".join(by[spoken()] for by in DECISIONS.values())),
        )
    if not values["their_id"]:
        raise _WrongRowError(
            _("the row has no identifier of theirs"), _("fill in the number or the web address of their entry")
        )
    if values["their_id"].startswith(("http://", "https://")) and not _WEB_ADDRESS.fullmatch(values["their_id"]):
        raise _WrongRowError(_("{text} is no web address").format(text=repr(values["their_id"])), _("correct it"))
    slug = values["instrument"].removeprefix(iris.instrument(""))
    if not is_known(slug):
        near = get_close_matches(slug, slugs, n=3, cutoff=0.4)
        raise _WrongRowError(
            _("{kind}: {slug} is not known").format(kind="instrument", slug=repr(slug)),
            _("give for example {close}").format(close=", ".join(near or slugs[:3])),
        )
    return ReviewedMatch(
        id=values["their_id"],
        title=values["their_title"] or None,
        instrument=slug,
        decision=decision,
        score=_score(values["score"]),
        reason=Both(**{language: values["reason"] or None}),
        on=on.isoformat(),
    )


def _score(text: str) -> float | None:
    """A score; a spreadsheet in French writes it with a comma."""
    if not text:
        return None
    if not re.fullmatch(r"[01](?:[.,]\d{1,6})?", text) or (score := float(text.replace(",", "."))) > 1:
        raise _WrongRowError(
            _("{text} is no score from 0 to 1").format(text=repr(text)), _("correct it, or empty the cell")
        )
    return score
