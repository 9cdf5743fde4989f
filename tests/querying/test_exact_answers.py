# ruff: noqa: E501
"""Each question's exact answer on a graph small enough to work it out by hand from `small/records`."""

from __future__ import annotations

from pathlib import Path

import pytest

from recueil_kg.graph.build import build
from recueil_kg.querying.catalogue import Question, load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.querying.output import shown

SMALL = Path(__file__).parent / "small"
ANSWERS = {
    "coverage": [
        "instrument/cbd | source/cbd/2018-10.en | false | role/lead | Environment and Climate Change Canada",
        "instrument/cbd | source/cbd/2022-02.en | true | role/lead | Environment and Climate Change Canada",
        "instrument/cbd | source/cbd/2022-02.en | true | section/activities | Activities",
        "instrument/cbd | source/cbd/2022-02.en | true | section/objective | Objective",
        "instrument/cbd | source/cbd/2022-02.en | true | section/results-and-progress | Results / progress",
        "instrument/cbd | source/cbd/2022-02.fr | false | role/lead | Environnement et Changement climatique Canada",
        "instrument/montreal-protocol | source/montreal-protocol/2022-02.en | false | role/lead | Fisheries and Oceans Canada",
    ],
    "sheet-statements": [
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedClassification | form |  | instrument/cbd | form/memorandum-of-understanding |  | Memorandum of understanding",
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedClassification | type |  | instrument/cbd | type/bilateral |  | Bilateral",
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedEvent | event-type/signature | scope/canada | instrument/cbd |  | 1992 | Signed by Canada in 1992",
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedResponsibility | role/lead |  | instrument/cbd | institution/eccc |  | Environment and Climate Change Canada",
        "instrument/cbd | source/cbd/2018-10.en | en | false | ontology#StatedTitle |  |  | instrument/cbd |  |  | Small Agreement",
    ],
    "status-on": [
        "instrument/cbd | Small Agreement | no | no",
        "instrument/montreal-protocol | Small Protocol | no | no",
        "instrument/vienna-convention-ozone | Small Convention | unknown | unknown",
    ],
    "bodies": [
        "body/ozone-secretariat | Small Secretariat | instrument/montreal-protocol",
    ],
    "sheets-by-edition": [
        "edition/2018-10 | 1",
        "edition/2022-02 | 3",
    ],
    "events-between": [
        "1992-06-11 | 1992-06-11 | event-type/signature | instrument/cbd",
        "1993-12-29 | 1993-12-29 | event-type/entry-into-force-for-party | instrument/cbd",
        "1998-06-30 | 1998-06-30 | event-type/termination | instrument/montreal-protocol",
        "1999-05-01 | 1999-05-01 | event-type/withdrawal | instrument/cbd",
    ],
    "timeline": [
        "event-type/signature | scope/canada | 1992-06-11 | 1992-06-11 | 1992-06-11",
        "event-type/entry-into-force-for-party | scope/canada | 1993-12-29 | 1993-12-29 | 1993-12-29",
        "event-type/withdrawal | scope/other | 1999-05-01 | 1999-05-01 | 1999-05-01",
    ],
    "in-force-for-canada": [
        "instrument/cbd | Small Agreement | 1993-12-29",
    ],
    "in-compendium": [
        "instrument/vienna-convention-ozone | Small Convention | compendium-status/not-shown |  |  |  | ",
        "instrument/montreal-protocol | Small Protocol | compendium-status/shown-by-sheet | compendium-series/a | rule/series-of-type |  | 2022-02",
        "instrument/cbd | Small Agreement | compendium-status/shown-by-sheet | compendium-series/b | rule/series-of-type |  | 2022-02",
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
    "evidence": [
        "instrument/cbd#entry-into-force-canada | source/cbd/2022-02.en | In force for Canada on December 29, 1993 |  | ",
        "instrument/cbd#entry-into-force-canada | source/cbd/2022-02.fr | En vigueur pour le Canada le 29 décembre 1993 |  | ",
        "instrument/cbd#signature-canada | source/cbd/2018-10.en | Signed by Canada in 1992 |  | ",
        "instrument/cbd#signature-canada | source/cbd/2022-02.en | Signed by Canada on June 11, 1992 | 10 | 43",
        "instrument/cbd#withdrawal-usa | source/cbd/2022-02.en | Withdrawal by the United States of America on May 1, 1999 |  | ",
    ],
    "disagreements": [
        "instrument/cbd | field/form | rule/edition-disagreement | rule/newest-edition | Legally-binding treaty | source/cbd/2022-02.en | Memorandum of understanding | source/cbd/2018-10.en | instrument/cbd#disagreement-1",
    ],
    "findings": [
        'rule/date-after-edition | source/montreal-protocol/2022-02.en | "Amended in the year 3016" is later than the edition of 2022-02',
    ],
    "not-in-both-languages": [
        "instrument/montreal-protocol | Small Protocol",
    ],
    "agreements-led-by": [
        "instrument/cbd | Small Agreement",
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
    "by-form": [
        "instrument/montreal-protocol | Small Protocol",
    ],
    "by-theme": [
        "instrument/cbd | Small Agreement",
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
    "with-state": [
        "instrument/cbd | Small Agreement",
    ],
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    store = tmp_path_factory.mktemp("small") / "store"
    build(SMALL, store, jobs=1)
    return EmbeddedEngine(store)


def test_every_question_has_an_answer_here() -> None:
    assert set(ANSWERS) == {question.name for question in load_catalogue()}


@pytest.mark.parametrize("question", load_catalogue(), ids=lambda question: question.name)
def test_the_answer_is_exact(engine: EmbeddedEngine, question: Question) -> None:
    rows = [" | ".join(shown(term) for term in row) for row in engine.select(question.text)]
    assert rows == ANSWERS[question.name]
