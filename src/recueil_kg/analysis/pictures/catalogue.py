"""The pictures by name: what each takes, and which drawing makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from recueil_kg.errors import RecueilError
from recueil_kg.extras import require
from recueil_kg.i18n import Language, _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.model.dates import PartialDate
from recueil_kg.querying.catalogue import Parameter, ParameterType
from recueil_kg.querying.engines import Engine
from recueil_kg.querying.parameters import as_term

if TYPE_CHECKING:
    import networkx as nx

    from recueil_kg.analysis.pictures.picture import Picture

_HERE = "recueil_kg.analysis.pictures"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of picture: its title, its parameters (all optional where they have a default or none is required),
    and the module and function that draw it."""

    title: Bilingual
    parameters: tuple[Parameter, ...]
    module: str
    function: str


def _parameter(
    name: str, type_: ParameterType, en: str, fr: str, example: str, default: str | None = None
) -> Parameter:
    return Parameter(name=name, type=type_, label=Bilingual(en, fr), example=example, default=default)


_WINDOW = (
    _parameter(
        "since", "date", "from this day, month or year", "à partir de ce jour, de ce mois ou de cette année", "1990"
    ),
    _parameter("until", "date", "until this day, month or year", "jusqu’à ce jour, ce mois ou cette année", "1999"),
)
_DEPARTMENT = _parameter("department", "institution", "the department", "le ministère", "eccc")

PICTURES: dict[str, Kind] = {
    "timeline": Kind(
        Bilingual("What happened when", "Ce qui s’est passé, et quand"),
        (_parameter("instrument", "instrument", "the instrument", "l’instrument", "cbd"), _DEPARTMENT, *_WINDOW),
        "timelines",
        "draw_timeline",
    ),
    "themes": Kind(
        Bilingual("Which departments work on which themes", "Quels ministères travaillent à quels thèmes"),
        (
            _parameter(
                "least",
                "integer",
                "agreements that a department must have in a theme to be shown",
                "accords qu’un ministère doit avoir dans un thème pour être montré",
                "2",
                "1",
            ),
        ),
        "themes",
        "draw_themes",
    ),
    "editions": Kind(
        Bilingual("What changed between two editions", "Ce qui a changé entre deux éditions"),
        (
            _parameter("earlier", "edition", "the earlier edition", "la première édition", "2018-10", "2018-10"),
            _parameter("later", "edition", "the later edition", "la seconde édition", "2022-02", "2022-02"),
        ),
        "changes",
        "draw_editions",
    ),
    "name-changes": Kind(
        Bilingual(
            "Responsibilities passed on when a department was renamed",
            "Responsabilités transmises au changement de nom d’un ministère",
        ),
        (),
        "renamings",
        "draw_name_changes",
    ),
    "coverage": Kind(
        Bilingual(
            "Which of the auditor’s questions the sheets answer",
            "Auxquelles des questions du vérificateur les fiches répondent",
        ),
        (
            _parameter(
                "by", "text", "departments or instruments", "departments ou instruments", "instruments", "departments"
            ),
            _DEPARTMENT,
        ),
        "matrix",
        "draw_coverage",
    ),
    "network": Kind(
        Bilingual("Map of a network", "Carte d’un réseau"),
        (
            _parameter("network", "text", "which network", "quel réseau", "co-partnership", "co-partnership"),
            *_WINDOW,
        ),
        "maps",
        "draw_named_network",
    ),
}
"""The pictures, by name."""


def plot(engine: Engine, name: str, *, language: Language = "en", **parameters: str) -> Picture:
    """A picture of what the graph holds.

    Args:
        engine: the store or the endpoint to ask.
        name: one of `PICTURES`.
        language: the language of its words.
        parameters: its parameters, as a user writes them: slugs, IRIs or names; dates as `1990` or `1990-05-01`.

    Raises:
        RecueilError: no such picture, parameter or value; nothing to draw; or an engine that does not answer.
    """
    if name not in PICTURES:
        raise RecueilError(
            _("there is no picture {name}").format(name=repr(name)),
            do=_("give one of {names}").format(names=", ".join(PICTURES)),
        )
    kind = PICTURES[name]
    known = {parameter.name: parameter for parameter in kind.parameters}
    for given in parameters:
        if given not in known:
            raise RecueilError(
                _("{question} has no parameter {name}").format(question=name, name=given),
                do=_("its parameters are: {names}").format(names=", ".join(known)),
            )
    values = {item: _value(known[item], text) for item, text in parameters.items()}
    draw: Callable[..., Picture] = getattr(import_drawing(kind.module), kind.function)
    return draw(engine, language, **values)


def network_map(
    graph: nx.Graph[Any],
    *,
    language: Language,
    title: str | None = None,
    size: Mapping[Any, float] | None = None,
    groups: Mapping[Any, int] | None = None,
) -> Picture:
    """A map of a network, as `network` of this package or anybody else makes it.

    Args:
        graph: nodes have `kind`, `label_en` and `label_fr` (one of them may be absent); edges may have `kind` and
            `weight`.
        language: the language of its words; a node without a label in it shows the other one, marked.
        title: its title; the network's own `title_en` or `title_fr` where none is given.
        size: a number for each node that its area grows with; the summed weight of its lines where none is given.
        groups: the number of each node's community, shown by colour, shape and letter; its kind where none is given.

    Raises:
        RecueilError: the network has no node, or the libraries for pictures are not installed.
    """
    drawn: Picture = import_drawing("maps").draw_network(graph, language, title=title, size=size, groups=groups)
    return drawn


def import_drawing(module: str) -> Any:
    """A module of this package that draws.

    Raises:
        RecueilError: the libraries for pictures are not installed.
    """
    for library in ("altair", "vl_convert"):
        require(library, extra="analysis")
    return import_module(f"{_HERE}.{module}")


def _value(parameter: Parameter, text: str) -> str:
    """A value as drawings take it: an IRI for an entity, the text itself for a date or a name."""
    if parameter.type == "date":
        try:
            PartialDate.parse(text)
        except ValueError:
            raise RecueilError(
                _("{name}: {value} is not known").format(name=parameter.name, value=repr(text)),
                do=_("give for example {close}").format(close=parameter.example),
            ) from None
        return text
    return as_term(parameter, text).value
