"""How every picture looks: colours that also differ in luminance, type, and the frame with title and note."""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt

INK, PAPER, GREY, LINE = "#1a1a1a", "#ffffff", "#6b6b6b", "#7d7d7d"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first comes with the renderer; the others are as wide."""
GROUPS = ("#0072b2", "#d55e00", "#14213d", "#006d53", "#cc79a7", "#8a3b00", "#00466d", "#5e1a3a")
"""Told apart by the colour-blind; each keeps 3:1 against the paper, and 1.2:1 against every other, so in grey too."""
SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "M-0.5,-0.87L0.5,-0.87L1,0L0.5,0.87L-0.5,0.87L-1,0Z",
    "triangle-down",
    "M0,-1L0.95,-0.31L0.59,0.81L-0.59,0.81L-0.95,-0.31Z",
    "cross",
)
"""One for each of `GROUPS`; the two paths are a hexagon and a pentagon."""
DARK, MIDDLE, LIGHT, PALE = "#14213d", "#5b8db8", "#ffffff", "#d9d9d9"
"""Steps for parts of a bar, each drawn with an outline of ink; pale is for what is no part."""
RAMP = ("#e3edf6", "#08306b")
"""From few to many."""
TEXT, SMALL, TITLE = 11, 10, 15


def text_width(text: str, size: float = TEXT) -> float:
    """How wide a text is, in pixels: not less than in DejaVu Sans, the widest font that a reader may have instead."""
    narrow = sum(character in "iljtfrI.,:;'’()| -" for character in text)
    wide = sum(character in "mwMW@" for character in text)
    capital = sum(character.isupper() and character not in "IMW" for character in text)
    rest = len(text) - narrow - wide - capital
    return size * (0.38 * narrow + 1.0 * wide + 0.75 * capital + 0.63 * rest)


def wrapped(text: str, width: float, size: float = TEXT) -> list[str]:
    """A text in lines that are no wider than so many pixels, where its words allow that; its own lines are kept."""
    most = max(8, int(width / (0.52 * size)))
    return [part for line in text.splitlines() for part in textwrap.wrap(line, most, break_long_words=False)] or [""]


def framed(chart: Any, title: str, subtitle: str, note: str, width: float) -> Any:
    """A chart with its title and how to read it above, and its source below.

    Args:
        chart: the chart, without a title.
        title: in one line or more.
        subtitle: how to read it; may be empty.
        note: where the facts come from.
        width: how wide the whole is, in pixels, roughly.
    """
    apart: Any = dict.fromkeys(("color", "fill", "stroke", "shape", "size", "strokeDash"), "independent")
    above = alt.TitleParams(
        wrapped(title, width, TITLE),
        subtitle=wrapped(subtitle, width) if subtitle else alt.Undefined,
        anchor="start",
        frame="bounds",
        offset=12,
    )
    below = alt.TitleParams(
        wrapped(note, width, SMALL),
        orient="bottom",
        anchor="start",
        frame="bounds",
        fontSize=SMALL,
        fontWeight="normal",
        color=GREY,
        lineHeight=13,
        offset=10,
    )
    return (
        alt.vconcat(chart.properties(title=above), title=below)
        .resolve_scale(**apart)
        .configure(aria=False, background=PAPER, font=FONT, padding=10)
        .configure_view(stroke=None)
        .configure_title(
            fontSize=TITLE,
            subtitleFontSize=TEXT,
            color=INK,
            subtitleColor=INK,
            subtitlePadding=5,
            lineHeight=18,
            subtitleLineHeight=15,
        )
        .configure_axis(
            labelFontSize=TEXT,
            titleFontSize=TEXT,
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
            gridColor="#e6e6e6",
            domainColor=GREY,
            tickColor=GREY,
            labelLimit=0,
        )
        .configure_legend(
            labelFontSize=TEXT,
            titleFontSize=TEXT,
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
            labelLimit=0,
            titleLimit=0,
            symbolStrokeWidth=1.2,
        )
    )


def legible_on(fill: str) -> str:
    """Ink or paper, whichever is better read on a colour."""
    return max((PAPER, INK), key=lambda colour: contrast(colour, fill))


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG 2.1 measures it, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
