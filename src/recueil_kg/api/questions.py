"""The catalogue as a table, and what a reader may give for a question's parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias

from pyoxigraph import Literal

from recueil_kg.api.institutions import Institution
from recueil_kg.api.instruments import Instrument
from recueil_kg.i18n import Language
from recueil_kg.querying.catalogue import GROUPS, load_catalogue
from recueil_kg.querying.engines import Rows

Given: TypeAlias = "str | int | dt.date | Instrument | Institution"
"""What can be given for a parameter of a question."""


def as_texts(parameters: Mapping[str, Given]) -> dict[str, str]:
    """Parameters as the command line would take them; `from_` is `from`."""
    return {
        name.removesuffix("_"): value.slug if isinstance(value, (Instrument, Institution)) else str(value)
        for name, value in parameters.items()
    }


def questions_in(language: Language) -> Rows:
    """Every question by group: its name, its texts in a language, and its parameters with an example each."""
    told = []
    for question in load_catalogue():
        header = question.header
        texts = (both[language] for both in (GROUPS[header.group], header.title, header.question))
        parameters = ", ".join(f"{parameter.name}={parameter.example}" for parameter in header.parameters)
        told.append(tuple(map(Literal, (question.name, *texts, parameters))))
    return Rows(("name", "group", "title", "question", "parameters"), tuple(told))
