"""What the whole graph says of itself is what anyone finds who counts, and any engine derives it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from recueil_kg import iris
from recueil_kg.graph.derivation import GRAPH, derivations
from recueil_kg.graph.namespaces import DCTERMS, OA, ORG, RK, A
from recueil_kg.graph.store import open_store

ENDINGS = {iris.concept("event-type", name) for name in ("expiry", "termination")}
Counted = dict[Hashable, tuple[int, ...]]


class Walk:
    """A store's quads, walked in Python without a query."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(folder)
        self.derived = ox.NamedNode(iris.graph(GRAPH))

    def pairs(self, link: ox.NamedNode) -> Iterator[tuple[str, str]]:
        """What a property links, anywhere but in what is derived."""
        for quad in self.store.quads_for_pattern(None, link, None, None):
            if quad.graph_name != self.derived:
                yield quad.subject.value, quad.object.value

    def linked(self, link: ox.NamedNode) -> dict[str, list[str]]:
        """The values of a property, by thing."""
        found: dict[str, list[str]] = defaultdict(list)
        for one, other in self.pairs(link):
            found[one].append(other)
        return found

    def days(self, end: ox.NamedNode) -> dict[str, str]:
        """The first or the last possible day of the events that have one."""
        dated, days = dict(self.pairs(RK.date)), dict(self.pairs(end))
        return {event: days[when] for event, when in dated.items() if when in days}

    def counts(self, of: tuple[ox.NamedNode, ...], numbers: tuple[ox.NamedNode, ...]) -> Counted:
        """What the derived graph says of how many there are, by what is counted."""
        found: Counted = {}
        for quad in self.store.quads_for_pattern(None, of[0], None, self.derived):
            node = quad.subject
            keys = tuple(self.one(node, link) for link in of)
            values = tuple(self.one(node, link) for link in numbers)
            if all(values) and None not in keys:
                assert keys not in found
                found[keys] = tuple(int(value) for value in values if value)
        return found

    def one(self, node: ox.NamedNode, link: ox.NamedNode) -> str | None:
        values = [quad.object.value for quad in self.store.quads_for_pattern(node, link, None, self.derived)]
        assert len(values) < 2
        return values[0] if values else None


@pytest.fixture(scope="module")
def walk(built_store: Path) -> Walk:
    return Walk(built_store)


def tally(things: dict[Hashable, set[str]]) -> Counted:
    return {key: (len(found),) for key, found in things.items() if found}


def test_events_of_a_type_and_year_are_those_within_the_year(walk: Walk) -> None:
    types, latest, found = dict(walk.pairs(RK.eventType)), walk.days(RK.latest), defaultdict(set)
    for event, day in walk.days(RK.earliest).items():
        if latest.get(event, "")[:4] == day[:4]:
            found[types[event], day[:4]].add(event)
    assert walk.counts((RK.countedEventType, RK.countedYear), (RK.eventCount,)) == tally(found) != {}


def test_events_of_a_lead_are_all_that_have_a_first_day(walk: Walk) -> None:
    events, found = walk.linked(RK.event), defaultdict(set)
    earliest = walk.days(RK.earliest)
    for instrument, lead in walk.pairs(RK.leadDepartment):
        found[(lead,)] |= {event for event in events[instrument] if event in earliest}
    assert walk.counts((RK.countedLead,), (RK.eventCount,)) == tally(found) != {}


def test_instruments_of_a_participant_are_those_that_it_takes_part_in(walk: Walk) -> None:
    takes_part, found = walk.linked(RK.participant), defaultdict(set)
    for instrument, participation in walk.pairs(RK.participation):
        for participant in takes_part[participation]:
            found[(participant,)].add(instrument)
    assert walk.counts((RK.countedParticipant,), (RK.instrumentCount,)) == tally(found) != {}


def test_instruments_of_a_type_and_form_are_those_of_both(walk: Walk) -> None:
    forms, found = walk.linked(RK.form), defaultdict(set)
    for instrument, kind in walk.pairs(RK.instrumentType):
        for form in forms[instrument]:
            found[kind, form].add(instrument)
    assert walk.counts((RK.countedInstrumentType, RK.countedForm), (RK.instrumentCount,)) == tally(found) != {}


def test_sheets_of_an_edition_are_those_that_are_in_it(walk: Walk) -> None:
    found = defaultdict(set)
    for sheet, edition in walk.pairs(RK.inEditionOf):
        found[(edition,)].add(sheet)
    assert walk.counts((RK.countedEdition,), (RK.sheetCount,)) == tally(found) != {}


def test_sources_of_a_kind_their_texts_and_what_they_state(walk: Walk) -> None:
    at_hand, states = dict(walk.pairs(RK.textAtHand)), walk.linked(RK.states)
    found: dict[Hashable, tuple[int, ...]] = defaultdict(lambda: (0, 0, 0))
    for source, kind in walk.pairs(RK.sourceKind):
        sources, texts, statements = found[(kind,)]
        found[(kind,)] = (sources + 1, texts + (at_hand[source] == "true"), statements + len(states[source]))
    numbers = (RK.sourceCount, RK.textCount, RK.statementCount)
    told = {quad.subject for quad in walk.store.quads_for_pattern(None, RK.countedSourceKind, None, walk.derived)}
    assert len(told) == len(found)
    assert walk.counts((RK.countedSourceKind,), numbers) == dict(found)


