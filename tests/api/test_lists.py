"""A list of agreements beside the graph: the same proposals as the command line makes, as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import CommandLine

from recueil_kg import Recueil
from recueil_kg.errors import RecueilError

LIST = """no,treaty,when
1,Convention on Biological Diversity,1992
2,Treaty of Westphalia,1648
3,,1990
4,Canada-Chile environmental cooperation agreement,the year of the rat
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    return path


def test_proposals_are_those_of_the_command_line(
    kg: Recueil, listed: Path, built_store: Path, recueil: CommandLine
) -> None:
    with pytest.warns(UserWarning, match="the row") as warned:
        table = kg.reconcile(listed, candidates=2, date="when")
    words = ("--candidates", "2", "--date-column", "when", "--store", built_store)
    printed = [line.split(",") for line in recueil("reconcile", listed, *words).out.splitlines()[1:]]
    assert table["instrument"].fillna("").tolist() == [row[3] for row in printed]
    assert table["score"].dropna().tolist() == [float(row[6]) for row in printed if row[6]]
    assert [str(found.message).rsplit("list.csv, ", 1)[-1].split(":")[0] for found in warned] == ["row 4", "row 5"]


@pytest.mark.filterwarnings("ignore:.*no date that can be told")
def test_a_row_without_a_candidate_is_there_with_nothing_beside_it(kg: Recueil, listed: Path) -> None:
    with pytest.warns(UserWarning, match="the row has no title"):
        table = kg.reconcile(listed, date="when")
    row = table[table["their_id"] == "2"].iloc[0]
    assert row[["instrument", "iri", "score"]].isna().all()
    assert row["reason"] == "no instrument is alike"


def test_a_column_that_the_list_does_not_have_is_one_line(kg: Recueil, listed: Path) -> None:
    with pytest.raises(RecueilError, match="there is no column 'year'; the columns are: no, treaty, when"):
        kg.reconcile(listed, in_force="year")
