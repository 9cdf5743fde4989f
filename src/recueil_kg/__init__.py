"""Canada's international environmental agreements as an open knowledge graph."""
