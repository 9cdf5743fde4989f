"""Instruments, institutions and evidence as HTML for a notebook, in English or French: each fact beside its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from recueil_kg.api.facts import Evidence, Labels, in_language
from recueil_kg.api.things import Institution, Instrument
from recueil_kg.i18n import LANGUAGES, Language, messages_in
from recueil_kg.vocabularies import load_vocabulary

_STYLE = (
    "<style>.recueil table{border-collapse:collapse;width:100%}"
    ".recueil th,.recueil td{text-align:left!important;vertical-align:top;padding:.2em .6em;white-space:normal}"
    ".recueil caption{text-align:left;font-weight:bold;padding:.4em .6em}"
    ".recueil small{opacity:.8}</style>"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a card: what kind of fact, the fact, and the words behind it."""

    what: str
    value: str
    evidence: Sequence[Evidence] = ()
    note: str = ""


class _Card:
    """Writes HTML in one language; everything that comes from the graph is escaped."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.messages = messages_in(language)

    def concept(self, scheme: str, notation: str) -> str:
        """A concept's label."""
        concept = load_vocabulary().concept(scheme, notation)
        return in_language(concept.preferred, self.language, notation) if concept else notation

    def evidence(self, words: Evidence) -> str:
        """The printed words and where they stand."""
        _ = self.messages
        spoken = {"en": _("English"), "fr": _("French")}
        place = [self.concept("source-kind", words.kind) if words.kind else ""]
        place += [words.edition or "", spoken[words.language] if words.language else ""]
        told = _linked(words.address or "", ", ".join(filter(None, place)) or words.source)
        if words.start is not None and words.end is not None:
            told += ", " + escape(_("characters {start}–{end}").format(start=words.start, end=words.end))
        return f"<q{_lang(words.language)}>{escape(words.quote)}</q> <small>{told}</small>"

    def table(self, caption: str, rows: Iterable[_Row]) -> str:
        """Facts one below the other; nothing where there is none."""
        _ = self.messages
        lines = []
        before = None
        for row in rows:
            words = "<br>".join(map(self.evidence, row.evidence)) or f"<small>{_linked(row.note, row.note)}</small>"
            what = "" if row.what == before else escape(row.what)
            before = row.what
            lines.append(f'<tr><th scope="row">{what}</th><td>{escape(row.value)}</td><td>{words}</td></tr>')
        if not lines:
            return ""
        heads = "".join(
            f'<th scope="col">{escape(text)}</th>' for text in ("", _("fact"), _("printed words and source"))
        )
        return (
            f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{''.join(lines)}</tbody></table>"
        )

    def page(self, thing: _Shown, kind: str, *parts: str) -> str:
        """The whole card, under the thing's names."""
        names = "".join(
            f"<{tag}{_lang(language)}>{escape(thing.labels[language])}</{tag}>"
            for tag, language in zip(("h3", "p"), self._languages(thing.labels), strict=False)
        )
        identity = f'<p><small>{escape(kind)} · <a href="{escape(thing.iri)}">{escape(thing.slug)}</a></small></p>'
        return f'<div class="recueil"{_lang(self.language)}>{_STYLE}{names}{identity}{"".join(parts)}</div>'

    def _languages(self, labels: Labels) -> list[Language]:
        """The card's language first; of names that are the same in both, only one."""
        order = [one for one in dict.fromkeys((self.language, *LANGUAGES)) if one in labels]
        return order[:1] if len({labels[one] for one in order}) == 1 else order


class _Shown(Protocol):
    @property
    def iri(self) -> str: ...

    @property
    def slug(self) -> str: ...

    @property
    def labels(self) -> Labels: ...


def evidence_card(words: Evidence, language: Language | None = None) -> str:
    """Printed words with their source, in the language given or in the source's own."""
    return f'<div class="recueil">{_Card(language or words.language or "en").evidence(words)}</div>'


