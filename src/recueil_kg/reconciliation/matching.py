"""Which instruments of ours an entry of a list could be: a score from 0 to 1 and the reason, best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from recueil_kg.i18n import _, spoken
from recueil_kg.reconciliation.dates import signs_of_dates
from recueil_kg.reconciliation.instruments import Instrument
from recueil_kg.reconciliation.lists import Entry
from recueil_kg.reconciliation.parties import are_few, parties_in, signs_of_parties
from recueil_kg.reconciliation.signs import Sign, weighed
from recueil_kg.reconciliation.titles import (
    DEPENDENT,
    SAME_WORDS,
    Likeness,
    Title,
    Titles,
    kind_name,
    never_the_same,
    take_apart,
)

_SHOWN_WORDS = 4
_ALIKE = 0.95
_OTHER_YEARS, _OTHER_BINDING, _OTHER_KIND, _NO_KIND = 0.75, 0.85, 0.97, 0.95


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instrument that an entry could be.

    Attributes:
        instrument: ours.
        score: from 0 to 1, to two places.
        reason: what speaks for it and against it, in the language in use.
    """

    instrument: Instrument
    score: float
    reason: str


class Matcher:
    """Looks for the entries of lists among the instruments of a graph."""

    def __init__(self, instruments: Sequence[Instrument]) -> None:
        self._instruments = {instrument.slug: instrument for instrument in instruments}
        self._titles = Titles((name, instrument.slug) for instrument in instruments for name in instrument.names)
        self._kinds = {
            instrument.slug: {take_apart(name).kind for name in instrument.titles or instrument.labels.values()}
            - {None}
            or {take_apart(name).kind for name in instrument.names}
            for instrument in instruments
        }
        self._years = {
            instrument.slug: frozenset[str]().union(*(take_apart(name).years for name in instrument.names))
            for instrument in instruments
        }
        self._parties = {
            instrument.slug: frozenset(instrument.parties) or parties_in(" ; ".join(instrument.names))
            for instrument in instruments
        }
        self._on: dict[date, set[str]] = defaultdict(set)
        self._numbered: dict[tuple[str, str], set[str]] = defaultdict(set)
        for instrument in instruments:
            for day in instrument.dates.get("date", ()):
                if day.earliest is not None and day.precision == "day":
                    self._on[day.earliest].add(instrument.slug)
            for identifier in instrument.identifiers:
                self._numbered[identifier].add(instrument.slug)

    def candidates(self, entry: Entry, *, most: int, least: float, system: str | None = None) -> list[Candidate]:
        """The instruments that an entry could be, best first.

        Args:
            entry: theirs.
            most: how many at most.
            least: the lowest score.
            system: the list's slug, where its numbers may already be known.
        """
        theirs = take_apart(entry.title)
        same_day = {
            slug
            for day in entry.dates.values()
            if day.precision == "day" and day.earliest is not None
            for slug in self._on.get(day.earliest, ())
        }
        numbered = self._numbered.get((system, entry.id), set()) if system and entry.id else set()
        found = []
        for slug, likeness in self._titles.alike(theirs, also=sorted(same_day | numbered)).items():
            known = system if slug in numbered else None
            candidate = self._candidate(entry, theirs, slug, likeness, known, least)
            if candidate is not None:
                found.append(candidate)
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.instrument.slug))[:most]

    def _candidate(
        self, entry: Entry, theirs: Title, slug: str, likeness: Likeness, known: str | None, least: float
    ) -> Candidate | None:
        """Ours with its score and reason; None where it cannot be, or scores too low. Words are made for the rest."""
        if never_the_same(theirs.kind, self._kinds[slug]):
            return None
        instrument = self._instruments[slug]
        parties = parties_in(entry.parties) or parties_in(entry.title)
        few = theirs.kind in DEPENDENT or are_few(self._parties[slug])
        signs = (
            *signs_of_dates(entry, instrument, few=few),
            *signs_of_parties(parties, self._parties[slug]),
            *self._against(theirs, slug, likeness),
        )
        score = 1.0 if known else weighed(likeness.score, signs)
        if score < least:
            return None
        words = [_("known by this number in {system}").format(system=known)] if known else []
        words += [_of_titles(likeness), *(sign.words() for sign in signs)]
        return Candidate(instrument, score, "; ".join(words))

    def _against(self, theirs: Title, slug: str, likeness: Likeness) -> Iterator[Sign]:
        ours, kinds = likeness.ours.kind, self._kinds[slug]
        if theirs.kind and ours and theirs.kind not in kinds:
            one, other = theirs.kind, ours
            yield Sign(
                lambda: _("theirs is called “{theirs}”, ours “{ours}”").format(
                    theirs=kind_name(one, spoken()), ours=kind_name(other, spoken())
                ),
                kept=_OTHER_BINDING if "memorandum" in {one, other} else _OTHER_KIND,
            )
        elif (theirs.kind is None) != (not kinds - {None}) and likeness.score < _ALIKE:
            yield Sign(lambda: _("only one title says what kind of agreement it is"), kept=_NO_KIND)
        years = self._years[slug]
        if theirs.years and years and not theirs.years & years:
            yield Sign(
                lambda: _("other years in the titles: {theirs}; {ours}").format(
                    theirs=", ".join(sorted(theirs.years)), ours=", ".join(sorted(years))
                ),
                kept=_OTHER_YEARS,
            )


def _of_titles(likeness: Likeness) -> str:
    if likeness.score == 1:
        return _("same title")
    if likeness.score == SAME_WORDS:
        words = (*likeness.only_theirs, *likeness.only_ours)
        return (
            _("same title but for {words}").format(words=_quoted(words)) if words else _("same words in another order")
        )
    if likeness.acronym is not None:
        return _("same acronym {acronym}").format(acronym=likeness.acronym)
    parts = [_("titles alike to {share} %").format(share=round(100 * likeness.score))]
    if likeness.only_theirs:
        parts.append(_("only theirs has {words}").format(words=_quoted(likeness.only_theirs)))
    if likeness.only_ours:
        parts.append(_("only ours has {words}").format(words=_quoted(likeness.only_ours)))
    return ", ".join(parts)


def _quoted(words: Sequence[str]) -> str:
    words = tuple(dict.fromkeys(words))
    shown = ", ".join(_("“{word}”").format(word=word) for word in words[:_SHOWN_WORDS])
    return shown if len(words) <= _SHOWN_WORDS else f"{shown}…"
