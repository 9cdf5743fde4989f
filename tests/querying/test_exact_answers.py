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
    "evidence": [
        "instrument/cbd#entry-into-force-canada | source/cbd/2022-02.en | In force for Canada on December 29, 1993 |  | ",
        "instrument/cbd#entry-into-force-canada | source/cbd/2022-02.fr | En vigueur pour le Canada le 29 décembre 1993 |  | ",
        "instrument/cbd#signature-canada | source/cbd/2018-10.en | Signed by Canada in 1992 |  | ",
        "instrument/cbd#signature-canada | source/cbd/2022-02.en | Signed by Canada on June 11, 1992 | 10 | 43",
        "instrument/cbd#withdrawal-usa | source/cbd/2022-02.en | Withdrawal by the United States of America on May 1, 1999 |  | ",
    ],
    "disagreements": [
        "instrument/cbd | field/form | rule/edition-disagreement | rule/newest-edition | Legally-binding treaty | source/cbd/2022-02.en | Memorandum of understanding | source/cbd/2018-10.en",
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
