"""The prefixes and terms of `ontology/context.jsonld`: one file says how IRIs are abbreviated in every format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from recueil_kg import iris
from recueil_kg.resources import ontology_folder


@dataclass(frozen=True, slots=True)
class Term:
    """A term that stands for a property.

    Attributes:
        name: the key in JSON.
        type: `@id`, or the datatype's IRI, that its plain values have; None where they are plain strings.
        by_language: its values are filed by language.
        always_list: its values are a list even where there is one.
    """

    name: str
    type: str | None = None
    by_language: bool = False
    always_list: bool = False


@dataclass(frozen=True)
class Context:
    """A JSON-LD context: `document` is what stands under `@context`."""

    document: dict[str, Any]

    @property
    def base(self) -> str:
        """What IRIs of things are relative to."""
        return str(self.document["@base"])

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Namespaces by their prefix."""
        texts = {name: value for name, value in self.document.items() if isinstance(value, str) and name[0] != "@"}
        return {name: value for name, value in texts.items() if value.startswith("http") and value[-1] in "#/"}

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The term for a property or class, by its IRI."""
        found = {}
        for name, value in self.document.items():
            definition = value if isinstance(value, dict) else {"@id": value}
            if name not in self.prefixes and ":" in str(definition["@id"]) and name[0] != "@":
                container = definition.get("@container", [])
                found[self.expand(definition["@id"])] = Term(
                    name=name,
                    type=self.expand(definition["@type"]) if "@type" in definition else None,
                    by_language="@language" in container,
                    always_list="@set" in container,
                )
        return found

    def expand(self, text: str) -> str:
        """The IRI of a prefixed name; an IRI or a keyword itself."""
        prefix, _colon, local = text.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else text

    def prefixed(self, iri: str) -> str:
        """An IRI as a prefixed name, where its namespace has a prefix."""
        for prefix, namespace in self.prefixes.items():
            local = iri.removeprefix(namespace)
            if local and local != iri and not local.startswith("//"):
                return f"{prefix}:{local}"
        return iri


def load_context() -> Context:
    """The shipped context, with the base in use."""
    text = iris.rebase((ontology_folder() / "context.jsonld").read_text("utf-8"))
    return Context(json.loads(text)["@context"])
