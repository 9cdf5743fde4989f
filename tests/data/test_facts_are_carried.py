"""What was collected from published sheets is in the records: every date, every department, every official page.

The collection stands beside the checkout, for those who build the project; users do not have it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recueil_kg.model.records import SourceRecord

Records = dict[Path, SourceRecord]
pytestmark = pytest.mark.common_ground

OFFICIAL = ("canada.ca/", ".gc.ca/")


def test_every_instrument_has_a_record(
    rows: list[dict[str, Any]], of_instrument: dict[str, list[SourceRecord]]
) -> None:
    assert {row["id"] for row in rows if row["slug"] not in of_instrument} == set()


def test_every_date_of_a_sheet_is_in_a_record(
    rows: list[dict[str, Any]], of_instrument: dict[str, list[SourceRecord]]
) -> None:
    lost = [
        (row["id"], event["event"], event["date"])
        for row in rows
        if row["evidence"] == "sheet"
        for event in row["status"]
        if event["date"]
        and not any(
            event["date"] in (read.date, read.effective) or str(read.date or "").startswith(f"{event['date']}/")
            for record in of_instrument[row["slug"]]
            for read in record.events
        )
    ]
    assert lost == []


def test_every_lead_and_partner_of_a_sheet_is_in_a_record(
    rows: list[dict[str, Any]], of_instrument: dict[str, list[SourceRecord]]
) -> None:
    lost = [
        (row["id"], field, name)
        for row in rows
        if row["evidence"] == "sheet"
        for field in ("leads", "partners", "leads_fr", "partners_fr")
        for name in row.get(field) or []
        if not any(
            name == item.printed.rstrip(".")
            for record in of_instrument[row["slug"]]
            for item in record.responsibilities
        )
    ]
    assert lost == []


def test_every_title_of_a_sheet_is_in_a_record(
    rows: list[dict[str, Any]], of_instrument: dict[str, list[SourceRecord]]
) -> None:
    lost = [
        (row["id"], field)
        for row in rows
        if row["evidence"] == "sheet"
        for field in ("title_en", "title_fr", "short_title_en", "short_title_fr")
        if row[field]
        and not any(
            title is not None and title.printed == row[field]
            for record in of_instrument[row["slug"]]
            for title in (record.title, record.short_title)
        )
    ]
    assert lost == []


def test_every_official_page_has_a_record(
    rows: list[dict[str, Any]], of_instrument: dict[str, list[SourceRecord]]
) -> None:
    lost = [
        (row["id"], source["url"])
        for row in rows
        for source in row["sources"]
        if source["url"]
        and any(part in source["url"] for part in OFFICIAL)
        and not any(record.source.address == source["url"] for record in of_instrument[row["slug"]])
    ]
    assert lost == []
