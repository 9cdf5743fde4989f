"""The heat map of departments and themes: how many agreements, and where a department leads."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt

from recueil_kg.analysis.pictures import style, words
from recueil_kg.analysis.pictures.labels import source_note
from recueil_kg.analysis.pictures.picture import Picture
from recueil_kg.auditing.asking import rows_of
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _
from recueil_kg.querying.engines import Engine

CELL = 23
"""Side of a cell, in pixels."""


def draw_themes(engine: Engine, language: Language, *, least: str = "1") -> Picture:
    """Departments across and themes down, those with most agreements first.

    Args:
        engine: the store or the endpoint to ask.
        language: the language of its words.
        least: agreements that a department must have in a theme, for the two to be shown.

    Raises:
        RecueilError: no department has so many agreements of a theme.
    """
    rows = [
        row
        for row in rows_of(engine, "themes-of-departments", language=language)
        if int(row["instruments"]) >= int(least)
    ]
    if not rows:
        raise RecueilError(_("there is nothing to draw"), do=_("ask for fewer"))
    of_departments, of_themes = Counter[str](), Counter[str]()
    for row in rows:
        of_departments[row["name"]] += int(row["instruments"])
        of_themes[row["theme_name"]] += int(row["instruments"])
    title = words.THEMES[language]
    largest = sorted(rows, key=lambda row: (-int(row["instruments"]), row["department"], row["theme"]))[:3]
    main = "; ".join(
        words.THEMES_CELL[language].format(department=row["name"], theme=row["theme_name"], number=row["instruments"])
        for row in largest
    )
    told = words.THEMES_TOLD[language].format(
        title=title, departments=len(of_departments), themes=len(of_themes), main=main
    )
    chart = _chart(rows, _by_number(of_departments), _by_number(of_themes), language)
    framed = style.framed(
        chart,
        title,
        words.THEMES_HOW[language],
        source_note(language, ["query themes-of-departments"]),
        300 + CELL * len(of_departments),
    )
    return Picture(title, told, language, framed)


def _by_number(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))


def _chart(rows: list[dict[str, str]], departments: list[str], themes: list[str], language: Language) -> Any:
    most = max(int(row["instruments"]) for row in rows)
    values: list[dict[str, Any]] = []
    for row in rows:
        number, led = int(row["instruments"]), int(row["led"])
        values.append(
            {
                "department": row["name"],
                "theme": row["theme_name"],
                "number": number,
                "led": led,
                "partnered": int(row["partnered"]),
                "dark": number / most > 0.35,
            }
        )
    base = alt.Chart(alt.InlineData(values=values)).properties(
        width=CELL * len(departments), height=CELL * 0.75 * len(themes)
    )
    across = alt.X(
        "department:N",
        sort=departments,
        title=None,
        scale=alt.Scale(paddingInner=0.08, paddingOuter=0),
        axis=alt.Axis(
            orient="top",
            labelAngle=-50,
            labelAlign="left",
            labelBaseline="middle",
            labelPadding=9,
            domain=False,
            ticks=False,
            grid=True,
            zindex=0,
            labelOverlap=False,
        ),
    )
    down = alt.Y(
        "theme:N",
        sort=themes,
        title=None,
        scale=alt.Scale(paddingInner=0.1, paddingOuter=0),
        axis=alt.Axis(domain=False, ticks=False, grid=True, zindex=0, labelPadding=6, labelOverlap=False),
    )
    colour = alt.Color(
        "number:Q",
        title=words.AGREEMENTS[language],
        scale=alt.Scale(domain=[1, most], range=list(style.RAMP)),
        legend=alt.Legend(tickCount=4, format="d"),
    )
    tooltip = [
        alt.Tooltip("department:N", title=" "),
        alt.Tooltip("theme:N", title=" "),
        alt.Tooltip("led:Q", title=words.LED[language]),
        alt.Tooltip("partnered:Q", title=words.PARTNERED[language]),
    ]
    cells = base.mark_rect(stroke=style.LINE, strokeWidth=0.5).encode(across, down, colour, tooltip=tooltip)
    frames = base.transform_filter("datum.led > 0").mark_rect(fillOpacity=0, stroke=style.INK, strokeWidth=1.5)
    numbers = base.mark_text(fontSize=style.SMALL).encode(
        across, down, text="number:Q", color=alt.condition("datum.dark", alt.value(style.PAPER), alt.value(style.INK))
    )
    return alt.layer(cells, frames.encode(across, down, tooltip=tooltip), numbers)
