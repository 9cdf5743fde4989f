"""Sending the graph to a SPARQL 1.1 server, so that it holds what we hold and only what changed travels."""
