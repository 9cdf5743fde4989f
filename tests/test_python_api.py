"""What the docstrings show is what a user gets."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import recueil_kg

MODULES = [
    name
    for _finder, name, _package in pkgutil.walk_packages(recueil_kg.__path__, "recueil_kg.")
    if not name.startswith("recueil_kg._") and not name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str, built_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUEIL_STORE", str(built_store))
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_public_class_shows_examples() -> None:
    from recueil_kg.api import recueil

    assert sum(len(found.examples) for found in doctest.DocTestFinder().find(recueil)) >= 3
