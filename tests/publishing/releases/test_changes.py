"""What changed between two releases is told instrument by instrument, in both languages."""

from __future__ import annotations

from pathlib import Path

from recueil_kg.publishing.releases.change_report import as_json, as_page
from recueil_kg.publishing.releases.changes import compare

BASE = "https://w3id.org/recueil/"
KNOWLEDGE = f"<{BASE}graph/knowledge> ."


def quad(subject: str, predicate: str, value: str, graph: str = KNOWLEDGE) -> str:
    return f"<{BASE}{subject}> <{predicate}> {value} {graph}\n"


def title(slug: str, text: str, language: str) -> str:
    return quad(f"instrument/{slug}", "http://purl.org/dc/terms/title", f'"{text}"@{language}')


def files(folder: Path, before: list[str], now: list[str]) -> tuple[Path, Path]:
    paths = folder / "before.nq", folder / "now.nq"
    for path, lines in zip(paths, (before, now), strict=True):
        path.write_text("".join(lines), "utf-8")
    return paths


BEFORE = [
    title("bears", 'Bears \\"and\\" ice', "en"),
    title("whales", "Whales", "en"),
    title("gone", "Gone", "en"),
    title("gone", "Disparu", "fr"),
    quad("instrument/whales", f"{BASE}ontology#theme", f"<{BASE}theme/oceans>"),
    quad("state/can", f"{BASE}ontology#code", '"CAN"', f"<{BASE}graph/authorities> ."),
]
NOW = [
    title("new", "Neuf | vieux", "fr"),
    title("bears", 'Bears \\"and\\" ice', "en"),
    title("whales", "Whales", "en"),
    quad("instrument/whales#x", f"{BASE}ontology#date", f"<{BASE}d>"),
    quad("source/bears/y", f"{BASE}ontology#states", f"<{BASE}z>", f"<{BASE}graph/source/bears/y> ."),
    quad("state/can", f"{BASE}ontology#code", '"CA"', f"<{BASE}graph/authorities> ."),
]
LABELS = {"theme": "theme", "date": "date", "title": "title"}


def test_instruments_are_added_removed_and_changed_with_what_changed_of_them(tmp_path: Path) -> None:
    changes = compare(*files(tmp_path, BEFORE, NOW), ("1", "2"), tmp_path)
    told = {item.slug: (item.change, item.gained, item.lost, item.properties) for item in changes.instruments}
    assert told == {
        "bears": ("changed", 1, 0, ()),
        "gone": ("removed", 0, 2, ("title",)),
        "new": ("added", 1, 0, ("title",)),
        "whales": ("changed", 1, 1, ("date", "theme")),
    }
    assert (changes.quads_before, changes.quads) == (6, 6)
    assert changes.graphs == {"graph/authorities": (1, 1)}


def test_titles_are_those_of_now_and_of_what_is_gone_those_of_then(tmp_path: Path) -> None:
    changes = compare(*files(tmp_path, BEFORE, NOW), ("1", "2"), tmp_path)
    titles = {item.slug: item.titles for item in changes.instruments}
    assert titles["gone"] == {"en": "Gone", "fr": "Disparu"}
    assert titles["new"] == {"fr": "Neuf | vieux"}
    assert titles["bears"] == {"en": 'Bears "and" ice'}


def test_the_order_of_lines_changes_nothing(tmp_path: Path) -> None:
    one = compare(*files(tmp_path, BEFORE, NOW), ("1", "2"), tmp_path)
    other = compare(*files(tmp_path, BEFORE[::-1], NOW[::-1]), ("1", "2"), tmp_path)
    assert as_json(one) == as_json(other)


def test_the_same_graph_is_told_as_no_change(tmp_path: Path) -> None:
    changes = compare(*files(tmp_path, NOW, NOW), ("1", "2"), tmp_path)
    assert not changes.instruments
    assert "No instrument changed." in as_page(changes, "en", LABELS)
    assert "Aucun instrument n’a changé." in as_page(changes, "fr", LABELS)


def test_a_page_names_what_changed_and_says_where_a_title_is_missing(tmp_path: Path) -> None:
    changes = compare(*files(tmp_path, BEFORE, NOW), ("1", "2"), tmp_path)
    english, french = (as_page(changes, language, LABELS) for language in ("en", "fr"))
    assert "| whales | Whales | +1 −1 | date, theme |" in english
    assert "| bears | (pas de titre français) | +1 −0 | ses preuves seulement |" in french
    assert "| new | Neuf \\| vieux | +1 −0 | title |" in french
    assert "| new | (no English title) |" in english


def test_the_first_release_has_nothing_before_it(tmp_path: Path) -> None:
    _before, now = files(tmp_path, BEFORE, NOW)
    changes = compare(None, now, (None, "1"), tmp_path)
    assert "This is the first release: 6 statements about 3 instruments." in as_page(changes, "en", LABELS)
