"""The conclusions on one instrument while they are drawn: its records, what is concluded, and what is set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.authorities import Authorities
from recueil_kg.graph.mapping import statement_node
from recueil_kg.graph.namespaces import RK, A, QuadWriter
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.records import SourceRecord


@dataclass(frozen=True, slots=True)
class Statement:
    """What one record states in one field.

    Attributes:
        record: the record.
        path: its field: `responsibilities[0]`.
        value: what is stated: a notation or a slug.
    """

    record: SourceRecord
    path: str
    value: str

    @property
    def node(self) -> NamedNode:
        """The statement in the source's graph."""
        return statement_node(self.record, self.path)


class Conclusions:
    """What is concluded of one instrument.

    Attributes:
        records: everything that the sources say of it, in an order that depends on nothing but them.
        slug: the instrument's.
        instrument: its node.
        entry: its authority entry; None where it has none.
        writer: where conclusions are stated.
        add: states one triple.
    """

    def __init__(self, records: Sequence[SourceRecord], authorities: Authorities) -> None:
        self.records = sorted(records, key=lambda record: record.source.id)
        self.slug = records[0].instrument
        self.instrument = NamedNode(iris.instrument(self.slug))
        self.entry = authorities.instrument(self.slug)
        self.writer = QuadWriter(iris.graph("knowledge"))
        self.add = self.writer.add
        self._disagreements = 0

    def set_aside(
        self,
        field: str,
        winner: SourceRecord,
        kept: Sequence[NamedNode],
        aside: Sequence[tuple[SourceRecord, NamedNode]],
        *,
        rule: str | None = None,
    ) -> None:
        """State which statements contradict those kept.

        Args:
            field: the concept of the field, or of the event's type, that they disagree on.
            winner: the source that is believed.
            kept: the statements that are concluded from.
            aside: the sources and statements that are not.
            rule: why; by default the rule that weighs the sources.
        """
        for between, statements in _by_kind_of_difference(winner, aside):
            self._disagreements += 1
            node = NamedNode(f"{self.instrument.value}#disagreement-{self._disagreements}")
            self.add(node, A, RK.Disagreement)
            self.add(node, RK.onInstrument, self.instrument)
            self.add(node, RK.onField, NamedNode(field))
            self.add(node, RK.between, NamedNode(iris.concept("rule", between)))
            weighing = "newest-edition" if between == "edition-disagreement" else "fact-sheet-over-other-source"
            self.add(node, RK.resolvedBy, NamedNode(iris.concept("rule", rule or weighing)))
            for statement in dict.fromkeys(kept):
                self.add(node, RK.kept, statement)
            for statement in dict.fromkeys(statements):
                self.add(node, RK.setAside, statement)

    def set_languages_apart(self, field: str, stated: Sequence[Statement], *, united: bool) -> None:
        """State where English and French of one edition list different values, each at least one.

        Args:
            field: the field of the sheet.
            stated: what the weightiest sources state.
            united: whether both languages' values are concluded.
        """
        spoken = {
            language: [
                item for item in stated if item.record.source.language == language and item.record.source.edition
            ]
            for language in LANGUAGES
        }
        values = {language: {item.value for item in items} for language, items in spoken.items()}
        if all(values.values()) and values["en"] != values["fr"]:
            kept = [item.node for item in spoken["en"]]
            aside = [(item.record, item.node) for item in spoken["fr"]]
            rule = "union-of-languages" if united else "unresolved"
            self.set_aside(iris.concept("field", field), spoken["en"][0].record, kept, aside, rule=rule)


def _by_kind_of_difference(
    winner: SourceRecord, aside: Sequence[tuple[SourceRecord, NamedNode]]
) -> Iterator[tuple[str, list[NamedNode]]]:
    groups: dict[str, list[NamedNode]] = {}
    for record, node in aside:
        if record.source.kind != winner.source.kind:
            between = "source-disagreement"
        elif record.source.edition != winner.source.edition:
            between = "edition-disagreement"
        elif record.source.language != winner.source.language:
            between = "language-disagreement"
        else:
            between = "source-disagreement"
        groups.setdefault(between, []).append(node)
    yield from sorted(groups.items())
