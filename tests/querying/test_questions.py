"""Every question gives the same rows on every engine, and no value changes a query's shape."""

from __future__ import annotations

import socket
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from recueil_kg.errors import RecueilError
from recueil_kg.graph.store import open_store
from recueil_kg.querying.catalogue import Parameter, Question, load_catalogue, load_question
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine
from recueil_kg.querying.output import as_csv, as_json
from recueil_kg.querying.parameters import bind

QUESTIONS = load_catalogue()


@pytest.fixture(scope="module")
def engine(built_store: Path) -> EmbeddedEngine:
    return EmbeddedEngine(built_store)


def test_the_catalogue_has_at_least_a_dozen_questions_each_with_columns_of_its_query(engine: EmbeddedEngine) -> None:
    assert len(QUESTIONS) >= 12
    for question in QUESTIONS:
        assert tuple(column.name for column in question.header.columns) == engine.select(question.text).columns


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_runs_as_it_stands_and_its_example_gives_rows(engine: EmbeddedEngine, question: Question) -> None:
    values = {parameter.name: parameter.example for parameter in question.header.parameters}
    assert len(engine.select(bind(question, values))) > 0


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_rows_are_the_same_with_and_without_a_union_default_graph_and_over_http(
    engine: EmbeddedEngine, endpoint: str, built_store: Path, question: Question
) -> None:
    here = engine.select(question.text)
    apart = open_store(built_store).query(question.text)
    assert isinstance(apart, ox.QuerySolutions)
    assert [tuple(row[name] for name in here.columns) for row in apart] == list(here)
    assert EndpointEngine(endpoint).select(question.text) == here


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


@pytest.mark.parametrize(
    "name", ["eccc", "Environment Canada", "Environnement et Changement climatique Canada", "ECCC"]
)
def test_a_department_answers_to_its_slug_and_to_every_name(name: str) -> None:
    assert "<https://w3id.org/recueil/institution/eccc>" in bind(
        load_question("agreements-led-by"), {"department": name}
    )


def test_a_query_that_would_call_another_server_is_refused_before_it_calls(engine: EmbeddedEngine) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for text in (
            f"SELECT * WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT*{{service silent<{address}>{{?s ?p ?o}}}}",
        ):
            with pytest.raises(RecueilError, match="SERVICE is not allowed"):
                engine.select(text)
        with pytest.raises(TimeoutError):
            listener.accept()


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
