"""Make a document into records: that of a sheet, or those of a page beside the sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recueil_kg.errors import RecueilError
from recueil_kg.extraction.lexicons import load_lexicons
from recueil_kg.extraction.pages.catalogue import of_catalogue
from recueil_kg.extraction.pages.country import of_country
from recueil_kg.extraction.pages.index import of_index
from recueil_kg.extraction.pages.page import Page
from recueil_kg.extraction.pages.participation import of_participation
from recueil_kg.extraction.pages.treaty import of_treaty
from recueil_kg.extraction.sheet import extract_sheet
from recueil_kg.i18n import _
from recueil_kg.model.records import SourceRecord
from recueil_kg.reading import Document


def records_of(document: Document) -> tuple[SourceRecord, ...]:
    """What a document says: one record of a sheet, one or more of a neighbouring page, in the page's order.

    Neighbouring pages are known by what they print: the index of an edition (L9), a catalogue record (L10), a page of
    the United Nations' treaty collection (L11) or of Canada's (L14), an archived page about a country (L16).

    Raises:
        RecueilError: the text is neither a fact sheet nor such a page, or is one that says nothing of an instrument.
    """
    page = Page(document, load_lexicons(document.language))
    readers: tuple[Callable[[Page], Iterable[SourceRecord]], ...] = (
        of_index,
        of_catalogue,
        of_participation,
        of_treaty,
        of_country,
    )
    for read in readers:
        if records := tuple(read(page)):
            return records
    try:
        return (extract_sheet(document),)
    except RecueilError:
        if page.labels("preface") and page.names_an_edition():
            raise RecueilError(
                _("this is the preface of a single-volume edition: it says nothing of any one instrument"),
                where=document.name,
                do=_("give the sheets of the volume, each as a file"),
            ) from None
        raise


def extract(document: Document) -> SourceRecord:
    """What a sheet says, every value with its offsets; what was not understood is in `unread`.

    Of a page that tells of several instruments, such as an index, this is the first: `records_of` gives all.

    Raises:
        RecueilError: as `records_of`.
    """
    return records_of(document)[0]
