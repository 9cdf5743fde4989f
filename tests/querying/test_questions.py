"""Every question gives the same rows on every engine, and no value changes a query's shape."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from tests.querying.servers import with_wikidata

from recueil_kg.errors import RecueilError
from recueil_kg.graph.store import open_store
from recueil_kg.querying.catalogue import GROUPS, Parameter, Question, load_catalogue, load_question
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine
from recueil_kg.querying.output import as_csv, as_json
from recueil_kg.querying.parameters import bind
from recueil_kg.querying.services import services_of

QUESTIONS = load_catalogue()


def test_the_catalogue_has_forty_four_questions_and_more_in_every_group() -> None:
    assert len(QUESTIONS) >= 44
    assert {question.header.group for question in QUESTIONS} == set(GROUPS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_runs_as_it_stands_and_its_example_gives_rows(
    engine: EmbeddedEngine, wikidata: str, question: Question
) -> None:
    rows = engine.select(with_wikidata(question.text, wikidata))
    assert rows.columns == tuple(column.name for column in question.header.columns)
    assert len(rows) > 0
    values = {parameter.name: parameter.example for parameter in question.header.parameters}
    assert len(engine.select(with_wikidata(bind(question, values), wikidata))) > 0


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_default_is_what_the_query_says_and_none_is_any_value(question: Question) -> None:
    for parameter in question.header.parameters:
        stands = _value(question.text, parameter.name)
        if parameter.default is None:
            assert stands is None
        else:
            assert stands == _value(bind(question, {parameter.name: parameter.default}), parameter.name)


def _value(text: str, parameter: str) -> object:
    """What the query's `VALUES` block gives a parameter."""
    block = re.search(rf"VALUES \?{parameter} {{[^{{}}]*}}", text)
    assert block is not None
    prefixes = "".join(line + "\n" for line in text.splitlines() if line.startswith("PREFIX"))
    (row,) = ox.Store().query(f"{prefixes}SELECT ?{parameter} {{ {block[0]} }}")  # type: ignore[union-attr]
    return row[parameter]  # type: ignore[index, call-overload]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_header_names_every_server_that_the_query_asks_and_no_other(question: Question) -> None:
    assert [service.address for service in services_of(question.text)] == list(question.header.services)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_french_is_written_as_french(question: Question) -> None:
    header = question.header
    labels = [header.title, header.question, *(item.label for item in (*header.parameters, *header.columns))]
    for label in labels:
        assert "'" not in label.fr, label.fr
        assert not re.search(r"\w[:;?!]\s|\s[;?!]", label.fr.replace("?", "")), label.fr


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_rows_are_the_same_with_and_without_a_union_default_graph_and_over_http(
    engine: EmbeddedEngine, endpoint: str, wikidata: str, built_store: Path, question: Question
) -> None:
    text = with_wikidata(question.text, wikidata)
    here = engine.select(text)
    apart = open_store(built_store).query(text)
    assert isinstance(apart, ox.QuerySolutions)
    assert [tuple(row[name] for name in here.columns) for row in apart] == list(here)
    assert EndpointEngine(endpoint).select(text) == here


def test_there_is_one_row_per_fact_over_several_editions(engine: EmbeddedEngine) -> None:
    rows = list(engine.select(bind(load_question("responsibilities-of"), {"instrument": "montreal-protocol"})))
    assert len({row[:2] for row in rows}) == len(rows)
    timeline = list(engine.select(bind(load_question("timeline"), {"instrument": "montreal-protocol"})))
    assert len(set(timeline)) == len(timeline)


def test_the_launch_of_the_partnership_is_answered_with_its_sentence(engine: EmbeddedEngine) -> None:
    rows = engine.select(bind(load_question("evidence"), {"instrument": "canada-mexico-partnership"}))
    (row,) = rows
    assert row[2] is not None
    assert row[2].value == "Le Partenariat Canada-Mexique a été lancé le 24 octobre 2004"


