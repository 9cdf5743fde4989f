"""One instrument's records into the knowledge graph: one clean statement per fact, by the rules of the `rule` scheme.

A conclusion equals one of the statements that it is derived from, or is marked unresolved. `docs/consolidation.md`
explains each rule with an example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pyoxigraph import Literal, NamedNode, Quad

from recueil_kg import iris
from recueil_kg.authorities import Authorities, load_authorities
from recueil_kg.findings import Filing, findings_across, findings_among
from recueil_kg.graph.compendium import membership_of, write_membership
from recueil_kg.graph.dates import write_date
from recueil_kg.graph.mapping import (
    body_node,
    participant_node,
    source_node,
    statement_node,
    statement_of,
    write_finding,
)
from recueil_kg.graph.namespaces import DCTERMS, PROV, RK, SKOS, A, QuadWriter
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Classified, Event, Printed, SourceRecord
from recueil_kg.vocabularies import load_vocabulary

_FIRST = date.min
_REPEATABLE = frozenset({"meeting", "renewal", "amendment", "revision", "review", "other", "adoption"})
_NO_CONCLUSION = frozenset({"plan", "party-count"})
_RELATION_PROPERTY = {
    "protocol-to": RK.protocolTo,
    "amends": RK.amends,
    "adopted-under": RK.adoptedUnder,
    "established-under": RK.establishedUnder,
    "replaces": DCTERMS.replaces,
    "related-to": RK.relatedTo,
    "part-of": RK.partOf,
}
_STANDING = {
    "fact-sheet": 5,
    "government-page": 4,
    "catalogue-title": 3,
    "named-in-another-sheet": 2,
    "ieadb": 1,
    "other-public-source": 1,
}


@dataclass(frozen=True, slots=True)
class Stated:
    """An event as one record states it: the record, the field's path, the event."""

    record: SourceRecord
    path: str
    event: Event

    @property
    def node(self) -> NamedNode:
        """The statement in the source's graph."""
        return statement_node(self.record, self.path)


def standing(record: SourceRecord) -> tuple[int, str]:
    """How much a source weighs: fact sheets before all others, and of fact sheets the newest edition."""
    return _STANDING[record.source.kind], record.source.edition or ""


def weightiest_that_state(
    records: Sequence[SourceRecord], stated: Callable[[SourceRecord], object]
) -> list[SourceRecord]:
    """The sources of the highest standing that state a field; several where languages or shapes stand equal."""
    speaking = [record for record in records if stated(record)]
    best = max((standing(record) for record in speaking), default=None)
    return [record for record in speaking if standing(record) == best]


def more_precise_date(best: Sequence[Stated], others: Sequence[Stated]) -> Stated:
    """A compatible date from another source that is known more precisely, or the best source's own."""
    chosen = best[0]
    for other in others:
        if chosen.event.date and other.event.date and other.event.date != chosen.event.date:
            current, candidate = PartialDate.parse(chosen.event.date), PartialDate.parse(other.event.date)
            if current.contains(candidate):
                chosen = other
    return chosen


def told_apart(stated: Sequence[Stated]) -> list[list[Stated]]:
    """The events that statements of one type and scope tell of, first one first.

    One source does not contradict itself: where it dates the same type twice, apart, it tells of two events, as when
    a state that has withdrawn accedes again. What other sources state belongs to the nearest of them.
    """
    dated: dict[str, list[Stated]] = {}
    for item in stated:
        if item.event.date:
            own = dated.setdefault(item.record.source.id, [])
            if all(_gap(item, other) for other in own):
                own.append(item)
    best = max(dated.values(), key=lambda own: (len(own), standing(own[0].record)), default=[])
    if len(best) < 2:
        return [list(stated)]
    events = [
        [item] for item in sorted(best, key=lambda item: PartialDate.parse(str(item.event.date)).earliest or _FIRST)
    ]
    for item in stated:
        if not any(item is event[0] for event in events):
            nearest = min(events, key=lambda event: _gap(item, event[0])) if item.event.date else events[0]
            nearest.append(item)
    return events


def _gap(one: Stated, other: Stated) -> int:
    """Days between two dates; 0 where they can be the same."""
    first, second = PartialDate.parse(str(one.event.date)), PartialDate.parse(str(other.event.date))
    if second.surely_before(first):
        first, second = second, first
    if first.latest is None or second.earliest is None:
        return 0
    return max(0, (second.earliest - first.latest).days)


