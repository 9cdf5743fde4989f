"""The matrix of the auditor's questions: which of them the sheets answer, by department or by instrument."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import altair as alt

from recueil_kg import iris
from recueil_kg.analysis.facts import Facts
from recueil_kg.analysis.pictures import style, words
from recueil_kg.analysis.pictures.labels import label_in, shortened, source_note
from recueil_kg.analysis.pictures.picture import Picture
from recueil_kg.auditing.coverage import QUESTIONS, Coverage, find_coverage
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _
from recueil_kg.querying.engines import Engine

CELL, ROW, MARKS = 104, 20, 15
"""Width of a column; height of a row of counts, and of one of symbols; in pixels."""
BY = ("departments", "instruments")
_FILLS = {"stated": style.DARK, "not-stated": style.MIDDLE, "not-seen": style.LIGHT}
_SHAPES = {"stated": "square", "not-stated": "diamond", "not-seen": "circle"}


def draw_coverage(
    engine: Engine, language: Language, *, by: str = "departments", department: str | None = None
) -> Picture:
    """Questions across; down the departments that lead, with counts, or the instruments, with a symbol for each answer.

    Args:
        engine: the store or the endpoint to ask.
        language: the language of its words.
        by: `departments` or `instruments`.
        department: only instruments that this one leads: its IRI.

    Raises:
        RecueilError: `by` is neither, or no source describes such an instrument.
    """
    if by not in BY:
        raise RecueilError(
            _("{name}: {value} is not known").format(name="by", value=repr(by)),
            do=_("give for example {close}").format(close=", ".join(BY)),
        )
    facts = Facts(engine)
    leads: dict[str, list[str]] = {}
    for link in chain.from_iterable(facts.links(["responsibility"], some) for some in facts.portions()):
        if link.kind in {"lead", "co-lead"}:
            leads.setdefault(iris.local_name(link.target), []).append(link.source)
    found = list(find_coverage(engine))
    if department is not None:
        key = department.removeprefix(iris.base())
        found = [item for item in found if key in leads.get(item.instrument, [])]
    if not found:
        raise RecueilError(_("there is nothing to draw"), do=_("ask for another department"))
    instruments = {f"instrument/{item.instrument}" for item in found}
    things = facts.things(sorted(instruments.union(*leads.values())))
    title = words.COVERAGE[language]
    if department is not None:
        title = f"{title} ({label_in(things[key], language)})"
    answers = Counter((question, item.answers[question].state) for item in found for question in QUESTIONS)
    told = words.COVERAGE_TOLD[language].format(
        title=title,
        instruments=len(found),
        answers="; ".join(_told(question, answers, language) for question in QUESTIONS),
    )
    if by == "departments":
        chart = _counts(_by_lead(found, leads, things, language), language)
    else:
        labels = {item.instrument: label_in(things[f"instrument/{item.instrument}"], language) for item in found}
        chart = _symbols(found, labels, language)
    width = CELL * len(QUESTIONS) + 250
    framed = style.framed(chart, title, words.COVERAGE_HOW[by][language], source_note(language, ["coverage"]), width)
    return Picture(title, told, language, framed)


def _told(question: str, answers: Counter[tuple[Any, Any]], language: Language) -> str:
    return words.COVERAGE_ANSWER[language].format(
        question=words.QUESTIONS[question][language],
        stated=answers[question, "stated"],
        silent=answers[question, "not-stated"],
        unseen=answers[question, "not-seen"],
    )


def _by_lead(
    found: Sequence[Coverage],
    leads: Mapping[str, Sequence[str]],
    things: Mapping[str, Mapping[str, Any]],
    language: Language,
) -> dict[str, list[Coverage]]:
    """The instruments of each lead, those with most first; those without one, and all, at the end."""
    groups: dict[str, list[Coverage]] = {}
    alone: list[Coverage] = []
    for item in found:
        for lead in leads.get(item.instrument, []):
            groups.setdefault(label_in(things[lead], language), []).append(item)
        if item.instrument not in leads:
            alone.append(item)
    ordered = {name: groups[name] for name in sorted(groups, key=lambda name: (-len(groups[name]), name))}
    if alone:
        ordered[words.WITHOUT_LEAD[language]] = alone
    return {**ordered, words.ALL_INSTRUMENTS[language]: list(found)}


def _counts(groups: Mapping[str, Sequence[Coverage]], language: Language) -> Any:
    """A bar in each cell: how many instruments state it, do not state it, or are not seen."""
    bars: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    for name, items in groups.items():
        label = f"{shortened(name, 58)} ({len(items)})"
        for at, question in enumerate(QUESTIONS):
            states = Counter[str](item.answers[question].state for item in items)
            end = at * 1.0
            for state in _FILLS:
                start, end = end, end + 0.9 * states[state] / len(items)
                if states[state]:
                    bars.append(
                        {
                            "row": label,
                            "start": round(start, 4),
                            "end": round(end, 4),
                            "state": words.STATES[state][language],
                            "question": words.QUESTIONS[question][language],
                            "number": states[state],
                        }
                    )
            texts.append(
                {
                    "row": label,
                    "middle": at + 0.45,
                    "text": f"{states['stated']}",
                    "full": states["stated"] / len(items) > 0.48,
                }
            )
    rows = list(dict.fromkeys(text["row"] for text in texts))
    down = alt.Y(
        "row:N",
        sort=rows,
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelPadding=6, labelOverlap=False),
        scale=alt.Scale(paddingInner=0.2, paddingOuter=0.1),
    )
    x = alt.X(
        "start:Q", title=None, scale=alt.Scale(domain=[0, len(QUESTIONS)], nice=False), axis=_question_axis(language)
    )
    fill = _state_channel(alt.Fill, _FILLS, language)
    size: dict[str, Any] = {"width": CELL * len(QUESTIONS), "height": ROW * len(rows)}
    tooltip = [alt.Tooltip(f"{name}:N", title=" ") for name in ("row", "question", "state", "number")]
    base = alt.Chart(alt.InlineData(values=bars), **size).mark_bar(stroke=style.INK, strokeWidth=0.8)
    layers = [base.encode(x, alt.X2("end"), down, fill=fill, tooltip=tooltip)]
    for full, ink in ((True, style.PAPER), (False, style.INK)):
        chosen = [text for text in texts if text["full"] is full]
        marks = alt.Chart(alt.InlineData(values=chosen), **size).mark_text(fontSize=style.SMALL, color=ink)
        layers.append(marks.encode(alt.X("middle:Q"), down, text="text:N"))
    return alt.layer(*layers)


def _symbols(found: Sequence[Coverage], labels: Mapping[str, str], language: Language) -> Any:
    """A symbol in each cell; instruments with most answers first."""
    order = sorted(
        found,
        key=lambda item: (-sum(answer.state == "stated" for answer in item.answers.values()), labels[item.instrument]),
    )
    values = [
        {
            "row": item.instrument,
            "name": labels[item.instrument],
            "at": at + 0.45,
            "question": words.QUESTIONS[question][language],
            "state": words.STATES[item.answers[question].state][language],
            "printed": item.answers[question].printed,
        }
        for item in order
        for at, question in enumerate(QUESTIONS)
    ]
    names = {item.instrument: shortened(labels[item.instrument], 62) for item in order}
    axis = alt.Axis(
        labelExpr=f"{json.dumps(names, ensure_ascii=False)}[datum.value]",
        ticks=False,
        domain=False,
        grid=True,
        labelPadding=6,
        labelOverlap=False,
    )
    x = alt.X(
        "at:Q", title=None, scale=alt.Scale(domain=[0, len(QUESTIONS)], nice=False), axis=_question_axis(language)
    )
    return (
        alt.Chart(alt.InlineData(values=values), width=CELL * len(QUESTIONS), height=MARKS * len(order))
        .mark_point(size=70, filled=True, strokeWidth=1, opacity=1)
        .encode(
            x,
            alt.Y("row:N", sort=list(names), title=None, axis=axis),
            fill=_state_channel(alt.Fill, _FILLS, language),
            shape=_state_channel(alt.Shape, _SHAPES, language),
            stroke=_state_channel(alt.Stroke, dict.fromkeys(_SHAPES, style.INK), language),
            tooltip=[alt.Tooltip(f"{name}:N", title=" ") for name in ("name", "question", "state", "printed")],
        )
    )


def _question_axis(language: Language) -> alt.Axis:
    labels = [words.QUESTIONS[question][language] for question in QUESTIONS]
    return alt.Axis(
        orient="top",
        values=[at + 0.45 for at in range(len(labels))],
        labelExpr=f"{json.dumps(labels, ensure_ascii=False)}[floor(datum.value)]",
        grid=False,
        ticks=False,
        domain=False,
        labelFlush=False,
        labelOverlap=False,
        labelPadding=6,
    )


def _state_channel(channel: Any, marks: Mapping[str, str], language: Language) -> Any:
    """Fill or shape by what the answer is, with one legend for both."""
    scale = alt.Scale(domain=[words.STATES[state][language] for state in marks], range=list(marks.values()))
    legend = alt.Legend(symbolStrokeColor=style.INK, symbolStrokeWidth=1, symbolSize=90)
    return channel("state:N", title=words.ANSWER[language], scale=scale, legend=legend)