def test_known_disagreements_are_visible(engine: EmbeddedEngine) -> None:
    found = {
        (str(row[0]).rsplit("/", 1)[-1].rstrip(">"), str(row[1]).rsplit("/", 1)[-1].rstrip(">"))
        for row in engine.select(load_question("disagreements").text)
    }
    assert {
        ("canada-jordan-environment", "ratification"),
        ("canada-panama-environment", "signature"),
        ("cbd", "ratification"),
        ("cbd", "signature"),
    } <= found


@given(st.text(max_size=60))
def test_a_value_can_never_change_the_shape_of_a_query(value: str) -> None:
    question = load_question("agreements-led-by")
    header = question.header
    text_parameter = Parameter(name="language", type="text", label=header.title, example="en")
    loose = Question(
        question.name,
        type(header)(
            title=header.title,
            question=header.question,
            group=header.group,
            parameters=(text_parameter,),
            columns=header.columns,
        ),
        question.text,
    )
    bound = bind(loose, {"language": value})
    blocks = bound.split("VALUES ?language {")
    assert len(blocks) == 2
    assert blocks[0] == question.text.split("VALUES ?language {")[0]
    assert blocks[1].endswith(question.text.split("VALUES ?language {")[1].split("}", 1)[1])
    ox.Store().query(bound)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"department": "ecc"}, "eccc"),
        ({"department": "eccc> } DROP ALL #"}, "is not known"),
        ({"departement": "eccc"}, "its parameters are: department, language"),
        ({"language": "de"}, "en, fr"),
    ],
)
def test_an_unknown_value_is_one_line_with_what_is_close(parameters: dict[str, str], says: str) -> None:
    with pytest.raises(RecueilError, match=says):
        bind(load_question("agreements-led-by"), parameters)


def test_what_is_close_begins_with_the_names_that_hold_the_value() -> None:
    with pytest.raises(RecueilError, match="give for example minamata-convention, Minamata Convention"):
        bind(load_question("timeline"), {"instrument": "Minamata"})


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("2000", "from: '2000' is not written as it must be; write for example 1990-01-01"),
        ("2001-02-30", "from: '2001-02-30' is no day of the calendar"),
    ],
)
def test_a_date_that_is_none_is_said_to_be_none(value: str, says: str) -> None:
    with pytest.raises(RecueilError, match=says):
        bind(load_question("events-between"), {"from": value})


@pytest.mark.parametrize("value", ["mex", "MEX", "Mexico", "Mexique", "state/mex"])
def test_a_state_answers_to_its_code_its_names_and_what_a_table_prints(value: str) -> None:
    assert "<https://w3id.org/recueil/state/mex>" in bind(load_question("with-state"), {"state": value})


def test_a_question_that_is_not_there_leads_to_the_list() -> None:
    with pytest.raises(RecueilError, match="there is no question quux; see recueil-kg query --list"):
        load_question("quux")


@pytest.mark.parametrize(
    "name", ["eccc", "Environment Canada", "Environnement et Changement climatique Canada", "ECCC"]
)
def test_a_department_answers_to_its_slug_and_to_every_name(name: str) -> None:
    assert "<https://w3id.org/recueil/institution/eccc>" in bind(
        load_question("agreements-led-by"), {"department": name}
    )


def test_updates_are_refused(engine: EmbeddedEngine) -> None:
    with pytest.raises(RecueilError, match="does not parse"):
        engine.select("DELETE WHERE { ?s ?p ?o }")


def test_an_endpoint_that_is_not_there_is_one_line() -> None:
    with pytest.raises(RecueilError, match="did not answer"):
        EndpointEngine("http://127.0.0.1:9/sparql").select("SELECT * WHERE { ?s ?p ?o } LIMIT 1")


def test_results_in_json_are_those_of_the_standard(engine: EmbeddedEngine) -> None:
    rows = engine.select(load_question("agreements-led-by").text)
    parsed = rdflib.query.Result.parse(source=__import__("io").BytesIO(as_json(rows).encode()), format="json")
    assert len(parsed) == len(rows)


def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(engine: EmbeddedEngine) -> None:
    rows = engine.select('SELECT ("=1+1" AS ?cell) WHERE {}')
    assert as_csv(rows) == "cell\r\n'=1+1\r\n"
