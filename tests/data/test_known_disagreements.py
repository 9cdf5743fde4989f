"""What sources really say differently, error or not, is kept apart: nothing was repaired on the way in."""

from __future__ import annotations

from pathlib import Path

import pytest

from recueil_kg.model.records import SourceRecord

Records = dict[Path, SourceRecord]


def _record(records: Records, instrument: str, source: str) -> SourceRecord:
    return records[Path(instrument) / f"{source}.yaml"]


def _dates(record: SourceRecord, type_: str, scope: str | None = None) -> list[str | None]:
    return [
        event.date
        for event in record.events
        if event.type == type_ and (scope is None or event.scope == scope) and event.of is None
    ]


def _named(record: SourceRecord, role: str) -> list[str]:
    return [item.printed for item in record.responsibilities if item.role == role]


def test_the_montreal_protocols_partner_is_called_differently_in_2016(records: Records) -> None:
    assert _named(_record(records, "montreal-protocol", "2016-01.en"), "partner") == [
        "Department of Foreign Affairs, Trade and Development"
    ]
    for edition in ("2017-02.en", "2022-02.en"):
        assert _named(_record(records, "montreal-protocol", edition), "partner") == ["Global Affairs Canada"]


def test_the_montreal_protocol_has_four_amendments_in_2016_and_five_in_2017(records: Records) -> None:
    counts = {
        edition: sum(event.type == "amendment" for event in _record(records, "montreal-protocol", edition).events)
        for edition in ("2016-01.en", "2017-02.en")
    }
    assert counts == {"2016-01.en": 4, "2017-02.en": 5}


def test_the_french_sheet_of_the_biodiversity_convention_swaps_day_and_month(records: Records) -> None:
    sheet = _record(records, "cbd", "2022-02.fr")
    page = _record(records, "cbd", "government-page.en")
    assert (_dates(sheet, "signature"), _dates(sheet, "ratification")) == (["1992-11-06"], ["1992-04-12"])
    assert (_dates(page, "signature"), _dates(page, "ratification")) == (["1992-06-11"], ["1992-12-04"])


def test_the_paris_agreement_comes_into_force_in_the_year_3016(records: Records) -> None:
    assert _dates(_record(records, "paris-agreement", "2018-10.en"), "entry-into-force") == ["3016-11-04"]
    assert _dates(_record(records, "paris-agreement", "2020-01.en"), "entry-into-force", "international") == [
        "2016-11-04"
    ]


def test_the_climate_conventions_title_changes_a_word_between_editions(records: Records) -> None:
    titles = []
    for edition in ("2018-10.en", "2020-01.en"):
        title = _record(records, "unfccc", edition).title
        titles.append(title.printed if title else None)
    assert titles == [
        "United Nation Framework Convention on Climate Change and its Paris Agreement",
        "United Nation Framework Convention on Climate Change and the Paris Agreement",
    ]


def test_the_agreement_with_jordan_is_ratified_three_years_earlier_in_french(records: Records) -> None:
    assert _dates(_record(records, "canada-jordan-environment", "2022-02.en"), "ratification") == ["2012-06-29"]
    assert _dates(_record(records, "canada-jordan-environment", "2022-02.fr"), "ratification") == ["2009-06-29"]


def test_the_ice_service_ends_in_2020_in_french_and_in_2030_in_english(records: Records) -> None:
    english = _record(records, "north-american-ice-service", "2022-02.en")
    french = _record(records, "north-american-ice-service", "2020-01.fr")
    assert _dates(english, "expiry") == ["2030-06"]
    assert _dates(french, "expiry") == ["2020-06-15"]
    assert _dates(english, "ratification") == [None]


def test_the_agreement_with_panama_is_signed_on_two_days(records: Records) -> None:
    assert _dates(_record(records, "canada-panama-environment", "2022-02.en"), "signature") == ["2010-05-24"]
    assert _dates(_record(records, "canada-panama-environment", "government-page.en"), "signature") == ["2010-05-14"]


def test_the_weather_memorandum_of_2008_is_signed_on_two_days(records: Records) -> None:
    assert _dates(_record(records, "canada-us-weather-climate-mou", "2016-01.fr"), "signature") == ["2008-01-18"]
    assert _dates(_record(records, "canada-us-weather-climate-mou", "other-public-source.en"), "signature") == [
        "2008-01-21"
    ]


def test_one_sheet_has_two_lists_of_partners_in_two_shapes(records: Records) -> None:
    assert _named(_record(records, "ballast-water-convention", "2022-02.en"), "partner") == [
        "Environment and Climate Change Canada",
        "Department of Fisheries and Oceans",
    ]
    assert _named(_record(records, "ballast-water-convention", "undated.en.pdf"), "partner") == [
        "Department of Fisheries and Oceans"
    ]


