"""Timelines: a day is a symbol, a date that is known less is a bar over every day that it can be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from recueil_kg import iris
from recueil_kg.analysis.pictures import style, words
from recueil_kg.analysis.pictures.events import Event, Timeline, of_department, of_instrument
from recueil_kg.analysis.pictures.labels import name_of, shortened, source_note
from recueil_kg.analysis.pictures.picture import Picture
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _
from recueil_kg.model.dates import PartialDate
from recueil_kg.querying.engines import Engine

WIDE = 520
"""Of the time axis, in pixels."""
ROW, LANE = 16, 10
"""Height of a row, and of each further lane that it has because its symbols would cover each other."""


def draw_timeline(
    engine: Engine,
    language: Language,
    *,
    instrument: str | None = None,
    department: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Picture:
    """The events of one instrument, or of all that a department leads.

    Raises:
        RecueilError: neither or both are given, or nothing happened in that time.
    """
    first = (PartialDate.parse(since).earliest if since else None) or date.min
    last = (PartialDate.parse(until).latest if until else None) or date.max
    if instrument is not None and department is None:
        found = of_instrument(engine, language, instrument, first, last)
        title = words.TIMELINE[language].format(name=name_of(engine, instrument, language))
        note = source_note(language, [f"query timeline -p instrument={iris.local_name(instrument)}"])
        return Drawing(found, title, words.SCOPE[language], language, by_instrument=True).picture(note)
    if department is not None and instrument is None:
        found = of_department(engine, language, department, first, last, len(style.SHAPES))
        title = words.TIMELINE_OF_DEPARTMENT[language].format(name=name_of(engine, department, language))
        calls = (f"query agreements-led-by -p department={iris.local_name(department)}", "query events-between")
        return Drawing(found, title, words.EVENT[language], language, by_instrument=False).picture(
            source_note(language, calls)
        )
    raise RecueilError(_("a timeline is of an instrument or of a department"), do=_("give one of the two"))


class Drawing:
    """A timeline with what is worked out for its drawing: years, rows and lanes."""

    def __init__(self, timeline: Timeline, title: str, legend: str, language: Language, *, by_instrument: bool) -> None:
        if not timeline.events:
            raise RecueilError(_("there is nothing to draw"), do=_("ask for a longer time or for something else"))
        self.events, self.rows, self.kinds = timeline.events, timeline.rows, timeline.kinds
        self.title, self.legend, self.language, self.by_instrument = title, legend, language, by_instrument
        self.dated = [event for event in self.events if event.known]
        days = [day for event in self.events for day in (event.earliest, event.latest) if day]
        self.first = min(days).year if days else 2000
        self.last = max(days).year + 1 if days else self.first + 1
        if any(event.latest is None for event in self.dated):
            self.last += 1 + (self.last - self.first) // 12
        if any(event.earliest is None for event in self.dated):
            self.first -= 1 + (self.last - self.first) // 12
        self.heights: dict[str, float] = {}
        self.middles: dict[str, float] = {}
        self.high = 4.0
        lanes = self._lanes()
        for row in self.rows:
            several = max(lane for event, lane in lanes.items() if event.row == row) + 1
            height = (24 if by_instrument else ROW) + LANE * (several - 1)
            self.middles[row] = self.high + height / 2
            for event, lane in lanes.items():
                if event.row == row:
                    self.heights[_key(event)] = self.middles[row] + LANE * (lane - (several - 1) / 2)
            self.high += height

    def _lanes(self) -> dict[Event, int]:
        """For each event the lane of its row in which its symbol covers no other."""
        lanes: dict[Event, int] = {}
        ends: dict[tuple[str, int], float] = {}
        for event in sorted(self.events, key=lambda event: (event.known or date.min, event.told)):
            left, right = self._at(event.earliest, 0.0), self._at(event.latest, WIDE)
            lane = 0
            while ends.get((event.row, lane), -99.0) > left - 10:
                lane += 1
            ends[event.row, lane] = right
            lanes[event] = lane
        return lanes

    def _at(self, day: date | None, otherwise: float) -> float:
        """Where a day is on the axis, in pixels."""
        start = date(self.first, 1, 1)
        return (day - start).days / (date(self.last, 1, 1) - start).days * WIDE if day else otherwise

    def picture(self, note: str) -> Picture:
        """The drawing with its words."""
        days = sum(event.is_day for event in self.dated)
        told = words.TIMELINE_TOLD[self.language].format(
            title=self.title,
            events=len(self.events),
            days=days,
            spans=len(self.dated) - days,
            none=len(self.events) - len(self.dated),
        )
        if self.dated:
            first = min(self.dated, key=lambda event: event.earliest or date.min)
            last = max(self.dated, key=lambda event: event.latest or date.max)
            told += " " + words.FROM_TO[self.language].format(first=self._told(first), last=self._told(last))
        how = [words.FULL_SYMBOL[self.language]]
        if len(self.dated) > days:
            how.append(words.HOLLOW_SYMBOL[self.language])
        if any(event.is_uncertain for event in self.events):
            how.append(words.DASHED_BAR[self.language])
        if not self.by_instrument:
            how.append(words.UNDATED_LEFT_OUT[self.language])
        framed = style.framed(alt.layer(*self._layers()), self.title, " ".join(how), note, WIDE + 240)
        return Picture(self.title, told, self.language, framed)

    def _told(self, event: Event) -> str:
        return f"{event.when} ({event.told if self.by_instrument else f'{self.rows[event.row]}, {event.told}'})"

    def _layers(self) -> Iterable[Any]:
        tooltip = [alt.Tooltip(f"{name}:N", title=" ") for name in ("row", "what", "date")]
        kinds = list(self.kinds)
        shades = [style.GROUPS[number % len(style.GROUPS)] for number in range(len(kinds))]
        shapes = [style.SHAPES[number % len(style.SHAPES)] for number in range(len(kinds))]
        colour = alt.Color("kind:N", title=self.legend, scale=alt.Scale(domain=kinds, range=shades))
        shape = alt.Shape("kind:N", title=self.legend, scale=alt.Scale(domain=kinds, range=shapes))
        y = self._y()
        for uncertain, dash in ((False, [1, 0]), (True, [4, 2])):
            spans = [event for event in self.dated if not event.is_day and event.is_uncertain is uncertain]
            bars = self._of(spans).mark_rule(strokeWidth=6, strokeDash=dash)
            yield bars.encode(self._x("earliest:T"), alt.X2("after"), y, color=colour, tooltip=tooltip)
        hollow: dict[str, Any] = {"fill": style.PAPER}
        for full, mark in ((False, hollow), (True, {})):
            symbols = self._of([event for event in self.dated if event.is_day is full])
            points = symbols.mark_point(size=64, filled=full, strokeWidth=1.8, opacity=1, **mark)
            yield points.encode(self._x("middle:T"), y, color=colour, shape=shape, tooltip=tooltip)
        undated = self._of([event for event in self.events if not event.known])
        text: dict[str, Any] = {"fontSize": style.TEXT, "color": style.INK}
        none = undated.mark_text(align="left", fontStyle="italic", **text)
        yield none.encode(x=alt.value(6), y=y, text=alt.value(words.NO_DATE[self.language]))
        if self.by_instrument:
            late = [event for event in self.dated if self._at(event.latest, WIDE) > WIDE * 0.8]
            early = [event for event in self.dated if event not in late]
            right = self._of(early).mark_text(align="left", dx=9, **text)
            left = self._of(late).mark_text(align="right", dx=-9, **text)
            yield right.encode(self._x("after:T"), y, text="date:N")
            yield left.encode(self._x("earliest:T"), y, text="date:N")

    def _of(self, events: Sequence[Event]) -> Any:
        values = [self.datum(event) for event in events]
        return alt.Chart(alt.InlineData(values=values), width=WIDE, height=self.high)

    def _x(self, field: str) -> alt.X:
        years = self.last - self.first
        step = next(step for step in (1, 2, 5, 10, 25, 100, 1000) if years / step <= 13)
        axis = alt.Axis(format="%Y", tickCount={"interval": "year", "step": step}, labelFlush=False)
        domain = [f"{self.first:04}-01-01", f"{self.last:04}-01-01"]
        return alt.X(field, title=None, scale=alt.Scale(type="utc", domain=domain), axis=axis)

    def _y(self) -> alt.Y:
        labels = {f"{self.middles[row]:g}": shortened(label, 60) for row, label in self.rows.items()}
        axis = alt.Axis(
            values=list(self.middles.values()),
            labelExpr=f"{json.dumps(labels, ensure_ascii=False)}[datum.value]",
            ticks=False,
            domain=False,
            labelPadding=6,
            labelOverlap=False,
        )
        return alt.Y("y:Q", title=None, scale=alt.Scale(domain=[0, self.high], reverse=True, nice=False), axis=axis)

    def datum(self, event: Event) -> dict[str, Any]:
        """What Altair knows of an event: its words, its place, and where it has a date, its days."""
        common = {"row": self.rows[event.row], "kind": event.kind, "what": event.told, "y": self.heights[_key(event)]}
        if event.known is None:
            return common
        earliest = event.earliest or date(self.first, 1, 1)
        latest = event.latest or date(self.last - 1, 12, 31)
        after = latest if event.is_day else latest + timedelta(days=1)
        middle = earliest + (after - earliest) / 2 if event.earliest and event.latest else event.known
        days = {"earliest": f"{earliest}", "middle": f"{middle}", "after": f"{after}"}
        return {**common, **days, "date": event.when}


def _key(event: Event) -> str:
    return f"{event.row} {event.told} {event.earliest} {event.latest}"
