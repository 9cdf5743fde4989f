"""The reference is what the program and its docstrings say, in both languages, and leaves nothing out."""

from __future__ import annotations

import inspect

import api_pages
import commands_pages
import pytest

import recueil_kg
from recueil_kg.cli.main import VERBS
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_commands_is_up_to_date_and_names_every_verb_and_exit_code(language: Language) -> None:
    kept = commands_pages.PAGES[language].read_text("utf-8")
    assert kept == commands_pages.page(language), "run make commands"
    assert all(f"\n## {verb}\n" in kept for verb in VERBS)
    assert all(f"\n| {code.value} | " in kept for code in ExitCode)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_api_is_up_to_date_and_names_every_public_method(language: Language) -> None:
    kept = api_pages.PAGES[language].read_text("utf-8")
    assert kept == api_pages.page(language), "run make api"
    for name in recueil_kg.__all__:
        methods = inspect.getmembers(getattr(recueil_kg, name), inspect.isroutine)
        assert all(f".{method}(" in kept for method, _member in methods if not method.startswith("_"))


def test_what_is_public_has_a_docstring() -> None:
    for found in api_pages.public_classes():
        assert inspect.getdoc(found), found
        for name, member in api_pages._members(found):
            assert inspect.getdoc(member), f"{found.__name__}.{name}"
