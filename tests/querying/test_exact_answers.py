# ruff: noqa: E501
"""Each question's exact answer on a graph small enough to work it out by hand from `small/records`."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from tests.querying.servers import with_wikidata

from recueil_kg import iris
from recueil_kg.graph.build import build
from recueil_kg.graph.store import open_store
from recueil_kg.querying.catalogue import Question, load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.querying.output import shown
from recueil_kg.querying.parameters import bind

SMALL = Path(__file__).parent / "small"
ASKED = {
    "bodies-below": {"ancestor": "vienna-convention-ozone"},
    "bodies-with-state": {"state": "can"},
    "country-year-panel": {"state": "usa", "from": "1993", "until": "2000"},
    "lineage": {"ancestor": "vienna-convention-ozone"},
    "pairs-through-one-theme": {"at_least": "1"},
    "path-between": {"from": "gac", "to": "dfo"},
    "theme-matches": {"theme": "climate-change"},
}
"""Other values than the defaults, where the small graph has no answer to those."""
ANSWERS = {
    "bodies": [
        "body/ozone-secretariat | Small Secretariat | instrument/montreal-protocol",
    ],
    "bodies-below": [
        "instrument/montreal-protocol | body/ozone-secretariat | Small Secretariat | ontology#Secretariat",
    ],
    "bodies-by-kind": [
        "ontology#Secretariat | Secretariat | 1",
    ],
    "bodies-with-state": [
        "body/ozone-secretariat | Small Secretariat | instrument/montreal-protocol",
    ],
    "editions-of-instrument": [
        "edition/2018-10 | source/cbd/2018-10.en | en |  | false | ",
        "edition/2022-02 | source/cbd/2022-02.en | en |  | true | ",
        "edition/2022-02 | source/cbd/2022-02.fr | fr |  | false | ",
    ],
    "in-compendium": [
        "instrument/montreal-protocol | Small Protocol | compendium-status/shown-by-sheet | compendium-series/a | rule/series-of-type |  | 2022-02",
        "instrument/vienna-convention-ozone | Small Convention | compendium-status/shown-by-sheet | compendium-series/a | rule/series-of-type |  | 2018-10",
        "instrument/cbd | Small Agreement | compendium-status/shown-by-sheet | compendium-series/b | rule/series-of-type |  | 2022-02",
    ],
    "newly-named": [
        "instrument/cbd | institution/dfo | role/partner | source/cbd/2022-02.en",
        "instrument/cbd | institution/gac | role/partner | source/cbd/2022-02.en",
    ],
    "sheet-statements": [
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedClassification | form |  | instrument/cbd | form/memorandum-of-understanding |  | Memorandum of understanding",
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedClassification | type |  | instrument/cbd | type/bilateral |  | Bilateral",
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedEvent | event-type/signature | scope/canada | instrument/cbd |  | 1992 | Signed by Canada in 1992",
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedResponsibility | role/lead |  | instrument/cbd | institution/eccc |  | Environment and Climate Change Canada",
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedTitle |  |  | instrument/cbd |  |  | Small Agreement",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedClassification | form |  | instrument/vienna-convention-ozone | form/legally-binding-treaty |  | Legally-binding treaty",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedClassification | theme |  | instrument/vienna-convention-ozone | theme/ozone-layer |  | Ozone layer",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedClassification | type |  | instrument/vienna-convention-ozone | type/multilateral |  | Multilateral",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedEvent | event-type/entry-into-force | scope/international | instrument/vienna-convention-ozone |  | 1988-09-22 | In force on September 22, 1988",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedEvent | event-type/expiry | scope/unstated | instrument/vienna-convention-ozone |  | 1995-12-31 | Expired on December 31, 1995",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedEvent | event-type/meeting | scope/unstated | instrument/vienna-convention-ozone |  |  | The parties meet every year",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedEvent | event-type/ratification | scope/canada | instrument/vienna-convention-ozone |  | 1986-06-04 | Ratified by Canada on June 4, 1986",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedEvent | event-type/signature | scope/canada | instrument/vienna-convention-ozone |  | 1985 | Signed by Canada in 1985",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedParticipation |  |  | instrument/vienna-convention-ozone | institution/us-epa |  | Environmental Protection Agency",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedParticipation |  |  | instrument/vienna-convention-ozone | state/can |  | Canada",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedParticipation |  |  | instrument/vienna-convention-ozone | state/mex |  | Mexico",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedParticipation |  |  | instrument/vienna-convention-ozone | state/usa |  | United States of America",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedResponsibility | role/lead |  | instrument/vienna-convention-ozone |  |  | Department of Small Matters",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | en | false | ontology#StatedTitle |  |  | instrument/vienna-convention-ozone |  |  | Small Convention",
    ],
    "sheets-by-edition": [
        "edition/2018-10 | 2",
        "edition/2022-02 | 3",
    ],
    "titles-in-both-languages": [
        "instrument/cbd | Small Agreement | Petit accord",
    ],
    "events-between": [
        "1992-06-11 | 1992-06-11 | event-type/signature | instrument/cbd",
        "1993-12-29 | 1993-12-29 | event-type/entry-into-force-for-party | instrument/cbd",
        "1995-12-31 | 1995-12-31 | event-type/expiry | instrument/vienna-convention-ozone",
        "1998-06-30 | 1998-06-30 | event-type/termination | instrument/montreal-protocol",
        "1999-05-01 | 1999-05-01 | event-type/withdrawal | instrument/cbd",
    ],
    "events-by-year": [
        "1985 | event-type/signature | 1",
        "1986 | event-type/ratification | 1",
        "1988 | event-type/entry-into-force | 1",
        "1989 | event-type/entry-into-force-for-party | 1",
        "1992 | event-type/signature | 1",
        "1993 | event-type/entry-into-force-for-party | 1",
        "1995 | event-type/expiry | 1",
        "1998 | event-type/termination | 1",
        "1999 | event-type/withdrawal | 1",
    ],
    "first-and-last-events": [
        "institution/dfo | Fisheries and Oceans Canada | 1989-01-01 | 3016-01-01 | 3",
        "institution/eccc | Environment and Climate Change Canada | 1992-06-11 | 1999-05-01 | 3",
    ],
    "from-signature": [
        "instrument/vienna-convention-ozone | Small Convention | 155 | 519",
    ],
    "imprecise-dates": [
        "instrument/montreal-protocol | event-type/amendment | scope/unstated | 3016 | 3016-01-01 | 3016-12-31",
        "instrument/vienna-convention-ozone | event-type/signature | scope/canada | 1985 | 1985-01-01 | 1985-12-31",
    ],
    "timeline": [
        "event-type/signature | scope/canada | 1992-06-11 | 1992-06-11 | 1992-06-11",
        "event-type/entry-into-force-for-party | scope/canada | 1993-12-29 | 1993-12-29 | 1993-12-29",
        "event-type/withdrawal | scope/other | 1999-05-01 | 1999-05-01 | 1999-05-01",
    ],
    "what-recurs": [
        "instrument/vienna-convention-ozone | event-type/meeting | recurrence/yearly | source/vienna-convention-ozone/2018-10.en | The parties meet every year",
    ],
    "country-year-panel": [
        "state/usa | 1993 | 2 | 1",
        "state/usa | 1994 | 2 | 0",
        "state/usa | 1995 | 2 | 0",
        "state/usa | 1996 | 1 | 0",
        "state/usa | 1997 | 1 | 0",
        "state/usa | 1998 | 1 | 0",
        "state/usa | 1999 | 1 | 0",
        "state/usa | 2000 | 0 | 0",
    ],
    "endings": [
        "instrument/cbd | Small Agreement | event-type/withdrawal | scope/other | 1999-05-01 |  |  | ",
        "instrument/montreal-protocol | Small Protocol | event-type/termination | scope/unstated | 1998-06-30 |  |  | ",
        "instrument/vienna-convention-ozone | Small Convention | event-type/expiry | scope/unstated | 1995-12-31 |  |  | ",
    ],
    "in-force-for-canada": [
        "instrument/cbd | Small Agreement | 1993-12-29",
    ],
    "lineage": [
        "instrument/montreal-protocol | Small Protocol | ontology#protocolTo | instrument/vienna-convention-ozone",
    ],
    "outlived-by": [
        "instrument/vienna-convention-ozone | Small Convention | 1995-12-31 | instrument/montreal-protocol | ontology#protocolTo | 1998-06-30",
    ],
    "signed-not-ratified": [
        "instrument/cbd | Small Agreement | 1992-06-11",
    ],
    "status-on": [
        "instrument/cbd | Small Agreement | no | no",
        "instrument/montreal-protocol | Small Protocol | no | no",
        "instrument/vienna-convention-ozone | Small Convention | no | no",
    ],
    "identifiers": [
        "identifier-system/treaty-accord | instrument/cbd | Small Agreement | 7 | https://www.treaty-accord.gc.ca/text-texte.aspx?id=7",
    ],
    "instruments-by-goal": [
        "http://metadata.un.org/sdg/13 | theme/climate-change | climate change | 1",
    ],
    "states-in-wikidata": [
        "state/can | Canada | http://www.wikidata.org/entity/Q16 | http://www.wikidata.org/entity/Q49 | North America | 3",
        "state/mex | Mexico | http://www.wikidata.org/entity/Q96 | http://www.wikidata.org/entity/Q49 | North America | 1",
        "state/usa | United States of America | http://www.wikidata.org/entity/Q30 | http://www.wikidata.org/entity/Q49 | North America | 2",
    ],
    "theme-matches": [
        "theme/climate-change | climate change | http://www.w3.org/2004/02/skos/core#exactMatch | http://eurovoc.europa.eu/5482 | climate change | the labels and the meanings are the same; the number was checked against a list of EuroVoc descriptors",
        'theme/climate-change | climate change | http://www.w3.org/2004/02/skos/core#exactMatch | http://www.eionet.europa.eu/gemet/concept/1471 | climate change | the labels and the meanings are the same; a published index of GEMET names this number "climate change"',
        "theme/climate-change | climate change | http://www.w3.org/2004/02/skos/core#relatedMatch | http://metadata.un.org/sdg/13 | Climate action | a goal is no subject, so related at most: the goal on climate; the number was checked against a list of the goals",
    ],
    "evidence": [
        "instrument/cbd#entry-into-force-canada | source/cbd/2022-02.en | In force for Canada on December 29, 1993 |  | ",
        "instrument/cbd#entry-into-force-canada | source/cbd/2022-02.fr | En vigueur pour le Canada le 29 décembre 1993 |  | ",
        "instrument/cbd#signature-canada | source/cbd/2018-10.en | Signed by Canada in 1992 |  | ",
        "instrument/cbd#signature-canada | source/cbd/2022-02.en | Signed by Canada on June 11, 1992 | 10 | 43",
        "instrument/cbd#withdrawal-usa | source/cbd/2022-02.en | Withdrawal by the United States of America on May 1, 1999 |  | ",
    ],
    "evidence-of-responsibility": [
        "role/lead | institution/eccc | source/cbd/2022-02.en | Environment and Climate Change Canada |  | ",
        "role/lead | institution/eccc | source/cbd/2022-02.fr | Environnement et Changement climatique Canada |  | ",
        "role/partner | institution/dfo | source/cbd/2022-02.en | Fisheries and Oceans Canada |  | ",
        "role/partner | institution/gac | source/cbd/2022-02.en | Global Affairs Canada |  | ",
    ],
    "one-source-only": [
        "instrument/cbd#withdrawal-usa | 1999-05-01 | source/cbd/2022-02.en",
    ],
    "sheet-facts": [
        "source/cbd/2018-10.en | source/cbd/2018-10.en#event-1 | Signed by Canada in 1992 |  | false | ",
        "source/cbd/2018-10.en | source/cbd/2018-10.en#form | Memorandum of understanding |  | false | ",
        "source/cbd/2018-10.en | source/cbd/2018-10.en#responsibility-1 | Environment and Climate Change Canada |  | false | ",
        "source/cbd/2018-10.en | source/cbd/2018-10.en#title | Small Agreement |  | false | ",
        "source/cbd/2018-10.en | source/cbd/2018-10.en#type | Bilateral |  | false | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#event-1 | Signed by Canada on June 11, 1992 |  | true | 10",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#event-2 | In force for Canada on December 29, 1993 |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#event-3 | Withdrawal by the United States of America on May 1, 1999 |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#form | Legally-binding treaty |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#participation-1 | Canada |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#participation-2 | United States of America |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#responsibility-1 | Environment and Climate Change Canada |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#responsibility-2 | Global Affairs Canada |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#responsibility-3 | Fisheries and Oceans Canada |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#title | Small Agreement |  | true | ",
        "source/cbd/2022-02.en | source/cbd/2022-02.en#type | Bilateral |  | true | ",
        "source/cbd/2022-02.fr | source/cbd/2022-02.fr#event-1 | En vigueur pour le Canada le 29 décembre 1993 |  | false | ",
        "source/cbd/2022-02.fr | source/cbd/2022-02.fr#responsibility-1 | Environnement et Changement climatique Canada |  | false | ",
        "source/cbd/2022-02.fr | source/cbd/2022-02.fr#title | Petit accord |  | false | ",
    ],
    "sources-by-kind": [
        "source-kind/fact-sheet | compendium fact sheet | 5 | 1 | 45",
    ],
    "coverage": [
        "instrument/cbd | source/cbd/2018-10.en | false | role/lead | Environment and Climate Change Canada",
        "instrument/cbd | source/cbd/2022-02.en | true | role/lead | Environment and Climate Change Canada",
        "instrument/cbd | source/cbd/2022-02.en | true | section/activities | Activities",
        "instrument/cbd | source/cbd/2022-02.en | true | section/objective | Objective",
        "instrument/cbd | source/cbd/2022-02.en | true | section/results-and-progress | Results / progress",
        "instrument/cbd | source/cbd/2022-02.fr | false | role/lead | Environnement et Changement climatique Canada",
        "instrument/montreal-protocol | source/montreal-protocol/2022-02.en | false | role/lead | Fisheries and Oceans Canada",
        "instrument/vienna-convention-ozone | source/vienna-convention-ozone/2018-10.en | false | role/lead | Department of Small Matters",
    ],
    "disagreements": [
        "instrument/cbd | field/form | rule/edition-disagreement | rule/newest-edition | Legally-binding treaty | source/cbd/2022-02.en | Memorandum of understanding | source/cbd/2018-10.en | instrument/cbd#disagreement-1",
    ],
    "findings": [
        'rule/date-after-edition | source/montreal-protocol/2022-02.en | "Amended in the year 3016" is later than the edition of 2022-02',
        'rule/unknown-institution | source/vienna-convention-ozone/2018-10.en | no institution is known as "Department of Small Matters"',
    ],
    "findings-by-rule": [
        "rule/date-after-edition | date after the edition | 1 | 1",
        "rule/unknown-institution | unknown institution | 1 | 1",
    ],
    "not-in-both-languages": [
        "instrument/montreal-protocol | Small Protocol",
        "instrument/vienna-convention-ozone | Small Convention",
    ],
    "not-understood": [
        "source/vienna-convention-ozone/2018-10.en | ontology#StatedResponsibility | Department of Small Matters",
        "source/vienna-convention-ozone/2018-10.en | ontology#UnreadPassage | PDF; 7 KB",
    ],
    "agreements-led-by": [
        "instrument/cbd | Small Agreement",
    ],
    "departments-by-number": [
        "institution/dfo | Fisheries and Oceans Canada | 1 | 1",
        "institution/eccc | Environment and Climate Change Canada | 1 | 1",
        "institution/gac | Global Affairs Canada | 0 | 1",
    ],
    "led-in-year": [
        "instrument/cbd | Small Agreement | event-type/signature | 1992-06-11",
    ],
    "led-with-partner": [
        "instrument/cbd | Small Agreement",
    ],
    "names-of-department": [
        "Environment Canada |  | 2015-11-03",
        "Environnement Canada |  | 2015-11-03",
        "Environment and Climate Change Canada | 2015-11-04 | ",
        "Environnement et Changement climatique Canada | 2015-11-04 | ",
    ],
    "partnered-by": [
        "instrument/montreal-protocol | Small Protocol",
    ],
    "responsibilities-of": [
        "role/lead | institution/eccc | Environment and Climate Change Canada",
        "role/partner | institution/dfo | Fisheries and Oceans Canada",
        "role/partner | institution/gac | Global Affairs Canada",
    ],
    "without-lead": [
        "instrument/vienna-convention-ozone | Small Convention | compendium-status/shown-by-sheet",
    ],
    "by-form": [
        "instrument/montreal-protocol | Small Protocol",
    ],
    "by-theme": [
        "instrument/cbd | Small Agreement",
    ],
    "forms-by-type": [
        "type/bilateral | Bilateral | form/legally-binding-treaty | Legally-binding treaty | 1",
        "type/multilateral | Multilateral | form/legally-binding-treaty | Legally-binding treaty | 1",
        "type/multilateral | Multilateral | form/memorandum-of-understanding | Memorandum of Understanding | 1",
    ],
    "themes-by-decade": [
        "theme/climate-change | climate change | 1990 | 1",
        "theme/ozone-layer | ozone layer | 1980 | 1",
    ],
    "themes-with-state": [
        "theme/climate-change | climate change | 1",
        "theme/ozone-layer | ozone layer | 1",
    ],
    "themes-of-departments": [
        "institution/dfo | Fisheries and Oceans Canada | theme/climate-change | climate change | 0 | 1 | 1",
        "institution/eccc | Environment and Climate Change Canada | theme/climate-change | climate change | 1 | 0 | 1",
        "institution/gac | Global Affairs Canada | theme/climate-change | climate change | 0 | 1 | 1",
    ],
    "responsibilities-passed-on": [
        "institution/eccc | Environment Canada |  | 2015-11-03 | Environment and Climate Change Canada | 2015-11-04 | 0 | 2 | 0",
    ],
    "department-pairs": [
        "institution/dfo | institution/eccc | 2",
        "institution/dfo | institution/gac | 1",
        "institution/eccc | institution/gac | 1",
    ],
    "departments-with-state": [
        "institution/dfo | Fisheries and Oceans Canada | 1",
        "institution/eccc | Environment and Climate Change Canada | 1",
        "institution/gac | Global Affairs Canada | 1",
    ],
    "pairs-through-one-theme": [
        "institution/dfo | institution/eccc | theme/climate-change | 1",
        "institution/dfo | institution/gac | theme/climate-change | 1",
        "institution/eccc | institution/gac | theme/climate-change | 1",
    ],
    "participants-not-states": [
        "ontology#ForeignMinistry | institution/us-epa | Environmental Protection Agency | state/usa | 1",
    ],
    "path-between": [
        "instrument/cbd | institution/dfo | instrument/cbd",
        "instrument/cbd | institution/eccc | instrument/montreal-protocol",
    ],
    "shared-by-states": [
        "instrument/vienna-convention-ozone | Small Convention",
    ],
    "states-by-number": [
        "state/usa | United States of America | 2",
        "state/mex | Mexico | 1",
    ],
    "with-state": [
        "instrument/cbd | Small Agreement",
        "instrument/vienna-convention-ozone | Small Convention",
    ],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "store"
    build(SMALL, folder, jobs=1)
    return folder


@pytest.fixture(scope="module")
def engine(store: Path) -> EmbeddedEngine:
    return EmbeddedEngine(store)


@pytest.fixture(scope="module")
def graph(store: Path) -> rdflib.Dataset:
    """The same quads in rdflib's memory."""
    nquads = open_store(store).dump(format=ox.RdfFormat.N_QUADS)
    return rdflib.Dataset(default_union=True).parse(data=nquads, format="nquads")


def test_every_question_has_an_answer_here() -> None:
    asked = {question.name for question in load_catalogue()}
    assert set(ANSWERS) == asked, f"ANSWERS here must have the same questions: {set(ANSWERS) ^ asked}"


@pytest.mark.parametrize("question", load_catalogue(), ids=lambda question: question.name)
def test_the_answer_is_exact(engine: EmbeddedEngine, wikidata: str, question: Question) -> None:
    text = with_wikidata(bind(question, ASKED.get(question.name, {})), wikidata)
    rows = [" | ".join(shown(term) for term in row) for row in engine.select(text)]
    assert rows == ANSWERS[question.name]


@pytest.mark.parametrize("question", load_catalogue(), ids=lambda question: question.name)
def test_rdflib_gives_the_same_rows(graph: rdflib.Dataset, wikidata: str, question: Question) -> None:
    text = with_wikidata(bind(question, ASKED.get(question.name, {})), wikidata)
    rows = [" | ".join("" if term is None else _shown(term) for term in row) for row in graph.query(text)]
    assert sorted(rows) == sorted(ANSWERS[question.name])


def _shown(term: object) -> str:
    return str(term).removeprefix(iris.base()) if isinstance(term, rdflib.URIRef) else str(term)
