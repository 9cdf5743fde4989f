"""What the dates of an entry and of an instrument say: the same day, the same as far as known, near, or others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

from recueil_kg.i18n import _
from recueil_kg.model.dates import PartialDate
from recueil_kg.reconciliation.instruments import Instrument
from recueil_kg.reconciliation.lists import DATE_KINDS, DateKind, Entry
from recueil_kg.reconciliation.signs import Sign

Agreement = Literal["day", "month", "year", "near", "other"]
"""How two dates agree, the closest first."""

_ORDER: tuple[Agreement, ...] = ("day", "month", "year", "near", "other")
_NEAR = 31
_GAIN: dict[Agreement, float] = {"day": 0.5, "month": 0.3, "year": 0.15, "near": 0.15}
_OTHER_DATE: dict[DateKind, float] = {"signed": 0.8, "in-force": 0.93, "date": 0.85}
_OTHER_DATE_OF_MANY = 0.95


def signs_of_dates(entry: Entry, instrument: Instrument, *, few: bool) -> Iterator[Sign]:
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
            yield Sign(words, kept=_OTHER_DATE[kind] if few else _OTHER_DATE_OF_MANY)
        else:
            yield Sign(words, gain=_GAIN[how])


def _compared(theirs: PartialDate, ours: PartialDate) -> tuple[Agreement, PartialDate]:
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


def _said(kind: DateKind, how: Agreement, theirs: PartialDate, ours: PartialDate) -> str:
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
