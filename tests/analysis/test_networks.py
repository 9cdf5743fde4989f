"""Networks hold what the graph says, each fact once, in any window of time."""

from __future__ import annotations

import networkx as nx
import pytest

from recueil_kg import sorting
from recueil_kg.analysis import facts
from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.networks import NETWORKS, network
from recueil_kg.errors import RecueilError
from recueil_kg.model.records import SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine
from recueil_kg.resources import data_folder

AGREEMENT, PROTOCOL = "instrument/cbd", "instrument/montreal-protocol"
VIENNA = "instrument/vienna-convention-ozone"
ECCC, GAC, DFO = "institution/eccc", "institution/gac", "institution/dfo"


def edges_of(graph: AnyNetwork) -> dict[tuple[str, str], str]:
    return {(one, other): str(graph.edges[one, other]["kind"]) for one, other in graph.edges()}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_has_its_direction_kinds_and_weights_and_no_empty_attribute(
    engine: EmbeddedEngine, name: str
) -> None:
    graph = network(engine, name)
    assert graph.is_directed() == NETWORKS[name].directed
    assert graph.number_of_edges() > 20
    for node, attributes in graph.nodes(data=True):
        assert attributes["iri"] == f"https://w3id.org/recueil/{node}"
        assert attributes["kind"]
        assert not {"", None} & set(attributes.values())
    for _one, _other, attributes in graph.edges(data=True):
        assert attributes["kind"]
        assert attributes["weight"] >= 1


def test_an_institution_points_to_what_it_answers_for(small: EmbeddedEngine) -> None:
    graph = network(small, "responsibilities")
    assert edges_of(graph) == {
        (ECCC, AGREEMENT): "lead",
        (GAC, AGREEMENT): "partner",
        (DFO, AGREEMENT): "partner",
        (DFO, PROTOCOL): "lead",
        (ECCC, PROTOCOL): "partner",
    }
    assert graph.edges[GAC, AGREEMENT] == {
        "kind": "partner",
        "weight": 1,
        "fact": "https://w3id.org/recueil/instrument/cbd#partner-gac",
        "statements": 1,
        "edition": "2022-02",
    }
    assert graph.nodes[AGREEMENT] == {
        "iri": "https://w3id.org/recueil/instrument/cbd",
        "kind": "instrument",
        "label_en": "Small Agreement",
        "label_fr": "Petit accord",
        "type": "bilateral",
        "form": "legally-binding-treaty",
        "first": "1992-06-11",
        "last": "1999-05-01",
    }


def test_departments_are_tied_by_what_they_share_and_follow_those_who_lead(small: EmbeddedEngine) -> None:
    shared = network(small, "co-partnership")
    assert {(one, other): data["weight"] for one, other, data in shared.edges(data=True)} == {
        (DFO, ECCC): 2,
        (DFO, GAC): 1,
        (ECCC, GAC): 1,
    }
    tie = shared.edges[DFO, ECCC]
    assert tie["shared"] == (AGREEMENT, PROTOCOL)
    assert tie["collaboration"] == 1 / 2 + 1
    assert (tie["earliest"], tie["latest"]) == ("1989-01-01", "3016-12-31")
    assert (shared.nodes[DFO]["instruments"], shared.nodes[DFO]["led"]) == (2, 1)
    followed = network(small, "leadership")
    assert set(followed.edges()) == {(GAC, ECCC), (DFO, ECCC), (ECCC, DFO)}


def test_a_party_points_to_its_instrument_with_the_days_of_its_own_acts(small: EmbeddedEngine) -> None:
    graph = network(small, "states")
    canada, other = graph.edges["state/can", AGREEMENT], graph.edges["state/usa", AGREEMENT]
    assert (canada["earliest"], canada["latest"]) == ("1992-06-11", "1993-12-29")
    assert (other["earliest"], other["latest"]) == ("1999-05-01", "1999-05-01")
    pairs = {("state/can", "state/usa"), ("state/can", "state/mex"), ("state/mex", "state/usa")}
    assert edges_of(network(small, "co-participation")) == dict.fromkeys(pairs, "shared-instruments")


def test_a_body_points_to_its_instrument_an_event_too_and_a_theme_to_the_broader_one(small: EmbeddedEngine) -> None:
    bodies = network(small, "bodies")
    assert edges_of(bodies) == {("body/ozone-secretariat", PROTOCOL): "established-under"}
    assert bodies.edges["body/ozone-secretariat", PROTOCOL]["also"] == "body-of"
    assert bodies.nodes["body/ozone-secretariat"]["type"] == "secretariat"
    ended = network(small, "events").nodes["instrument/montreal-protocol#termination"]
    assert (ended["type"], ended["earliest"], ended["label_fr"]) == ("termination", "1998-06-30", "cessation")
    themes = network(small, "themes")
    assert themes.edges[AGREEMENT, "theme/climate-change"]["statements"] == 1


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        ("1988", "1988-12-31", set()),
        ("1989", "1989-01-01", {PROTOCOL}),
        ("1992-06-11", "1992-06-11", {AGREEMENT, PROTOCOL}),
        (None, "1992-06-10", {PROTOCOL}),
        (None, "1992-06", {AGREEMENT, PROTOCOL}),
        ("1998-06-30", None, {AGREEMENT, PROTOCOL}),
        ("1998-07", None, {AGREEMENT}),
        ("2022", "2022", {AGREEMENT}),
    ],
)
def test_an_instrument_is_in_a_window_that_its_life_touches(
    small: EmbeddedEngine, since: str | None, until: str | None, there: set[str]
) -> None:
    graph = network(small, "responsibilities", since=since, until=until)
    assert {node for node in graph if node.startswith("instrument/")} == there


