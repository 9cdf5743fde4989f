"""Draw the pictures of the documentation from the built graph in both languages, and write the pages that show them.

`make pictures` calls it. The way of a fact and the figures of the model are drawings of their own; all others are
pictures of the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from model_figures import figures

from recueil_kg import Recueil
from recueil_kg.analysis.networks import network
from recueil_kg.analysis.pictures import Picture, network_map, plot
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.engines import EmbeddedEngine, Engine

FOLDER = Path(__file__).resolve().parent / "images"
INK, PAPER, FAINT, BLUE = "#1a1a1a", "#ffffff", "#6b6b6b", "#0b5394"

AT_LEAST = 3
"""Agreements in common, for a line to be drawn: one or two are often the accident of one treaty with many partners."""

NETWORK_WORDS: dict[Language, tuple[str, str]] = {
    "en": (
        "Departments that share responsibility for agreements",
        f"A line ties two departments with {AT_LEAST} agreements in common or more.",
    ),
    "fr": (
        "Ministères et organismes qui partagent la responsabilité d’accords",
        f"Un trait relie deux ministères qui ont au moins {AT_LEAST} accords en commun.",
    ),
}

GALLERY: dict[str, dict[str, str]] = {
    "timeline": {"instrument": "canada-us-joint-marine-contingency-plan"},
    "timeline-of-department": {"department": "eccc", "since": "1990", "until": "1999"},
    "themes": {"least": "2"},
    "editions": {"earlier": "2018-10", "later": "2020-01"},
    "name-changes": {},
    "coverage": {},
    "network": {"network": "responsibilities"},
}
"""The pictures of docs/pictures.md, by the name of their file: a kind of picture and its parameters."""

PAGES: dict[Language, Path] = {"en": FOLDER.parent / "pictures.md", "fr": FOLDER.parent / "pictures.fr.md"}
PAGE_HEAD: dict[Language, str] = {
    "en": """\
# Pictures

[Français](pictures.fr.md) · Made from the built graph by `make pictures`.

One of each kind. The suffix of the file says what is made: `.svg` for a page or a paper, `.png` for what takes only
pixels, `.html` for a page of its own with tooltips, and zoom in maps, that needs no network. In a notebook, a
picture shows itself. Every picture has its words for those who do not see it (`.alt`), and says which question
gives its rows as a table. It takes `pip install '.[analysis]'`, and begins with:

```python
from recueil_kg import Recueil

kg = Recueil.open()
```
""",
    "fr": """\
# Images

[English](pictures.md) · Tirée du graphe construit par `make pictures`.

Une de chaque sorte. Le suffixe du fichier dit ce qui est fait : `.svg` pour une page ou un article, `.png` pour ce
qui ne prend que des pixels, `.html` pour une page autonome, avec des infobulles et, dans les cartes, un zoom, qui
se passe de réseau. Dans un carnet, une image se montre d’elle-même. Chaque image a ses mots pour qui ne la voit pas
(`.alt`) et dit quelle question donne ses lignes en tableau. Il faut `pip install '.[analysis]'`, et on
commence par :