def instrument_card(instrument: Instrument) -> str:
    """An instrument in the language in which it is shown: facts, timeline and sources, each with its printed words."""
    card = _Card(instrument.language)
    _ = card.messages
    kind = _("Treaty") if instrument.treaty else _("Instrument")
    if instrument.reference:
        kind += f" · {instrument.reference}"
    return card.page(
        instrument,
        kind,
        card.table(_("Facts"), _facts(card, instrument)),
        card.table(_("Timeline"), _events(card, instrument)),
        card.table(_("Sources"), _sources(card, instrument)),
    )


def institution_card(institution: Institution) -> str:
    """An institution in the language in which it is shown: its names with their periods, its part in instruments."""
    card = _Card(institution.language)
    _ = card.messages
    kinds = {
        "department": _("Department or agency"),
        "foreign-ministry": _("Foreign ministry or agency"),
        "international-organization": _("International organization"),
        "province-or-territory": _("Province or territory"),
        "other-institution": _("Institution"),
    }
    names = [
        _Row(
            f"{name.since or '…'} – {name.until or ''}".strip(),
            in_language(name.names, card.language),
            note="" if name.source in {None, "unverified"} else str(name.source),
        )
        for name in institution.names
    ]
    roles = [
        _Row(card.concept("role", one.role), in_language(one.labels, card.language, one.instrument), one.evidence)
        for one in sorted(institution.responsibilities, key=lambda one: (one.role, one.instrument))
    ]
    parts = [
        _Row(_("takes part"), in_language(one.labels, card.language, one.instrument), one.evidence)
        for one in institution.participations
    ]
    return card.page(
        institution,
        kinds[institution.kind or "other-institution"],
        card.table(_("Names in use"), names),
        card.table(_("Instruments"), [*roles, *parts]),
    )


def _facts(card: _Card, instrument: Instrument) -> Iterator[_Row]:
    _ = card.messages
    for title in (instrument.titles[one] for one in LANGUAGES if one in instrument.titles):
        yield _Row(card.concept("field", "title"), title.text, title.evidence)
    for one in instrument.classifications:
        what = _("Theme") if one.scheme == "theme" else _("Legal nature")
        if one.scheme in {"category", "type", "form"}:
            what = card.concept("field", one.scheme)
        note = _("by a rule: {rule}").format(rule=card.concept("rule", one.rule)) if one.rule else ""
        yield _Row(what, in_language(one.labels, card.language, one.concept), one.evidence, note)
    for duty in instrument.responsibilities:
        value = in_language(duty.labels, card.language, duty.institution)
        yield _Row(card.concept("role", duty.role), value, duty.evidence)
    for part in instrument.participations:
        value = in_language(part.labels, card.language, part.participant)
        yield _Row(_("takes part"), value, part.evidence, _("as its own acts show"))
    for relation in instrument.relations:
        value = in_language(relation.labels, card.language, relation.instrument)
        yield _Row(card.concept("relation", relation.relation), value, relation.evidence)
    for body in instrument.bodies:
        yield _Row(_("Body"), in_language(body.labels, card.language, body.slug), body.evidence)


def _events(card: _Card, instrument: Instrument) -> Iterator[_Row]:
    _ = card.messages
    dated = instrument.timeline()
    for event in (*dated, *(event for event in instrument.events if event not in dated)):
        when = event.date or (_("sources contradict each other") if event.unresolved else _("no date"))
        what = card.concept("event-type", event.type)
        if event.scope != "unstated":
            what += f", {card.concept('scope', event.scope)}"
        yield _Row(when, what, event.evidence)


def _sources(card: _Card, instrument: Instrument) -> Iterator[_Row]:
    _ = card.messages
    spoken = {"en": _("English"), "fr": _("French")}
    for source in sorted(instrument.sources, key=lambda source: (source.kind != "fact-sheet", source.iri)):
        told = [source.edition or "", spoken[source.language] if source.language else ""]
        yield _Row(card.concept("source-kind", source.kind), ", ".join(filter(None, told)), note=source.address or "")


def _linked(address: str, text: str) -> str:
    """A text, as a link where the address is one of the web."""
    if address.startswith(("http://", "https://")):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)


def _lang(language: Language | None) -> str:
    return f' lang="{language}"' if language else ""
