"""Sheets into records: what a document says, by the published vocabularies; knows nothing of RDF or of formats."""

from recueil_kg.extraction.collapsed.taking import uncollapsed
from recueil_kg.extraction.records import extract, records_of

__all__ = ["extract", "records_of", "uncollapsed"]
