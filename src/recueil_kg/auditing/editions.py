"""What changed from one edition to another: instruments and fields, as the sheets at hand print them.

"Not seen" is not "removed": an instrument without a sheet at hand, and a field that was not noted of a sheet whose text
is not at hand, are told apart from what is known to have come or gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from recueil_kg import iris
from recueil_kg.auditing.asking import rows_of
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.model.dates import PartialDate
from recueil_kg.querying.engines import Engine

Kind = Literal["added", "expired", "removed", "changed", "not-seen"]
Difference = Literal["meaning", "wording", "not-noted"]
_SINGLE = {
    "StatedTitle": "title",
    "StatedShortTitle": "short-title",
    "StatedReference": "reference",
}
_LISTS = {
    "StatedParticipation": "participants",
    "StatedRelation": "relations",
    "StatedBody": "bodies",
}
_NOT_COMPARED = frozenset({"StatedEdition", "StatedLink", "StatedContact"})
_REPEATED = frozenset({"amendment", "renewal", "meeting", "revision", "review", "adoption", "other"})
_ENDINGS = frozenset({"expiry", "termination"})
_BEGINNINGS = frozenset({"adoption", "signature", "launch", "establishment", "opening-for-signature", "negotiation"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions.

    Attributes:
        instrument: the instrument's slug.
        kind: `added` (it did not exist yet when the first edition came out), `expired`, `removed` (another instrument
            replaced it, or both editions are said to be complete), `changed`, or `not-seen` (no sheet of one edition
            is at hand).
        field: which field changed; empty where the whole instrument did.
        difference: of a changed field: `meaning`, `wording` only, or `not-noted` in one of the two sheets.
        before: what the first edition prints, or the day that shows an addition or an end.
        after: what the second edition prints.
        before_sheet: the first edition's sheet: IRI.
        after_sheet: the second edition's sheet: IRI.
    """

    instrument: str
    kind: Kind
    field: str = ""
    difference: Difference | None = None
    before: str = ""
    after: str = ""
    before_sheet: str = ""
    after_sheet: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    """One printed value of a sheet: what it means, and its words."""

    meaning: str
    printed: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    iri: str
    language: str
    text_at_hand: bool
    fields: dict[str, list[_Item]]


def compare_editions(engine: Engine, first: str, second: str, *, complete: bool = False) -> tuple[Change, ...]:
    """Every difference between the sheets of two editions, by instrument.

    Args:
        engine: the store or the endpoint to ask.
        first: the earlier edition: `2018-10`.
        second: the later one.
        complete: the graph holds every sheet of both editions, so that what is not seen was added or removed.

    Raises:
        RecueilError: an edition of which no sheet is seen, editions in the wrong order, or an engine that does not
            answer.
    """
    seen = [iris.local_name(row["edition"]) for row in rows_of(engine, "sheets-by-edition")]
    for edition in (first, second):
        if edition not in seen:
            raise RecueilError(
                _("no sheet of the edition {edition} is seen").format(edition=edition),
                do=_("give two of {editions}").format(editions=", ".join(seen)),
            )
    if PartialDate.parse(second).surely_before(PartialDate.parse(first)):
        raise RecueilError(
            _("{first} is later than {second}").format(first=first, second=second),
            do=_("give the earlier edition first"),
        )
    rows = {edition: rows_of(engine, "sheet-statements", edition=edition) for edition in (first, second)}
    before, after = _sheets(rows[first]), _sheets(rows[second])
    lives = _Lives(engine, rows[second])
    changes: list[Change] = []
    for slug in sorted({*before, *after}):
        if slug in before and slug in after:
            changes.extend(_compare(slug, before[slug], after[slug]))
        else:
            changes.append(lives.whole_change(slug, first, second, gone=slug in before, complete=complete))
    return tuple(changes)


def differences(changes: Iterable[Change]) -> list[Change]:
    """Those that are known to be differences: neither a sheet nor a field that was merely not seen."""
    return [change for change in changes if change.kind != "not-seen" and change.difference != "not-noted"]