def test_a_party_is_in_a_window_once_it_acted_and_a_withdrawal_is_no_beginning(small: EmbeddedEngine) -> None:
    before = network(small, "states", until="1992")
    older = {(party, VIENNA) for party in ("state/can", "state/usa", "state/mex", "institution/us-epa")}
    assert set(before.edges()) == older | {
        ("state/can", AGREEMENT),
        ("state/can", PROTOCOL),
        ("state/usa", AGREEMENT),
    }


def test_what_nothing_dates_is_left_out_of_a_window_and_counted(engine: EmbeddedEngine) -> None:
    whole, windowed = network(engine, "themes"), network(engine, "themes", since="1000")
    dated = {node for node, first in whole.nodes(data="first") if first}
    instruments = {node for node, kind in whole.nodes(data="kind") if kind == "instrument"}
    assert {node for node, kind in windowed.nodes(data="kind") if kind == "instrument"} <= dated
    assert windowed.graph["undated"] == len(instruments - dated) > 0
    assert "undated" not in whole.graph


def test_a_window_that_is_none_is_refused(engine: EmbeddedEngine) -> None:
    with pytest.raises(RecueilError, match="ends before"):
        network(engine, "states", since="2000", until="1999")
    with pytest.raises(RecueilError, match="yesterday"):
        network(engine, "states", since="yesterday")
    with pytest.raises(RecueilError, match="no network"):
        network(engine, "nothing")


@pytest.mark.parametrize("slug", ["minamata-convention", "canada-china-science-technology", "unfccc", "cbd"])
def test_responsibilities_are_those_of_the_newest_sheets(engine: EmbeddedEngine, slug: str) -> None:
    records = [read_yaml(path, SourceRecord) for path in (data_folder() / "records" / slug).glob("*.yaml")]
    sheets = [record for record in records if record.source.kind == "fact-sheet" and record.responsibilities]
    newest = max(record.source.edition or "" for record in sheets)
    stated = {
        (f"institution/{item.institution}", item.role)
        for record in sheets
        if record.source.edition == newest
        for item in record.responsibilities
        if item.institution
    }
    graph = network(engine, "responsibilities")
    node = f"instrument/{slug}"
    assert {(one, graph.edges[one, node]["kind"]) for one in graph.predecessors(node)} == stated  # type: ignore[union-attr]


def test_each_responsibility_of_the_graph_is_one_fact_of_the_network(engine: EmbeddedEngine) -> None:
    rows = engine.select(
        "PREFIX rk: <https://w3id.org/recueil/ontology#> SELECT DISTINCT ?fact WHERE "
        "{ GRAPH <https://w3id.org/recueil/graph/knowledge> { ?instrument rk:responsibility ?fact } }"
    )
    graph = network(engine, "responsibilities")
    assert sum(data["weight"] for _one, _other, data in graph.edges(data=True)) == len(rows)


def test_a_missing_label_is_absent_and_never_the_other_language(engine: EmbeddedEngine) -> None:
    nodes = network(engine, "states").nodes
    assert "label_fr" not in nodes["institution/aleut-international-association"]
    assert nodes["state/mex"]["label_fr"] == "Mexique"


def test_two_calls_give_the_same_network_in_the_same_order(engine: EmbeddedEngine) -> None:
    one, two = network(engine, "everything"), network(engine, "everything")
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(data=True)) == list(two.edges(data=True))
    assert list(one) == sorted(one)


@pytest.mark.parametrize("since", [None, "1985"])
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_the_same_however_little_is_read_and_held_at_a_time(
    engine: EmbeddedEngine, name: str, since: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = network(engine, name, since=since)
    monkeypatch.setattr(facts, "AT_A_TIME", 40)
    monkeypatch.setattr(sorting, "HELD", 20_000)
    by_and_by = network(engine, name, since=since)
    assert list(by_and_by.nodes(data=True)) == list(at_once.nodes(data=True))
    assert list(by_and_by.edges(data=True)) == list(at_once.edges(data=True))
    assert by_and_by.graph == at_once.graph


def test_an_endpoint_gives_the_network_that_the_store_gives(endpoint: str, engine: EmbeddedEngine) -> None:
    remote = network(EndpointEngine(endpoint), "everything", since="1950")
    here = network(engine, "everything", since="1950")
    assert dict(remote.nodes(data=True)) == dict(here.nodes(data=True))
    assert list(remote.edges(data=True)) == list(here.edges(data=True))


def test_a_network_stays_one_of_ours_and_shows_itself_in_both_languages(engine: EmbeddedEngine) -> None:
    graph = network(engine, "leadership")
    assert type(graph.copy()) is type(graph)
    assert isinstance(graph.to_undirected(), nx.Graph)
    graph.graph["title_fr"] = "<script>"
    graph.nodes["institution/eccc"]["label_en"] = "<b>"
    shown = graph.to_undirected()._repr_html_()  # type: ignore[operator]
    assert '<section lang="fr">' in shown
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert "Affaires mondiales Canada" in shown
