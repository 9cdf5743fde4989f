"""Draw the figures of docs/model.md from the built graph: their facts are asked for, the words around them are here.

`make pictures` calls it, by make_pictures.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from html import escape

from recueil_kg import Recueil
from recueil_kg.i18n import Language
from recueil_kg.model.dates import PartialDate

INK, PAPER, FAINT, BLUE, RED = "#1a1a1a", "#ffffff", "#5f5f5f", "#0b5394", "#a61c00"
WIDTH, MARGIN = 860, 14
MONOSPACE = ' font-family="monospace" font-size="12"'
LETTER = 7
"""About how wide a letter is, in pixels."""

EXAMPLE, EVENT = "canada-chile-aec", "signature"
"""The agreement and the event that the first figure follows to its sentence."""
CONTRADICTED, RENAMED = "paris-agreement", "cirnac"
DATES = ("1997", "1997-02", "1997-02-06")

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "evidence": "From a fact to its sentence",
        "dates": "A date is as precise as it was printed",
        "names": "One institution, its names over time",
        "disagreement": "Two sources contradict each other: one is followed, both are kept",
        "contradiction": "disagreement",
        "knowledge": "Knowledge graph",
        "source graph": "Source’s graph",
        "event": "event",
        "statement": "statement",
        "words": "printed words",
        "source": "source",
        "institution": "institution",
        "follows": "follows",
        "sets aside": "sets aside",
        "by": "by the rule",
        "finding": "finding",
        "possible": "possible days",
        "edition": "edition of",
        "colon": ":",
        "quoted": "“{}”",
    },
    "fr": {
        "evidence": "D’un fait à sa phrase",
        "dates": "Une date est aussi précise qu’elle a été imprimée",
        "names": "Une seule institution, ses noms au fil du temps",
        "disagreement": "Deux sources se contredisent : l’une est suivie, les deux sont gardées",
        "contradiction": "désaccord",
        "knowledge": "Graphe de connaissances",
        "source graph": "Graphe de la source",
        "event": "événement",
        "statement": "énoncé",
        "words": "mots imprimés",
        "source": "source",
        "institution": "institution",
        "follows": "suit",
        "sets aside": "met de côté",
        "by": "selon la règle",
        "finding": "constat",
        "possible": "jours possibles",
        "edition": "édition de",
        "colon": "\u00a0:",
        "quoted": "«\u00a0{}\u00a0»",
    },
}


@dataclass
class Drawing:
    """An SVG that grows, and what it says to those who do not see it."""

    title: str
    height: int
    language: Language
    parts: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def box(self, x: int, y: int, wide: int, heading: str, *lines: str, colour: str = INK) -> None:
        """A box with a heading and lines; its height follows from them."""
        high = 32 + 18 * len(lines)
        self.parts.append(
            f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="4" fill="{PAPER}" stroke="{colour}"/>'
        )
        self.text(x + wide // 2, y + 20, heading, anchor="middle", colour=colour, more=' font-weight="bold"')
        for number, line in enumerate(lines):
            self.text(x + wide // 2, y + 41 + 18 * number, line, anchor="middle")
        self.told.append(f"{heading}: {' '.join(lines)}")

    def text(self, x: int, y: int, words: str, *, anchor: str = "start", colour: str = INK, more: str = "") -> None:
        """Words at a place."""
        self.parts.append(f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}"{more}>{escape(words)}</text>')

    def arrow(
        self, x1: int, y1: int, x2: int, y2: int, words: str, *, colour: str = BLUE, dashed: bool = False
    ) -> None:
        """An arrow with its words: above it where it lies, to its right where it does not."""
        dashes = ' stroke-dasharray="5 3"' if dashed else ""
        self.parts.append(
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="1.5"{dashes} '
            f'marker-end="url(#head{colour[1:]})"/>'
        )
        x, y = (x1 + x2) // 2, (y1 + y2) // 2
        place, anchor = ((x, y - 7), "middle") if y1 == y2 else ((x + 9, y + 4), "start")
        self.text(*place, words, anchor=anchor, colour=colour, more=MONOSPACE)

    def line(self, x1: int, y1: int, x2: int, y2: int, *, colour: str = INK, wide: float = 1) -> None:
        """A line without words."""
        self.parts.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{wide:g}"/>')

    def bar(self, x1: float, x2: float, y: int) -> None:
        """A bar from one place to another, never so thin that it is not seen."""
        self.parts.append(
            f'<rect x="{x1:.1f}" y="{y}" width="{max(x2 - x1, 4):.1f}" height="12" fill="{BLUE}" fill-opacity="0.8"/>'
        )

    def svg(self) -> str:
        """The whole."""
        heads = "".join(
            f'<marker id="head{colour[1:]}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
            f'orient="auto"><path d="M0,0L8,4L0,8Z" fill="{colour}"/></marker>'
            for colour in (BLUE, FAINT, RED)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" '
            f'height="{self.height}" role="img" lang="{self.language}" aria-labelledby="title" '
            'aria-describedby="description" font-family="Arial, Liberation Sans, Helvetica, sans-serif" font-size="13">'
            f'<title id="title">{escape(self.title)}</title>'
            f'<desc id="description">{escape(" → ".join(self.told))}</desc><defs>{heads}</defs>'
            f'<rect width="{WIDTH}" height="{self.height}" fill="{PAPER}"/>{"".join(self.parts)}</svg>\n'
        )


def evidence(kg: Recueil) -> Drawing:
    """The signature of an agreement, its statement, its words and its source."""
    words = WORDS[kg.language]
    drawing = Drawing(words["evidence"], 258, kg.language)
    agreement = kg.instrument(EXAMPLE)
    event = next(event for event in agreement.timeline() if event.type == EVENT)
    printed = next(found for found in event.evidence if found.language == kg.language)
    kind = _label(kg, f"event-type/{event.type}")
    drawing.text(MARGIN, 22, words["knowledge"], colour=FAINT)
    drawing.box(MARGIN, 34, 384, words["event"], agreement.label, f"{kind}{words['colon']} {event.date}")
    drawing.line(MARGIN, 152, WIDTH - MARGIN, 152, colour=FAINT)
    drawing.text(
        WIDTH - MARGIN,
        172,
        f"{words['source graph']} {printed.source.partition('/source/')[2]}",
        anchor="end",
        colour=FAINT,
    )
    drawing.arrow(100, 105, 100, 194, "")
    drawing.text(110, 138, "prov:wasDerivedFrom", colour=BLUE, more=MONOSPACE)
    drawing.box(MARGIN, 196, 420, words["statement"], f"{kind}{words['colon']} {event.date}")
    drawing.arrow(436, 221, 528, 221, "rk:evidence")
    drawing.box(530, 196, 316, words["words"], words["quoted"].format(printed.quote))
    drawing.box(646, 34, 200, words["source"], _label(kg, f"source-kind/{printed.kind}"), printed.edition or "")
    drawing.parts.append(
        f'<path d="M644,68 H410 V194" fill="none" stroke="{BLUE}" stroke-width="1.5" '
        f'marker-end="url(#head{BLUE[1:]})"/>'
    )
    drawing.text(528, 61, "rk:states", anchor="middle", colour=BLUE, more=MONOSPACE)
    return drawing


def dates(kg: Recueil) -> Drawing:
    """A year, a month and a day on one axis, each with its first and last possible day."""
    words = WORDS[kg.language]
    drawing = Drawing(words["dates"], 40 + 48 * len(DATES) + 26, kg.language)
    first, last, left, right = dt.date(1997, 1, 1), dt.date(1997, 12, 31), 130, WIDTH - MARGIN

    def across(day: dt.date) -> float:
        return left + (day - first).days / (last - first).days * (right - left)

    drawing.text(MARGIN, 22, "rk:edtf", colour=FAINT)
    drawing.text(left, 22, f"rk:earliest … rk:latest ({words['possible']})", colour=FAINT)
    for row, text in enumerate(DATES):
        date, y = PartialDate.parse(text), 38 + 48 * row
        assert date.earliest is not None
        assert date.latest is not None
        drawing.text(MARGIN, y + 11, text, more=' font-weight="bold"')
        drawing.bar(across(date.earliest), across(date.latest), y)
        span = f"{date.earliest} … {date.latest}" if date.earliest != date.latest else str(date.earliest)
        drawing.text(int(across(date.earliest)), y + 28, span, colour=FAINT)
        drawing.told.append(f"{text}: {span}")
    axis = 38 + 48 * len(DATES)
    drawing.line(left, axis, right, axis)
    for month in range(1, 13):
        x = int(across(dt.date(1997, month, 1)))
        drawing.line(x, axis, x, axis + 5)
        drawing.text(x, axis + 20, f"1997-{month:02}", more=' font-size="11"')
    return drawing


def names(kg: Recueil) -> Drawing:
    """The names of a department on an axis of years, and the one thing that has them."""
    words = WORDS[kg.language]
    institution = kg.institution(RENAMED)
    drawing = Drawing(words["names"], 92 + 44 * len(institution.names), kg.language)
    first, last, left, right = 2008, 2022, 170, WIDTH - MARGIN

    def across(date: dt.date) -> float:
        return left + (date.year + date.timetuple().tm_yday / 366 - first) / (last - first) * (right - left)

    drawing.box(MARGIN, 60, 132, words["institution"], institution.slug)
    for row, name in enumerate(institution.names):
        y = 14 + 44 * row
        since = PartialDate.parse(name.since).earliest if name.since else None
        until = PartialDate.parse(name.until).latest if name.until else None
        x1, x2 = across(since) if since else left, across(until) if until else right
        label = name.names[kg.language]
        period = f"{name.since or '…'} – {name.until or '…'}"
        drawing.bar(x1, x2, y + 20)
        at_right = x1 + LETTER * len(f"{label} ({period})") > right
        place, anchor = (right, "end") if at_right else (int(x1), "start")
        drawing.text(place, y + 14, f"{label} ({period})", anchor=anchor)
        drawing.told.append(f"{label} ({period})")
    axis = 24 + 44 * len(institution.names)
    drawing.line(left, axis + 6, right, axis + 6)
    for year in range(first, last + 1, 2):
        x = int(across(dt.date(year, 1, 1)))
        drawing.line(x, axis + 6, x, axis + 11)
        drawing.text(x, axis + 26, str(year), anchor="middle", more=' font-size="11"')
    return drawing


def disagreement(kg: Recueil) -> Drawing:
    """Two editions that print different years, the rule that chose, and the finding on the one that cannot be."""
    words = WORDS[kg.language]
    drawing = Drawing(words["disagreement"], 318, kg.language)
    (row,) = kg.query("disagreements", instrument=CONTRADICTED).to_dict("records")
    printed = {found.quote: found for found in kg.evidence(row["disagreement"])}
    followed, left_out = printed[row["kept"]], printed[row["set_aside"]]
    events = kg.instrument(CONTRADICTED).timeline()
    (event,) = (event for event in events if followed.quote in {found.quote for found in event.evidence})
    findings = kg.query("findings").to_dict("records")
    (finding,) = (found for found in findings if found["source"] == row["set_aside_source"])
    rule = _label(kg, row["rule"])
    for x, said, colour in ((MARGIN, followed, INK), (WIDTH - MARGIN - 320, left_out, RED)):
        drawing.box(x, 14, 320, f"{words['edition']} {said.edition}", words["quoted"].format(said.quote), colour=colour)
    drawing.box(270, 128, 320, words["contradiction"], f"{words['by']} {words['quoted'].format(rule)}")
    drawing.arrow(330, 126, 174, 66, "", colour=BLUE)
    drawing.text(150, 104, f"{words['follows']} · rk:kept", colour=BLUE, more=' font-size="12"')
    drawing.arrow(530, 126, 686, 66, "", colour=RED)
    drawing.text(632, 104, f"{words['sets aside']} · rk:setAside", colour=RED, more=' font-size="12"')
    drawing.box(
        MARGIN,
        250,
        320,
        words["knowledge"],
        f"{_label(kg, f'event-type/{event.type}')}{words['colon']} {event.date}",
    )
    drawing.arrow(50, 248, 50, 66, "prov:wasDerivedFrom")
    drawing.box(WIDTH - MARGIN - 320, 250, 320, words["finding"], _label(kg, finding["rule"]), colour=RED)
    drawing.arrow(800, 248, 800, 66, "", colour=RED, dashed=True)
    drawing.text(790, 190, "rk:concerns", anchor="end", colour=RED, more=MONOSPACE)
    return drawing


def _label(kg: Recueil, iri: str) -> str:
    """A concept's label in the language of the figure."""
    full = iri if iri.startswith("http") else f"https://w3id.org/recueil/{iri}"
    found = kg.sparql(
        f"""SELECT ?label WHERE {{ <{full}> <http://www.w3.org/2004/02/skos/core#prefLabel> ?label
        FILTER(LANG(?label) = "{kg.language}") }}"""
    )
    return str(found["label"][0])


FIGURES = {"evidence": evidence, "dates": dates, "names": names, "disagreement": disagreement}


def figures(kg: Recueil) -> dict[str, str]:
    """Every figure as SVG, by the name of its file."""
    return {f"model-{name}.{kg.language}.svg": draw(kg).svg() for name, draw in FIGURES.items()}
