"""One scheme of themes under the compendium's categories; its matches elsewhere are justified; all have a theme."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from recueil_kg.authorities import load_authorities
from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.graph.record_files import read_records
from recueil_kg.graph.thesauri import load_thesaurus_matches
from recueil_kg.i18n import LANGUAGES
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.resources import data_folder
from recueil_kg.vocabularies import load_vocabulary

FACTS = Path(__file__).resolve().parents[3] / "shared" / "facts"
RK = "https://w3id.org/recueil/"
NUMBERED = {
    "http://eurovoc.europa.eu/": r"\d+",
    "http://www.eionet.europa.eu/gemet/concept/": r"\d+",
    "http://metadata.un.org/sdg/": r"[1-9]|1[0-7]",
}


def test_each_top_theme_is_a_category_and_each_category_a_theme() -> None:
    vocabulary = load_vocabulary()
    tops = {theme.category for theme in vocabulary.concepts("theme") if theme.broader is None}
    assert tops == {category.notation for category in vocabulary.concepts("category") if category.broader is None}


def test_every_theme_is_below_a_category() -> None:
    vocabulary = load_vocabulary()
    tops = [theme.notation for theme in vocabulary.concepts("theme") if theme.broader is None]
    lost = [
        theme.notation
        for theme in vocabulary.concepts("theme")
        if not any(vocabulary.is_within("theme", theme.notation, top) for top in tops)
    ]
    assert lost == []


def test_narrower_themes_are_stated_both_ways(engine: EmbeddedEngine) -> None:
    one_way = engine.select(
        """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?theme { ?theme skos:broader ?wider FILTER NOT EXISTS { ?wider skos:narrower ?theme } }"""
    )
    assert list(one_way) == []


@pytest.mark.common_ground
def test_every_theme_that_was_collected_is_a_theme_of_the_scheme() -> None:
    concepts: dict[str, set[str | None]] = defaultdict(set)
    for _path, record in read_records(data_folder()):
        for item in record.themes:
            concepts[fold(item.printed)].add(item.concept)
    rows = [
        json.loads(line)
        for name in ("multilateral.jsonl", "bilateral.jsonl")
        for line in (FACTS / name).read_text("utf-8").splitlines()
    ]
    words = {fold(theme) for row in rows for theme in row["themes"]}
    assert {word for word in words if not concepts[word] or None in concepts[word]} == set()


def test_a_word_means_one_theme_in_every_record() -> None:
    concepts: dict[str, set[str | None]] = defaultdict(set)
    for _path, record in read_records(data_folder()):
        for item in record.themes:
            concepts[fold(item.printed)].add(item.concept)
    assert {word: found for word, found in concepts.items() if len(found) > 1 or None in found} == {}


def test_no_instrument_is_without_a_theme(engine: EmbeddedEngine) -> None:
    asked = f"SELECT ?i {{ ?i a <{RK}ontology#Instrument> FILTER NOT EXISTS {{ ?i <{RK}ontology#theme> ?theme }} }}"
    assert list(engine.select(asked)) == []


def test_a_theme_that_no_source_names_says_by_which_rule_it_is_there(engine: EmbeddedEngine) -> None:
    rows = engine.select(f"SELECT ?i ?rule {{ ?i <{RK}ontology#themeRule> ?rule }}")
    found = {(str(getattr(i, "value", "")), str(getattr(rule, "value", ""))) for i, rule in rows}
    assert (f"{RK}instrument/nafta", f"{RK}rule/theme-assigned") in found
    assigned = {f"{RK}instrument/{entry.id}" for entry in load_authorities().all() if entry.themes}
    assert {instrument for instrument, rule in found if rule.endswith("assigned")} == assigned


def test_themes_of_the_authorities_are_themes_of_the_scheme() -> None:
    vocabulary = load_vocabulary()
    themes = {theme for entry in load_authorities().all() for theme in entry.themes}
    assert {theme for theme in themes if vocabulary.concept("theme", theme) is None} == set()


def test_each_match_is_justified_in_both_languages_and_its_number_is_one() -> None:
    matches = load_thesaurus_matches()
    themes = {theme.iri for theme in load_vocabulary().concepts("theme")}
    assert {match.object.rstrip("0123456789") for match in matches} == set(NUMBERED)
    for match in matches:
        base = match.object.rstrip("0123456789")
        assert re.fullmatch(NUMBERED[base], match.object.removeprefix(base))
        assert match.subject in themes
        assert match.predicate.startswith("http://www.w3.org/2004/02/skos/core#")
        assert match.justification.startswith("https://w3id.org/semapv/vocab/")
        assert match.object_label
        assert all(match.comment[language] for language in LANGUAGES)


def test_no_theme_is_exactly_two_concepts_of_one_thesaurus() -> None:
    exact = [match for match in load_thesaurus_matches() if match.predicate.endswith("exactMatch")]
    assert len({(match.subject, match.object.rstrip("0123456789")) for match in exact}) == len(exact)
    assert len({match.object for match in exact}) == len(exact)


def test_a_match_and_its_justification_are_in_the_graph(engine: EmbeddedEngine) -> None:
    (row,) = engine.select(
        f"""PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?why {{ <{RK}theme/climate-change> skos:exactMatch <http://eurovoc.europa.eu/5482> .
        ?axiom owl:annotatedSource <{RK}theme/climate-change> ; owl:annotatedTarget <http://eurovoc.europa.eu/5482> ;
        owl:annotatedProperty skos:exactMatch ; <https://w3id.org/sssom/mapping_justification> ?why }}"""
    )
    assert getattr(row[0], "value", None) == "https://w3id.org/semapv/vocab/ManualMappingCuration"


def test_a_prefix_that_no_map_declares_is_refused_with_its_line(tmp_path: Path) -> None:
    columns = "subject_id subject_label predicate_id object_id object_label mapping_justification comment comment_fr"
    file = tmp_path / "themes.sssom.tsv"
    file.write_text("\t".join(columns.split()) + "\n" + "\t".join(["theme:air"] * 8) + "\n", "utf-8")
    with pytest.raises(RecueilError, match=r"themes\.sssom\.tsv:2.*theme:air"):
        load_thesaurus_matches(file)
