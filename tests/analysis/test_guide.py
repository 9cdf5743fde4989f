"""The guide to networks leaves no network and no measure out; tests/docs runs what it shows."""

from __future__ import annotations

import pytest
from page_examples import REPOSITORY

from recueil_kg.analysis.measures import MEASURES
from recueil_kg.analysis.networks import NETWORKS


@pytest.mark.parametrize("page", ["docs/analysis.md", "docs/analysis.fr.md"])
def test_the_guide_names_every_network_and_measure(page: str) -> None:
    text = (REPOSITORY / page).read_text("utf-8")
    assert all(f"\n| `{name}` |" in text for name in (*MEASURES, *NETWORKS))
