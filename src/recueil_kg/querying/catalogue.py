"""The catalogue: each `queries/*.rq` is a runnable query whose header says, in both languages, what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.model.refusals import refused_value
from recueil_kg.resources import queries_folder

ParameterType = Literal[
    "institution", "instrument", "state", "concept", "date", "year", "edition", "language", "text", "integer"
]


Group = Literal[
    "bodies",
    "editions",
    "events",
    "in-force",
    "linked-data",
    "provenance",
    "quality",
    "responsibility",
    "themes",
    "who-with-whom",
]
GROUPS: dict[Group, Bilingual] = {
    "bodies": Bilingual("Working groups and other bodies", "Groupes de travail et autres organes"),
    "editions": Bilingual("From edition to edition", "D’une édition à l’autre"),
    "events": Bilingual("What happened when", "Ce qui s’est passé, et quand"),
    "in-force": Bilingual("What is in force", "Ce qui est en vigueur"),
    "linked-data": Bilingual("With other data on the web", "Avec d’autres données du web"),
    "provenance": Bilingual("Where a fact comes from", "D’où vient un fait"),
    "quality": Bilingual("What the sources get wrong", "Ce que les sources disent mal"),
    "responsibility": Bilingual("Who leads and who partners", "Qui dirige et qui est partenaire"),
    "themes": Bilingual("Themes, categories and forms", "Thèmes, catégories et formes"),
    "who-with-whom": Bilingual("With which countries and institutions", "Avec quels pays et quelles institutions"),
}
"""The parts of the catalogue, with their headings."""


class Parameter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A parameter: its type, what it means, the value it has by default (None: any), and an example."""

    name: str
    type: ParameterType
    label: Bilingual
    default: str | None = None
    example: str
    scheme: str | None = None


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of the answer."""

    name: str
    label: Bilingual


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the `#+` lines of a query file say.

    A question with `services` is federated: it asks those addresses too, and is off until each is allowed.
    """

    title: Bilingual
    question: Bilingual
    group: Group
    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue: its name (the file's), its header, and its query as written."""

    name: str
    header: Header
    text: str


def load_question(name: str) -> Question:
    """One question by its name.

    Raises:
        RecueilError: there is none of that name; the closest ones are named.
    """
    from difflib import get_close_matches

    paths = {path.stem: path for path in _files()}
    if name not in paths:
        close = ", ".join([*get_close_matches(name, paths, n=3, cutoff=0.4), "recueil-kg query --list"])
        raise RecueilError(_("there is no question {name}").format(name=name), do=_("see {close}").format(close=close))
    return _read(paths[name])


def load_catalogue() -> tuple[Question, ...]:
    """Every question, by group and name."""
    questions = [_read(path) for path in _files()]
    return tuple(sorted(questions, key=lambda question: (question.header.group, question.name)))


def _files() -> Sequence[Path]:
    return sorted(queries_folder().glob("*.rq"))


def _read(path: Path) -> Question:
    text = iris.rebase(path.read_text("utf-8"))
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = msgspec.convert(yaml.safe_load("\n".join(lines)), Header)
    except msgspec.ValidationError as error:
        field, what, do = refused_value(error, Header)
        raise RecueilError(f"{field}: {what}" if field else what, where=str(path), do=do) from None
    except yaml.YAMLError as error:
        what = " ".join(str(error).split())
        raise RecueilError(what, where=f"{path}:1", do=_("correct the query's header")) from None
    return Question(path.stem, header, text)
