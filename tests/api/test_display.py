"""What a notebook shows of an instrument or an institution: both languages, printed words, nothing that runs."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from recueil_kg import Recueil
from recueil_kg.api.facts import Evidence, LifecycleEvent, Title
from recueil_kg.i18n import Language

HOSTILE = "<script>alert(1)</script>\"'&"


class Tags(HTMLParser):
    """The tags of a page with their attributes, and that each is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Timeline", "Lead", "compendium fact sheet, 2022-02, French", "Environment and Climate Change Canada")),
        ("fr", ("Chronologie", "responsable", "fiche du recueil, 2022-02, français", "Patrimoine canadien")),
    ],
)
def test_a_card_is_in_the_language_asked_for_with_the_printed_words_as_printed(
    kg: Recueil, language: Language, said: tuple[str, ...]
) -> None:
    html = kg.instrument("cbd").shown_in(language)._repr_html_()
    assert all(text.lower() in html.lower() for text in said)
    assert '<q lang="fr">Ratifié par le Canada : le 12 avril 1992</q>' in html
    assert '<q lang="en">Ratified by Canada on December 4, 1992</q>' in html
    assert html.index(kg.instrument("cbd").labels[language]) < html.index("<table>")


def test_every_instrument_and_institution_shows_itself_in_both_languages(kg: Recueil) -> None:
    for thing in (*kg.instruments(), *kg.institutions()):
        for language in ("en", "fr"):
            shown = Tags(thing.shown_in(language)._repr_html_())  # type: ignore[arg-type]
            assert shown.found[0] == ("div", {"class": "recueil", "lang": language})


def test_the_shown_words_are_those_of_the_evidence(kg: Recueil) -> None:
    instrument = kg.instrument("montreal-protocol")
    html = instrument._repr_html_()
    quotes = re.findall(r"<q[^>]*>(.*?)</q>", html)
    facts = (
        *instrument.titles.values(),
        *instrument.classifications,
        *instrument.responsibilities,
        *instrument.participations,
        *instrument.relations,
        *instrument.bodies,
        *instrument.events,
    )
    assert len(quotes) == sum(len(fact.evidence) for fact in facts)
    assert quotes


def test_what_comes_from_the_graph_is_escaped(kg: Recueil) -> None:
    words = Evidence(HOSTILE, 1, 9, "javascript:alert(1)", HOSTILE, "en", HOSTILE, f"javascript:{HOSTILE}")
    hostile = replace(
        kg.instrument("cbd"),
        labels={"en": HOSTILE, "fr": HOSTILE},
        titles={"en": Title(HOSTILE, "en", (words,))},
        events=(LifecycleEvent(HOSTILE, HOSTILE, HOSTILE, None, None, (words,)),),
        reference=HOSTILE,
    )
    shown = Tags(hostile._repr_html_())
    assert "script" not in {tag for tag, _attributes in shown.found}
    assert all(str(found.get("href", "http")).startswith("http") for _tag, found in shown.found)
    assert "<script" not in words._repr_html_()


def test_evidence_shows_its_words_its_source_and_where_they_stand() -> None:
    words = Evidence("Signed", 3, 9, "https://example.org/s", "fact-sheet", "en", "2022-02", "https://example.org/p")
    html = words._repr_html_()
    assert '<q lang="en">Signed</q>' in html
    assert '<a href="https://example.org/p">compendium fact sheet, 2022-02, English</a>, characters 3–9' in html
