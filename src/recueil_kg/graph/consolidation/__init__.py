"""Records into the knowledge graph: one clean statement per fact, concluded from all that the sources state of it."""

from recueil_kg.graph.consolidation.filings import compare_filings, filing_of
from recueil_kg.graph.consolidation.instrument import consolidate

__all__ = ["compare_filings", "consolidate", "filing_of"]
