"""Records into the graph: mapping, consolidation, validation, and the store that is swapped in whole."""
