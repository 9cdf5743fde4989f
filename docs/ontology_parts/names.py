"""Short forms of IRIs, and the identifiers that terms have on the ontology's pages."""

from __future__ import annotations

import json
from functools import cache

from recueil_kg.resources import ontology_folder

RK = "https://w3id.org/recueil/ontology#"


@cache
def prefixes() -> dict[str, str]:
    """The prefixes of the JSON-LD context, with those that only the ontology’s own files need."""
    context = json.loads((ontology_folder() / "context.jsonld").read_text("utf-8"))["@context"]
    named = {key: value for key, value in context.items() if isinstance(value, str) and value[-1] in "#/"}
    more = {"cpov": "http://data.europa.eu/m8g/", "sh": "http://www.w3.org/ns/shacl#"}
    return {**{key: value for key, value in named.items() if key[0] != "@"}, **more}


def curie(iri: str) -> str:
    """The IRI with its prefix, or whole where it has none."""
    for prefix, base in prefixes().items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def anchor(iri: str) -> str:
    """The identifier that a term has on the page: its local name, with the prefix where it is not ours."""
    return curie(iri).removeprefix("rk:").replace(":", "-")
