"""The entries of the European Union's code lists that a catalogue cites, each with what it is and its labels."""

from __future__ import annotations

from dataclasses import dataclass

from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import EU_FILE_TYPES, FILE_FORMATS, OTHER

AUTHORITY = "http://publications.europa.eu/resource/authority/"
_DCTERMS = "http://purl.org/dc/terms/"
_CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"
LICENCE_TYPES = "http://purl.org/adms/licencetype/"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a code list: its IRI, the list's IRI, its classes, and its labels."""

    iri: str
    scheme: str
    classes: tuple[str, ...]
    label: Bilingual


def _entry(code_list: str, code: str, class_name: str, en: str, fr: str) -> Entry:
    classes = (f"{_DCTERMS}{class_name}", _CONCEPT) if class_name else (_CONCEPT,)
    return Entry(f"{AUTHORITY}{code_list}/{code}", f"{AUTHORITY}{code_list}", classes, Bilingual(en=en, fr=fr))


LANGUAGE = {
    "en": _entry("language", "ENG", "LinguisticSystem", "English", "anglais"),
    "fr": _entry("language", "FRA", "LinguisticSystem", "French", "français"),
}
CANADA = _entry("country", "CAN", "Location", "Canada", "Canada")
AS_NEEDED = _entry("frequency", "AS_NEEDED", "Frequency", "as needed", "au besoin")
PUBLIC = _entry("access-right", "PUBLIC", "RightsStatement", "public", "public")
STABLE = _entry("planned-availability", "STABLE", "", "stable", "stable")
ENVIRONMENT = _entry("data-theme", "ENVI", "", "Environment", "Environnement")
INTERNATIONAL = _entry("data-theme", "INTR", "", "International issues", "Questions internationales")
ATTRIBUTION = Entry(
    f"{LICENCE_TYPES}Attribution",
    f"{LICENCE_TYPES}1.0",
    (_CONCEPT,),
    Bilingual(en="Attribution required", fr="Attribution requise"),
)


def file_type(key: str) -> Entry:
    """The file type of a format of ours.

    Its label is the short code that open.canada.ca has for it, for a portal shows that label as the format.
    """
    code = FILE_FORMATS[key].eu_file_type
    portal_codes = [one.open_canada for one in FILE_FORMATS.values() if one.eu_file_type == code]
    known = [name for name in portal_codes if name not in {OTHER, "SQLITE", "JSONL"}]
    label = known[0] if known else code.removeprefix("RDF_").replace("_", "-")
    return Entry(
        f"{EU_FILE_TYPES}{code}",
        EU_FILE_TYPES.removesuffix("/"),
        (f"{_DCTERMS}IMT", f"{_DCTERMS}MediaTypeOrExtent", _CONCEPT),
        Bilingual(en=label, fr=label),
    )
