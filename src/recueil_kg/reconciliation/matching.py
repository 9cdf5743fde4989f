"""Which instruments of ours an entry of a list could be: a score from 0 to 1 and the reason, best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from math import prod

from recueil_kg.authorities import Authority
from recueil_kg.extraction.lexicons import load_lexicons
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.folding import fold
from recueil_kg.i18n import _, spoken
from recueil_kg.model.dates import PartialDate
from recueil_kg.reconciliation.instruments import Instrument
from recueil_kg.reconciliation.lists import DATE_KINDS, DateKind, Entry
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

_CANADA = "can"
_FEW = 4
"""Parties of an agreement between so few are all named; of others, some."""
_SHOWN_WORDS = 4
_NEAR = 31
_ALIKE = 0.95
_GAIN = {"day": 0.5, "month": 0.3, "year": 0.15, "near": 0.15}
_OTHER_DATE: dict[DateKind, float] = {"signed": 0.8, "in-force": 0.93, "date": 0.85}
_OTHER_DATE_OF_MANY = 0.95
_SAME_PARTIES, _SOME_PARTIES, _OTHER_PARTIES = 0.2, 0.08, 0.4
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


@dataclass(frozen=True, slots=True)
class _Sign:
    """What speaks for a candidate or against it.

    Attributes:
        words: says it, in the language in use, for a candidate that is shown.
        gain: of what the score still lacks, the share that is added.
        kept: the share of the score that is kept.
    """

    words: Callable[[], str]
    gain: float = 0.0
    kept: float = 1.0


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
            instrument.slug: frozenset(instrument.parties) or _parties_in(" ; ".join(instrument.names))
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
        few = theirs.kind in DEPENDENT or 0 < len(self._parties[slug] - {_CANADA}) <= _FEW
        signs = (
            *_of_dates(entry, instrument, few=few),
            *self._of_parties(entry, slug),
            *self._against(theirs, slug, likeness),
        )
        score = likeness.score
        for sign in signs:
            score += (1 - score) * sign.gain
        score = 1.0 if known else round(score * prod(sign.kept for sign in signs), 2)
        if score < least:
            return None
        words = [_("known by this number in {system}").format(system=known)] if known else []
        words += [_of_titles(likeness), *(sign.words() for sign in signs)]
        return Candidate(instrument, score, "; ".join(words))

    def _against(self, theirs: Title, slug: str, likeness: Likeness) -> Iterator[_Sign]:
        ours, kinds = likeness.ours.kind, self._kinds[slug]
        if theirs.kind and ours and theirs.kind not in kinds:
            one, other = theirs.kind, ours
            yield _Sign(
                lambda: _("theirs is called “{theirs}”, ours “{ours}”").format(
                    theirs=kind_name(one, spoken()), ours=kind_name(other, spoken())
                ),
                kept=_OTHER_BINDING if "memorandum" in {one, other} else _OTHER_KIND,
            )
        elif (theirs.kind is None) != (not kinds - {None}) and likeness.score < _ALIKE:
            yield _Sign(lambda: _("only one title says what kind of agreement it is"), kept=_NO_KIND)
        years = self._years[slug]
        if theirs.years and years and not theirs.years & years:
            yield _Sign(
                lambda: _("other years in the titles: {theirs}; {ours}").format(
                    theirs=", ".join(sorted(theirs.years)), ours=", ".join(sorted(years))
                ),
                kept=_OTHER_YEARS,
            )

    def _of_parties(self, entry: Entry, slug: str) -> Iterator[_Sign]:
        theirs = _parties_in(entry.parties) or _parties_in(entry.title)
        ours = self._parties[slug]
        beside, our_beside = theirs - {_CANADA}, ours - {_CANADA}
        if not beside or not our_beside:
            return
        if beside == our_beside:
            both = theirs | ({_CANADA} & ours)
            yield _Sign(lambda: _("parties {names}").format(names=_named(both)), gain=_SAME_PARTIES)
        elif beside & our_beside:
            shared = beside & our_beside
            yield _Sign(lambda: _("parties in common: {names}").format(names=_named(shared)), gain=_SOME_PARTIES)
        elif len(beside) <= _FEW or len(our_beside) <= _FEW:
            yield _Sign(
                lambda: _("other parties: theirs {theirs}, ours {ours}").format(
                    theirs=_named(beside), ours=_named(our_beside)
                ),
                kept=_OTHER_PARTIES,
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


def _of_dates(entry: Entry, instrument: Instrument, *, few: bool) -> Iterator[_Sign]:
    """What the dates say, each kind with the nearest of ours.

    Of an agreement of many, the graph may hold Canada's dates alone: that another one is given says little.
    """
    for kind in DATE_KINDS:
        theirs, ours = entry.dates.get(kind), instrument.dates.get(kind)
        if theirs is None or not ours:
            continue
        how, nearest = min((_compared(theirs, date) for date in ours), key=lambda found: _ORDER.index(found[0]))
        words = partial(_said, kind, how, theirs, nearest)
        if how == "other":
            yield _Sign(words, kept=_OTHER_DATE[kind] if few else _OTHER_DATE_OF_MANY)
        else:
            yield _Sign(words, gain=_GAIN[how])


_ORDER = ("day", "month", "year", "near", "other")


def _compared(theirs: PartialDate, ours: PartialDate) -> tuple[str, PartialDate]:
    if ours.contains(theirs) or theirs.contains(ours):
        precise = {theirs.precision, ours.precision}
        return ("day" if precise == {"day"} else "month" if precise <= {"day", "month"} else "year"), ours
    gap = _days_between(theirs, ours)
    if gap is not None and gap <= _NEAR:
        return "near", ours
    return "other", ours


def _days_between(one: PartialDate, other: PartialDate) -> int | None:
    """Days from the end of the earlier date to the start of the later one; None where one is open."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return None
    return max((one.earliest - other.latest).days, (other.earliest - one.latest).days)


