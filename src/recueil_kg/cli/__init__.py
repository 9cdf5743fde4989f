"""The command line: thin verbs that parse, call and print."""

from recueil_kg.cli.main import main

__all__ = ["main"]
