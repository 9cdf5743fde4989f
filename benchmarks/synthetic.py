"""Write N synthetic instruments as records: the same for the same number, about as full as real ones.

Each instrument has an English sheet (1 to 6 departments, 1 to 30 states, 2 to 6 dated events, themes, evidence with
offsets) and a French catalogue title, so that its labels are in both languages.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from recueil_kg.authorities import load_authorities
from recueil_kg.model.records import (
    Classified,
    Event,
    Participant,
    Printed,
    Responsibility,
    Source,
    SourceRecord,
    Span,
)
from recueil_kg.model.yaml_form import write_yaml
from recueil_kg.resources import data_folder
from recueil_kg.vocabularies import load_vocabulary

_EVENTS = ("signature", "ratification", "entry-into-force", "amendment", "renewal", "adoption")


def write_records(folder: Path, count: int) -> None:
    """Records of `count` instruments below `folder/records`, beside the shipped authorities."""
    shutil.copytree(data_folder() / "authorities", folder / "authorities")
    chance = random.Random(count)
    entries = load_authorities().all()
    departments = [entry for entry in entries if entry.kind == "department"]
    states = [entry for entry in entries if entry.kind == "state"]
    themes = load_vocabulary().concepts("theme")
    for number in range(count):
        slug = f"synthetic-{number:06}"
        place = folder / "records" / slug
        place.mkdir(parents=True)
        at = iter(range(0, 100_000, 100))

        def span(words: str, at: object = at) -> Span:
            start = next(at)  # type: ignore[call-overload]
            return Span(start, start + len(words))

        def printed_name(entry: object) -> str:
            return str(entry.current_name.name.en or entry.id)  # type: ignore[attr-defined]

        title = f"Synthetic Agreement {number} on the Environment"
        events = []
        for kind in chance.sample(_EVENTS, chance.randint(2, 6)):
            day = f"{chance.randint(1950, 2021)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            words = f"{kind} by Canada {day}"
            events.append(Event(printed=words, at=span(words), type=kind, scope="canada", date=day, date_printed=day))
        chosen = chance.sample(departments, chance.randint(1, 6))
        sheet = SourceRecord(
            instrument=slug,
            source=Source(id="2022-02.en", kind="fact-sheet", language="en", edition="2022-02", text_sha256="0" * 64),
            title=Printed(printed=title, at=span(title)),
            type=Classified(printed="Multilateral", at=span("Multilateral"), concept="multilateral"),
            form=Classified(printed="Legally-binding treaty", at=span("x" * 22), concept="legally-binding-treaty"),
            responsibilities=tuple(
                Responsibility(
                    printed=printed_name(entry),
                    at=span(printed_name(entry)),
                    role="partner" if index else "lead",
                    institution=entry.id,
                )
                for index, entry in enumerate(chosen)
            ),
            participants=tuple(
                Participant(printed=printed_name(entry), at=span(printed_name(entry)), state=entry.id)
                for entry in chance.sample(states, chance.randint(1, 30))
            ),
            themes=tuple(
                Classified(printed=theme.preferred["en"], at=span(theme.preferred["en"]), concept=theme.notation)
                for theme in chance.sample(themes, chance.randint(1, 5))
            ),
            events=tuple(events),
        )
        french = SourceRecord(
            instrument=slug,
            source=Source(id="catalogue-title.fr", kind="catalogue-title", language="fr"),
            title=Printed(printed=f"Accord synthétique {number} sur l'environnement"),
        )
        (place / "2022-02.en.yaml").write_text(write_yaml(sheet), "utf-8")
        (place / "catalogue-title.fr.yaml").write_text(write_yaml(french), "utf-8")
