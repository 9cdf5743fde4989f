"""The flow of responsibilities through changes of name, from the earlier name to the later one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt

from recueil_kg.analysis.pictures import style, words
from recueil_kg.analysis.pictures.labels import source_note
from recueil_kg.analysis.pictures.picture import Picture
from recueil_kg.auditing.asking import rows_of
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _
from recueil_kg.querying.engines import Engine

WIDE, LEFT, RIGHT, BAR = 840, 280, 550, 12
"""The whole, the bar at the left, the bar at the right, and how wide a bar is, in pixels."""
HIGHEST, LEAST, GAP = 170, 44, 18
"""The highest bar, the room that the words beside a bar need, and the room between two changes, in pixels."""
STEPS = 24
"""Points of a ribbon's edge."""
_FILLS = {"both": style.DARK, "passed": style.LIGHT, "later": style.MIDDLE}


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of name, with how many instruments are printed under the earlier name, the later one, and both."""

    name: str
    until: str
    later_name: str
    changed_on: str
    before: int
    after: int
    both: int

    @property
    def total(self) -> int:
        """Instruments that the department answers for after the change, as far as sources tell."""
        return self.after + self.before - self.both


def draw_name_changes(engine: Engine, language: Language) -> Picture:
    """Each change of name before which a source names the department by its earlier name.

    Raises:
        RecueilError: no department with a responsibility was ever renamed.
    """
    found = [
        _Change(
            row["name"],
            row["until"],
            row["later_name"],
            row["changed_on"],
            *(int(row[name]) for name in ("responsibilities", "later_responsibilities", "under_both")),
        )
        for row in rows_of(engine, "responsibilities-passed-on", language=language)
    ]
    changes = sorted(
        (change for change in found if change.before), key=lambda change: (-change.before, -change.total, change.name)
    )
    if not changes:
        raise RecueilError(_("there is nothing to draw"), do=_("build the graph from records that name departments"))
    title = words.RENAMED[language]
    main = "; ".join(
        words.RENAMED_ONE[language].format(
            name=change.name,
            before=change.before,
            later=change.later_name,
            day=change.changed_on,
            after=change.after,
            both=change.both,
        )
        for change in changes
    )
    told = words.RENAMED_TOLD[language].format(title=title, changes=len(changes), main=main)
    how = words.RENAMED_HOW[language]
    if len(found) > len(changes):
        how = f"{how} {words.RENAMED_LEFT_OUT[language].format(number=len(found) - len(changes))}"
    framed = style.framed(
        _chart(changes, language), title, how, source_note(language, ["query responsibilities-passed-on"]), WIDE
    )
    return Picture(title, told, language, framed)


def _chart(changes: list[_Change], language: Language) -> Any:
    scale = HIGHEST / max(change.total for change in changes)
    bars: list[dict[str, Any]] = []
    ribbons: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    top = 0.0
    for number, change in enumerate(changes):
        high = max(LEAST, scale * change.total)
        parts = {"both": change.both, "passed": change.before - change.both, "later": change.after - change.both}
        start = top + (high - scale * change.total) / 2
        left = top + (high - scale * change.before) / 2
        right = start
        for way, size in parts.items():
            if not size:
                continue
            common = {"way": words.RENAMED_WAYS[way][language], "number": size}
            thick = scale * size
            bars.append({**common, "x": RIGHT, "x2": RIGHT + BAR, "y": right, "y2": right + thick})
            if way != "later":
                bars.append({**common, "x": LEFT, "x2": LEFT + BAR, "y": left, "y2": left + thick})
                ribbons += [{**common, "ribbon": f"{number} {way}", **point} for point in _ribbon(left, right, thick)]
                left += thick
            right += thick
        texts += _texts(change, top + high / 2, language)
        top += high + GAP
    return alt.layer(*_layers(bars, ribbons, texts, top - GAP, language))


def _ribbon(left: float, right: float, thick: float) -> Iterator[dict[str, float]]:
    """The edges of a ribbon from the left bar to the right one, as a smooth step."""
    for step in range(STEPS + 1):
        part = step / STEPS
        y = left + (right - left) * part * part * (3 - 2 * part)
        x = LEFT + BAR + (RIGHT - LEFT - BAR) * part
        yield {"x": round(x, 1), "y": round(y, 2), "y2": round(y + thick, 2)}


def _texts(change: _Change, middle: float, language: Language) -> Iterator[dict[str, Any]]:
    """The names beside the bars, with days and numbers under them."""
    before = words.RENAMED_UNTIL[language].format(day=change.until or change.changed_on, number=change.before)
    after = words.RENAMED_SINCE[language].format(day=change.changed_on, number=change.after)
    for x, align, name, numbers in (
        (LEFT - 8, "right", change.name, before),
        (RIGHT + BAR + 8, "left", change.later_name, after),
    ):
        lines = style.wrapped(name, LEFT - 8)
        top = middle - 6.5 * len(lines)
        for at, line in enumerate([*lines, numbers]):
            weight = "normal" if at == len(lines) else "bold"
            yield {"x": x, "y": round(top + 13 * at, 1), "text": line, "align": align, "weight": weight}


def _layers(
    bars: list[dict[str, Any]],
    ribbons: list[dict[str, Any]],
    texts: list[dict[str, Any]],
    high: float,
    language: Language,
) -> Iterable[Any]:
    labels = [words.RENAMED_WAYS[way][language] for way in _FILLS]
    legend = alt.Legend(orient="top", symbolType="square", symbolStrokeColor=style.INK, symbolOpacity=1)
    fill = alt.Fill("way:N", title=None, scale=alt.Scale(domain=labels, range=list(_FILLS.values())), legend=legend)
    across = alt.Scale(domain=[0, WIDE], nice=False, zero=False)
    down = alt.Scale(domain=[0, high], reverse=True, nice=False, zero=False)
    x, y = alt.X("x:Q", axis=None, scale=across), alt.Y("y:Q", axis=None, scale=down)
    tooltip = [alt.Tooltip("way:N", title=" "), alt.Tooltip("number:Q", title=" ")]

    def base(values: list[dict[str, Any]]) -> Any:
        return alt.Chart(alt.InlineData(values=values), width=WIDE, height=high)

    area = base(ribbons).mark_area(fillOpacity=0.35, stroke=style.INK, strokeWidth=0.6)
    yield area.encode(x, y, alt.Y2("y2"), detail="ribbon:N", fill=fill, tooltip=tooltip)
    solid = base(bars).mark_rect(stroke=style.INK, strokeWidth=0.8)
    yield solid.encode(x, alt.X2("x2"), y, alt.Y2("y2"), fill=fill, tooltip=tooltip)
    for align in ("left", "right"):
        for weight in ("bold", "normal"):
            lines = [text for text in texts if (text["align"], text["weight"]) == (align, weight)]
            marks = base(lines).mark_text(
                align=align, baseline="middle", fontWeight=weight, fontSize=style.TEXT, color=style.INK
            )
            yield marks.encode(x, y, text="text:N")
