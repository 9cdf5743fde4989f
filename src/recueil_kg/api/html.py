"""Facts as HTML for a notebook, in English or French, each beside the printed words behind it; everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from recueil_kg import iris
from recueil_kg.api.labels import Labels, in_language
from recueil_kg.api.words import CHARACTERS, ENGLISH, FRENCH
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.vocabularies import load_vocabulary

_STYLE = (
    "<style>.recueil table{border-collapse:collapse;width:100%}"
    ".recueil th,.recueil td{text-align:left!important;vertical-align:top;padding:.2em .6em;white-space:normal}"
    ".recueil tbody th{white-space:nowrap}.recueil tbody th::first-letter{text-transform:uppercase}"
    ".recueil caption{text-align:left;font-weight:bold;padding:.4em .6em}"
    ".recueil small{opacity:.8}</style>"
)


class Words(Protocol):
    """Printed words, as far as they are shown."""

    @property
    def quote(self) -> str:
        """The words."""

    @property
    def start(self) -> int | None:
        """Where they begin."""

    @property
    def end(self) -> int | None:
        """Where they end."""

    @property
    def source(self) -> str:
        """The source's IRI."""

    @property
    def kind(self) -> str:
        """The kind of source."""

    @property
    def language(self) -> Language | None:
        """The source's language."""

    @property
    def edition(self) -> str | None:
        """The compendium's edition."""

    @property
    def address(self) -> str | None:
        """The source's web address."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: what kind of fact, the fact, and the words behind it."""

    what: str
    value: str
    evidence: Sequence[Words] = ()
    note: str = ""


class Writer:
    """Writes HTML in one language; everything that comes from the graph is escaped."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Bilingual) -> str:
        """A text in the writer's language."""
        return text[self.language]

    def concept(self, scheme: str, notation: str) -> str:
        """A concept's label."""
        concept = load_vocabulary().concept(scheme, notation)
        return in_language(concept.preferred, self.language, notation) if concept else notation

    def quote(self, words: Words) -> str:
        """The printed words and where they stand."""
        spoken = {"en": self.say(ENGLISH), "fr": self.say(FRENCH)}
        place = [self.concept("source-kind", words.kind) if words.kind else ""]
        place += [words.edition or "", spoken[words.language] if words.language else ""]
        told = _linked(words.address or "", ", ".join(filter(None, place)) or words.source)
        if words.start is not None and words.end is not None:
            told += ", " + escape(self.say(CHARACTERS).format(start=words.start, end=words.end))
        return f"<q{_lang(words.language)}>{escape(words.quote)}</q> <small>{told}</small>"

    def table(self, caption: str, heads: tuple[str, str, str], rows: Iterable[Row]) -> str:
        """Facts one below the other, under three headings; nothing where there is none."""
        lines = []
        before = None
        for row in rows:
            words = "<br>".join(map(self.quote, row.evidence)) or f"<small>{_linked(row.note, row.note)}</small>"
            what = "" if row.what == before else escape(row.what)
            before = row.what
            lines.append(f'<tr><th scope="row">{what}</th><td>{escape(row.value)}</td><td>{words}</td></tr>')
        if not lines:
            return ""
        named = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
        return (
            f"<table><caption>{escape(caption)}</caption><thead><tr>{named}</tr></thead>"
            f"<tbody>{''.join(lines)}</tbody></table>"
        )

    def card(self, *parts: str) -> str:
        """Parts as one block, in the writer's language."""
        return f'<div class="recueil"{_lang(self.language)}>{_STYLE}{"".join(parts)}</div>'

    def names(self, labels: Labels, iri: str, kind: str) -> str:
        """What a thing is called, the writer's language first, and what it is."""
        order = [one for one in dict.fromkeys((self.language, *LANGUAGES)) if one in labels]
        shown = order[:1] if len({labels[one] for one in order}) == 1 else order
        names = "".join(
            f"<{tag}{_lang(language)}>{escape(labels[language])}</{tag}>"
            for tag, language in zip(("h3", "p"), shown, strict=False)
        )
        return f"{names}<p><small>{escape(kind)} · {_linked(iri, iris.local_name(iri))}</small></p>"


def _linked(address: str, text: str) -> str:
    """A text, as a link where the address is one of the web."""
    if address.startswith(("http://", "https://")):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)


def _lang(language: Language | None) -> str:
    return f' lang="{language}"' if language else ""
