"""What the pages that document the ontology are made of: terms, shapes, vocabularies, figures, queries, words."""
