"""Somebody's list of agreements: which column holds what, and each row's title, dates, parties and identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.extraction.calendar import dates_in
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, _
from recueil_kg.model.dates import PartialDate
from recueil_kg.reconciliation.table import Table
from recueil_kg.vocabularies import load_vocabulary

DateKind = Literal["signed", "in-force", "date"]
DATE_KINDS: tuple[DateKind, ...] = ("signed", "in-force", "date")
_WORD = re.compile(r"\w+|°|#")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")
_NO_DATE = frozenset(
    {"", "-", "n/a", "na", "null", "none", "unknown", "?", "s.o.", "inconnu", "inconnue", "0000-00-00"}
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a list keeps what; each by its position.

    Attributes:
        title: the title.
        id: the identifier, if there is one.
        dates: the dates, by kind.
        parties: the parties, in one column or several.
    """

    title: int
    id: int | None = None
    dates: Mapping[DateKind, int] = field(default_factory=dict)
    parties: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An agreement as the list has it.

    Attributes:
        row: its number in the list.
        id: what the list calls it; empty where it has no name for it.
        title: its title.
        dates: as far as they could be read.
        parties: the cells of its parties, as written.
    """

    row: int
    id: str
    title: str
    dates: Mapping[DateKind, PartialDate]
    parties: str


def find_columns(table: Table, chosen: Mapping[str, Sequence[str]]) -> Columns:
    """Which column holds what: as the caller says, or as the headers say by the `list-column` scheme.

    Args:
        table: the list.
        chosen: headers by what their column holds (`title`, `id`, `signed`, `in-force`, `date`, `parties`).

    Raises:
        RecueilError: a header that the list does not have, or no column of titles.
    """
    headers = [_words(header) for header in table.headers]
    found = {
        what: [_position(table, header) for header in names] if (names := chosen.get(what)) else []
        for what in ("title", "id", *DATE_KINDS, "parties")
    }
    taken = {position for positions in found.values() for position in positions}
    for exact in (True, False):
        for what in ("title", *DATE_KINDS, "parties", "id"):
            if found[what] and (what != "parties" or chosen.get(what)):
                continue
            labels = _labels(what)
            for position, words in enumerate(headers):
                several = what == "parties" and not chosen.get(what)
                if position not in taken and (several or not found[what]) and _is_named(words, labels, exact=exact):
                    found[what].append(position)
                    taken.add(position)
    if not found["title"]:
        raise RecueilError(
            _("no column is known as the titles"),
            where=table.name,
            do=_("give --title-column; the columns are: {names}").format(names=", ".join(table.headers)),
        )
    return Columns(
        title=found["title"][0],
        id=found["id"][0] if found["id"] else None,
        dates={kind: found[kind][0] for kind in DATE_KINDS if found[kind]},
        parties=tuple(found["parties"]),
    )


def entries_of(table: Table, columns: Columns) -> Iterator[Entry | RecueilError]:
    """Every row as an entry, or as what is wrong with it; a date that cannot be told is left out, with a remark.

    A remark is an error whose exit code is 0: the row comes after it.
    """
    for number, cells in table.rows:
        where = _("{file}, row {number}").format(file=table.name, number=number)
        if len(cells) > len(table.headers) and any(cells[len(table.headers) :]):
            yield RecueilError(
                _("the row has more cells than the list has columns"), where=where, do=_("quote the cells")
            )
            continue
        title = _cell(cells, columns.title)
        if not title:
            yield RecueilError(_("the row has no title"), where=where, do=_("fill it in, or delete the row"))
            continue
        dates: dict[DateKind, PartialDate] = {}
        for kind, position in columns.dates.items():
            text = _cell(cells, position)
            date = read_date(text)
            if date is not None:
                dates[kind] = date
            elif fold(text) not in _NO_DATE:
                yield RecueilError(
                    _("{text} is no date that can be told: the row is matched without it").format(text=repr(text)),
                    where=where,
                    do=_("write 2008-10-24, or 2008"),
                    exit_code=ExitCode.DONE,
                )
        parties = "; ".join(filter(None, (_cell(cells, position) for position in columns.parties)))
        identifier = _cell(cells, columns.id) if columns.id is not None else ""
        yield Entry(number, identifier, title, dates, parties)


def read_date(text: str) -> PartialDate | None:
    """A date as lists write it: EDTF, words in English or French, 15/04/1972; the year alone where day and month
    could each be the other; None where it is none or more than one.
    """
    folded = _TIME.sub("", fold(text).strip())
    if numeric := _NUMERIC.fullmatch(folded):
        first, second, year = numeric.groups()
        one, other = int(first), int(second)
        if one <= 12 and other <= 12 and one != other:
            return _parsed(year)
        day, month = (other, one) if other > 12 else (one, other)
        return _parsed(f"{year}-{month:02}-{day:02}")
    if compact := _COMPACT.fullmatch(folded):
        return _parsed("-".join(compact.groups()))
    if (date := _parsed(folded.upper())) is not None:
        return date
    found = dates_in(folded, 0, len(folded))
    return found[0].date if len(found) == 1 else None


def _parsed(edtf: str) -> PartialDate | None:
    try:
        return PartialDate.parse(edtf)
    except ValueError:
        return None


def _cell(cells: Sequence[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _position(table: Table, header: str) -> int:
    wanted = fold(header).strip()
    for position, name in enumerate(table.headers):
        if fold(name) == wanted:
            return position
    raise RecueilError(
        _("there is no column {name}").format(name=repr(header)),
        where=table.name,
        do=_("the columns are: {names}").format(names=", ".join(table.headers)),
    )


def _words(header: str) -> str:
    """A header's words, whatever divides them: `Treaty_Name` and `treatyName` are "treaty name"."""
    divided = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("_", " ")
    return " ".join(word for word in _WORD.findall(fold(divided)) if not word.isdigit())


def _labels(what: str) -> list[str]:
    concept = load_vocabulary().concept("list-column", what)
    assert concept is not None, what
    return [_words(label) for language in LANGUAGES for label in concept.labels(language)]


def _is_named(words: str, labels: Sequence[str], *, exact: bool) -> bool:
    return words in labels if exact else any(f" {label} " in f" {words} " for label in labels)
