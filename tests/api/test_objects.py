"""Instruments and institutions as objects: whole, the same one by one as all at once, each fact with its words."""

from __future__ import annotations

import pytest

from recueil_kg import Recueil
from recueil_kg.api.facts import Evidence
from recueil_kg.api.institutions import Institution
from recueil_kg.api.instruments import Instrument
from recueil_kg.errors import RecueilError


@pytest.fixture(scope="module")
def instruments(kg: Recueil) -> tuple[Instrument, ...]:
    return kg.instruments()


@pytest.fixture(scope="module")
def institutions(kg: Recueil) -> tuple[Institution, ...]:
    return kg.institutions()


def test_every_instrument_of_the_graph_is_there_once(kg: Recueil, instruments: tuple[Instrument, ...]) -> None:
    found = kg.sparql(
        "PREFIX rk: <https://w3id.org/recueil/ontology#> SELECT DISTINCT ?i WHERE { ?i a rk:Instrument } ORDER BY ?i"
    )
    assert [instrument.iri for instrument in instruments] == list(found["i"])
    assert len(instruments) > 150


@pytest.mark.parametrize("slug", ["cbd", "montreal-protocol", "canada-chile-aec", "unccd", "nafta"])
def test_an_instrument_is_the_same_alone_as_among_all(
    kg: Recueil, instruments: tuple[Instrument, ...], slug: str
) -> None:
    assert kg.instrument(slug) == next(instrument for instrument in instruments if instrument.slug == slug)


@pytest.mark.parametrize("slug", ["eccc", "cirnac", "unep"])
def test_an_institution_is_the_same_alone_as_among_all(
    kg: Recueil, institutions: tuple[Institution, ...], slug: str
) -> None:
    assert kg.institution(slug) == next(institution for institution in institutions if institution.slug == slug)


def test_every_conclusion_leads_to_printed_words(instruments: tuple[Instrument, ...]) -> None:
    without = [
        fact
        for instrument in instruments
        for fact in (
            *instrument.titles.values(),
            *instrument.short_titles.values(),
            *instrument.responsibilities,
            *instrument.events,
            *instrument.bodies,
            *(part for part in instrument.participations if not part.actions),
            *(one for one in instrument.classifications if one.rule is None),
        )
        if not fact.evidence
    ]
    assert without == []


def test_facts_that_no_sentence_states_say_what_stands_behind_them(instruments: tuple[Instrument, ...]) -> None:
    by_rule = [one for instrument in instruments for one in instrument.classifications if not one.evidence]
    assert by_rule
    assert {one.rule for one in by_rule} <= {"theme-assigned", "theme-of-category"}
    acting = [part for instrument in instruments for part in instrument.participations if not part.evidence]
    assert {part.participant for part in acting} == {"can"}


def test_evidence_names_its_source_with_language_and_kind_and_a_sheets_edition(
    instruments: tuple[Instrument, ...],
) -> None:
    found = [words for instrument in instruments for event in instrument.events for words in event.evidence]
    assert all(words.language in {"en", "fr"} and words.kind and words.source for words in found)
    dated = [words for words in found if words.kind == "fact-sheet" and "/undated." not in words.source]
    assert all(words.edition for words in dated)
    assert sum(words.address is not None for words in found) > len(found) / 2


def test_offsets_are_those_of_the_quote_where_the_text_is_at_hand(kg: Recueil) -> None:
    instrument = kg.instrument("canada-mexico-partnership-environment-wg")
    read = {source.iri for source in instrument.sources if source.text_at_hand}
    words = [words for words in kg.evidence(instrument.iri) if words.source in read]
    assert read
    assert words
    assert [(words.end or 0) - (words.start or 0) for words in words] == [len(words.quote) for words in words]


@pytest.mark.parametrize(
    "name",
    [
        "cbd",
        "https://w3id.org/recueil/instrument/cbd",
        "convention on biological diversity",
        "CONVENTION SUR LA DIVERSITE BIOLOGIQUE",
        "CDB",
    ],
)
def test_an_instrument_is_found_by_slug_iri_and_any_name_of_its_own(kg: Recueil, name: str) -> None:
    assert kg.instrument(name).slug == "cbd"


def test_an_institution_is_found_by_a_name_that_it_had(kg: Recueil) -> None:
    assert kg.institution("Indian and Northern Affairs Canada").slug == "cirnac"
    assert kg.institution("Environnement Canada").slug == "eccc"


def test_a_name_that_nothing_has_is_answered_with_those_closest_to_it(kg: Recueil) -> None:
    with pytest.raises(RecueilError, match=r"there is no instrument 'convention on biological diversitty'; give .*cbd"):
        kg.instrument("convention on biological diversitty")
    with pytest.raises(RecueilError, match="there is no institution 'Environment Cananda'; give for example eccc"):
        kg.institution("Environment Cananda")


def test_roles_are_the_same_seen_from_either_side(
    instruments: tuple[Instrument, ...], institutions: tuple[Institution, ...]
) -> None:
    ours = {(one.iri, one.role, one.evidence) for each in instruments for one in each.responsibilities}
    theirs = {(one.iri, one.role, one.evidence) for each in institutions for one in each.responsibilities}
    assert ours == theirs
    assert {(lead, each.slug) for each in instruments for lead in each.leads} == {
        (each.slug, lead) for each in institutions for lead in each.leads
    }


def test_a_department_tells_its_names_with_their_periods(kg: Recueil) -> None:
    names = kg.institution("cirnac").names
    assert names[0].names["en"] == "Indian and Northern Affairs Canada"
    assert (names[0].until, names[-1].until) == ("2011-06-12", None)


@pytest.mark.parametrize(
    ("iri", "quote"),
    [
        ("instrument/minamata-convention#ratification-canada", "Ratified by Canada: April 7, 2017"),
        ("https://w3id.org/recueil/instrument/cbd#lead-eccc", "Environnement et Changement climatique Canada"),
        ("source/cbd/2022-02.fr#event-1", "Signé par le Canada : le 6 novembre 1992"),
    ],
)
def test_whatever_a_query_names_is_traced_to_its_sentence(kg: Recueil, iri: str, quote: str) -> None:
    assert quote in [words.quote for words in kg.evidence(iri)]


def test_both_sides_of_a_disagreement_are_traced(kg: Recueil) -> None:
    row = kg.query("disagreements", instrument="cbd").iloc[0]
    quotes = {words.quote for words in kg.evidence(row["disagreement"])}
    assert {row["kept"], row["set_aside"]} <= quotes


@pytest.mark.parametrize(
    ("iri", "said"),
    [("no such thing", "'no such thing' is no IRI"), ("instrument/cbd#nothing", "no printed words stand behind")],
)
def test_what_cannot_be_traced_is_said_in_a_line(kg: Recueil, iri: str, said: str) -> None:
    with pytest.raises(RecueilError, match=said):
        kg.evidence(iri)


def test_an_object_is_short_as_text(kg: Recueil) -> None:
    assert repr(kg.instrument("cbd")) == "<Instrument cbd: Convention on Biological Diversity>"
    assert repr(kg.institution("eccc").shown_in("fr")) == (
        "<Institution eccc: Environnement et Changement climatique Canada>"
    )


def test_evidence_is_what_it_was_before_it_knew_its_source() -> None:
    assert Evidence("words", 1, 6, "https://example.org/sheet").address is None