def consolidate(records: Sequence[SourceRecord], authorities: Authorities | None = None) -> list[Quad]:
    """The knowledge quads of one instrument; pure, and the same whatever the order of the records.

    Args:
        records: everything that the sources say of the instrument.
        authorities: those that the records refer to; the shipped ones by default.
    """
    ordered = sorted(records, key=lambda record: record.source.id)
    return _Consolidation(ordered, authorities or load_authorities()).quads()


def write_themes(
    writer: QuadWriter, instrument: NamedNode, of_category: Sequence[str], assigned: Sequence[str]
) -> None:
    """State the themes of an instrument for which no source names one, and the rule that gives them."""
    rule = "theme-of-category" if of_category else "theme-assigned"
    for notation in of_category or assigned:
        writer.add(instrument, RK.theme, NamedNode(iris.concept("theme", notation)))
        writer.add(instrument, RK.themeRule, NamedNode(iris.concept("rule", rule)))


def filing_of(records: Sequence[SourceRecord]) -> Filing | None:
    """How one instrument is filed, by the sources that state it best; None for what is no protocol or is not filed."""
    parents = {
        item.instrument
        for record in records
        for item in record.relations
        if item.relation == "protocol-to" and item.instrument
    }
    best = weightiest_that_state(records, partial(_classified, lambda record: record.categories))
    if not parents or not best:
        return None
    return Filing(
        instrument=best[0].instrument,
        title=next((item.printed for item in (best[0].title, best[0].short_title) if item), best[0].instrument),
        protocol_to=tuple(sorted(parents)),
        categories=tuple(
            (item.concept, item.printed, f"{record.source.id} categories[{index}]")
            for record in best
            for index, item in enumerate(record.categories)
            if item.concept
        ),
    )


def compare_filings(filings: Sequence[Filing]) -> list[Quad]:
    """The knowledge quads of what looks wrong when instruments are compared; pure."""
    writer = QuadWriter(iris.graph("knowledge"))
    for finding in findings_among(filings):
        fields = [tuple(field.replace("/", " ", 1).split(" ", 2)) for field in finding.fields]
        first, *others = dict.fromkeys(slug for slug, *_ in fields)
        node = NamedNode("-".join((f"{iris.instrument(first)}#finding", finding.rule, *others)))
        instruments = [NamedNode(iris.instrument(slug)) for slug in (first, *others)]
        write_finding(writer, node, finding, (statement_of(*field) for field in fields), on=instruments)
    return writer.quads