def test_findings_of_a_rule_are_those_on_what_sources_state(walk: Walk) -> None:
    stating, rules = defaultdict(set), dict(walk.pairs(RK.rule))
    for source, statement in walk.pairs(RK.states):
        stating[statement].add(source)
    findings: dict[Hashable, set[str]] = defaultdict(set)
    sources: dict[Hashable, set[str]] = defaultdict(set)
    for finding, statement in walk.pairs(RK.concerns):
        if finding in rules and stating[statement]:
            findings[(rules[finding],)].add(finding)
            sources[(rules[finding],)] |= stating[statement]
    expected = {key: (len(found), len(sources[key])) for key, found in findings.items()}
    assert walk.counts((RK.countedRule,), (RK.findingCount, RK.sourceCount)) == expected != {}


def test_instruments_around_a_change_of_name_are_those_whose_sources_print_either(walk: Walk) -> None:
    evidence, exact = walk.linked(RK.evidence), dict(walk.pairs(OA.exact))
    about, names = dict(walk.pairs(RK.about)), walk.linked(RK.name)
    printed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for statement, institution in walk.pairs(RK.statedInstitution):
        for words in evidence[statement]:
            printed[institution, about[statement]].append(exact[words].lower())
    kinds = dict(walk.pairs(A))
    departments = {change: one for one, change in walk.pairs(ORG.changedBy) if kinds[one] == RK.Department.value}
    old, new = dict(walk.pairs(RK.oldName)), dict(walk.pairs(RK.newName))
    expected = {}
    for change, before in old.items():
        tallies = [0, 0, 0]
        of_department = [words for (who, _what), words in printed.items() if who == departments.get(change)]
        for words in of_department:
            earlier = any(name.lower() in text for name in names[before] for text in words)
            later = any(name.lower() in text for name in names[new[change]] for text in words)
            tallies = [tallies[0] + earlier, tallies[1] + later, tallies[2] + (earlier and later)]
        if of_department:
            expected[(change,)] = tuple(tallies)
    numbers = (RK.earlierNameCount, RK.laterNameCount, RK.bothNamesCount)
    assert walk.counts((RK.countedNameChange,), numbers) == expected != {}


def test_an_instrument_is_ended_by_what_nothing_renewed(walk: Walk) -> None:
    types, scopes = dict(walk.pairs(RK.eventType)), dict(walk.pairs(RK.scope))
    earliest, latest = walk.days(RK.earliest), walk.days(RK.latest)
    expected = set()
    for instrument, events in walk.linked(RK.event).items():
        renewed = [latest[event] for event in events if types[event].endswith("/renewal") and event in latest]
        expected |= {
            (instrument, event)
            for event in events
            if types[event] in ENDINGS and not scopes[event].endswith("/other") and event in earliest
            if not any(day >= earliest[event] for day in renewed)
        }
    quads = walk.store.quads_for_pattern(None, RK.endedBy, None, walk.derived)
    assert {(quad.subject.value, quad.object.value) for quad in quads} == expected != set()
    assert iris.instrument("lake-champlain-mou") not in {instrument for instrument, _end in expected}


def test_a_period_for_canada_runs_from_its_entry_to_the_first_end_that_can_come_after(walk: Walk) -> None:
    types, scopes = dict(walk.pairs(RK.eventType)), dict(walk.pairs(RK.scope))
    earliest, latest = walk.days(RK.earliest), walk.days(RK.latest)
    endings = {*ENDINGS, iris.concept("event-type", "withdrawal")}
    expected = set()
    for instrument, events in walk.linked(RK.event).items():
        ends = [
            event
            for event in events
            if types[event] in endings and event in earliest and not scopes[event].endswith("/other")
        ]
        for entry in events:
            if types[entry].endswith("/entry-into-force-for-party") and scopes[entry].endswith("/canada"):
                later = [end for end in ends if latest.get(end, "9999") >= earliest.get(entry, "")]
                until = min((earliest[end] for end in later), default=None)
                if entry in latest:
                    expected.add((instrument, entry, latest[entry], until))
    found = set()
    for quad in walk.store.quads_for_pattern(None, RK.periodForCanada, None, walk.derived):
        links = (RK.entry, RK.surelyFrom, RK.perhapsUntil)
        found.add((quad.subject.value, *(walk.one(quad.object, link) for link in links)))
    assert found == expected != set()


def test_an_instrument_is_titled_only_in_the_language_of_all_its_titles(walk: Walk) -> None:
    described, languages = walk.linked(RK.describedBy), defaultdict(set)
    for quad in walk.store.quads_for_pattern(None, DCTERMS.title, None, None):
        if quad.subject.value in described:
            languages[quad.subject.value].add(quad.object.language)
    expected = {(instrument, *found) for instrument, found in languages.items() if len(found) == 1}
    quads = walk.store.quads_for_pattern(None, RK.titledOnlyIn, None, walk.derived)
    assert {(quad.subject.value, quad.object.value) for quad in quads} == expected != set()


@pytest.fixture(scope="module")
def in_rdflib(walk: Walk) -> rdflib.Dataset:
    """The store without what is derived."""
    quads = (quad for quad in walk.store if quad.graph_name != walk.derived)
    nquads = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return rdflib.Dataset(default_union=True).parse(data=nquads, format="nquads")


@pytest.mark.parametrize("derivation", derivations(), ids=lambda path: path.stem)
def test_another_engine_derives_the_same(derivation: Path, walk: Walk, in_rdflib: rdflib.Dataset) -> None:
    found = {tuple(map(str, triple)) for triple in in_rdflib.query(derivation.read_text("utf-8"))}
    stored = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in walk.store.quads_for_pattern(None, None, None, walk.derived)
    }
    assert found
    assert found <= stored
    predicates = {predicate for _subject, predicate, _object in found} - {A.value}
    assert {
        triple for triple in stored if triple[1] in predicates and triple[0] in {one for one, *_rest in found}
    } <= found
