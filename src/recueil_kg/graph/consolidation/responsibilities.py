"""Who answers for an instrument: those that its weightiest sources name, each in a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.graph.consolidation.conclusions import Conclusions, Statement
from recueil_kg.graph.consolidation.standing import weightiest_that_state
from recueil_kg.graph.namespaces import PROV, RK, A
from recueil_kg.model.records import Role, SourceRecord


def conclude_responsibilities(about: Conclusions) -> None:
    """State every responsibility, and set aside what weaker sources say otherwise."""
    best = weightiest_that_state(
        about.records, lambda record: [item for item in record.responsibilities if item.institution]
    )
    concluded: dict[tuple[Role, str], list[Statement]] = {}
    for record in best:
        for index, item in enumerate(record.responsibilities):
            if item.institution:
                stated = Statement(record, f"responsibilities[{index}]", item.institution)
                concluded.setdefault((item.role, item.institution), []).append(stated)
    for (role, slug), statements in concluded.items():
        _conclude(about, role, slug, statements, best[0].source.edition)
    _set_others_aside(about, best, concluded)
    _mark_newly_named(about)


def _conclude(about: Conclusions, role: Role, slug: str, statements: Sequence[Statement], edition: str | None) -> None:
    node = NamedNode(f"{about.instrument.value}#{role}-{slug}")
    institution = NamedNode(iris.institution(slug))
    about.add(about.instrument, RK.responsibility, node)
    about.add(node, A, RK.Responsibility)
    about.add(node, RK.institution, institution)
    about.add(node, RK.role, NamedNode(iris.concept("role", role)))
    if edition:
        about.add(node, RK.inEdition, NamedNode(iris.edition(edition)))
    for statement in statements:
        about.add(node, PROV.wasDerivedFrom, statement.node)
    if role != "others-as-needed":
        about.add(about.instrument, RK.partnerDepartment if role == "partner" else RK.leadDepartment, institution)


def _set_others_aside(
    about: Conclusions, best: Sequence[SourceRecord], concluded: Mapping[tuple[Role, str], Sequence[Statement]]
) -> None:
    roles: tuple[tuple[Role, str], ...] = (("lead", "lead"), ("partner", "partners"))
    for role, field in roles:
        about.set_languages_apart(field, [item for record in best for item in _stated(record, role)], united=True)
        kept = [item.node for (of, _slug), items in concluded.items() if of == role for item in items]
        aside = [
            (record, item.node)
            for record in about.records
            if record not in best
            for item in _stated(record, role)
            if (role, item.value) not in concluded
        ]
        if aside and kept:
            about.set_aside(iris.concept("field", field), best[0], kept, aside)


def _mark_newly_named(about: Conclusions) -> None:
    """Mark what names an institution that no earlier edition's sheet does, where such a sheet names any."""
    for record in about.records:
        edition = record.source.edition
        before = {
            item.institution
            for other in about.records
            if edition and other.source.edition and other.source.edition < edition
            for item in other.responsibilities
            if item.institution
        }
        for index, item in enumerate(record.responsibilities if before else ()):
            if edition and item.institution and item.institution not in before:
                named = Statement(record, f"responsibilities[{index}]", item.institution)
                about.add(named.node, RK.newInEdition, NamedNode(iris.edition(edition)))


def _stated(record: SourceRecord, role: Role) -> list[Statement]:
    """The institutions that a record names in a role."""
    return [
        Statement(record, f"responsibilities[{index}]", item.institution)
        for index, item in enumerate(record.responsibilities)
        if item.institution and item.role == role
    ]