def _said(kind: DateKind, how: str, theirs: PartialDate, ours: PartialDate) -> str:
    if how == "day":
        text = {
            "signed": _("signed the same day, {date}"),
            "in-force": _("in force the same day, {date}"),
            "date": _("of the same day, {date}"),
        }[kind]
        return text.format(date=theirs)
    if how in {"month", "year"}:
        text = {
            "signed": _("signed {theirs}, {ours}: the same as far as known"),
            "in-force": _("in force {theirs}, {ours}: the same as far as known"),
            "date": _("of {theirs}, {ours}: the same as far as known"),
        }[kind]
    elif how == "near":
        text = {
            "signed": _("signed within a month: theirs {theirs}, ours {ours}"),
            "in-force": _("in force within a month: theirs {theirs}, ours {ours}"),
            "date": _("within a month: theirs {theirs}, ours {ours}"),
        }[kind]
    else:
        text = {
            "signed": _("signed on other dates: theirs {theirs}, ours {ours}"),
            "in-force": _("in force on other dates: theirs {theirs}, ours {ours}"),
            "date": _("of other dates: theirs {theirs}, ours {ours}"),
        }[kind]
    return text.format(theirs=theirs, ours=ours)


def _quoted(words: Sequence[str]) -> str:
    words = tuple(dict.fromkeys(words))
    shown = ", ".join(_("“{word}”").format(word=word) for word in words[:_SHOWN_WORDS])
    return shown if len(words) <= _SHOWN_WORDS else f"{shown}…"


@lru_cache(maxsize=4096)
def _parties_in(text: str) -> frozenset[str]:
    """Codes of the states, and slugs of the institutions that are no state's own, that a text names."""
    if not text:
        return frozenset()
    lexicons, tokens = load_lexicons("en"), tokens_of(fold(text))
    found = {match.payload.id for match in lexicons.states.find_all(tokens)}
    return frozenset(found) | {
        match.payload.id
        for match in lexicons.institutions.find_all(tokens)
        if match.payload.kind in {"international-organization", "province-or-territory"}
    }


def _named(parties: frozenset[str]) -> str:
    """Parties by their names in the language in use, Canada first."""
    authorities = load_lexicons("en").authorities
    names = []
    for slug in sorted(parties, key=lambda slug: (slug != _CANADA, slug)):
        entry: Authority | None = authorities.state(slug) or authorities.institution(slug)
        name = entry.current_name.name.in_language(spoken()) if entry else None
        names.append(name or slug)
    return ", ".join(names)
