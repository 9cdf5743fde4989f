"""What other systems call an instrument, and the reviewed matches with their entries; into the knowledge graph."""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from recueil_kg import iris
from recueil_kg.authorities import Authorities
from recueil_kg.graph.namespaces import (
    DCTERMS,
    FOAF,
    OWL,
    RDFS,
    RK,
    SEMAPV,
    SKOS,
    SSSOM,
    XSD,
    A,
    QuadWriter,
)
from recueil_kg.i18n import LANGUAGES
from recueil_kg.matches import Matches, ReviewedMatch
from recueil_kg.vocabularies import load_vocabulary

_SCHEME = "identifier-system"
_RELATIONS = {"exact": SKOS.exactMatch, "close": SKOS.closeMatch}


def map_identifiers(authorities: Authorities) -> list[Quad]:
    """The codes of every instrument, each a node of system, value and page."""
    writer = QuadWriter(iris.graph("knowledge"))
    for entry in authorities.all():
        if entry.kind == "instrument":
            for code in entry.codes:
                _write_identifier(writer, entry.id, code.system, code.value, code.address)
    return writer.quads


def map_matches(matches: Matches) -> list[Quad]:
    """What was decided to be the same or close, each with its justification in the terms of SSSOM 1.1.

    An exact match that is no web address is an identifier of the instrument, too.
    """
    writer = QuadWriter(iris.graph("knowledge"))
    for system, reviewed in matches.items():
        for match in reviewed:
            if match.decision != "no":
                _write_match(writer, system, match)
    return writer.quads


def _write_identifier(writer: QuadWriter, slug: str, system: str, value: str, address: str | None) -> None:
    instrument = NamedNode(iris.instrument(slug))
    node = NamedNode(f"{instrument.value}#identifier-{system}-{quote(value, safe='')}")
    writer.add(instrument, RK.identifier, node)
    writer.add(node, A, RK.Identifier)
    writer.add(node, RK.system, _system(writer, system))
    writer.add(node, SKOS.notation, value)
    page = address or _address(system, value)
    if page:
        writer.add(node, FOAF.page, NamedNode(page))


def _write_match(writer: QuadWriter, system: str, match: ReviewedMatch) -> None:
    instrument = NamedNode(iris.instrument(match.instrument))
    node = NamedNode(f"{instrument.value}#match-{system}-{quote(match.id, safe='')}")
    is_address = match.id.startswith(("http://", "https://"))
    target = NamedNode(match.id if is_address else _address(system, match.id) or iris.foreign_entry(system, match.id))
    relation = _RELATIONS[match.decision]
    writer.add(instrument, relation, target)
    writer.add(instrument, RK.match, node)
    writer.add(node, A, RK.Match)
    writer.add(node, A, OWL.Axiom)
    writer.add(node, OWL.annotatedSource, instrument)
    writer.add(node, OWL.annotatedProperty, relation)
    writer.add(node, OWL.annotatedTarget, target)
    writer.add(node, SSSOM.mapping_justification, SEMAPV.MappingReview)
    writer.add(node, SSSOM.object_source, _system(writer, system))
    writer.add(node, SSSOM.object_label, match.title)
    if match.score is not None:
        writer.add(node, SSSOM.similarity_score, Literal(float(match.score)))
    writer.add(node, DCTERMS.created, Literal(match.on, datatype=XSD.date))
    for language in LANGUAGES:
        writer.add_text(node, RDFS.comment, match.reason.in_language(language), language)
    if match.decision == "exact" and not is_address:
        _write_identifier(writer, match.instrument, system, match.id, None)


def _system(writer: QuadWriter, system: str) -> NamedNode:
    """The concept of a system; one that the vocabulary does not know has at least its notation."""
    node = NamedNode(iris.concept(_SCHEME, system))
    if load_vocabulary().concept(_SCHEME, system) is None:
        writer.add(node, SKOS.notation, system)
    return node


def _address(system: str, value: str) -> str | None:
    """Where a system keeps what it numbers, if its addresses are stable."""
    concept = load_vocabulary().concept(_SCHEME, system)
    template = concept.address_template if concept else None
    return template.replace("{value}", quote(value, safe="")) if template else None
