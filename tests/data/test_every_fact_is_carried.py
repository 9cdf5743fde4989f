"""Nothing of what was collected is lost on the way into the records: field by field, each with its kind and address.

The collection stands beside the checkout, for those who build the project; users do not have it. Words are compared
without punctuation and case. What is carried elsewhere than in the field of its name is said at its test.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.data.conftest import CALLED_HERE

from recueil_kg.authorities import Authorities
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.records import SourceRecord

Records = dict[Path, SourceRecord]
Row = dict[str, Any]
pytestmark = pytest.mark.common_ground

KIND = {
    "sheet": "fact-sheet",
    "government page": "government-page",
    "catalogue title": "catalogue-title",
    "named in another sheet": "named-in-another-sheet",
    "IEADB": "ieadb",
    "other public source": "other-public-source",
}
DESCRIBED = re.compile(r" ?\((?:descriptive|[^()]*title as reported)\)$|; title as reported")
MONTHS = "January February March April May June July August September October November December".split()
MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _slug(row: Row) -> str:
    return str(row["slug"])


def _edition(printed: str) -> str:
    month, year = printed.split()
    names = [fold(name) for name in MONTHS], [fold(name) for name in MOIS]
    number = next(group.index(fold(month)) + 1 for group in names if fold(month) in group)
    return f"{year}-{number:02}"


@pytest.fixture(scope="module")
def carried(rows: list[Row], of_instrument: dict[str, list[SourceRecord]]) -> list[tuple[Row, list[SourceRecord]]]:
    """Each row with the records of its instrument."""
    return [(row, of_instrument[_slug(row)]) for row in rows]


def _lost(expected: Iterable[str], printed: Iterable[str]) -> Iterator[str]:
    known = {_words(text) for text in printed}
    yield from (text for text in expected if _words(text) not in known)


Carried = list[tuple[Row, list[SourceRecord]]]


def test_every_instrument_of_the_collection_is_here_and_no_record_is_of_another(
    carried: Carried, of_instrument: dict[str, list[SourceRecord]]
) -> None:
    assert len(carried) == 170
    assert len({row["id"] for row, _records in carried}) == 167
    assert {_slug(row) for row, _records in carried} <= set(of_instrument)


@pytest.mark.parametrize(("one", "other"), CALLED_HERE.items())
def test_an_instrument_that_was_found_twice_says_so(authorities: Authorities, one: str, other: str) -> None:
    entry = authorities.instrument(other)
    assert entry is not None
    assert f"Also found as {one}: one instrument." in (entry.note or "")
    assert authorities.instrument(one) is None


def test_each_kind_of_evidence_is_told_apart(carried: Carried) -> None:
    """A record's kind is its own source's: a government page among "other public sources" is a government page."""
    missing = [
        (row["id"], row["evidence"])
        for row, records in carried
        if KIND[row["evidence"]] not in {record.source.kind for record in records}
    ]
    assert [item for item in missing if item[1] != "other public source"] == []
    outside = [row for row, _records in carried if (row["id"], "other public source") in missing]
    assert {r.source.kind for row, records in carried if row in outside for r in records} == {"government-page"}
    sheets = {_slug(row) for row, _records in carried if row["evidence"] == "sheet"}
    read = {_slug(row) for row, records in carried if any(r.source.kind == "fact-sheet" for r in records)}
    assert sheets <= read


def test_every_address_is_that_of_a_source(carried: Carried) -> None:
    lost = [
        (row["id"], source["url"])
        for row, records in carried
        for source in row["sources"]
        if source["url"] and source["url"] not in {record.source.address for record in records}
    ]
    assert lost == []


def test_every_title_is_here(carried: Carried, authorities: Authorities) -> None:
    """Where nothing was printed, the collection describes the instrument: that is its name, and no title."""
    lost = []
    for row, records in carried:
        printed = [title.printed for record in records for title in (record.title, record.short_title) if title]
        entry = authorities.instrument(_slug(row))
        names = [name for language in LANGUAGES for name in entry.all_names(language)] if entry else []
        for field in ("title_en", "title_fr", "short_title_en", "short_title_fr"):
            title = row.get(field) or ""
            described = DESCRIBED.sub(")" if "; title" in title else "", title) != title
            spoken = title.split(" (descriptive)")[0].replace(" (title as reported)", "")
            spoken = spoken.replace("; title as reported", "")
            lost += [(row["id"], field, text) for text in _lost([spoken] if title else [], [*printed, *names])]
            assert described or not title or not list(_lost([title], [*printed, *names])), (row["id"], title)
    assert lost == []


@pytest.mark.parametrize(("field", "of"), [("type", "type"), ("form", "form"), ("subject_category", "categories")])
def test_every_category_type_and_form_is_here(carried: Carried, field: str, of: str) -> None:
    lost = []
    for row, records in carried:
        found = [getattr(record, of) for record in records]
        items = [item for value in found if value for item in (value if isinstance(value, tuple) else (value,))]
        nature = [record.legal_nature.printed for record in records if record.legal_nature]
        for language in LANGUAGES:
            value = row.get(f"{field}_{language}") or []
            wanted = [value] if isinstance(value, str) else value
            lost += [(row["id"], text) for text in _lost(wanted, [*nature, *(item.printed for item in items)])]
    assert lost == []


def test_every_event_is_here_with_its_words_and_its_date(carried: Carried) -> None:
    """The collection keeps eight words, a record as many as it has; a page's own date is a note on the source."""
    lost = []
    for row, records in carried:
        events = [event for record in records for event in record.events]
        notes = " ".join(record.source.note or "" for record in records)
        nature = [record.legal_nature.printed for record in records if record.legal_nature]
        for fact in row["status"]:
            words, date = _words(fact["as_written"]), fact["date"]
            if words.startswith("page"):
                assert date in notes, (row["id"], fact)
                continue
            stated = [
                event
                for event in events
                if words in _words(event.printed)
                or all(_words(part) in _words(event.printed) for part in fact["as_written"].split("..."))
            ]
            dates = {read for event in stated for read in (event.date, event.effective) if read}
            dated = date is None or any(read.rstrip("?").split("/")[0] == date for read in dates)
            if not (stated and dated) and not any(_words(text).split(" et non ")[0] in words for text in nature):
                lost.append((row["id"], fact))
    assert lost == []


