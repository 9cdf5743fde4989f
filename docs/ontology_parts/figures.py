"""Draw a class with the properties that tie it to its neighbours, as SVG of one column that a phone shows whole."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from textwrap import wrap

from ontology_parts.names import RK, curie
from ontology_parts.terms import Arrow, Ontology

WIDTH = 430
_TRUNK = 24
_LABELS = 36
_BOX = 262
_BOX_WIDTH = WIDTH - _BOX - 2
_LINE = 26
_WORDS = {
    "en": {
        "title": "{label} and its neighbours",
        "kind": "a kind of {classes}",
        "out": "leads by {properties} to {neighbour}",
        "in": "is reached by {properties} from {neighbour}",
        "alone": "has no property of its own",
        "any": "any value",
    },
    "fr": {
        "title": "{label} et ses voisins",
        "kind": "une sorte de {classes}",
        "out": "mène par {properties} à {neighbour}",
        "in": "est atteint par {properties} depuis {neighbour}",
        "alone": "n’a pas de propriété propre",
        "any": "toute valeur",
    },
}


def figure(ontology: Ontology, iri: str, identifier: str) -> str:
    """The picture of a class; its title and description say in words what it shows.

    Args:
        ontology: the ontology in the language of the picture.
        iri: the class.
        identifier: what the identifiers inside the picture begin with.
    """
    words = _WORDS[ontology.language]
    label = ontology.label(iri)
    above = (*ontology.parents(iri), *ontology.parents(iri, ours=False))
    groups = _groups(ontology, iri)
    drawn, foot = [], 0
    for parent in above:
        drawn.append(_box(0, foot, 250, 34, [ontology.label(parent)], "neighbour"))
        foot += 34
    if above:
        drawn.append(f'<path class="line" d="M{_TRUNK} {foot + 12}V{foot + 30}"/>')
        drawn.append(f'<path class="hollow" d="M{_TRUNK} {foot}l-7 12h14z"/>')
        foot += 30
    height = 20 + 19 * len(wrap(label, 30))
    drawn.append(_box(0, foot, 250, height, wrap(label, 30), "subject"))
    foot += height
    start, last = foot, foot
    for (neighbour, incoming), labels in groups:
        foot += 12
        name = ontology.label(neighbour) if neighbour else words["any"]
        lines = wrap(name, 20, break_long_words=True)
        tall = max(_LINE * len(labels), 14 + 19 * len(lines))
        kind = "neighbour" if neighbour and _is_class(ontology, neighbour) else "value"
        drawn.append(_box(_BOX, foot, _BOX_WIDTH, tall, lines, kind))
        inset = (tall - _LINE * len(labels)) / 2
        for row, text in enumerate(labels):
            last = foot + inset + _LINE * row + 20
            drawn.append(_arrow(last, text, incoming=incoming))
        foot += tall
    if groups:
        drawn.insert(0, f'<path class="line" d="M{_TRUNK} {start}V{last:g}"/>')
    described = f"{label}: {'; '.join(_sentences(ontology, words, above, groups))}."
    if ontology.language == "fr":
        described = described.replace(": ", " : ", 1)
    return (
        f'<svg viewBox="-1 -1 {WIDTH + 2} {foot + 2:g}" width="{WIDTH}" role="img" '
        f'aria-labelledby="{identifier}-title {identifier}-desc" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{identifier}-title">{escape(words["title"].format(label=label))}</title>'
        f'<desc id="{identifier}-desc">{escape(described)}</desc>{"".join(drawn)}</svg>'
    )


Group = tuple[tuple[str | None, bool], list[str]]


def _groups(ontology: Ontology, iri: str) -> list[Group]:
    """The labels of the properties by neighbour and direction: leaving before arriving, our classes first."""

    def place(arrow: Arrow) -> tuple[bool, bool, bool, str]:
        neighbour = arrow.neighbour or ""
        return arrow.incoming, not neighbour, not neighbour.startswith(RK), neighbour

    arrows = sorted(ontology.arrows(iri), key=lambda arrow: (place(arrow), ontology.label(arrow.property).casefold()))
    return [
        ((found[0].neighbour, found[0].incoming), [ontology.label(arrow.property) for arrow in found])
        for _place, group in groupby(arrows, key=place)
        for found in [list(group)]
    ]


def _is_class(ontology: Ontology, iri: str) -> bool:
    return iri in ontology.classes or not curie(iri).startswith(("xsd:", "rdf:"))


def _sentences(ontology: Ontology, words: dict[str, str], above: tuple[str, ...], groups: list[Group]) -> Iterator[str]:
    if above:
        yield words["kind"].format(classes=", ".join(ontology.label(parent) for parent in above))
    for (neighbour, incoming), labels in groups:
        name = ontology.label(neighbour) if neighbour else words["any"]
        yield words["in" if incoming else "out"].format(properties=", ".join(labels), neighbour=name)
    if not groups:
        yield words["alone"]


def _box(x: float, y: float, width: float, height: float, lines: list[str], kind: str) -> str:
    """A box with its text in the middle; a datatype's corners are round."""
    corner = 12 if kind == "value" else 2
    first = y + height / 2 - 9.5 * (len(lines) - 1) + 5
    texts = "".join(
        f'<text class="{kind}" x="{x + width / 2:g}" y="{first + 19 * row:g}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    return f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{corner}"/>{texts}'


def _arrow(y: float, label: str, *, incoming: bool) -> str:
    """A line from the trunk to a box, or, dashed, from the box to the trunk, with its label above it."""
    kind = "arriving" if incoming else "line"
    head = f"M{_TRUNK + 2} {y:g}l9 -5v10z" if incoming else f"M{_BOX - 1} {y:g}l-9 -5v10z"
    return (
        f'<path class="{kind}" data-end="{_BOX}" d="M{_TRUNK} {y:g}H{_BOX}"/><path class="head" d="{head}"/>'
        f'<text class="edge" x="{_LABELS}" y="{y - 5:g}">{escape(label)}</text>'
    )
