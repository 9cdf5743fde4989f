"""Charts of what a measure gives: growth over years, numbers by name, and what is observed beside what is expected."""

from __future__ import annotations

import json
from collections.abc import Sequence, Sized
from typing import Any

import altair as alt

from recueil_kg.analysis.pictures import chart_words as words
from recueil_kg.analysis.pictures import style
from recueil_kg.analysis.pictures.labels import shortened, source_note
from recueil_kg.analysis.pictures.picture import Picture
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _

WIDE, HIGH, ROW = 640, 300, 22
LONGEST = 110
_PERCENT: dict[Language, str] = {
    "en": "format(datum.value, '.0%')",
    "fr": "format(100 * datum.value, '.0f') + '\u00a0%'",
}
"""Expressions of Vega that write a share in each language."""


def draw_growth(years: Sequence[tuple[int, int, int]], language: Language, title: str, command: str) -> Picture:
    """How many nodes and links there were at the end of each year, as two lines that are told apart by their dashes.

    Args:
        years: year, nodes, links.
        language: the language of its words.
        title: its title.
        command: the command that prints it as a table, without the program's name.
    """
    _refuse_none(years)
    names = (words.NODES[language], words.LINKS[language])
    values = [
        {"year": year, "number": number, "what": word}
        for year, *numbers in years
        for word, number in zip(names, numbers, strict=True)
    ]
    scale = alt.Scale(domain=list(names), range=[style.GROUPS[0], style.GROUPS[1]])
    base = alt.Chart(_data(values), width=WIDE, height=HIGH).encode(
        alt.X("year:Q", axis=_years_axis(words.YEAR[language]), scale=alt.Scale(zero=False, nice=False)),
        alt.Y("number:Q", title=None),
        color=alt.Color("what:N", scale=scale, legend=None),
    )
    dash = alt.StrokeDash("what:N", scale=alt.Scale(domain=list(names), range=[[1, 0], [6, 3]]), legend=None)
    lines = base.mark_line(interpolate="step-after", strokeWidth=2).encode(strokeDash=dash)
    last = (
        alt.Chart(_data(values[-2:]))
        .mark_text(align="left", dx=6, fontSize=style.TEXT)
        .encode(alt.X("year:Q"), alt.Y("number:Q"), alt.Color("what:N", scale=scale, legend=None), text="told:N")
        .transform_calculate(told="datum.number + ' ' + datum.what")
    )
    first, end = years[0], years[-1]
    alt_text = words.GROWTH_TOLD[language].format(title=title, first=first[0], last=end[0], nodes=end[1], links=end[2])
    how = words.GROWTH_HOW[language]
    return _picture(alt.layer(lines, last), title, how, alt_text, language, command)


def draw_years(years: dict[int, int], language: Language, title: str, command: str) -> Picture:
    """A bar for each year, as high as the number of its events.

    Args:
        years: how many events each year has; an event whose year is not known is in its first possible one.
        language: the language of its words.
        title: its title.
        command: the command that prints it as a table, without the program's name.
    """
    _refuse_none(years)
    values = [{"year": year, "after": year + 0.9, "number": number} for year, number in sorted(years.items())]
    bars = (
        alt.Chart(_data(values), width=WIDE, height=HIGH)
        .mark_bar(color=style.DARK)
        .encode(
            alt.X("year:Q", axis=_years_axis(words.YEAR[language]), scale=alt.Scale(zero=False)),
            alt.Y("number:Q", title=words.EVENTS[language], axis=alt.Axis(tickMinStep=1)),
            x2="after:Q",
            y2=alt.datum(0),
            tooltip=[
                alt.Tooltip("year:Q", title=words.YEAR[language]),
                alt.Tooltip("number:Q", title=words.EVENTS[language]),
            ],
        )
    )
    most = max(years, key=lambda year: (years[year], -year))
    alt_text = words.YEARS_TOLD[language].format(
        title=title, events=sum(years.values()), first=min(years), last=max(years), year=most, number=years[most]
    )
    how = words.YEARS_HOW[language]
    return _picture(bars, title, how, alt_text, language, command)