class _Consolidation:
    def __init__(self, records: Sequence[SourceRecord], authorities: Authorities) -> None:
        self.records = records
        self.authorities = authorities
        self.slug = records[0].instrument
        self.instrument = NamedNode(iris.instrument(self.slug))
        self.writer = QuadWriter(iris.graph("knowledge"))
        self.add = self.writer.add
        self.disagreements = 0

    def quads(self) -> list[Quad]:
        self.add(self.instrument, A, RK.Instrument)
        for record in self.records:
            self.add(self.instrument, RK.describedBy, source_node(record))
        self._titles()
        write_membership(
            self.writer, self.instrument, membership_of(self.records, self.authorities.instrument(self.slug))
        )
        self._classifications()
        self._themes_where_none_is_named()
        self._responsibilities()
        actions = self._events()
        self._participations(actions)
        self._relations_and_bodies()
        for index, finding in enumerate(findings_across(self.records)):
            node = NamedNode(f"{self.instrument.value}#finding-{index + 1}")
            fields = (field.split(" ", 1) for field in finding.fields)
            statements = [statement_of(self.slug, source_id, path) for source_id, path in fields]
            write_finding(self.writer, node, finding, statements, on=[self.instrument])
        return self.writer.quads

    def _titles(self) -> None:
        entry = self.authorities.instrument(self.slug)
        for language in LANGUAGES:
            spoken = [record for record in self.records if record.source.language == language]
            titled = weightiest_that_state(spoken, lambda record: record.title)
            named = weightiest_that_state(spoken, lambda record: record.short_title)
            title = titled[0].title.printed if titled and titled[0].title else None
            short = named[0].short_title.printed if named and named[0].short_title else None
            known = entry.current_name.name.in_language(language) if entry else None
            self.writer.add_text(self.instrument, DCTERMS.title, title, language)
            self.writer.add_text(self.instrument, DCTERMS.alternative, short, language)
            self.writer.add_text(self.instrument, SKOS.prefLabel, short or title or known, language)
            for name in entry.all_names(language) if entry else ():
                if name != (short or title or known):
                    self.writer.add_text(self.instrument, SKOS.altLabel, name, language)
        referenced = weightiest_that_state(self.records, _reference_in_compendium)
        if referenced and referenced[0].reference:
            self.add(self.instrument, RK.reference, referenced[0].reference.printed.split("/")[0].split(" ")[0])

    def _classifications(self) -> None:
        fields: tuple[tuple[str, NamedNode, Callable[[SourceRecord], Sequence[Classified]]], ...] = (
            ("category", RK.category, lambda record: record.categories),
            ("theme", RK.theme, lambda record: record.themes),
            ("type", RK.instrumentType, lambda record: (record.type,) if record.type else ()),
            ("form", RK.form, lambda record: (record.form,) if record.form else ()),
            ("legal-nature", RK.legalNature, lambda record: (record.legal_nature,) if record.legal_nature else ()),
        )
        for scheme, predicate, of in fields:
            best = weightiest_that_state(self.records, partial(_classified, of))
            notations = dict.fromkeys(item.concept for record in best for item in of(record) if item.concept)
            for notation in notations:
                self.add(self.instrument, predicate, NamedNode(iris.concept(scheme, notation)))
            if scheme == "form" and "legally-binding-treaty" in notations:
                self.add(self.instrument, A, RK.Treaty)
            self._classification_disagreements(scheme, best, of)
            if scheme != "theme":
                self._languages_apart(
                    {"legal-nature": "form"}.get(scheme, scheme),
                    [
                        (record, item.concept, _path_of_classification(scheme, index))
                        for record in best
                        for index, item in enumerate(of(record))
                        if item.concept
                    ],
                    united=scheme == "category",
                )

    def _languages_apart(self, field: str, stated: Sequence[tuple[SourceRecord, str, str]], *, united: bool) -> None:
        """English and French of one edition list different values, each at least one.

        Args:
            field: the field of the sheet.
            stated: what the weightiest sources state: the record, the value, the record's field.
            united: whether both languages' values are concluded.
        """
        spoken = {
            language: [item for item in stated if item[0].source.language == language and item[0].source.edition]
            for language in LANGUAGES
        }
        values = {language: {value for _record, value, _path in items} for language, items in spoken.items()}
        if all(values.values()) and values["en"] != values["fr"]:
            kept = [statement_node(record, path) for record, _value, path in spoken["en"]]
            aside = [(record, statement_node(record, path)) for record, _value, path in spoken["fr"]]
            rule = "union-of-languages" if united else "unresolved"
            self._disagreement(iris.concept("field", field), spoken["en"][0][0], kept, aside, rule=rule)

    def _themes_where_none_is_named(self) -> None:
        """The theme that the category is; failing that, the themes that the authority entry chooses."""
        if any(item.concept for record in self.records for item in record.themes):
            return
        best = weightiest_that_state(self.records, partial(_classified, lambda record: record.categories))
        categories = [item.concept for record in best for item in record.categories if item.concept]
        themes = load_vocabulary().concepts("theme")
        of_category = [theme.notation for theme in themes if theme.category in categories]
        entry = self.authorities.instrument(self.slug)
        write_themes(self.writer, self.instrument, of_category, entry.themes if entry else ())

    def _classification_disagreements(
        self, scheme: str, best: Sequence[SourceRecord], of: Callable[[SourceRecord], Sequence[Classified]]
    ) -> None:
        if scheme == "theme" or not best:
            return
        path = partial(_path_of_classification, scheme)

        concluded = {item.concept for record in best for item in of(record)}
        kept = [statement_node(record, path(i)) for record in best for i, item in enumerate(of(record)) if item.concept]
        aside = [
            (record, statement_node(record, path(index)))
            for record in self.records
            for index, item in enumerate(of(record))
            if item.concept and item.concept not in concluded
        ]
        if aside:
            field = {"legal-nature": "form"}.get(scheme, scheme)
            self._disagreement(iris.concept("field", field), best[0], kept, aside)

    def _responsibilities(self) -> None:
        best = weightiest_that_state(self.records, lambda record: [r for r in record.responsibilities if r.institution])
        concluded: dict[tuple[str, str], list[NamedNode]] = {}
        for record in best:
            for index, item in enumerate(record.responsibilities):
                if item.institution:
                    key = (item.role, item.institution)
                    concluded.setdefault(key, []).append(statement_node(record, f"responsibilities[{index}]"))
        for (role, slug), statements in concluded.items():
            node = NamedNode(f"{self.instrument.value}#{role}-{slug}")
            institution = NamedNode(iris.institution(slug))
            self.add(self.instrument, RK.responsibility, node)
            self.add(node, A, RK.Responsibility)
            self.add(node, RK.institution, institution)
            self.add(node, RK.role, NamedNode(iris.concept("role", role)))
            if best[0].source.edition:
                self.add(node, RK.inEdition, NamedNode(iris.edition(best[0].source.edition)))
            for statement in statements:
                self.add(node, PROV.wasDerivedFrom, statement)
            if role != "others-as-needed":
                self.add(self.instrument, RK.partnerDepartment if role == "partner" else RK.leadDepartment, institution)
        self._set_aside_responsibilities(best, concluded)

    def _set_aside_responsibilities(
        self, best: Sequence[SourceRecord], concluded: dict[tuple[str, str], list[NamedNode]]
    ) -> None:
        for role, field in (("lead", "lead"), ("partner", "partners")):
            self._languages_apart(
                field,
                [
                    (record, item.institution, f"responsibilities[{index}]")
                    for record in best
                    for index, item in enumerate(record.responsibilities)
                    if item.institution and item.role == role
                ],
                united=True,
            )
            kept = [node for (of, _), nodes in concluded.items() if of == role for node in nodes]
            aside = [
                (record, statement_node(record, f"responsibilities[{index}]"))
                for record in self.records
                if record not in best
                for index, item in enumerate(record.responsibilities)
                if item.institution and item.role == role and (role, item.institution) not in concluded
            ]
            if aside and kept:
                self._disagreement(iris.concept("field", field), best[0], kept, aside)

    def _participations(self, actions: dict[str, list[NamedNode]]) -> None:
        best = weightiest_that_state(self.records, lambda record: record.participants)
        concluded: dict[NamedNode, list[NamedNode]] = {}
        for record in best:
            for index, item in enumerate(record.participants):
                participant = participant_node(item.state, item.institution)
                if participant is not None:
                    concluded.setdefault(participant, []).append(statement_node(record, f"participants[{index}]"))
        canada = NamedNode(iris.state("can"))
        if actions.get("canada"):
            concluded.setdefault(canada, [])
        for participant, statements in concluded.items():
            node = NamedNode(f"{self.instrument.value}#participation-{iris.local_name(participant.value)}")
            self.add(self.instrument, RK.participation, node)
            self.add(node, A, RK.Participation)
            self.add(node, RK.participant, participant)
            for statement in statements:
                self.add(node, PROV.wasDerivedFrom, statement)
            if participant == canada:
                for action in actions.get("canada", ()):
                    self.add(node, RK.action, action)

    def _events(self) -> dict[str, list[NamedNode]]:
        """Conclude every event; gives the events by scope."""
        groups: dict[tuple[str, str, str, str], list[Stated]] = {}
        for record in self.records:
            for index, event in enumerate(record.events):
                if event.type in _NO_CONCLUSION or (event.of is not None and event.of.instrument is None):
                    continue
                of = event.of.instrument if event.of and event.of.instrument else self.slug
                repeated = event.date or event.recurrence or "" if event.type in _REPEATABLE else ""
                scope = event.party or event.scope
                groups.setdefault((of, event.type, scope, repeated), []).append(
                    Stated(record, f"events[{index}]", event)
                )
        concluded: dict[str, list[NamedNode]] = {}
        for key in sorted(groups):
            first, *later = told_apart(groups[key])
            for stated, on in ((first, None), *((event, event[0].event.date) for event in later)):
                node = self._event(key if on is None else (*key[:3], on), stated)
                if key[0] == self.slug:
                    concluded.setdefault(key[2], []).append(node)
        return concluded

    def _event(self, key: tuple[str, str, str, str], stated: Sequence[Stated]) -> NamedNode:
        of, kind, scope, repeated = key
        instrument = NamedNode(iris.instrument(of))
        local = "-".join(part for part in (kind, "" if scope == "unstated" else scope, repeated) if part)
        suffix = "" if of == self.slug else f"-by-{self.slug}"
        node = NamedNode(f"{instrument.value}#{local.replace('/', '-').replace('..', 'open')}{suffix}")
        example = stated[0].event
        for_party = kind == "entry-into-force" and example.scope in {"canada", "other"}
        notation = "entry-into-force-for-party" if for_party else kind
        self.add(instrument, RK.event, node)
        self.add(node, A, RK.LifecycleEvent)
        self.add(node, RK.eventType, NamedNode(iris.concept("event-type", notation)))
        self.add(node, RK.scope, NamedNode(iris.concept("scope", example.scope)))
        if example.party:
            self.add(node, RK.party, NamedNode(iris.state(example.party)))
        if example.recurrence:
            self.add(node, RK.recurrence, NamedNode(iris.concept("recurrence", example.recurrence)))
        for item in stated:
            self.add(node, PROV.wasDerivedFrom, item.node)
        self._date(node, kind, [item for item in stated if item.event.date])
        effective = next((item.event.effective for item in stated if item.event.effective), None)
        if effective:
            date = write_date(self.writer, NamedNode(f"{node.value}-effective-date"), effective)
            self.add(node, RK.effectiveDate, date)
        return node

    def _date(self, node: NamedNode, kind: str, dated: Sequence[Stated]) -> None:
        """One date by standing and precision; none, and a mark, where sources of equal standing contradict."""
        if not dated:
            return
        weight = max(standing(item.record) for item in dated)
        best = [item for item in dated if standing(item.record) == weight]
        chosen = more_precise_date(best, [item for item in dated if item not in best])
        resolved = PartialDate.parse(str(chosen.event.date))
        contradicting = [
            item
            for item in best
            if not PartialDate.parse(str(item.event.date)).contains(resolved)
            and not resolved.contains(PartialDate.parse(str(item.event.date)))
        ]
        event_type = iris.concept("event-type", kind)
        if contradicting:
            self.add(node, RK.unresolved, Literal(True))
            kept = [item.node for item in best if item not in contradicting]
            self._disagreement(
                event_type, best[0].record, kept, [(i.record, i.node) for i in contradicting], rule="unresolved"
            )
            return
        self.add(node, RK.date, write_date(self.writer, NamedNode(f"{node.value}-date"), str(chosen.event.date)))
        aside = [
            (item.record, item.node)
            for item in dated
            if item not in best
            and not PartialDate.parse(str(item.event.date)).contains(resolved)
            and not resolved.contains(PartialDate.parse(str(item.event.date)))
        ]
        if aside:
            self._disagreement(event_type, chosen.record, [chosen.node], aside)

    def _disagreement(
        self,
        field: str,
        winner: SourceRecord,
        kept: Sequence[NamedNode],
        aside: Sequence[tuple[SourceRecord, NamedNode]],
        *,
        rule: str | None = None,
    ) -> None:
        """State which statements contradict those kept; by default the rule is the one that weighs the sources."""
        for between, statements in _by_kind_of_difference(winner, aside):
            self.disagreements += 1
            node = NamedNode(f"{self.instrument.value}#disagreement-{self.disagreements}")
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

    def _relations_and_bodies(self) -> None:
        relations = dict.fromkeys(
            (item.relation, item.instrument)
            for record in self.records
            for item in record.relations
            if item.instrument and item.instrument != self.slug
        )
        for relation, slug in relations:
            self.add(self.instrument, _RELATION_PROPERTY[relation], NamedNode(iris.instrument(str(slug))))
        bodies = dict.fromkeys(item.body for record in self.records for item in record.bodies if item.body)
        for slug in bodies:
            if slug == self.slug:
                self._type_as_body()
            else:
                self.add(self.instrument, RK.hasBody, body_node(str(slug), self.slug))

    def _type_as_body(self) -> None:
        """A sheet can be about a body: then the instrument is one too, of the kind that its title names."""
        words = self.slug.replace("-wg", "-working-group")
        kinds = {"working-group": RK.WorkingGroup, "committee": RK.Committee, "commission": RK.Commission}
        self.add(self.instrument, A, next((node for name, node in kinds.items() if name in words), RK.Body))


def _path_of_classification(scheme: str, index: int) -> str:
    """The record's field of a value of a scheme."""
    return f"categories[{index}]" if scheme == "category" else scheme.replace("-", "_")


def _reference_in_compendium(record: SourceRecord) -> Printed | None:
    """A record's reference where it is one of the compendium's; a treaty's or the catalogue's number is none."""
    return record.reference if record.reference and record.reference.printed[:1] in {"A", "B", "C", "D"} else None


def _classified(of: Callable[[SourceRecord], Sequence[Classified]], record: SourceRecord) -> list[Classified]:
    return [item for item in of(record) if item.concept]


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
