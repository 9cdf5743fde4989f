"""Sheets into records: what a document says, by the published vocabularies; knows nothing of RDF or of formats."""

from recueil_kg.extraction.collapsed import uncollapsed
from recueil_kg.extraction.sheet import extract

__all__ = ["extract", "uncollapsed"]
