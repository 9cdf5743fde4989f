"""The themes' matches with concepts of other thesauri, each with its justification, from their SSSOM file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.graph.namespaces import OWL, RDFS, SSSOM, A, QuadWriter
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.resources import ontology_folder

_COLUMNS = (
    "subject_id subject_label predicate_id object_id object_label mapping_justification comment comment_fr".split()
)


@dataclass(frozen=True, slots=True)
class ThesaurusMatch:
    """A theme, a SKOS mapping property, another thesaurus's concept; why, and by what kind of work it was found."""

    subject: str
    predicate: str
    object: str
    object_label: str
    justification: str
    comment: dict[Language, str]


@cache
def load_thesaurus_matches(path: Path | None = None) -> tuple[ThesaurusMatch, ...]:
    """Every row of `ontology/mappings/themes.sssom.tsv`, its CURIEs written out.

    Raises:
        RecueilError: a column or a prefix that is missing, with its line.
    """
    file = path or ontology_folder() / "mappings" / "themes.sssom.tsv"
    lines = iris.rebase(file.read_text("utf-8")).splitlines()
    comments = [line for line in lines if line.startswith("#")]
    prefixes = dict(line[1:].strip().split(": ", 1) for line in comments if line.startswith("#   "))
    rows = csv.DictReader(lines[len(comments) :], delimiter="\t", quoting=csv.QUOTE_NONE)
    if list(rows.fieldnames or ()) != _COLUMNS:
        raise RecueilError(
            _("the columns are not those of a set of mappings"),
            where=f"{file}:{len(comments) + 1}",
            do=_("give {columns}").format(columns=", ".join(_COLUMNS)),
        )

    def written_out(curie: str, line: int) -> str:
        prefix, _colon, local = curie.partition(":")
        if prefix not in prefixes:
            what = _("the prefix of {curie} is not declared").format(curie=curie)
            raise RecueilError(what, where=f"{file}:{line}", do=_("add it to the curie_map"))
        return prefixes[prefix] + local

    return tuple(
        ThesaurusMatch(
            subject=written_out(row["subject_id"], line),
            predicate=written_out(row["predicate_id"], line),
            object=written_out(row["object_id"], line),
            object_label=row["object_label"],
            justification=written_out(row["mapping_justification"], line),
            comment={"en": row["comment"], "fr": row["comment_fr"]},
        )
        for line, row in enumerate(rows, start=len(comments) + 2)
    )


def map_thesaurus_matches() -> list[Quad]:
    """Each match as a triple, and as an axiom that carries its justification, into the graph of the vocabulary."""
    writer = QuadWriter(iris.graph("vocabulary"))
    for number, match in enumerate(load_thesaurus_matches(), start=1):
        subject, predicate, other = (NamedNode(text) for text in (match.subject, match.predicate, match.object))
        axiom = NamedNode(f"{iris.base()}mappings/themes#{number}")
        writer.add(subject, predicate, other)
        writer.add(axiom, A, OWL.Axiom)
        writer.add(axiom, OWL.annotatedSource, subject)
        writer.add(axiom, OWL.annotatedProperty, predicate)
        writer.add(axiom, OWL.annotatedTarget, other)
        writer.add(axiom, SSSOM.mapping_justification, NamedNode(match.justification))
        writer.add(axiom, SSSOM.object_label, match.object_label)
        for language in LANGUAGES:
            writer.add_text(axiom, RDFS.comment, match.comment[language], language)
    return writer.quads