def test_every_event_of_another_instrument_names_it(
    carried: Carried, of_instrument: dict[str, list[SourceRecord]], authorities: Authorities
) -> None:
    """It is named on the event; where it is an earlier text of the instrument itself, in the note on the source."""
    lost = []
    for row, records in carried:
        entry = authorities.instrument(_slug(row))
        assert entry is not None
        own = [_words(name) for language in LANGUAGES for name in entry.all_names(language)]
        own += [_words(title.printed) for r in records for title in (r.title, r.short_title) if title]
        notes = _words(" ".join(record.source.note or "" for record in records))
        named = [_words(event.of.printed) for record in records for event in record.events if event.of]
        for fact in row["status"]:
            wanted = _words(fact["instrument"] or "")
            if not any(wanted in text or text in wanted for text in named) and not any(
                wanted in text for text in [*own, notes]
            ):
                lost.append((row["id"], fact["instrument"], fact["as_written"]))
    assert [item for item in lost if item[:2] != ("clc-1992", "1992 CLC")] == []


@pytest.mark.parametrize("field", ["leads", "partners", "leads_fr", "partners_fr"])
def test_every_lead_and_partner_is_here(carried: Carried, authorities: Authorities, field: str) -> None:
    """A name that a French source prints in French can stand in the collection in English: who it is tells."""
    lost = []
    for row, records in carried:
        items = [item for record in records for item in record.responsibilities]
        who = {item.institution for item in items if item.institution}
        unmatched = _lost(row.get(field) or [], [item.printed for item in items])
        lost += [(row["id"], name) for name in unmatched if _who(name, authorities) not in who]
    assert lost == []


