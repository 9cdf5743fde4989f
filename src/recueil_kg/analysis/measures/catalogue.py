"""The measures of networks, by name: what each means, on which network, what it takes; and how to take one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.measures.assortativity import LEVELS, TIES, assortativity
from recueil_kg.analysis.measures.backbone import ALPHA, backbone
from recueil_kg.analysis.measures.centrality import centrality
from recueil_kg.analysis.measures.change import growth, timeline
from recueil_kg.analysis.measures.choices import Choice, Setting
from recueil_kg.analysis.measures.communities import RUNS, communities
from recueil_kg.analysis.measures.features import BY
from recueil_kg.analysis.measures.results import Result
from recueil_kg.analysis.measures.similarity import COEFFICIENTS, similarity
from recueil_kg.analysis.measures.structure import bridges
from recueil_kg.analysis.measures.what_if import what_if
from recueil_kg.analysis.networks import network
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.querying.engines import Engine


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure; `meanings` says what it means.

    Attributes:
        of: takes the network, and its choices by name.
        network: the network that it is taken of where none is named.
        choices: what it can be told, by name.
        only: whether it makes sense on that network alone.
    """

    of: Callable[..., Result]
    network: str
    choices: dict[str, Choice]
    only: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure that was taken: its name, the network, what it was told, and the result."""

    name: str
    graph: AnyNetwork
    told: dict[str, Setting]
    result: Result


def measure(
    engine: Engine,
    name: str,
    *,
    network_name: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    **choices: Setting,
) -> Measured:
    """Take a measure of a network of the graph.

    Args:
        engine: the store or the endpoint to ask.
        name: one of `MEASURES`.
        network_name: one of `NETWORKS`; the measure's own by default.
        since: first day of the window, inclusive; see `network`.
        until: last day of the window, inclusive.
        choices: the measure's choices, as values or as text.

    Raises:
        RecueilError: an unknown measure, network, choice or value.
    """
    found = measure_named(name)
    unknown = sorted(set(choices) - set(found.choices))
    if unknown:
        raise RecueilError(
            _("{question} has no parameter {name}").format(question=name, name=unknown[0]),
            do=_("its parameters are: {names}").format(names=", ".join(found.choices) or _("none")),
        )
    if found.only and network_name not in {None, found.network}:
        raise RecueilError(
            _("{measure} is not taken of {network}").format(measure=name, network=network_name),
            do=_("give for example {close}").format(close=f"--network {found.network}"),
        )
    told = {key: found.choices[key].read(key, value) for key, value in choices.items()}
    graph = network(engine, network_name or found.network, since=since, until=until)
    return Measured(name, graph, told, found.of(graph, **told))


def measure_named(name: str) -> Measure:
    """One measure.

    Raises:
        RecueilError: there is none of that name.
    """
    if name not in MEASURES:
        raise RecueilError(
            _("there is no measure {name}").format(name=repr(name)),
            do=_("give for example {close}").format(close=", ".join(MEASURES)),
        )
    return MEASURES[name]


_WEIGHT = Choice(
    Bilingual(
        "what a link weighs: weight, or collaboration (of networks of those who share instruments)",
        "ce que pèse un lien : weight (poids), ou collaboration (des réseaux de qui partage des instruments)",
    ),
    "weight",
    ("weight", "collaboration"),
)

MEASURES: dict[str, Measure] = {
    "centrality": Measure(
        centrality,
        "co-partnership",
        {"weight": _WEIGHT},
    ),
    "communities": Measure(
        communities,
        "co-partnership",
        {
            "runs": Choice(Bilingual("how many runs", "combien d’essais"), RUNS, least=2, most=1000),
            "resolution": Choice(
                Bilingual(
                    "below 1: larger groups; above: smaller", "sous 1 : groupes plus grands; au-dessus : plus petits"
                ),
                1.0,
                least=0.01,
                most=100,
            ),
            "weight": _WEIGHT,
        },
    ),
    "bridges": Measure(
        bridges,
        "responsibilities",
        {},
    ),
    "backbone": Measure(
        backbone,
        "co-partnership",
        {
            "alpha": Choice(
                Bilingual("kept where less likely than this", "gardé si moins probable que ceci"),
                ALPHA,
                least=0,
                most=1,
            ),
            "weight": _WEIGHT,
        },
    ),
    "assortativity": Measure(
        assortativity,
        "everything",
        {
            "tie": Choice(Bilingual("what ties two instruments", "ce qui lie deux instruments"), TIES[0], TIES),
            "level": Choice(
                Bilingual("themes as stated, or the broadest above", "thèmes énoncés, ou les plus larges au-dessus"),
                LEVELS[0],
                LEVELS,
            ),
        },
        only=True,
    ),
    "similarity": Measure(
        similarity,
        "everything",
        {
            "by": Choice(Bilingual("which features", "quels traits"), BY[0], BY),
            "coefficient": Choice(Bilingual("jaccard or cosine", "jaccard ou cosine"), COEFFICIENTS[0], COEFFICIENTS),
            "instrument": Choice(Bilingual("only pairs with this one", "seulement les paires avec celui-ci"), None),
            "least": Choice(Bilingual("how many features in common", "combien de traits en commun"), 2, least=1),
            "top": Choice(Bilingual("how many pairs", "combien de paires"), 20, least=1),
        },
        only=True,
    ),
    "timeline": Measure(
        timeline,
        "events",
        {"instrument": Choice(Bilingual("only this instrument", "seulement cet instrument"), None)},
        only=True,
    ),
    "growth": Measure(
        growth,
        "responsibilities",
        {},
    ),
    "what-if": Measure(
        what_if,
        "everything",
        {"department": Choice(Bilingual("the department", "le ministère"), None)},
        only=True,
    ),
}
"""The measures, by name."""
