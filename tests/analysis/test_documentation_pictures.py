"""The pictures of the documentation, and the pages that show them, are those that the built graph gives."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import make_pictures
import pytest
from model_figures import FIGURES

from recueil_kg.analysis.pictures import PICTURES
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.engines import EmbeddedEngine

MAPS = ("departments", "network")
"""Their places come from an optimizer, whose last digits depend on the machine: their words are compared."""


def _words(svg: str) -> list[str]:
    return sorted(text for text in ET.fromstring(svg).itertext() if text.strip())


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_and_pages_are_up_to_date(built_store: Path, language: Language) -> None:
    engine = EmbeddedEngine(built_store)
    drawn = make_pictures.pictures(engine, language)
    for name, svg in drawn.items():
        kept = (make_pictures.FOLDER / name).read_text("utf-8")
        is_map = name.startswith(MAPS)
        assert (_words(kept) == _words(svg)) if is_map else (kept == svg), f"{name}: say make pictures"
        assert len(svg) < 100_000
    kept_page = make_pictures.PAGES[language].read_text("utf-8")
    assert kept_page == make_pictures.page(engine, language), "say: make pictures"


def test_the_gallery_shows_every_kind_of_picture_and_nothing_else_is_kept() -> None:
    shown = {make_pictures.kind_of(name) for name in make_pictures.GALLERY}
    assert shown == set(PICTURES)
    files = {path.name for path in make_pictures.FOLDER.iterdir()}
    names = ("way-of-a-fact", *(f"model-{name}" for name in FIGURES), "departments", *make_pictures.GALLERY)
    assert files == {f"{name}.{language}.svg" for name in names for language in LANGUAGES}
