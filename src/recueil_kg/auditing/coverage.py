"""Which of the auditor's questions each instrument's sheets answer: stated, not stated, or not seen.

"Not stated" needs the sheet's text: where none is at hand, the answer is "not seen".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from recueil_kg import iris
from recueil_kg.auditing.asking import rows_of
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES
from recueil_kg.querying.engines import Engine
from recueil_kg.vocabularies import load_vocabulary

State = Literal["stated", "not-stated", "not-seen"]
Question = Literal["objective", "expected-results", "results", "responsible", "reports"]
QUESTIONS: tuple[Question, ...] = ("objective", "expected-results", "results", "responsible", "reports")
_LEADS = frozenset({"lead", "co-lead"})


@dataclass(frozen=True, slots=True)
class Covered:
    """The answer to one question on one instrument.

    Attributes:
        state: `stated`, `not-stated` or `not-seen`.
        printed: the heading, or the names of those responsible, as printed; empty where nothing is stated.
        sheet: the sheet that states it: IRI; empty where none does.
    """

    state: State
    printed: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the sheets of one instrument answer.

    Attributes:
        instrument: the instrument's slug.
        sheets: its sheets at hand, or noted: IRIs.
        answers: one for each of `QUESTIONS`.
    """

    instrument: str
    sheets: tuple[str, ...]
    answers: dict[Question, Covered]


def find_coverage(engine: Engine, instrument: str | None = None) -> tuple[Coverage, ...]:
    """The coverage of every instrument that a source describes, or of one.

    Raises:
        RecueilError: there is no such instrument, or the engine does not answer.
    """
    of_instrument: dict[str, list[dict[str, str]]] = {}
    for row in rows_of(engine, "coverage", instrument=instrument):
        of_instrument.setdefault(iris.local_name(row["instrument"]), []).append(row)
    return tuple(_coverage(slug, rows) for slug, rows in of_instrument.items())


def _coverage(slug: str, rows: list[dict[str, str]]) -> Coverage:
    sheets: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["sheet"]:
            sheets.setdefault(row["sheet"], []).append(row)
    answers: dict[Question, Covered] = {}
    at_hand = any(row["text_at_hand"] == "true" for row in rows)
    for question in QUESTIONS:
        answers[question] = Covered("not-stated" if at_hand else "not-seen")
        for sheet in sorted(sheets, reverse=True):
            printed = list(dict.fromkeys(_answering(question, sheets[sheet])))
            if printed:
                answers[question] = Covered("stated", "; ".join(printed), sheet)
                break
    return Coverage(slug, tuple(sorted(sheets)), answers)


def _answering(question: Question, rows: Iterable[dict[str, str]]) -> Iterable[str]:
    """The printed words of a sheet's rows that answer a question."""
    found = [(iris.local_name(row["answer"]), row["printed"]) for row in rows]
    if question == "responsible":
        return [printed for answer, printed in found if answer in _LEADS]
    if question == "results":
        parts = {"activities", "reports", "results"} & {answer for answer, _printed in found}
        wanted = {"results"} if parts else {"results-and-progress"}
        return [printed for answer, printed in found if answer in wanted]
    return [printed for answer, printed in found if answer == question or _names(printed, question)]


def _names(heading: str, section: str) -> bool:
    """Whether a heading for several things, as "Objective, key elements and expected results", names a section."""
    concept = load_vocabulary().concept("section", section)
    assert concept is not None, section
    labels = [fold(label) for language in LANGUAGES for label in concept.labels(language)]
    return section != "reports" and any(re.search(rf"\b{re.escape(label)}\b", fold(heading)) for label in labels)
