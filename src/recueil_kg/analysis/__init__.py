"""Networks from the graph, their measures, and pictures."""