class _Lives:
    """When instruments began and ended, and which were replaced: what tells "not seen" from "added" and "removed"."""

    def __init__(self, engine: Engine, later_statements: list[dict[str, str]]) -> None:
        self.events: dict[str, list[tuple[str, date, date]]] = {}
        for row in rows_of(engine, "events-between", **{"from": "0001-01-01", "until": "9999-12-31"}):
            of_instrument = self.events.setdefault(iris.local_name(row["instrument"]), [])
            days = date.fromisoformat(row["earliest"]), date.fromisoformat(row["latest"])
            of_instrument.append((iris.local_name(row["event"]), *days))
        self.replaced = {
            iris.local_name(row["value"]): row["printed"]
            for row in later_statements
            if iris.local_name(row["detail"]) == "replaces" and row["value"]
        }

    def whole_change(self, slug: str, first: str, second: str, *, gone: bool, complete: bool) -> Change:
        """What became of an instrument with a sheet of one edition only."""
        one, other = PartialDate.parse(first), PartialDate.parse(second)
        assert one.earliest
        assert one.latest
        assert other.earliest
        events = self.events.get(slug, [])
        if not gone:
            began = [earliest for kind, earliest, _latest in events if kind in _BEGINNINGS]
            is_new = bool(began) and min(began) > one.latest
            return Change(
                slug, "added" if is_new or complete else "not-seen", after=str(min(began)) if is_new else second
            )
        ends = [latest for kind, _earliest, latest in events if kind in _ENDINGS]
        renewals = [latest for kind, _earliest, latest in events if kind == "renewal"]
        end = max(ends, default=None)
        if end is not None and end < other.earliest and not any(day > end for day in renewals):
            return Change(slug, "expired", before=first, after=end.isoformat())
        if slug in self.replaced:
            return Change(slug, "removed", before=first, after=self.replaced[slug])
        return Change(slug, "removed" if complete else "not-seen", before=first)


def _sheets(rows: list[dict[str, str]]) -> dict[str, list[_Sheet]]:
    """The sheets of an edition by instrument; one that is at hand in several formats is one for each."""
    found: dict[str, dict[str, _Sheet]] = {}
    for row in rows:
        slug, iri = iris.local_name(row["instrument"]), row["source"]
        of_instrument = found.setdefault(slug, {})
        sheet = of_instrument.setdefault(iri, _Sheet(iri, row["language"], row["text_at_hand"] == "true", {}))
        field = _field(row)
        if field:
            item = _Item(_meaning(row), " ".join(row["printed"].split()), row["date"])
            sheet.fields.setdefault(field, []).append(item)
    return {slug: list(sheets.values()) for slug, sheets in found.items()}


def _field(row: dict[str, str]) -> str:
    kind = iris.local_name(row["kind"])
    if not kind or kind in _NOT_COMPARED:
        return ""
    if kind in {"StatedClassification", "StatedResponsibility"}:
        return iris.local_name(row["detail"])
    if kind == "StatedEvent":
        kind = iris.local_name(row["detail"])
        parts = ["entry-into-force" if kind == "not-in-force" else kind, iris.local_name(row["scope"])]
        if row["about"] != row["instrument"]:
            parts.append(iris.local_name(row["about"]))
        if parts[0] in _REPEATED:
            parts.append(row["date"])
        return " ".join(part for part in parts if part and part != "unstated")
    return _SINGLE.get(kind) or _LISTS[kind]


def _meaning(row: dict[str, str]) -> str:
    return row["value"] or row["date"]


def _compare(slug: str, before: list[_Sheet], after: list[_Sheet]) -> Iterator[Change]:
    """Sheets of one language with each other; of two languages only where no such pair is at hand, by meaning."""
    pairs = [(one, other) for one in before for other in after if one.language == other.language]
    for one, other in pairs or [(one, other) for one in before for other in after]:
        for field in sorted({*one.fields, *other.fields}):
            for difference, printed_before, printed_after in _compare_field(field, one, other):
                yield Change(slug, "changed", field, difference, printed_before, printed_after, one.iri, other.iri)


def _compare_field(field: str, one: _Sheet, other: _Sheet) -> Iterator[tuple[Difference, str, str]]:
    before, after = one.fields.get(field, []), other.fields.get(field, [])
    comparable = one.language == other.language
    left, right = list(before), list(after)
    for item in before:
        same = next((found for found in right if _same_meaning(item, found)), None)
        if same is not None:
            left.remove(item)
            right.remove(same)
            if comparable and item.printed != same.printed:
                yield ("wording", item.printed, same.printed)
    texts = "; ".join(item.printed for item in left), "; ".join(item.printed for item in right)
    if left and right:
        if comparable or all(item.meaning for item in (*left, *right)):
            yield ("meaning" if any(item.meaning for item in (*left, *right)) else "wording", *texts)
    elif left or right:
        silent = other if left else one
        yield ("meaning" if silent.text_at_hand and comparable else "not-noted", *texts)


def _same_meaning(one: _Item, other: _Item) -> bool:
    """The same value or words, or dates that can be the same."""
    if one.date and other.date:
        first, second = PartialDate.parse(one.date), PartialDate.parse(other.date)
        return first.contains(second) or second.contains(first)
    if one.meaning or other.meaning:
        return one.meaning == other.meaning
    return one.printed == other.printed
