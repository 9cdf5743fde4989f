"""Timelines: a day is a symbol, a date that is known less is a bar over every day that it can be."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt

from recueil_kg import iris
from recueil_kg.analysis.pictures import style
from recueil_kg.analysis.pictures.labels import authority_name, concept_label, shortened, source_note, titles_of
from recueil_kg.analysis.pictures.picture import Picture
from recueil_kg.auditing.asking import rows_of
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _, messages_in
from recueil_kg.model.dates import PartialDate
from recueil_kg.querying.engines import Engine

SCOPES = ("canada", "international", "other", "unstated")
WIDE = 520
"""Of the time axis, in pixels."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it is drawn.

    Attributes:
        row: the key of its row.
        kind: what its colour and shape say.
        words: what it is.
        edtf: its date; empty where none is known.
        earliest: the first day that it can be, inclusive.
        latest: the last one, inclusive.
    """

    row: str
    kind: str
    words: str
    edtf: str
    earliest: date | None
    latest: date | None

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_uncertain(self) -> bool:
        """Whether the source is uncertain of the date, or leaves an end of it open."""
        return any(mark in self.edtf for mark in "?~%X/")

    def is_within(self, first: date, last: date) -> bool:
        """Whether it can be of that time; always, where no date is known."""
        return (self.earliest or first) <= last and (self.latest or last) >= first


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
        return _of_instrument(engine, language, instrument, first, last)
    if department is not None and instrument is None:
        return _of_department(engine, language, department, first, last)
    raise RecueilError(_("a timeline is of an instrument or of a department"), do=_("give one of the two"))


def _of_instrument(engine: Engine, language: Language, instrument: str, first: date, last: date) -> Picture:
    _ = messages_in(language)
    scopes = [concept_label("scope", scope, language) for scope in SCOPES]
    events: list[Event] = []
    for number, row in enumerate(rows_of(engine, "timeline", instrument=instrument)):
        words = concept_label("event-type", iris.local_name(row["event"]), language)
        scope = concept_label("scope", iris.local_name(row["scope"]), language)
        told = words if scope == scopes[-1] else f"{words}, {scope}"
        event = _event(f"{number:03}", scope, told, row["date"], row)
        if event.is_within(first, last):
            events.append(event)
    _refuse_none(events)
    events.sort(key=lambda event: (event.earliest or date.max, event.row))
    slug = iris.local_name(instrument)
    return _picture(
        events,
        {event.row: event.words for event in events},
        [scope for scope in scopes if any(event.kind == scope for event in events)],
        language,
        title=_("What happened when: {name}").format(name=authority_name(slug, language)),
        legend=_("for whom"),
        note=source_note(language, [f"timeline -p instrument={slug}"]),
        with_dates=True,
    )


def _of_department(engine: Engine, language: Language, department: str, first: date, last: date) -> Picture:
    _ = messages_in(language)
    titles = titles_of(engine, "agreements-led-by", language, department=department)
    rows = [
        row
        for row in rows_of(engine, "events-between", **{"from": first.isoformat(), "until": last.isoformat()})
        if iris.local_name(row["instrument"]) in titles
    ]
    kinds = [kind for kind, _count in Counter(iris.local_name(row["event"]) for row in rows).most_common()]
    known = len(style.SHAPES)
    named = kinds if len(kinds) <= known else kinds[: known - 1]
    labels = {kind: concept_label("event-type", kind, language) for kind in kinds}
    rest = _("a rarer kind of event")
    events = [
        _event(iris.local_name(row["instrument"]), labels[kind] if kind in named else rest, labels[kind], "", row)
        for row in rows
        for kind in [iris.local_name(row["event"])]
    ]
    _refuse_none(events)
    begun: dict[str, date] = {}
    for event in events:
        begun[event.row] = min(begun.get(event.row, date.max), event.earliest or date.max)
    slug = iris.local_name(department)
    return _picture(
        events,
        {row: titles[row] for row in sorted(begun, key=lambda row: (begun[row], row))},
        [labels[kind] for kind in named] + ([rest] if named != kinds else []),
        language,
        title=_("What happened when: agreements led by {name}").format(name=authority_name(slug, language)),
        legend=_("event"),
        note=source_note(language, [f"agreements-led-by -p department={slug}", "events-between"]),
        with_dates=False,
    )


def _event(row: str, kind: str, words: str, edtf: str, days: dict[str, str]) -> Event:
    """An event of a row of a question, whose columns `earliest` and `latest` say the days; either may be empty."""
    earliest, latest = (date.fromisoformat(days[name]) if days[name] else None for name in ("earliest", "latest"))
    return Event(row, kind, words, edtf, earliest, latest)


def _refuse_none(events: Sequence[Event]) -> None:
    if not events:
        raise RecueilError(_("there is nothing to draw"), do=_("ask for a longer time or for something else"))


def _picture(
    events: Sequence[Event],
    rows: dict[str, str],
    kinds: Sequence[str],
    language: Language,
    *,
    title: str,
    legend: str,
    note: str,
    with_dates: bool,
) -> Picture:
    """The drawing: a row for each of `rows`, a symbol and a colour for each of `kinds`."""
    _ = messages_in(language)
    dated = [event for event in events if event.earliest and event.latest]
    days = sum(event.is_day for event in events)
    told = _("{title}. {events} events: {days} known to the day, {spans} to a longer span, {none} without a date.").format(
        title=title, events=len(events), days=days, spans=len(dated) - days, none=len(events) - len(dated)
    )
    if dated:
        first = min(dated, key=lambda event: event.earliest or date.max)
        last = max(dated, key=lambda event: event.latest or date.min)
        told += " " + _("From {first} to {last}.").format(first=_told(first, rows), last=_told(last, rows))
    how_to_read = [_("Full symbol: the day is known.")]
    if len(dated) > days:
        how_to_read.append(_("Hollow symbol on a bar: some day within the bar."))
    if any(event.is_uncertain for event in events):
        how_to_read.append(_("Dashed bar: the source is uncertain."))
    chart = _chart(events, rows, kinds, legend, undated=_("no date"), with_dates=with_dates)
    return Picture(title, told, language, style.framed(chart, title, " ".join(how_to_read), note, WIDE + 240))


def _told(event: Event, rows: dict[str, str]) -> str:
    when = event.edtf or (f"{event.earliest}" if event.is_day else f"{event.earliest} – {event.latest}")
    what = event.words if rows[event.row] == event.words else f"{rows[event.row]}, {event.words}"
    return f"{when} ({what})"


def _chart(
    events: Sequence[Event], rows: dict[str, str], kinds: Sequence[str], legend: str, *, undated: str, with_dates: bool
) -> alt.LayerChart:
    first = min((event.earliest.year for event in events if event.earliest), default=2000)
    last = max((event.latest.year for event in events if event.latest), default=first) + 1
    height = max(60, (24 if with_dates else 17) * len(rows))
    labels = {key: shortened(label, 60) for key, label in rows.items()}
    y = alt.Y(
        "row:N",
        sort=list(rows),
        title=None,
        scale=alt.Scale(domain=list(rows)),
        axis=alt.Axis(
            labelExpr=f"{json.dumps(labels)}[datum.value]", grid=True, ticks=False, domain=False, labelPadding=6
        ),
    )
    step = next(step for step in (1, 2, 5, 10, 25, 100) if (last - first) / step <= 12)
    x = alt.X(
        "at:T",
        title=None,
        scale=alt.Scale(type="utc", domain=[f"{first}-01-01", f"{last}-01-01"]),
        axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": step}),
    )
    shades = [style.GROUPS[number % len(style.GROUPS)] for number in range(len(kinds))]
    shapes = [style.SHAPES[number % len(style.SHAPES)] for number in range(len(kinds))]
    colour = alt.Color("kind:N", title=legend, scale=alt.Scale(domain=list(kinds), range=shades))
    shape = alt.Shape("kind:N", title=legend, scale=alt.Scale(domain=list(kinds), range=shapes))
    tooltip = [alt.Tooltip(f"{name}:N", title=" ") for name in ("name", "words", "date")]

    def layer(chosen: Sequence[Event]) -> alt.Chart:
        values = [_datum(event, rows, with_dates=with_dates) for event in chosen]
        return alt.Chart(alt.Data(values=values), width=WIDE, height=height)

    dated = [event for event in events if event.earliest]
    spans = [event for event in dated if not event.is_day]
    layers = []
    for uncertain, dash in ((False, [1, 0]), (True, [4, 2])):
        bars = [event for event in spans if event.is_uncertain is uncertain]
        bar = layer(bars).mark_rule(strokeWidth=6, strokeDash=dash)
        layers.append(bar.encode(alt.X("earliest:T"), alt.X2("after:T"), y, colour, tooltip=tooltip))
    for full in (False, True):
        symbols = [event for event in dated if event.is_day is full]
        point = layer(symbols).mark_point(size=64, filled=full, strokeWidth=1.8, opacity=1, **({} if full else {"fill": style.PAPER}))
        layers.append(point.encode(x, y, colour, shape, tooltip=tooltip))
    none = layer([event for event in events if not event.earliest])
    text = none.mark_text(align="left", fontStyle="italic", fontSize=style.TEXT, color=style.INK)
    layers.append(text.encode(x=alt.value(6), y=y, text=alt.value(undated)))
    if with_dates:
        for before in (False, True):
            middle = date((first + last) // 2, 1, 1)
            beside = layer([event for event in dated if (event.earliest > middle) is before])
            side = {"align": "right", "dx": -8} if before else {"align": "left", "dx": 8}
            text = beside.mark_text(fontSize=style.TEXT, color=style.INK, **side)
            layers.append(text.encode(alt.X("earliest:T" if before else "after:T"), y, alt.Text("date:N")))
    return alt.layer(*layers)


def _datum(event: Event, rows: dict[str, str], *, with_dates: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"row": event.row, "kind": event.kind, "words": event.words, "name": rows[event.row]}
    if event.earliest is None or event.latest is None:
        return found
    after = event.latest + timedelta(days=1)
    middle = event.earliest if event.is_day else event.earliest + (after - event.earliest) / 2
    when = event.edtf or (f"{event.earliest}" if event.is_day else f"{event.earliest} – {event.latest}")
    return {
        **found,
        "at": f"{middle}",
        "earliest": f"{event.earliest}",
        "after": f"{event.latest if event.is_day else after}",
        "date": when,
    }
