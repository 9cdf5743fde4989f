"""A window of time, and what lies in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Window:
    """From a first day to a last one, both inclusive; None where it is open.

    Attributes:
        since: the first day.
        until: the last day.
    """

    since: date | None = None
    until: date | None = None

    @classmethod
    def between(cls, since: str | date | None, until: str | date | None) -> Window:
        """The window between two dates: days, or EDTF dates such as `1992` or `1992-06`, taken as a whole.

        Raises:
            RecueilError: a text that is no date, or a window that ends before it starts.
        """
        first = _read(since, "since").earliest if since is not None else None
        last = _read(until, "until").latest if until is not None else None
        if first is not None and last is not None and last < first:
            raise RecueilError(
                _("the window from {since} until {until} ends before it starts").format(since=since, until=until),
                do=_("put the earlier date first"),
            )
        return cls(first, last)

    @property
    def is_open(self) -> bool:
        """Whether it has neither a first nor a last day, so that everything lies in it."""
        return self.since is None and self.until is None

    def touches(self, earliest: date | None, latest: date | None) -> bool:
        """Whether a span can lie in it at least in part; None stands for an open end of the span."""
        begins = self.until is None or earliest is None or earliest <= self.until
        return begins and (self.since is None or latest is None or latest >= self.since)


def _read(value: str | date, name: str) -> PartialDate:
    try:
        return PartialDate.parse(value.isoformat() if isinstance(value, date) else value)
    except ValueError:
        raise RecueilError(
            _("{name}: {value} is not known").format(name=name, value=repr(value)),
            do=_("give for example {close}").format(close="1992-06-12, 1992-06, 1992"),
        ) from None


def first_of(days: Iterable[date | None]) -> date | None:
    """The earliest of the days that are known."""
    return min((day for day in days if day is not None), default=None)


def last_of(days: Iterable[date | None]) -> date | None:
    """The latest of the days that are known."""
    return max((day for day in days if day is not None), default=None)