def draw_numbers(
    numbers: Sequence[tuple[str, float, str]], language: Language, title: str, how: str, command: str
) -> Picture:
    """A bar for each name, longest first as given, with its number and a word beside it.

    Args:
        numbers: name, number, what is to be said beside it.
        language: the language of its words.
        title: its title.
        how: how to read it.
        command: the command that prints it as a table, without the program's name.
    """
    _refuse_none(numbers)
    values = [
        {"row": f"{at:04}", "name": shortened(name, LONGEST), "number": number, "told": _told(number, told, language)}
        for at, (name, number, told) in enumerate(numbers)
    ]
    base = alt.Chart(_data(values), width=WIDE, height=ROW * len(values)).encode(
        _rows(values), alt.X("number:Q", axis=None)
    )
    bars = base.mark_bar(color=style.MIDDLE, stroke=style.DARK, height=ROW * 0.6)
    labels = base.mark_text(align="left", dx=5, fontSize=style.TEXT, color=style.INK).encode(text="told:N")
    told = ", ".join(f"{value['name']}: {value['told']}" for value in values[:5])
    return _picture(alt.layer(bars, labels), title, how, f"{title}. {told}.", language, command)


def draw_observed(shares: Sequence[tuple[str, float, float]], language: Language, title: str, command: str) -> Picture:
    """For each name what is observed, as a full circle, beside what chance would give, as an open one.

    Args:
        shares: name, observed share, expected share.
        language: the language of its words.
        title: its title.
        command: the command that prints it as a table, without the program's name.
    """
    _refuse_none(shares)
    names = (words.OBSERVED[language], words.EXPECTED[language])
    values: list[dict[str, Any]] = [
        {"row": f"{at:04}", "name": shortened(name, LONGEST), "what": word, "share": share}
        for at, (name, *both) in enumerate(shares)
        for word, share in zip(names, both, strict=True)
    ]
    base = alt.Chart(_data(values), width=WIDE, height=ROW * len(shares)).encode(_rows(values[::2]))
    x = alt.X("share:Q", axis=alt.Axis(labelExpr=_PERCENT[language], tickCount=6, title=words.SHARE[language]))
    rules = (
        base.mark_rule(color=style.LINE)
        .encode(alt.X("least:Q", title=None), x2="most:Q")
        .transform_aggregate(least="min(share)", most="max(share)", groupby=["row"])
    )
    fill = alt.Fill("what:N", title=None, scale=alt.Scale(domain=list(names), range=[style.DARK, style.PAPER]))
    points = base.mark_point(size=70, stroke=style.DARK, strokeWidth=1.6, opacity=1).encode(x, fill)
    told = ", ".join(
        f"{name}: {_percent(seen, language)} / {_percent(by_chance, language)}" for name, seen, by_chance in shares[:5]
    )
    how = words.OBSERVED_HOW[language]
    return _picture(alt.layer(rules, points), title, how, f"{title}. {told}.", language, command)


def _data(values: Sequence[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=list(values))


def _years_axis(title: str) -> alt.Axis:
    return alt.Axis(format="d", title=title, grid=False)


def _rows(values: Sequence[dict[str, Any]]) -> alt.Y:
    """One row a name, labelled with it; two of the same name keep their own rows."""
    names = {value["row"]: value["name"] for value in values}
    label = f"({json.dumps(names)})[datum.value]"
    return alt.Y("row:N", title=None, axis=alt.Axis(labelExpr=label, ticks=False, domain=False))


def _told(number: float, told: str, language: Language) -> str:
    written = f"{number:g}" if language == "en" else f"{number:g}".replace(".", ",")
    return f"{written} · {told}" if told else written


def _percent(share: float, language: Language) -> str:
    return f"{share:.1%}" if language == "en" else f"{100 * share:.1f}\u00a0%".replace(".", ",")


def _picture(chart: Any, title: str, how: str, told: str, language: Language, command: str) -> Picture:
    framed = style.framed(chart, title, how, source_note(language, [command]), WIDE + 160)
    return Picture(title, told, language, framed)


def _refuse_none(values: Sized) -> None:
    if not values:
        raise RecueilError(_("there is nothing to draw"), do=_("ask for a longer time"))
