"""Questions: the catalogue of query files, safe parameters, engines, and how rows are printed."""
