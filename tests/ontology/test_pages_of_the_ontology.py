"""The pages that document the ontology say all of it, in both languages, and what they show is true."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import html5rdf
import pytest
from ontology_pages import PAGES, page
from ontology_parts.names import RK, anchor
from ontology_parts.schemes import load_schemes
from ontology_parts.terms import Ontology

from recueil_kg.graph.build import build
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.engines import EmbeddedEngine

DOCS = Path(__file__).resolve().parents[2] / "docs"
SMALL = Path(__file__).resolve().parents[1] / "querying" / "small"


class Reading(HTMLParser):
    """What a page holds: identifiers, links, articles' texts, and the text of each query."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, dict[str, str | None]]] = []
        self.loaded: list[str] = []
        self.queries: list[tuple[dict[str, str | None], str]] = []
        self._in_query = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" or (tag == "link" and found.get("rel") == "alternate"):
            self.links.append((str(found["href"]), found))
        elif tag in {"script", "img", "iframe", "link"} and found.get("rel") != "alternate":
            self.loaded.append(str(found.get("src") or found.get("href") or tag))
        if tag == "pre" and found.get("class") == "query":
            self.queries.append((found, ""))
            self._in_query = True

    def handle_endtag(self, tag: str) -> None:
        self._in_query = self._in_query and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._in_query:
            attributes, text = self.queries[-1]
            self.queries[-1] = (attributes, text + data)


@cache
def text_of(language: Language) -> str:
    return PAGES[language].read_text("utf-8")


@cache
def reading(language: Language) -> Reading:
    return Reading(text_of(language))


