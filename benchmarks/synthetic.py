"""Write N synthetic instruments as records: the same for the same number, about as full as real ones.

Each instrument has an English sheet (1 to 6 departments, a few of them on most sheets; 1 to 12 states, 2 to 6 dated
events, themes, evidence with offsets) and mostly a French one or a French catalogue title, so that most labels are in
both languages. One in three has an older sheet besides, with a part of the departments and sometimes another form; one
in five has a number in another list, and another one depends on it. Two departments meet on one theme only. Dates are
random, so that many of them look wrong to the rules.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from recueil_kg.authorities import Authority, Both, Identifier, NameInUse, load_authorities
from recueil_kg.i18n import Language
from recueil_kg.model.records import (
    Classified,
    Event,
    NamedBody,
    Participant,
    Printed,
    Relation,
    RelationKind,
    Responsibility,
    Source,
    SourceRecord,
    Span,
)
from recueil_kg.model.yaml_form import write_yaml
from recueil_kg.resources import data_folder
from recueil_kg.vocabularies import Concept, load_vocabulary

_EVENTS = ("signature", "ratification", "entry-into-force", "amendment", "renewal", "adoption", "expiry", "withdrawal")
_OF_CANADA = frozenset({"signature", "ratification", "entry-into-force"})
_DEPENDS: tuple[RelationKind, ...] = ("protocol-to", "amends", "adopted-under", "part-of")
_TYPES = ("multilateral", "bilateral", "canada-united-states")
_FORMS = ("legally-binding-treaty", "memorandum-of-understanding", "cooperative-arrangement")
_PARTIES = (1, 2, 2, 2, 3, 3, 4, 12)
_BODIES = frozenset({"working-group", "committee", "commission", "council", "secretariat"})


def write_records(folder: Path, count: int) -> None:
    """Records of `count` instruments below `folder/records`, beside the shipped authorities and some of their own."""
    shutil.copytree(data_folder() / "authorities", folder / "authorities")
    chance = random.Random(count)
    known = _Known()
    for number in range(count):
        place = folder / "records" / _slug(number)
        place.mkdir(parents=True)
        for record in _records(number, chance, known):
            (place / f"{record.source.id}.yaml").write_text(write_yaml(record), "utf-8")
    (folder / "authorities" / "synthetic.yaml").write_text(
        write_yaml([_depended_on(n) for n in range(0, count, 5)]), "utf-8"
    )


def _depended_on(number: int) -> Authority:
    """What another instrument depends on must be known; it has a number in another list, too."""
    name = Both(en=f"Synthetic Agreement {number}", fr=f"Accord synthétique {number}")
    return Authority(
        id=_slug(number),
        kind="instrument",
        names=(NameInUse(name=name),),
        codes=(Identifier(system="ieadb", value=f"{number:06}"),),
    )


class _Known:
    """What sheets may name: the shipped authorities and themes."""

    def __init__(self) -> None:
        entries = load_authorities().all()
        *self.departments, one, other = [entry for entry in entries if entry.kind == "department"]
        self.pair = [one, other]
        self.states = [entry for entry in entries if entry.kind == "state"]
        self.others = [entry for entry in entries if entry.kind in {"foreign-ministry", "international-organization"}]
        self.bodies = [entry for entry in entries if entry.kind in _BODIES]
        self.themes = load_vocabulary().concepts("theme")
        self.frequent = [1 / (rank + 1) for rank in range(len(self.departments))]


class _Sheet:
    """Gives each printed part the next place in the sheet's text."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.places = iter(range(0, 100_000, 100))

    def at(self, words: str) -> Span:
        start = next(self.places)
        return Span(start, start + len(words))

    def name(self, entry: Authority) -> str:
        return entry.current_name.name.in_language(self.language) or entry.id

    def classified(self, concept: Concept) -> Classified:
        words = concept.preferred[self.language]
        return Classified(printed=words, at=self.at(words), concept=concept.notation)

    def responsibilities(self, chosen: Sequence[Authority]) -> tuple[Responsibility, ...]:
        return tuple(
            Responsibility(
                printed=self.name(entry),
                at=self.at(self.name(entry)),
                role="partner" if index else "lead",
                institution=entry.id,
            )
            for index, entry in enumerate(chosen)
        )

    def event(self, kind: str, date: str) -> Event:
        words = f"{kind} by Canada {date}" if self.language == "en" else f"{kind} par le Canada {date}"
        return Event(
            printed=words,
            at=self.at(words),
            type=kind,
            scope="canada" if kind in _OF_CANADA else "unstated",
            date=date,
            date_printed=date,
        )


def _slug(number: int) -> str:
    return f"synthetic-{number:06}"


