"""What changed between two editions; what was merely not seen is said to be that."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CommandLine

from recueil_kg.auditing.editions import Change, compare_editions, differences
from recueil_kg.errors import RecueilError
from recueil_kg.graph.build import build
from recueil_kg.model.records import (
    Classified,
    Event,
    Printed,
    Relation,
    Responsibility,
    Source,
    SourceRecord,
)
from recueil_kg.model.yaml_form import write_yaml
from recueil_kg.querying.engines import EmbeddedEngine

HASH = "0" * 64
Make = Callable[..., EmbeddedEngine]


@pytest.fixture
def of_records(tmp_path: Path) -> Make:
    """A graph of a few records of real instruments."""

    def make(*records: SourceRecord) -> EmbeddedEngine:
        for record in records:
            folder = tmp_path / "data" / "records" / record.instrument
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{record.source.id}.yaml").write_text(write_yaml(record), "utf-8")
        build(tmp_path / "data", tmp_path / "store", jobs=1)
        return EmbeddedEngine(tmp_path / "store")

    return make


def sheet(instrument: str, source_id: str, *, text: bool = True, **fields: Any) -> SourceRecord:
    edition, _, language = source_id.partition(".")
    source = Source(
        id=source_id,
        kind="fact-sheet",
        language="fr" if language == "fr" else "en",
        edition=edition,
        text_sha256=HASH if text else None,
    )
    return SourceRecord(instrument=instrument, source=source, **fields)


def event(type_: str, date: str | None, scope: Any = "unstated") -> Event:
    return Event(printed=f"{type_} {date}", type=type_, scope=scope, date=date)


def shown(changes: tuple[Change, ...]) -> list[tuple[str, str, str | None, str, str]]:
    return [(item.kind, item.field, item.difference, item.before, item.after) for item in changes]


def test_a_changed_date_is_of_meaning_and_a_changed_spelling_of_wording(of_records: Make) -> None:
    engine = of_records(
        sheet(
            "cbd",
            "2018-10.en",
            form=Classified(printed="Legally-binding treaty", concept="legally-binding-treaty"),
            events=(event("entry-into-force", "3016-11-04", "international"),),
        ),
        sheet(
            "cbd",
            "2022-02.en",
            form=Classified(printed="Legally binding treaty", concept="legally-binding-treaty"),
            events=(event("entry-into-force", "2016-11-04", "international"),),
        ),
    )
    assert shown(compare_editions(engine, "2018-10", "2022-02")) == [
        (
            "changed",
            "entry-into-force international",
            "meaning",
            "entry-into-force 3016-11-04",
            "entry-into-force 2016-11-04",
        ),
        ("changed", "form", "wording", "Legally-binding treaty", "Legally binding treaty"),
    ]


def test_a_partner_that_a_text_at_hand_no_longer_prints_is_a_change_and_else_is_not_noted(of_records: Make) -> None:
    partner = Responsibility(printed="Global Affairs Canada", role="partner", institution="gac")
    lead = Responsibility(printed="Environment Canada", role="lead", institution="eccc")
    engine = of_records(
        sheet("cbd", "2018-10.en", responsibilities=(lead, partner)),
        sheet("cbd", "2020-01.en", responsibilities=(lead,)),
        sheet("cbd", "2022-02.en", text=False, responsibilities=(lead,)),
    )
    assert shown(compare_editions(engine, "2018-10", "2020-01")) == [
        ("changed", "partner", "meaning", "Global Affairs Canada", "")
    ]
    noted = compare_editions(engine, "2018-10", "2022-02")
    assert shown(noted) == [("changed", "partner", "not-noted", "Global Affairs Canada", "")]
    assert differences(noted) == []


def test_languages_are_compared_by_meaning_where_no_sheet_of_one_language_is_in_both(of_records: Make) -> None:
    lead = Responsibility(printed="Environment Canada", role="lead", institution="eccc")
    engine = of_records(
        sheet("cbd", "2018-10.en", title=Printed(printed="Convention"), responsibilities=(lead,)),
        sheet(
            "cbd",
            "2022-02.fr",
            title=Printed(printed="La Convention"),
            responsibilities=(Responsibility(printed="Environnement Canada", role="lead", institution="eccc"),),
        ),
    )
    assert compare_editions(engine, "2018-10", "2022-02") == ()


def test_what_came_and_went_between_editions_is_told_from_what_was_not_seen(of_records: Make) -> None:
    title = Printed(printed="Title")
    engine = of_records(
        sheet("cbd", "2018-10.en", title=title),
        sheet("cites", "2022-02.en", title=title),
        sheet("paris-agreement", "2022-02.en", title=title, events=(event("signature", "2019", "canada"),)),
        sheet("unccd", "2018-10.en", title=title, events=(event("expiry", "2020-06-15"),)),
        sheet("naaec-1993", "2018-10.en", title=title),
        sheet(
            "cusma-environmental-cooperation-agreement",
            "2022-02.en",
            title=title,
            events=(event("signature", "2018-12-18", "canada"),),
            relations=(Relation(printed="the former agreement", instrument="naaec-1993", relation="replaces"),),
        ),
    )
    found = {
        item.instrument: (item.kind, item.before, item.after) for item in compare_editions(engine, "2018-10", "2022-02")
    }
    assert found == {
        "cbd": ("not-seen", "2018-10", ""),
        "cites": ("not-seen", "", "2022-02"),
        "paris-agreement": ("added", "", "2019-01-01"),
        "unccd": ("expired", "2018-10", "2020-06-15"),
        "naaec-1993": ("removed", "2018-10", "the former agreement"),
        "cusma-environmental-cooperation-agreement": ("added", "", "2018-12-18"),
    }
    complete = {item.instrument: item.kind for item in compare_editions(engine, "2018-10", "2022-02", complete=True)}
    assert (complete["cbd"], complete["cites"]) == ("removed", "added")


def test_what_was_not_in_force_and_then_is_has_changed(of_records: Make) -> None:
    engine = of_records(
        sheet("minamata-convention", "2017-04.en", events=(event("not-in-force", None, "international"),)),
        sheet("minamata-convention", "2022-07.en", events=(event("entry-into-force", "2017-08-16", "international"),)),
    )
    (change,) = compare_editions(engine, "2017-04", "2022-07")
    assert (change.field, change.difference) == ("entry-into-force international", "meaning")


@pytest.mark.parametrize(
    ("first", "second", "instrument", "before", "after"),
    [
        ("2018-10", "2020-01", "paris-agreement", "November 4, 3016", "November 4, 2016"),
        ("2018-10", "2020-01", "unfccc", "and its Paris Agreement", "and the Paris Agreement"),
        ("2018-10", "2022-02", "wmo-convention", "Legally-binding treaty", "Legally binding treaty"),
        ("2016-01", "2022-02", "montreal-protocol", "Department of Foreign Affairs", "Global Affairs Canada"),
        ("2017-04", "2022-07", "minamata-convention", "Indigenous and Northern Affairs", "Crown-Indigenous Relations"),
        ("2020-01", "2022-02", "north-american-ice-service", "15 juin 2020", "June 2030"),
    ],
)
def test_a_known_change_between_editions_is_found(
    engine: EmbeddedEngine, first: str, second: str, instrument: str, before: str, after: str
) -> None:
    found = differences(compare_editions(engine, first, second))
    assert any(item.instrument == instrument and before in item.before and after in item.after for item in found)


def test_an_edition_differs_in_nothing_from_itself(engine: EmbeddedEngine) -> None:
    assert differences(compare_editions(engine, "2018-10", "2018-10")) == []


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("1999", "2018-10", "no sheet of the edition 1999 is seen; give two of 2015-01, .*2022-02"),
        ("2022-02", "2018-10", "2022-02 is later than 2018-10; give the earlier edition first"),
    ],
)
def test_editions_that_cannot_be_compared_are_one_line(
    engine: EmbeddedEngine, first: str, second: str, says: str
) -> None:
    with pytest.raises(RecueilError, match=says):
        compare_editions(engine, first, second)


def test_the_verb_prints_a_table_json_or_csv_and_ends_with_1(recueil: CommandLine, built_store: Path) -> None:
    words = ("diff", "2018-10", "2020-01", "--store", built_store)
    assert recueil(*words).code == 1
    listed = json.loads(recueil(*words, "--format", "json").out)
    assert {item["kind"] for item in listed} <= {"added", "expired", "removed", "changed", "not-seen"}
    assert {item["difference"] for item in listed} == {None, "meaning", "wording"}
    rows = list(csv.DictReader(io.StringIO(recueil(*words, "--format", "csv").out)))
    assert len(rows) == len(listed)
    assert len(json.loads(recueil(*words, "--all", "--format", "json").out)) > len(listed)
    assert "non vu" in recueil("--lang", "fr", *words).out
    assert recueil("diff", "2018-10", "2018-10", "--store", built_store).code == 0