def article(language: Language, identifier: str) -> str:
    (found,) = re.findall(rf'<article aria-labelledby="{re.escape(identifier)}">.*?</article>', text_of(language), re.S)
    return str(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_made_from_the_ontology_as_it_is(language: Language, engine: EmbeddedEngine) -> None:
    assert page(language, engine) == text_of(language), "say make ontology"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_and_property_is_there_with_its_words(language: Language) -> None:
    ontology = Ontology(language)
    assert len(ontology.classes) > 40
    assert len(ontology.properties) > 100
    for iri in (*ontology.classes, *ontology.properties):
        entry = article(language, anchor(iri))
        assert f"<code>{iri}</code>" in entry
        assert f">{ontology.label(iri)}</h3>" in unescape(entry)
    declared = {str(term) for term in ontology.graph.subjects() if str(term).startswith(RK)}
    assert declared == {iri for iri in (*ontology.classes, *ontology.properties) if iri.startswith(RK)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_a_figure_with_words_for_it_an_example_and_a_query(language: Language) -> None:
    for iri in Ontology(language).classes:
        entry = article(language, anchor(iri))
        assert re.search(
            r'<svg [^>]*role="img" aria-labelledby="(\S+) (\S+)".*<title id="\1">.+<desc id="\2">.+\.<', entry
        )
        assert ".ttl</a></p>\n<pre" in entry
        assert '<pre class="query"' in entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_property_says_where_it_is_used(language: Language) -> None:
    heading = {"en": "Used in", "fr": "Utilisée dans"}[language]
    for iri in Ontology(language).properties:
        assert re.search(rf"<dt>{heading}</dt><dd>.*<a href=", article(language, anchor(iri))), iri


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_is_there_in_both_languages(language: Language) -> None:
    for scheme in load_schemes(language):
        entry = unescape(article(language, f"scheme-{scheme.name}"))
        assert scheme.concepts
        for concept in scheme.concepts:
            for text in (*concept.labels.values(), concept.definitions[language]):
                assert f">{text}<" in entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_query_runs_and_has_rows_unless_the_page_says_that_it_has_none(
    language: Language, engine: EmbeddedEngine
) -> None:
    queries = reading(language).queries
    assert len(queries) == len(Ontology(language).classes)
    told = {"en": "It has no rows", "fr": "Elle n’a aucune ligne"}[language]
    for attributes, query in queries:
        rows = len(engine.select(query))
        assert (told in article(language, str(attributes["data-class"]))) == (rows == 0), attributes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_query_runs_on_a_small_graph_too(language: Language, tmp_path: Path) -> None:
    build(data=SMALL, store=tmp_path / "store")
    small = EmbeddedEngine(tmp_path / "store")
    with_rows = [attributes for attributes, query in reading(language).queries if len(small.select(query))]
    assert len(with_rows) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere_and_nothing_is_fetched(language: Language) -> None:
    here = reading(language)
    assert len(here.ids) == len(set(here.ids))
    assert here.loaded == ["data:,"]
    for href, _attributes in here.links:
        file, _hash, fragment = href.partition("#")
        if not file:
            assert fragment in here.ids, href
        elif not re.match(r"https?://", file):
            assert (DOCS / file).exists(), href


def test_each_page_leads_to_the_other_and_names_its_language() -> None:
    for language, other in (("en", "fr"), ("fr", "en")):
        to_other = [found for href, found in reading(language).links if href == PAGES[other].name]  # type: ignore[arg-type,index]
        assert [found["hreflang"] for found in to_other] == [other, other]
        assert f'<html lang="{language}">' in text_of(language)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_html_without_errors(language: Language) -> None:
    html5rdf.HTMLParser(strict=True).parse(text_of(language))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(scheme: str) -> None:
    """WCAG 2.1, 1.4.3: 4.5 to 1 for text; 1.4.11: 3 to 1 for lines."""
    blocks = re.findall(r":root \{(.*?)\}", text_of("en"))
    colours = dict(re.findall(r"--(\w+): (#\w{6})", blocks[scheme == "dark"]))
    for text in ("ink", "link", "quiet"):
        for behind in ("paper", "soft"):
            assert contrast(colours[text], colours[behind]) >= 4.5, (text, behind)
    assert contrast(colours["rule"], colours["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    """The ratio of relative luminances, as WCAG 2.1 defines them."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PROBE = """<!DOCTYPE html><html lang="en"><title>probe</title><pre id="found"></pre>
<iframe src="{page}" width="{width}" height="800"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {{
  const inside = frame.contentDocument, root = inside.documentElement;
  for (const details of inside.querySelectorAll("details")) details.open = true;
  const dead = [...inside.querySelectorAll('a[href^="#"]')].filter((link) => {{
    frame.contentWindow.location.hash = link.getAttribute("href");
    return inside.querySelector(":target") === null;
  }});
  const spilt = [...inside.querySelectorAll("svg")].filter((svg) => {{
    const all = svg.viewBox.baseVal;
    const crossing = [...svg.querySelectorAll("text.edge")].some((text) => {{
      const box = text.getBBox();
      return box.x + box.width > Number(text.previousElementSibling.previousElementSibling.dataset.end);
    }});
    return crossing || [...svg.querySelectorAll("text")].some((text) => {{
      const box = text.getBBox();
      return box.x < all.x || box.x + box.width > all.x + all.width || box.y + box.height > all.y + all.height;
    }});
  }});
  document.getElementById("found").textContent = JSON.stringify({{
    width: root.clientWidth, needed: root.scrollWidth, svgs: inside.querySelectorAll("svg").length,
    links: inside.querySelectorAll('a[href^="#"]').length, dead: dead.map((link) => link.outerHTML),
    spilt: spilt.map((svg) => svg.querySelector("title").textContent),
  }});
}};
</script></html>
"""


@pytest.mark.engines
@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_shows_all_of_it_and_follows_its_links(language: Language, width: int, tmp_path: Path) -> None:
    """Chromium, from the checkout's file: nothing sticks out, on a phone either; anchors are reached; figures fit."""
    browser = shutil.which("chromium")
    assert browser, "chromium is missing: `make test-engines` installs it on Debian as root"
    probe = tmp_path / "probe.html"
    probe.write_text(PROBE.format(page=PAGES[language].as_uri(), width=width), "utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    shown = subprocess.run(
        [
            *(browser, *quiet, f"--user-data-dir={tmp_path / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND"),
            *("--allow-file-access-from-files", "--enable-logging=stderr", "--v=0", "--dump-dom", probe.as_uri()),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert not re.search(r"CONSOLE.*(?:rror|Failed)", shown.stderr), shown.stderr
    written = re.search(r'<pre id="found">(\{.*?\})</pre>', shown.stdout)
    assert written, shown.stdout[:2000]
    found = json.loads(unescape(written[1]))
    assert found["links"] > 500
    assert found["svgs"] == len(Ontology(language).classes)
    assert found["needed"] <= found["width"]
    assert (found["dead"], found["spilt"]) == ([], [])