def _records(number: int, chance: random.Random, known: _Known) -> Iterator[SourceRecord]:
    """The instrument's sheets, and a French title where there is no French sheet."""
    pair = number % 500 == 7
    departments = known.pair if pair else _chosen(chance, known)
    dates = {kind: _date(chance) for kind in chance.sample(_EVENTS, chance.randint(2, 6))}
    themes = known.themes[:1] if pair else chance.sample(known.themes, chance.randint(1, 5))
    english = _Sheet("en")
    yield SourceRecord(
        **_head(number, english, "2022-02", chance),
        responsibilities=english.responsibilities(departments),
        participants=tuple(_participants(english, chance, known)),
        themes=tuple(english.classified(theme) for theme in themes),
        events=(*(english.event(kind, date) for kind, date in dates.items()), *_meetings(number, english)),
        relations=tuple(_relations(number, english)),
        bodies=tuple(_bodies(number, english, chance, known)),
        unread=(Printed(printed="PDF; 618 KB", at=english.at("PDF; 618 KB")),) if number % 20 == 0 else (),
    )
    if number % 3 == 0:
        older = _Sheet("en")
        yield SourceRecord(
            **_head(number, older, "2018-10", chance),
            responsibilities=older.responsibilities(departments[: 1 + len(departments) // 2]),
            events=tuple(older.event(kind, date) for kind, date in dates.items() if kind != "expiry"),
        )
    if number % 2 == 0:
        french = _Sheet("fr")
        yield SourceRecord(
            **_head(number, french, "2022-02", chance),
            responsibilities=french.responsibilities(departments),
            events=tuple(french.event(kind, date) for kind, date in dates.items()),
        )
    elif number % 10 != 9:
        yield SourceRecord(
            instrument=_slug(number),
            source=Source(id="catalogue-title.fr", kind="catalogue-title", language="fr"),
            title=Printed(printed=f"Accord synthétique {number} sur l'environnement"),
        )


def _head(number: int, sheet: _Sheet, edition: str, chance: random.Random) -> dict[str, Any]:
    """What every sheet says first; an older edition sometimes prints another form."""
    words = "Synthetic Agreement {} on the Environment", "Accord synthétique {} sur l'environnement"
    title = words[sheet.language == "fr"].format(number)
    vocabulary = load_vocabulary()
    type_ = vocabulary.concept("type", _TYPES[number % len(_TYPES)])
    form = vocabulary.concept("form", _FORMS[(number % 7 + (edition == "2018-10" and number % 9 == 0)) % len(_FORMS)])
    assert type_ is not None
    assert form is not None
    return {
        "instrument": _slug(number),
        "source": Source(
            id=f"{edition}.{sheet.language}",
            kind="fact-sheet",
            language=sheet.language,
            edition=edition,
            layout=f"L{chance.randint(1, 3)}",
            text_sha256="0" * 64,
        ),
        "title": Printed(printed=title, at=sheet.at(title)),
        "type": sheet.classified(type_),
        "form": sheet.classified(form),
    }


def _chosen(chance: random.Random, known: _Known) -> list[Authority]:
    """1 to 6 departments; as in reality, a few are named on most sheets and many on few."""
    drawn = chance.choices(known.departments, known.frequent, k=chance.randint(1, 6))
    return list(dict.fromkeys(drawn))


def _date(chance: random.Random) -> str:
    """A day; one in five is known to the year only."""
    year = chance.randint(1950, 2021)
    return f"{year}" if chance.random() < 0.2 else f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _participants(sheet: _Sheet, chance: random.Random, known: _Known) -> Iterator[Participant]:
    for entry in chance.sample(known.states, chance.choice(_PARTIES)):
        yield Participant(printed=sheet.name(entry), at=sheet.at(sheet.name(entry)), state=entry.id)
    if chance.random() < 0.2:
        entry = chance.choice(known.others)
        yield Participant(printed=sheet.name(entry), at=sheet.at(sheet.name(entry)), institution=entry.id)
    if chance.random() < 0.05:
        yield Participant(printed="Arctic States", at=sheet.at("Arctic States"))


def _meetings(number: int, sheet: _Sheet) -> Iterator[Event]:
    if number % 25 == 0:
        yield Event(
            printed="meets yearly", at=sheet.at("meets yearly"), type="meeting", scope="unstated", recurrence="yearly"
        )


def _relations(number: int, sheet: _Sheet) -> Iterator[Relation]:
    if number % 5 == 1:
        words = f"Synthetic Agreement {number - 1}"
        kind = _DEPENDS[number // 5 % len(_DEPENDS)]
        yield Relation(printed=words, at=sheet.at(words), relation=kind, instrument=_slug(number - 1))


def _bodies(number: int, sheet: _Sheet, chance: random.Random, known: _Known) -> Iterator[NamedBody]:
    if number % 4 == 0:
        entry = chance.choice(known.bodies)
        yield NamedBody(printed=sheet.name(entry), at=sheet.at(sheet.name(entry)), body=entry.id)
