"""Networks of departments, instruments, states, bodies and themes, as networkx graphs made from the graph's facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import gettempdir

from recueil_kg.analysis.assembly import assemble
from recueil_kg.analysis.facts import Facts
from recueil_kg.analysis.graphs import AnyNetwork, DirectedNetwork
from recueil_kg.analysis.patterns import Family
from recueil_kg.analysis.projections import following, sharing
from recueil_kg.analysis.streams import NetworkStream, filled, graph_of, stream_of
from recueil_kg.analysis.windows import Window
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.querying.engines import Engine


@dataclass(frozen=True, slots=True)
class NetworkKind:
    """A network that can be made.

    Attributes:
        title: its title.
        description: what a node and an edge are, which way an edge points and what its weight is.
        families: the facts that it is made of.
        directed: whether its edges have a direction.
        rank_against: whether PageRank goes against the edges, so that what points to many ranks high.
        project: makes of the network of facts another one, between things that share something; or None.
    """

    title: Bilingual
    description: Bilingual
    families: tuple[Family, ...]
    directed: bool = True
    project: Callable[[DirectedNetwork], AnyNetwork] | None = None
    rank_against: bool = False


def network(
    engine: Engine, name: str, *, since: str | date | None = None, until: str | date | None = None
) -> AnyNetwork:
    """A network of the graph, or of a window of time; the same for the same graph, nodes and edges in order of keys.

    A node is the local path of its IRI, as the command line prints it: `institution/eccc`. Attributes of a node:
    `iri`, `kind` (`instrument`, `department`, `state`, `body`, `theme`, `event` …), `label_en` and `label_fr` (absent
    where there is none); of an instrument `type` and `form` (notations), `first`, `last` and `ended` (ISO days: the
    first day of its earliest dated event, the last day of its latest, and of the event that ended it); of a body
    `type`.
    Attributes of an edge: `kind`, `weight` (the number of facts, or of shared instruments), where known `fact` (the
    fact's IRI), `statements` (how many statements of sources support it), `earliest` and `latest` (ISO days); `also`
    names the further kinds where several facts tie the same two things.

    With a window, an instrument is in the network if its known life touches the window: from the first day of its
    earliest dated event until the last day of the event that ended it, and open where no source says that it ended.
    An instrument without a dated event is then left out (`graph.graph["undated"]` counts them). A party is left out
    while its first dated act in the instrument, withdrawals aside, comes after the window; other links last
    as long as their instruments.

    Args:
        engine: the store or the endpoint to ask.
        name: one of `NETWORKS`.
        since: first day of the window, inclusive: an ISO day, or an EDTF date such as `1992`, taken from its first day.
        until: last day, inclusive; an EDTF date is taken to its last day.

    Raises:
        RecueilError: an unknown name, a date that is none, a window that ends before it starts, an engine that does
            not answer.
    """
    return graph_of(stream(engine, name, since=since, until=until, folder=Path(gettempdir())))


def stream(
    engine: Engine, name: str, *, since: str | date | None = None, until: str | date | None = None, folder: Path
) -> NetworkStream:
    """The same network as a stream, in memory that does not grow with the number of instruments.

    A projection, whose nodes are few, is made of a graph.

    Args:
        engine: the store or the endpoint to ask.
        name: one of `NETWORKS`.
        since: first day of the window.
        until: last day.
        folder: where what does not fit into memory is kept meanwhile.

    Raises:
        RecueilError: as `network` does.
    """
    kind = _kind(name)
    window = Window.between(since, until)
    assembled = assemble(Facts(engine), kind.families, window, folder)
    about = {
        **({} if window.is_open else {"undated": assembled.undated}),
        "name": name,
        "title_en": kind.title.en,
        "title_fr": kind.title.fr,
        "description_en": kind.description.en,
        "description_fr": kind.description.fr,
        "rank_against": kind.rank_against,
        **({"since": window.since.isoformat()} if window.since else {}),
        **({"until": window.until.isoformat()} if window.until else {}),
    }
    found = NetworkStream(about, directed=True, parts=assembled.parts)
    if kind.project is None:
        return found
    made = kind.project(filled(DirectedNetwork(), found))
    made.graph.update(about)
    return stream_of(made)


def _kind(name: str) -> NetworkKind:
    if name not in NETWORKS:
        raise RecueilError(
            _("there is no network {name}").format(name=repr(name)),
            do=_("give for example {close}").format(close=", ".join(NETWORKS)),
        )
    return NETWORKS[name]


NETWORKS: dict[str, NetworkKind] = {
    "responsibilities": NetworkKind(
        Bilingual("Who is responsible for which instrument", "Qui est responsable de quel instrument"),
        Bilingual(
            "An institution points to an instrument that it leads or partners in; the kind of the edge is its role.",
            "Une institution pointe vers un instrument dont elle est responsable ou partenaire; la sorte du lien est "
            "son rôle.",
        ),
        ("responsibility",),
        rank_against=True,
    ),
    "co-partnership": NetworkKind(
        Bilingual("Departments that share instruments", "Ministères et organismes qui partagent des instruments"),
        Bilingual(
            "Two federal departments or agencies are tied if both have a role in the same instrument; the weight is "
            "the number of such instruments. `collaboration` counts an instrument of n departments 1/(n−1) a pair, so "
            "that a large table does not make everyone close.",
            "Deux ministères ou organismes fédéraux sont liés s’ils ont tous deux un rôle dans le même instrument; le "
            "poids est le nombre de ces instruments. `collaboration` compte un instrument de n ministères 1/(n−1) par "
            "paire, pour qu’une grande tablée ne rende pas tout le monde proche.",
        ),
        ("responsibility",),
        directed=False,
        project=sharing("department"),
    ),
    "leadership": NetworkKind(
        Bilingual("Whose lead departments follow", "Quels ministères en suivent d’autres"),
        Bilingual(
            "A department that is a partner points to the department that leads; the weight is the number of "
            "instruments where this is so.",
            "Un ministère partenaire pointe vers le ministère responsable; le poids est le nombre d’instruments où "
            "il en est ainsi.",
        ),
        ("responsibility",),
        project=following,
    ),
    "states": NetworkKind(
        Bilingual("States and other parties, and their instruments", "États et autres parties, et leurs instruments"),
        Bilingual(
            "A state or other party points to an instrument that it takes part in; dates are those of its own acts, "
            "where sources tell them.",
            "Un État ou une autre partie pointe vers un instrument auquel il prend part; les dates sont celles de ses "
            "propres actes, si les sources les disent.",
        ),
        ("participation",),
        rank_against=True,
    ),
    "co-participation": NetworkKind(
        Bilingual("States that share instruments", "États qui partagent des instruments"),
        Bilingual(
            "Two states are tied if both take part in the same instrument; the weight is the number of such "
            "instruments, `collaboration` as in co-partnership.",
            "Deux États sont liés s’ils prennent part au même instrument; le poids est le nombre de ces instruments, "
            "`collaboration` comme dans co-partnership.",
        ),
        ("participation",),
        directed=False,
        project=sharing("state"),
    ),
    "bodies": NetworkKind(
        Bilingual("Bodies and what they work under", "Organes et leur cadre"),
        Bilingual(
            "A working group, commission, secretariat or other body points to the instrument that it works under.",
            "Un groupe de travail, une commission, un secrétariat ou un autre organe pointe vers l’instrument dans le "
            "cadre duquel il travaille.",
        ),
        ("body",),
    ),
    "themes": NetworkKind(
        Bilingual("Instruments and their themes", "Instruments et leurs thèmes"),
        Bilingual(
            "An instrument points to its themes, a theme to the broader one. `rule` says by which rule an instrument "
            "has a theme where no source names one.",
            "Un instrument pointe vers ses thèmes, un thème vers le plus large. `rule` dit par quelle règle un "
            "instrument a un thème quand aucune source n’en nomme.",
        ),
        ("theme", "broader"),
    ),
    "relations": NetworkKind(
        Bilingual("How instruments stand to each other", "Comment les instruments se rapportent les uns aux autres"),
        Bilingual(
            "An instrument points to the one that it is a protocol to, amends, replaces, was adopted or established "
            "under, is a part of or is related to.",
            "Un instrument pointe vers celui dont il est un protocole, qu’il modifie ou remplace, en vertu duquel il a "
            "été adopté ou créé, dont il est une partie ou auquel il est lié.",
        ),
        ("relation",),
    ),
    "events": NetworkKind(
        Bilingual("What happened to which instrument", "Ce qui est arrivé à quel instrument"),
        Bilingual(
            "An event points to its instrument; it has its type, for whom it had effect, and the days it lies between.",
            "Un événement pointe vers son instrument; il a son type, pour qui il a produit ses effets et entre quels "
            "jours il se situe.",
        ),
        ("event",),
    ),
    "everything": NetworkKind(
        Bilingual("Everything that is tied", "Tout ce qui est lié"),
        Bilingual(
            "All facts of the other networks in one, with the institutions that others belong to and their countries.",
            "Tous les faits des autres réseaux en un seul, avec les institutions dont d’autres relèvent et leurs pays.",
        ),
        (
            "responsibility",
            "participation",
            "body",
            "theme",
            "broader",
            "relation",
            "event",
            "sub-organization",
            "country",
        ),
    ),
}
"""The networks that can be made, by name."""
