"""How an instrument is classified: category, theme, type, form and legal nature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.graph.consolidation.conclusions import Conclusions, Statement
from recueil_kg.graph.consolidation.standing import weightiest_that_state
from recueil_kg.graph.namespaces import RK, A, QuadWriter
from recueil_kg.model.records import Classified, SourceRecord
from recueil_kg.vocabularies import load_vocabulary


@dataclass(frozen=True, slots=True)
class _Scheme:
    """A concept scheme that instruments are classified by.

    Attributes:
        name: the scheme's.
        property: states a concept of it of an instrument.
        values: what a record says.
        field: the sheet's field that disagreements are about.
        path: the record's field of a value, by its place among them.
    """

    name: str
    property: NamedNode
    values: Callable[[SourceRecord], Sequence[Classified]]
    field: str
    path: Callable[[int], str]

    def stated(self, record: SourceRecord) -> list[Statement]:
        """The values of a record that name a concept."""
        return [
            Statement(record, self.path(index), item.concept)
            for index, item in enumerate(self.values(record))
            if item.concept
        ]


def _one(value: Classified | None) -> tuple[Classified, ...]:
    return (value,) if value else ()


_CATEGORY = _Scheme(
    "category", RK.category, lambda record: record.categories, "category", lambda index: f"categories[{index}]"
)
_THEME = _Scheme("theme", RK.theme, lambda record: record.themes, "theme", lambda index: f"themes[{index}]")
_TYPE = _Scheme("type", RK.instrumentType, lambda record: _one(record.type), "type", lambda _index: "type")
_FORM = _Scheme("form", RK.form, lambda record: _one(record.form), "form", lambda _index: "form")
_LEGAL_NATURE = _Scheme(
    "legal-nature",
    RK.legalNature,
    lambda record: _one(record.legal_nature),
    "form",
    lambda _index: "legal_nature",
)


_SCHEMES = (_CATEGORY, _THEME, _TYPE, _FORM, _LEGAL_NATURE)


def conclude_classifications(about: Conclusions) -> None:
    """State the concepts that the weightiest sources name in each scheme, and a theme where none names one."""
    for scheme in _SCHEMES:
        best = weightiest_that_state(about.records, scheme.stated)
        stated = [item for record in best for item in scheme.stated(record)]
        concluded = dict.fromkeys(item.value for item in stated)
        for notation in concluded:
            about.add(about.instrument, scheme.property, NamedNode(iris.concept(scheme.name, notation)))
        if scheme is _FORM and "legally-binding-treaty" in concluded:
            about.add(about.instrument, A, RK.Treaty)
        if scheme is not _THEME and best:
            _set_others_aside(about, scheme, best[0], stated)
            about.set_languages_apart(scheme.field, stated, united=scheme is _CATEGORY)
    _conclude_theme_where_none_is_named(about)


def _set_others_aside(about: Conclusions, scheme: _Scheme, winner: SourceRecord, stated: Sequence[Statement]) -> None:
    concluded = {item.value for item in stated}
    aside = [
        (record, item.node) for record in about.records for item in scheme.stated(record) if item.value not in concluded
    ]
    if aside:
        about.set_aside(iris.concept("field", scheme.field), winner, [item.node for item in stated], aside)


def _conclude_theme_where_none_is_named(about: Conclusions) -> None:
    """The theme that the category is; failing that, the themes that the authority entry chooses."""
    if any(_THEME.stated(record) for record in about.records):
        return
    best = weightiest_that_state(about.records, _CATEGORY.stated)
    categories = {item.value for record in best for item in _CATEGORY.stated(record)}
    of_category = [theme.notation for theme in load_vocabulary().concepts("theme") if theme.category in categories]
    write_themes(about.writer, about.instrument, of_category, about.entry.themes if about.entry else ())


def write_themes(
    writer: QuadWriter, instrument: NamedNode, of_category: Sequence[str], assigned: Sequence[str]
) -> None:
    """State the themes of an instrument for which no source names one, and the rule that gives them."""
    rule = "theme-of-category" if of_category else "theme-assigned"
    for notation in of_category or assigned:
        writer.add(instrument, RK.theme, NamedNode(iris.concept("theme", notation)))
        writer.add(instrument, RK.themeRule, NamedNode(iris.concept("rule", rule)))