def _who(name: str, authorities: Authorities) -> str | None:
    """The slug of the only institution or state of that name."""
    found = {
        entry.id
        for entry in authorities.all()
        if authorities.institution(entry.id) is entry or authorities.state(entry.id) is entry
        if any(_words(name) == _words(known) for language in LANGUAGES for known in entry.all_names(language))
    }
    return found.pop() if len(found) == 1 else None


def test_every_counterparty_is_here(carried: Carried, authorities: Authorities) -> None:
    lost = []
    for row, records in carried:
        items = [item for record in records for item in record.participants]
        who = {slug for item in items for slug in (item.state, item.institution) if slug}
        unmatched = _lost(row["counterparties"], [item.printed for item in items])
        lost += [(row["id"], name) for name in unmatched if _who(name, authorities) not in who]
    assert lost == []


def test_every_body_is_here_as_a_body_a_party_or_a_plan(carried: Carried) -> None:
    """The collection lists among the bodies what sheets name beside them: agencies, which are parties, and plans."""
    lost = []
    for row, records in carried:
        printed = [
            item.printed
            for record in records
            for item in (*record.bodies, *record.participants, *record.relations, *record.responsibilities)
        ]
        known = {_words(text) for text in printed}
        lost += [
            (row["id"], name)
            for name in _lost(row["bodies"], printed)
            if not any(text.startswith(_words(name)) or _words(name) in text for text in known)
        ]
    assert [item for item in lost if item not in NOT_BODIES] == []


NOT_BODIES = {("canada-mexico-partnership-environment-wg", "SEMARNAT")}
"""The sheet prints it by its long name, and as a party."""


def test_every_parent_and_related_instrument_is_here(carried: Carried) -> None:
    """Remarks in brackets are the collection's own; a slug there stands for the instrument's title."""
    lost = []
    for row, records in carried:
        printed = [_words(relation.printed) for record in records for relation in record.relations]
        slugs = {relation.instrument for record in records for relation in record.relations}
        wanted = [row["parent"]] if row["parent"] else []
        for name in [*wanted, *(row.get("related") or [])]:
            bare = _words(re.sub(r" \([^()]*\)| signed .*$", "", name))
            if name not in slugs and not any(bare in text or text in bare for text in printed):
                lost.append((row["id"], name))
    assert lost == []


def test_every_theme_is_here(carried: Carried) -> None:
    lost = [
        (row["id"], name)
        for row, records in carried
        for name in _lost(row["themes"], [item.printed for record in records for item in record.themes])
    ]
    assert lost == []


def test_every_edition_and_reference_is_here(carried: Carried) -> None:
    """An edition of which nothing else was noted apart is named in the note on the sheet of the next."""
    lost = []
    for row, records in carried:
        editions = {record.source.edition for record in records}
        notes = " ".join(record.source.note or "" for record in records)
        wanted = [*([row["edition"]] if row["edition"] else []), *row["editions_seen"]]
        lost += [(row["id"], text) for text in wanted if _edition(text) not in editions and text not in notes]
        references = [record.reference.printed for record in records if record.reference]
        if row["reference"] and not any(re.split(r"[/ ]", text)[0] == row["reference"] for text in references):
            lost.append((row["id"], row["reference"]))
        if row.get("reference_inferred") and row["reference_inferred"] not in notes:
            lost.append((row["id"], row["reference_inferred"]))
    assert lost == []


def test_every_treaty_number_is_a_code_of_the_instrument_or_of_its_amendment(
    carried: Carried, authorities: Authorities
) -> None:
    lost = []
    for row, _records in carried:
        wanted = re.findall(r"\b[EF]?\d{6}\b", row.get("treaty_number") or "")
        wanted += re.findall(r"\b\d{4}/\d+|(?<=CTS )\d{4} No\. \d+", row.get("cts") or "")
        entries = [
            entry
            for entry in authorities.all()
            if entry.kind == "instrument"
            and (entry.id == _slug(row) or _slug(row) in {relation.instrument for relation in entry.relations})
        ]
        codes = {re.sub(r"\D+", " ", code.value).strip() for entry in entries for code in entry.codes}
        lost += [(row["id"], number) for number in wanted if re.sub(r"\D+", " ", number).strip() not in codes]
    assert lost == []
