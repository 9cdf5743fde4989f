"""Measures give the known answers on networks from textbooks, and on small ones worked out by hand."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import pytest

from recueil_kg.analysis.graphs import AnyNetwork, DirectedNetwork, Network
from recueil_kg.analysis.measures import MEASURES, measure
from recueil_kg.analysis.measures.assortativity import assortativity
from recueil_kg.analysis.measures.backbone import backbone, disparity
from recueil_kg.analysis.measures.centrality import centrality, pagerank
from recueil_kg.analysis.measures.change import growth
from recueil_kg.analysis.measures.communities import adjusted_rand, communities
from recueil_kg.analysis.measures.features import features_of, themes_of
from recueil_kg.analysis.measures.meanings import EXPLANATIONS, TITLES
from recueil_kg.analysis.measures.results import COLUMNS, Result
from recueil_kg.analysis.measures.similarity import similarity
from recueil_kg.analysis.measures.structure import bridges
from recueil_kg.analysis.measures.what_if import what_if
from recueil_kg.analysis.networks import NETWORKS, network
from recueil_kg.errors import RecueilError
from recueil_kg.querying.engines import EmbeddedEngine


def named(graph: nx.Graph[Any], kind: type[AnyNetwork] = Network) -> AnyNetwork:
    """A textbook graph as a network: nodes by name, weights kept."""
    made = kind()
    made.add_nodes_from(str(node) for node in graph)
    made.add_edges_from(
        (str(one), str(other), {"weight": data.get("weight", 1)}) for one, other, data in graph.edges(data=True)
    )
    return made


def column(result: Result, name: str, key: str = "node") -> dict[str, Any]:
    return {str(row[key]): row[name] for row in result.records()}


def made_of(*facts: tuple[str, str, str], **dates: str) -> DirectedNetwork:
    """A network of everything: (from, kind, to); an instrument's key is its first day's argument."""
    graph = DirectedNetwork()
    for one, kind, other in facts:
        graph.add_edge(one, other, kind=kind, weight=1)
    for node in graph:
        graph.nodes[node]["kind"] = node.split("/")[0].replace("institution", "department")
        if node.rpartition("/")[2] in dates:
            graph.nodes[node]["first"] = dates[node.rpartition("/")[2]]
    return graph


def test_the_medici_are_between_the_families_of_florence() -> None:
    result = centrality(named(nx.florentine_families_graph()))
    between = column(result, "betweenness")
    assert between["Medici"] == pytest.approx(0.521978, abs=1e-6)
    assert between["Guadagni"] == pytest.approx(0.254579, abs=1e-6)
    assert between["Albizzi"] == pytest.approx(0.212454, abs=1e-6)
    assert result.rows[0][0] == "Medici"
    assert column(result, "degree")["Medici"] == 6


def test_the_middle_of_a_star_is_on_every_way_and_of_a_path_on_half_of_them() -> None:
    star = column(centrality(named(nx.star_graph(6))), "betweenness")
    assert star["0"] == 1
    assert set(star.values()) == {0, 1}
    path = column(centrality(named(nx.path_graph(5))), "betweenness")
    assert path == {"0": 0, "1": 0.5, "2": pytest.approx(4 / 6, abs=1e-6), "3": 0.5, "4": 0}


def test_a_strong_link_is_a_short_way() -> None:
    graph = Network()
    graph.add_weighted_edges_from([("a", "b", 10), ("b", "c", 10), ("a", "c", 1)])
    result = centrality(graph)
    assert column(result, "betweenness") == {"a": 0, "b": 1, "c": 0}
    assert column(result, "strength") == {"a": 11, "b": 20, "c": 11}


def test_weights_of_both_directions_add_up_where_directions_do_not_count() -> None:
    graph = DirectedNetwork()
    graph.add_weighted_edges_from([("a", "b", 2), ("b", "a", 3)])
    result = centrality(graph)
    assert column(result, "strength") == {"a": 5, "b": 5}
    assert (column(result, "degree")["a"], column(result, "incoming")["a"], column(result, "outgoing")["a"]) == (
        1,
        1,
        1,
    )


def test_pagerank_goes_to_those_who_lead_with_the_weights_and_against_the_edges_where_the_network_says_so() -> None:
    graph = DirectedNetwork()
    graph.add_weighted_edges_from([("partner", "much", 3), ("partner", "little", 1)])
    rank = pagerank(graph)
    assert rank["much"] > rank["little"] > rank["partner"]
    assert sum(rank.values()) == pytest.approx(1)
    followed = (rank["much"] - rank["partner"]) / (rank["little"] - rank["partner"])
    assert followed == pytest.approx(3, rel=1e-4)
    graph.graph["rank_against"] = True
    assert max(pagerank(graph), key=pagerank(graph).__getitem__) == "partner"


def test_pagerank_of_a_regular_network_is_even() -> None:
    assert set(column(centrality(named(nx.cycle_graph(5))), "pagerank").values()) == {0.2}


def test_only_one_link_joins_the_two_ends_of_a_barbell() -> None:
    result = bridges(named(nx.barbell_graph(5, 0)))
    assert [row[:5] for row in result.rows] == [
        ("bridge", "4", "5", 1, 5),
        ("articulation-point", "4", None, None, 4),
        ("articulation-point", "5", None, None, 4),
    ]
    assert result.figures == {"bridges": 1, "articulation_points": 2, "components": 1}


def test_what_holds_florence_together_is_what_networkx_says() -> None:
    graph = named(nx.florentine_families_graph())
    rows = bridges(graph).records()
    assert {frozenset((row["node"], row["other"])) for row in rows if row["kind"] == "bridge"} == {
        frozenset(pair)
        for pair in (
            ("Acciaiuoli", "Medici"),
            ("Albizzi", "Ginori"),
            ("Guadagni", "Lamberteschi"),
            ("Medici", "Salviati"),
            ("Pazzi", "Salviati"),
        )
    }
    assert {row["node"] for row in rows if row["kind"] == "articulation-point"} == set(nx.articulation_points(graph))


@pytest.mark.parametrize("seed", range(5))
def test_how_many_are_cut_off_is_what_taking_away_shows(seed: int) -> None:
    graph = named(nx.gnm_random_graph(40, 42, seed=seed))
    for row in bridges(graph).records():
        left = graph.copy()
        component = nx.node_connected_component(graph, str(row["node"]))
        if row["kind"] == "bridge":
            left.remove_edge(str(row["node"]), str(row["other"]))
        else:
            left.remove_node(str(row["node"]))
        pieces = [len(piece) for piece in nx.connected_components(left) if piece <= component]
        assert (row["apart"], row["pieces"]) == (sum(pieces) - max(pieces), len(pieces))


def test_zacharys_club_falls_into_the_four_groups_of_the_best_modularity() -> None:
    club: nx.Graph[int] = nx.Graph(nx.karate_club_graph().edges())
    result = communities(named(club))
    assert result.figures["modularity"] == pytest.approx(0.4198, abs=1e-4)
    assert result.figures["communities"] == 4
    groups = column(result, "community")
    assert groups["0"] != groups["33"]
    assert groups["33"] == groups["32"]
    assert result.figures["stability"] > 0.5  # type: ignore[operator]


def test_the_southern_women_fall_into_the_groups_that_were_seen() -> None:
    davis = nx.davis_southern_women_graph()
    women = nx.bipartite.weighted_projected_graph(davis, davis.graph["top"])
    groups = column(communities(named(women)), "community")
    first = {groups[name] for name in ("Evelyn Jefferson", "Laura Mandeville", "Theresa Anderson", "Brenda Rogers")}
    second = {groups[name] for name in ("Katherina Rogers", "Sylvia Avondale", "Nora Fayette", "Helen Lloyd")}
    assert len(first) == len(second) == 1
    assert first != second


def test_groups_that_chance_cannot_part_are_wholly_certain() -> None:
    result = communities(named(nx.barbell_graph(6, 0)))
    assert result.figures["stability"] == 1
    assert set(column(result, "certainty").values()) == {1}
    assert [row[2] for row in result.rows] == [1] * 6 + [2] * 6


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1),
        ([0, 0, 1, 1], [0, 0, 1, 2], 4 / 7),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 0, 0], [0, 0, 0, 0], 1),
        ([0, 0, 0, 0], [0, 1, 2, 3], 0),
    ],
)
def test_two_partitions_agree_as_hubert_and_arabie_count(one: list[int], other: list[int], agreement: float) -> None:
    assert adjusted_rand(one, other) == pytest.approx(agreement)


def test_a_link_is_kept_that_has_an_unlikely_share_of_its_end() -> None:
    """The hub of strength 10 with three links: for weight 8, (1 − 0.8)² = 0.04; for weight 1, (1 − 0.1)² = 0.81."""
    graph = Network()
    graph.add_weighted_edges_from([("hub", "strong", 8), ("hub", "a", 1), ("hub", "b", 1)])
    assert disparity(graph) == {
        ("hub", "strong"): pytest.approx(0.04),
        ("hub", "a"): pytest.approx(0.81),
        ("hub", "b"): pytest.approx(0.81),
    }
    assert backbone(graph).rows == (("hub", "strong", 8, 0.04),)
    assert backbone(graph, alpha=0.03).rows == ()


def test_even_links_are_no_backbone() -> None:
    assert backbone(named(nx.complete_graph(6)), alpha=0.3).rows == ()


def test_assortativity_of_things_with_one_theme_is_that_of_networkx() -> None:
    chance = nx.gnm_random_graph(30, 60, seed=3)
    themes = {node: "ABC"[node % 3] for node in chance}
    nx.set_node_attributes(chance, themes, "theme")
    graph = made_of(
        *((f"instrument/{one}", "related-to", f"instrument/{other}") for one, other in chance.edges()),
        *((f"instrument/{node}", "theme", f"theme/{theme}") for node, theme in themes.items()),
    )
    expected = nx.attribute_assortativity_coefficient(chance, "theme")
    assert assortativity(graph, tie="relations").figures["coefficient"] == pytest.approx(expected, abs=1e-6)


def test_assortativity_through_departments_is_that_of_the_pairs_they_tie(engine: EmbeddedEngine) -> None:
    graph = network(engine, "everything")
    themes, holders = themes_of(graph, broadest=True), features_of(graph, "departments")
    held: dict[str, list[str]] = defaultdict(list)
    for instrument in themes.keys() & holders.keys():
        for holder in holders[instrument]:
            held[holder].append(instrument)
    same = total = 0.0
    ends: dict[str, float] = defaultdict(float)
    for instruments in held.values():
        for one, other in combinations(instruments, 2):
            total += 2
            for first in themes[one]:
                for second in themes[other]:
                    part = 1 / (len(themes[one]) * len(themes[other]))
                    same += 2 * part * (first == second)
                    ends[first] += part
                    ends[second] += part
    by_chance = sum((share / total) ** 2 for share in ends.values())
    expected = (same / total - by_chance) / (1 - by_chance)
    assert assortativity(graph).figures["coefficient"] == pytest.approx(expected, abs=1e-6)


def test_protocols_are_about_what_their_conventions_are_about(engine: EmbeddedEngine) -> None:
    taken = measure(engine, "assortativity", tie="relations", level="own")
    assert taken.result.figures["coefficient"] > 0.2  # type: ignore[operator]


ALIKE = made_of(
    ("institution/eccc", "lead", "instrument/a"),
    ("institution/eccc", "lead", "instrument/b"),
    ("institution/dfo", "partner", "instrument/b"),
    ("instrument/a", "theme", "theme/water"),
    ("instrument/b", "theme", "theme/water"),
    ("state/usa", "participation", "instrument/a"),
    ("state/can", "participation", "instrument/a"),
    ("state/can", "participation", "instrument/b"),
    ("state/can", "participation", "instrument/c"),
)


def test_two_instruments_are_as_alike_as_what_they_share_canada_aside() -> None:
    assert similarity(ALIKE).rows == (("instrument/a", "instrument/b", 0.5, 2),)
    assert similarity(ALIKE, coefficient="cosine").rows[0][2] == pytest.approx(2 / 3, abs=1e-6)
    assert similarity(ALIKE, by="departments", least=1).rows[0][2:] == (0.5, 1)
    assert similarity(ALIKE, instrument="b").rows == (("instrument/b", "instrument/a", 0.5, 2),)
    with pytest.raises(RecueilError, match="nowhere"):
        similarity(ALIKE, instrument="nowhere")


def test_a_theme_loses_its_lead_with_the_last_department_that_leads_in_it() -> None:
    graph = made_of(
        ("institution/eccc", "lead", "instrument/a"),
        ("institution/dfo", "partner", "instrument/a"),
        ("institution/dfo", "lead", "instrument/b"),
        ("institution/eccc", "co-lead", "instrument/b"),
        ("institution/eccc", "lead", "instrument/c"),
        ("instrument/a", "theme", "theme/air"),
        ("instrument/b", "theme", "theme/water"),
        ("instrument/c", "theme", "theme/water"),
    )
    assert what_if(graph).rows == (("institution/eccc", "theme/air", 1, 0, True),)
    alone = what_if(graph, department="eccc")
    assert alone.rows == (
        ("institution/eccc", "theme/air", 1, 0, True),
        ("institution/eccc", "theme/water", 2, 1, False),
    )
    assert alone.figures == {"without_lead": 2}


def test_a_network_grows_with_its_dated_instruments() -> None:
    graph = made_of(
        ("institution/eccc", "lead", "instrument/old"),
        ("institution/eccc", "lead", "instrument/new"),
        ("institution/dfo", "partner", "instrument/new"),
        ("institution/gac", "partner", "instrument/undated"),
        old="1990-05-01",
        new="1992-01-01",
    )
    result = growth(graph)
    assert result.rows == ((1990, 2, 1, 2, 1), (1991, 0, 0, 2, 1), (1992, 2, 2, 4, 3))
    assert result.figures == {"nodes": 6, "links": 4, "undated": 2}


def test_the_timeline_has_every_dated_event_in_order(small: EmbeddedEngine, engine: EmbeddedEngine) -> None:
    result = measure(small, "timeline").result
    assert [(row[0], row[3], row[6]) for row in result.rows] == [
        ("1985-01-01", "signature", "instrument/vienna-convention-ozone"),
        ("1986-06-04", "ratification", "instrument/vienna-convention-ozone"),
        ("1988-09-22", "entry-into-force", "instrument/vienna-convention-ozone"),
        ("1989-01-01", "entry-into-force-for-party", "instrument/montreal-protocol"),
        ("1992-06-11", "signature", "instrument/cbd"),
        ("1993-12-29", "entry-into-force-for-party", "instrument/cbd"),
        ("1995-12-31", "expiry", "instrument/vienna-convention-ozone"),
        ("1998-06-30", "termination", "instrument/montreal-protocol"),
        ("1999-05-01", "withdrawal", "instrument/cbd"),
        ("3016-01-01", "amendment", "instrument/montreal-protocol"),
    ]
    days = [str(row[0] or row[1]) for row in measure(engine, "timeline", since="1990", until="1999").result.rows]
    assert days == sorted(days)
    assert all(one <= other for one, other in pairwise(days))
    assert days[-1] < "2000"


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_is_explained_answers_and_gives_the_same_twice(engine: EmbeddedEngine, name: str) -> None:
    one, two = measure(engine, name), measure(engine, name)
    assert one.result == two.result
    assert one.result.rows
    assert set(one.result.columns) | set(one.result.figures) <= set(COLUMNS)
    assert one.result.record_names() == list(one.result.records()[0])
    for text in (TITLES[name], EXPLANATIONS[name]):
        assert text.en != text.fr
    shown = one.result.shown("fr")
    assert len(shown[0]) == len(shown[1][0])


@pytest.mark.parametrize("name", [name for name, found in MEASURES.items() if not found.only])
@pytest.mark.parametrize("of", NETWORKS)
def test_a_measure_that_is_not_bound_to_one_network_is_taken_of_every_one(
    engine: EmbeddedEngine, name: str, of: str
) -> None:
    assert measure(engine, name, network_name=of, until="1989").result.figures


def test_a_measure_of_an_empty_window_is_empty(engine: EmbeddedEngine) -> None:
    for name in MEASURES:
        assert measure(engine, name, until="1066").result.rows == ()


@pytest.mark.parametrize(
    ("name", "choices", "says"),
    [
        ("centrality", {"weight": "mass"}, "mass"),
        ("communities", {"runs": "many"}, "many"),
        ("communities", {"runs": "1"}, "runs"),
        ("backbone", {"alpha": "nan"}, "alpha"),
        ("bridges", {"depth": "1"}, "depth"),
        ("magic", {}, "magic"),
    ],
)
def test_what_a_measure_cannot_be_told_is_refused(
    engine: EmbeddedEngine, name: str, choices: dict[str, str], says: str
) -> None:
    with pytest.raises(RecueilError, match=says):
        measure(engine, name, **choices)


def test_a_network_without_the_attribute_cannot_be_weighed_by_it(engine: EmbeddedEngine) -> None:
    assert measure(engine, "centrality", weight="collaboration").result.rows
    with pytest.raises(RecueilError, match="collaboration"):
        measure(engine, "centrality", network_name="relations", weight="collaboration")
    with pytest.raises(RecueilError, match="similarity"):
        measure(engine, "similarity", network_name="relations")


def test_environment_canada_is_the_most_central_and_the_most_followed(engine: EmbeddedEngine) -> None:
    assert measure(engine, "centrality").result.rows[0][0] == "institution/eccc"
    followed = column(measure(engine, "centrality", network_name="leadership").result, "pagerank")
    assert max(followed, key=followed.__getitem__) == "institution/eccc"


def test_strength_by_collaboration_counts_the_instruments_shared_with_anyone(engine: EmbeddedEngine) -> None:
    """Newman's weights: each instrument adds 1 in all to a department that shares it, however many share it."""
    graph = network(engine, "co-partnership")
    strength = column(centrality(graph, weight="collaboration"), "strength")
    for node in graph:
        shared = {instrument for other in graph[node] for instrument in graph.edges[node, other]["shared"]}
        assert strength[node] == pytest.approx(len(shared), abs=1e-3)
