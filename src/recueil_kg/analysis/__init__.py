"""Networks from the graph, measures of them, and pictures."""