def test_mercury_is_not_yet_regulated_in_2017(records: Records) -> None:
    older = _record(records, "minamata-convention", "2017-04.en")
    newer = _record(records, "minamata-convention", "2022-07.en")
    assert [event.printed for event in older.events] == ["Treaty is not in force internationally."]
    assert _named(older, "partner") == ["Indigenous and Northern Affairs Canada"]
    assert _dates(newer, "entry-into-force") == ["2017-08-16", "2017-08-16"]
    assert "In force in CanadaL August 16, 2017" in [event.printed for event in newer.events]


def test_two_protocols_of_one_convention_have_different_categories(records: Records) -> None:
    categories = {
        instrument: [item.concept for item in _record(records, instrument, source).categories]
        for instrument, source in (("lrtap-pops-1998", "2022-02.en"), ("gothenburg-protocol", "2018-10.en"))
    }
    assert categories == {"lrtap-pops-1998": ["chemicals-wastes"], "gothenburg-protocol": ["air"]}


def test_a_heading_names_the_protocol_where_the_sheet_is_of_the_convention(records: Records) -> None:
    sheet = _record(records, "london-convention-1972", "2022-02.fr")
    assert sheet.short_title is not None
    assert sheet.short_title.printed.endswith("Protocole de Londres")
    assert sheet.title is not None
    assert sheet.title.printed.endswith("(la Convention de Londres)")


def test_canada_accedes_to_the_london_convention_in_a_year_and_in_a_month(records: Records) -> None:
    assert _dates(_record(records, "london-convention-1972", "2022-02.en"), "accession") == ["1975"]
    assert _dates(_record(records, "london-convention-1972", "2022-02.fr"), "accession") == ["1975-11"]


@pytest.mark.parametrize(
    ("instrument", "source", "type_", "scope", "date"),
    [
        ("cites", "2022-02.en", "entry-into-force", "canada", "1975-07-09"),
        ("cites", "government-page.en", "entry-into-force", "canada", "1975-07-03"),
        ("london-protocol-1996", "2022-02.fr", "adoption", "international", "1996-11-08"),
        ("london-protocol-1996", "other-public-source.fr", "adoption", "international", "1996-11-07"),
        ("ramsar-convention", "2022-02.fr", "ratification", "canada", "1981-01-15"),
        ("ramsar-convention", "government-page.en", "accession", "canada", "1981-01-15"),
        ("basel-convention", "2022-02.en", "entry-into-force", "canada", "1992-05-05"),
        ("basel-convention", "2022-02.en", "ratification", "canada", "1992-08-28"),
        ("canada-us-souris-agreement", "2022-02.fr", "signature", "unstated", "1989-10-26"),
        ("canada-us-souris-agreement", "ieadb.en", "signature", "unstated", "1989-10-24"),
        ("gef", "government-page-2.en", "establishment", "unstated", "1990"),
        ("gef", "government-page-3.en", "establishment", "unstated", "1991"),
        ("rotterdam-convention", "other-public-source.fr", "entry-into-force", "international", "2004-02-24"),
        ("rotterdam-convention", "other-public-source.en", "entry-into-force", "international", "2004-02-23"),
        ("industrial-accidents-convention", "other-public-source.en", "adoption", "international", "1992-03-17"),
        ("industrial-accidents-convention", "other-public-source-2.en", "adoption", "international", "1992-05-07"),
        ("hac-nature-people", "other-public-source.en", "launch", "unstated", "2021-01-11"),
        ("hac-nature-people", "other-public-source-2.en", "launch", "unstated", "2019"),
        ("humane-trapping-standards", "2022-07.fr", "ratification", "canada", "1999-05-31"),
        ("humane-trapping-standards", "other-public-source-2.fr", "ratification", "canada", "1999-06"),
        ("canada-us-migratory-birds-convention", "government-page.en", "entry-into-force", "canada", "1916-12-16"),
        ("unccd", "2018-10.en", "entry-into-force", "canada", "1995"),
        ("unccd", "2018-10.en", "entry-into-force", "international", "1996"),
    ],
)
def test_each_source_keeps_its_own_date(
    records: Records, instrument: str, source: str, type_: str, scope: str, date: str
) -> None:
    assert date in _dates(_record(records, instrument, source), type_, scope)


def test_the_form_of_the_weather_convention_gains_and_loses_a_hyphen(records: Records) -> None:
    forms = []
    for edition in ("2018-10.en", "2022-02.en"):
        form = _record(records, "wmo-convention", edition).form
        forms.append(form.printed if form else None)
    assert forms == ["Legally-binding treaty", "Legally binding treaty"]


def test_misprints_stand_as_printed(records: Records) -> None:
    edition = _record(records, "canada-us-polar-bear-mou", "2022-07.fr").edition
    assert edition is not None
    assert edition.printed == "Juilet 2022"
    assert "Départment de l’intérieur des États-Unis" in _named(
        _record(records, "canada-us-polar-bear-mou", "2022-07.fr"), "partner"
    )
    assert [event.printed for event in _record(records, "canada-jordan-environment", "2022-02.fr").events] == [
        "Ratifié par le Canada le 29 juin 2009",
        "Entrée en en vigueur",
    ]