```python
from recueil_kg import Recueil

kg = Recueil.open()
```
""",
}

WAY_WORDS: dict[Language, list[tuple[str, str]]] = {
    "en": [
        ("Sheet", "Signed by Canada\nFebruary 1997"),
        ("Document", "text, lines,\nlanguage, SHA-256"),
        ("Record", "type: signature\ndate: 1997-02\nat: [289, 319]"),
        ("Source’s graph", "the sheet states …\nwith its evidence"),
        ("Knowledge graph", "one event,\nconcluded from all its sources"),
        ("Answer", "signature │ 1997-02"),
        ("The way of a fact", "derived from"),
    ],
    "fr": [
        ("Fiche", "Signé par le Canada\nen février 1997"),
        ("Document", "texte, lignes,\nlangue, SHA-256"),
        ("Enregistrement", "type: signature\ndate: 1997-02\nat: [361, 396]"),
        ("Graphe de la source", "la fiche affirme …\npreuve à l’appui"),
        ("Graphe de connaissances", "un seul événement,\nconclu de toutes ses sources"),
        ("Réponse", "signature │ 1997-02"),
        ("Le chemin d’un fait", "dérivé de"),
    ],
}
WIDE, HIGH = 214, 92
STATIONS = [(8, 10), (323, 10), (638, 10), (638, 178), (323, 178), (8, 178)]
ROOMS = [
    (0, 1, "reading/"),
    (1, 2, "extraction/"),
    (2, 3, "graph/mapping"),
    (2, 4, "graph/consolidation"),
    (4, 5, "querying/"),
]


def department_map(engine: Engine, language: Language) -> Picture:
    """The departments that share several agreements, each as large as the number that it shares."""
    shared = network(engine, "co-partnership")
    shared.remove_edges_from([pair for *pair, weight in shared.edges.data("weight") if weight < AT_LEAST])
    shared.remove_nodes_from([node for node, degree in dict(shared.degree).items() if not degree])
    title, shared.graph[f"description_{language}"] = NETWORK_WORDS[language]
    return network_map(shared, language=language, title=title)


def gallery(engine: Engine, language: Language) -> Iterator[tuple[str, Picture]]:
    """Each picture of the gallery with the name of its file."""
    for name, parameters in GALLERY.items():
        yield name, plot(engine, kind_of(name), language=language, **parameters)


def way_of_a_fact(language: Language) -> str:
    """Six stations from a printed line to a row, with the room of the code that leads from each to the next, as SVG."""
    *stations, (title, derived) = WAY_WORDS[language]
    parts = [part for place, words in zip(STATIONS, stations, strict=True) for part in _station(*place, *words)]
    for first, second, room in ROOMS:
        parts += _arrow(first, second, room, BLUE, "")
    parts += _arrow(4, 3, derived, FAINT, ' stroke-dasharray="5 3"')
    told = " → ".join(f"{name}: {example}" for name, example in stations).replace("\n", " ")
    heads = "".join(
        f'<marker id="head{colour[1:]}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M0,0L8,4L0,8Z" fill="{colour}"/></marker>'
        for colour in (BLUE, FAINT)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 280" width="860" height="280" role="img" '
        f'lang="{language}" aria-labelledby="title" aria-describedby="description" '
        f'font-family="Arial, Liberation Sans, Helvetica, sans-serif" font-size="13">'
        f'<title id="title">{title}</title><desc id="description">{escape(told)}</desc><defs>{heads}</defs>'
        f'<rect width="860" height="280" fill="{PAPER}"/>{"".join(parts)}</svg>\n'
    )


def _station(x: int, y: int, name: str, example: str) -> Iterator[str]:
    yield f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="4" fill="{PAPER}" stroke="{INK}"/>'
    yield _text(x + WIDE // 2, y + 21, name, INK, 'text-anchor="middle" font-weight="bold" font-size="14"')
    for line, words in enumerate(example.split("\n")):
        yield _text(x + WIDE // 2, y + 43 + 17 * line, words, INK, 'text-anchor="middle"')


def _arrow(first: int, second: int, words: str, colour: str, dashes: str) -> Iterator[str]:
    """An arrow from the edge of one station to the edge of another, with its words beside it."""
    (x1, y1), (x2, y2) = STATIONS[first], STATIONS[second]
    across, down = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    start = x1 + WIDE * (1 + across) // 2 + 3 * across, y1 + HIGH * (1 + down) // 2 + 3 * down
    end = x2 + WIDE * (1 - across) // 2 - 3 * across, y2 + HIGH * (1 - down) // 2 - 3 * down
    yield (
        f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="{colour}" stroke-width="1.5"'
        f'{dashes} marker-end="url(#head{colour[1:]})"/>'
    )
    x, y = (start[0] + end[0]) // 2, (start[1] + end[1]) // 2
    beside = {(0, 1): (x + 10, y + 4, "start"), (-1, 1): (x - 16, y - 2, "end")}
    x, y, anchor = beside.get((across, down), (x, y - 8, "middle"))
    yield _text(x, y, words, colour, f'text-anchor="{anchor}" font-family="monospace" font-size="12"')


def _text(x: int, y: int, words: str, colour: str, more: str) -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}" {more}>{escape(words)}</text>'


def pictures(engine: Engine, language: Language) -> dict[str, str]:
    """Every picture of the documentation as SVG, by the name of its file."""
    return {
        f"way-of-a-fact.{language}.svg": way_of_a_fact(language),
        **figures(Recueil(engine, language=language)),
        f"departments.{language}.svg": department_map(engine, language).svg(),
        **{f"{name}.{language}.svg": picture.svg() for name, picture in gallery(engine, language)},
    }


def page(engine: Engine, language: Language) -> str:
    """The page of the gallery in one language."""
    parts = [PAGE_HEAD[language]]
    for name, picture in gallery(engine, language):
        given = "".join(f', {key}="{value}"' for key, value in GALLERY[name].items())
        call = f'kg.plot("{kind_of(name)}", language="{language}"{given}).save("{name}.svg")'
        parts.append(
            f"## {picture.title}\n\n![{picture.alt}](images/{name}.{language}.svg)\n\n```python\n{call}\n```\n"
        )
    return "\n".join(parts)


def kind_of(name: str) -> str:
    """The kind of picture that a file of the gallery is."""
    return name.removesuffix("-of-department")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    store = EmbeddedEngine()
    for spoken in LANGUAGES:
        for file, drawing in pictures(store, spoken).items():
            (FOLDER / file).write_text(drawing, "utf-8")
        PAGES[spoken].write_text(page(store, spoken), "utf-8")
