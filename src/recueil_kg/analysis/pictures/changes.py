"""Bars of what changed from one edition to another: whole instruments, and fields of those in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt

from recueil_kg import iris
from recueil_kg.analysis.pictures import style, words
from recueil_kg.analysis.pictures.labels import concept_label, source_note
from recueil_kg.analysis.pictures.picture import Picture
from recueil_kg.auditing.editions import Change, compare_editions
from recueil_kg.i18n import Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.querying.engines import Engine
from recueil_kg.vocabularies import load_vocabulary

WIDE = 430
_SHADES = (style.DARK, style.MIDDLE, style.LIGHT)


def draw_editions(engine: Engine, language: Language, *, earlier: str = "2018-10", later: str = "2022-02") -> Picture:
    """Bars of what changed between two editions of the compendium.

    Raises:
        RecueilError: an edition of which no sheet is seen, or the later one first.
    """
    first, second = iris.local_name(earlier), iris.local_name(later)
    changes = compare_editions(engine, first, second)
    instruments = _instruments(changes)
    fields = Counter((_field(change.field, language), change.difference) for change in changes if change.field)
    title = words.EDITIONS[language].format(earlier=first, later=second)
    kinds = Counter[str]()
    for (_label, difference), number in fields.items():
        kinds[str(difference)] += number
    told = words.EDITIONS_TOLD[language].format(
        title=title,
        instruments=_listed(instruments, words.CHANGES, language),
        fields=_listed(kinds, words.DIFFERENCES, language),
    )
    whole = _bars(
        [(words.CHANGES[kind][language], "", instruments[kind]) for kind in words.CHANGES if instruments[kind]],
        words.INSTRUMENTS[language],
        [],
        "",
    )
    parts = [
        (label, words.DIFFERENCES[str(difference)][language], number)
        for (label, difference), number in sorted(fields.items(), key=str)
    ]
    panels = [whole]
    if parts:
        legend = [words.DIFFERENCES[kind][language] for kind in words.DIFFERENCES]
        panels.append(_bars(parts, words.FIELDS[language], legend, words.DIFFERENCE[language]))
    note = source_note(
        language, [f"query sheet-statements -p edition={first}", f"query sheet-statements -p edition={second}"]
    )
    framed = style.framed(
        alt.vconcat(*panels, spacing=20).resolve_scale(fill="independent"),
        title,
        words.EDITIONS_HOW[language],
        note,
        WIDE + 300,
    )
    return Picture(title, told, language, framed)


def _instruments(changes: Sequence[Change]) -> Counter[str]:
    """Of each kind of change, how many instruments; one of which a field is only not noted has no known change."""
    found: dict[str, str] = {}
    for change in changes:
        if change.kind != "changed":
            found[change.instrument] = change.kind
        elif change.difference != "not-noted":
            found[change.instrument] = "changed"
        else:
            found.setdefault(change.instrument, "same")
    return Counter(found.values())


def _field(field: str, language: Language) -> str:
    """What a field of a comparison is called: a part of a sheet, a role, or an event with its scope."""
    first, *rest = field.split(" ")
    if first in words.SHEET_FIELDS:
        return words.SHEET_FIELDS[first][language]
    if load_vocabulary().concept("role", first):
        return concept_label("role", first, language)
    label = concept_label("event-type", first, language)
    if rest and load_vocabulary().concept("scope", rest[0]):
        return f"{label}, {concept_label('scope', rest[0], language)}"
    return label


def _listed(counts: Counter[str], labels: dict[str, Bilingual], language: Language) -> str:
    return ", ".join(f"{labels[kind][language]} {counts[kind]}" for kind in labels if counts[kind]) or "0"


def _bars(rows: Sequence[tuple[str, str, int]], axis: str, kinds: Sequence[str], legend: str) -> Any:
    """A bar for each label, in parts by kind, each with its number; the longest first where there are kinds."""
    totals = Counter[str]()
    for label, _kind, number in rows:
        totals[label] += number
    order = sorted(totals, key=lambda label: (-totals[label], label)) if kinds else list(totals)
    values, ends = [], Counter[str]()
    for label, kind, number in sorted(rows, key=lambda row: kinds.index(row[1]) if kinds else 0):
        start = ends[label]
        ends[label] += number
        values.append(
            {
                "label": label,
                "kind": kind,
                "number": number,
                "start": start,
                "end": ends[label],
                "middle": start + number / 2,
            }
        )
    most = max(totals.values())
    base = alt.Chart(alt.InlineData(values=values), width=WIDE, height=20 * len(order))
    down = alt.Y(
        "label:N",
        sort=order,
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelPadding=6, labelOverlap=False),
        scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
    )
    across = alt.X(
        "start:Q",
        title=axis,
        scale=alt.Scale(domain=[0, most], nice=True),
        axis=alt.Axis(format="d", tickMinStep=1, grid=True),
    )
    shades = alt.Scale(domain=list(kinds), range=list(_SHADES[: len(kinds)])) if kinds else alt.Undefined
    colour = (
        alt.Fill(
            "kind:N",
            title=legend,
            scale=shades,
            legend=alt.Legend(orient="top", symbolType="square", symbolStrokeColor=style.INK),
        )
        if kinds
        else alt.value(style.PALE)
    )
    tooltip = [alt.Tooltip("label:N", title=" "), alt.Tooltip("kind:N", title=" "), alt.Tooltip("number:Q", title=" ")]
    bars = base.mark_bar(stroke=style.INK, strokeWidth=0.8).encode(
        across, alt.X2("end"), down, fill=colour, tooltip=tooltip
    )
    dark = [value for value in values if kinds and value["kind"] == kinds[0]]
    light = [value for value in values if value not in dark]
    texts = [
        alt.Chart(alt.InlineData(values=part))
        .mark_text(color=ink, fontSize=style.SMALL)
        .encode(alt.X("middle:Q"), down, text="number:Q")
        for part, ink in ((dark, style.PAPER), (light, style.INK))
    ]
    return alt.layer(bars, *texts)
