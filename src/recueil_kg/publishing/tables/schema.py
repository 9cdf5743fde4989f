"""Which tables the graph is published as: names, columns, keys and queries, from `data/tables.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.graph.namespaces import (
    DCAT,
    DCTERMS,
    FOAF,
    OA,
    ORG,
    PROV,
    RDF,
    RDFS,
    RK,
    SKOS,
    Namespace,
)
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder

ColumnType = Literal["text", "iri", "date", "integer", "boolean"]
INSTRUMENT = "instrument_iri"
"""The variable that a table's query is asked by, for some instruments at a time."""

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
_PREFIXES: dict[str, Namespace] = {
    "rk": RK,
    "rkg": Namespace(iris.graph("")),
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "dcat": DCAT,
    "prov": PROV,
    "oa": OA,
    "org": ORG,
    "foaf": FOAF,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the same in every table that has it, but for whether it is required.

    Attributes:
        name: of small letters, digits and underscores.
        type: what its cells are.
        title: its name for people.
        description: what the title leaves open.
        required: whether no cell is empty.
        slug_of: the column of which it is the IRI's last part; None where it is read from the graph.
        refers_to: the table whose key it is; None in that table itself.
        refers_to_key: the name of the key's column there.
        property: the IRI of the RDF property that it was read from.
        language: the language of its texts, where it is one.
    """

    name: str
    type: ColumnType
    title: Bilingual
    description: Bilingual | None
    required: bool
    slug_of: str | None
    refers_to: str | None
    refers_to_key: str | None
    property: str | None
    language: Language | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: of small letters and underscores.
        title: its name for people.
        description: what a row is.
        key: names of the columns that together are different in every row.
        columns: in their order.
        search: names of the columns whose words are searched.
        by_instrument: whether its query is asked for some instruments at a time.
        where: the SPARQL pattern that fills it.
    """

    name: str
    title: Bilingual
    description: Bilingual
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    search: tuple[str, ...]
    by_instrument: bool
    where: str

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that are foreign keys."""
        return tuple(column for column in self.columns if column.refers_to)

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of its query; of a query asked by instrument, the instrument is the first."""
        read = [column.name for column in self.columns if column.slug_of is None]
        return tuple(dict.fromkeys([INSTRUMENT, *read] if self.by_instrument else read))

    def query(self, instruments: Iterable[str] = ()) -> str:
        """The SELECT query, of these instruments where it is asked by instrument."""
        values = f"VALUES ?{INSTRUMENT} {{ {' '.join(f'<{iri}>' for iri in instruments)} }}"
        variables = " ".join(f"?{name}" for name in self.variables)
        prefixes = "".join(f"PREFIX {name}: <{space.base}>\n" for name, space in _PREFIXES.items())
        asked = f"{values}\n" if self.by_instrument else ""
        return f"{prefixes}SELECT DISTINCT {variables} WHERE {{\n{asked}{iris.rebase(self.where)}}}"


class _Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: Bilingual
    type: ColumnType = "text"
    description: Bilingual | None = None
    slug_of: Name | None = None
    refers_to: Name | None = None
    property: Annotated[str, Meta(pattern=r"^[a-z]+:[A-Za-z]+$")] | None = None


class _Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name
    title: Bilingual
    description: Bilingual
    key: tuple[Name, ...]
    columns: tuple[Name, ...]
    where: str
    required: tuple[Name, ...] = ()
    search: tuple[Name, ...] = ()
    by_instrument: bool = False


class _Definition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    columns: dict[Name, _Column]
    tables: tuple[_Table, ...]


@cache
def load_tables(path: Path | None = None) -> tuple[Table, ...]:
    """Every table, from a file or from the one that is shipped.

    Raises:
        RecueilError: the file does not parse, or a name in it is that of no column or table.
    """
    place = path or data_folder() / "tables.yaml"
    definition = read_yaml(place, _Definition)
    keys = {table.name: table.key for table in definition.tables}
    for name in _unknown_names(definition, keys):
        raise RecueilError(
            _("{name} is no column, or no key of a table").format(name=repr(name)),
            where=str(place),
            do=_("correct this field"),
        )
    return tuple(_table(table, definition.columns, keys) for table in definition.tables)


def _unknown_names(definition: _Definition, keys: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for table in definition.tables:
        known = set(table.columns) & set(definition.columns)
        slugs = [definition.columns[name].slug_of for name in known]
        named = [*table.columns, *table.key, *table.required, *table.search, *slugs]
        yield from (name for name in named if name is not None and name not in known)
    for column in definition.columns.values():
        if column.refers_to is not None and len(keys.get(column.refers_to, ())) != 1:
            yield column.refers_to


def _table(table: _Table, columns: dict[str, _Column], keys: dict[str, tuple[str, ...]]) -> Table:
    required = {*table.key, *table.required}
    required |= {name for name in table.columns if columns[name].slug_of in required}
    return Table(
        name=table.name,
        title=table.title,
        description=table.description,
        key=table.key,
        columns=tuple(_column(name, columns[name], table, required, keys) for name in table.columns),
        search=table.search,
        by_instrument=table.by_instrument,
        where=table.where,
    )


def _column(name: str, column: _Column, table: _Table, required: set[str], keys: dict[str, tuple[str, ...]]) -> Column:
    prefix, _colon, local = (column.property or "").partition(":")
    ending = name.rpartition("_")[2]
    refers_to = None if table.name == column.refers_to and table.key == (name,) else column.refers_to
    return Column(
        name=name,
        type=column.type,
        title=column.title,
        description=column.description,
        required=name in required,
        slug_of=column.slug_of,
        refers_to=refers_to,
        refers_to_key=keys[refers_to][0] if refers_to else None,
        property=f"{_PREFIXES[prefix].base}{local}" if local else None,
        language=next((language for language in LANGUAGES if language == ending), None),
    )
