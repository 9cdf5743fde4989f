"""What an instrument is called, and its reference in the compendium."""

from __future__ import annotations

from recueil_kg.graph.consolidation.conclusions import Conclusions
from recueil_kg.graph.consolidation.standing import weightiest_that_state
from recueil_kg.graph.namespaces import DCTERMS, RK, SKOS
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.records import Printed, SourceRecord


def conclude_titles(about: Conclusions) -> None:
    """State titles and names in each language, and the reference."""
    for language in LANGUAGES:
        _conclude_names(about, language)
    referenced = weightiest_that_state(about.records, _reference_in_compendium)
    if referenced and referenced[0].reference:
        about.add(about.instrument, RK.reference, referenced[0].reference.printed.split("/")[0].split(" ")[0])


def _conclude_names(about: Conclusions, language: Language) -> None:
    spoken = [record for record in about.records if record.source.language == language]
    titled = weightiest_that_state(spoken, lambda record: record.title)
    named = weightiest_that_state(spoken, lambda record: record.short_title)
    title = titled[0].title.printed if titled and titled[0].title else None
    short = named[0].short_title.printed if named and named[0].short_title else None
    known = about.entry.current_name.name.in_language(language) if about.entry else None
    shown = short or title or known
    about.writer.add_text(about.instrument, DCTERMS.title, title, language)
    about.writer.add_text(about.instrument, DCTERMS.alternative, short, language)
    about.writer.add_text(about.instrument, SKOS.prefLabel, shown, language)
    for name in about.entry.all_names(language) if about.entry else ():
        if name != shown:
            about.writer.add_text(about.instrument, SKOS.altLabel, name, language)


def _reference_in_compendium(record: SourceRecord) -> Printed | None:
    """A record's reference where it is one of the compendium's; a treaty's or the catalogue's number is none."""
    return record.reference if record.reference and record.reference.printed[:1] in {"A", "B", "C", "D"} else None
