"""Ask a question of the catalogue, and give its rows as plain text by column."""

from __future__ import annotations

from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import Engine
from recueil_kg.querying.parameters import bind


def rows_of(engine: Engine, question: str, **parameters: str | None) -> list[dict[str, str]]:
    """Each row as a mapping from column to value; a column that is not bound is empty text.

    Args:
        engine: the store or the endpoint to ask.
        question: its name in the catalogue.
        parameters: values as a user gives them; None leaves a parameter as the question has it.

    Raises:
        RecueilError: a value that the parameter does not know, or an engine that does not answer.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    rows = engine.select(bind(load_question(question), given))
    return [
        {name: term.value if term is not None else "" for name, term in zip(rows.columns, row, strict=True)}
        for row in rows
    ]
