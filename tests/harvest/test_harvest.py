"""A harvest has every sheet in both languages, asks for nothing twice, and knows what has changed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import CommandLine
from tests.harvest.conftest import Harvest
from tests.harvest.site import (
    AMERICAS,
    COLOMBIA,
    DRAFT,
    EN,
    EN_INDEX,
    FR_INDEX,
    MERCURE,
    MERCURY,
    MILIEUX,
    PDF,
    PERU,
    SHEETS,
    WETLANDS,
    Reply,
    Site,
    page,
    pdf_sheet,
    sheet,
    table,
)

from recueil_kg.harvest import read_configuration
from recueil_kg.harvest.site import is_allowed, known_address
from recueil_kg.reading.provenance import folder_of_sheets, provenance_of


def test_every_sheet_is_had_in_both_languages_and_as_a_pdf(harvest: Harvest) -> None:
    assert sorted(harvest.found()["new"]) == sorted(SHEETS)
    assert harvest.files == [
        "colombia-summary.en.html",
        "colombie-sommaire.fr.html",
        "eccc-minamata.en.pdf",
        "mercure-convention-minamata.fr.html",
        "mercury-minamata-convention.en.html",
        "milieux-humides-convention-ramsar.fr.html",
        "perou-sommaire.fr.html",
        "peru-summary.en.html",
        "wetlands-ramsar-convention.en.html",
    ]


def test_the_files_hold_what_was_published_byte_for_byte(harvest: Harvest, site: Site) -> None:
    harvest.run()
    reply = site.pages[MERCURY]
    assert isinstance(reply, Reply)
    sheets = harvest.folder / "sheets"
    assert (sheets / "mercury-minamata-convention.en.html").read_text("utf-8") == reply.body
    assert (sheets / "eccc-minamata.en.pdf").read_bytes().startswith(b"%PDF-")


def test_the_ledger_says_of_each_sheet_what_was_seen_and_when(harvest: Harvest, site: Site) -> None:
    harvest.run()
    known = harvest.ledger.pages[site.address + MERCURE]
    data = (harvest.folder / "sheets" / "mercure-convention-minamata.fr.html").read_bytes()
    assert known.file == "sheets/mercure-convention-minamata.fr.html"
    assert (known.language, known.edition, known.format) == ("fr", "Février 2022", "html")
    assert known.other_language == site.address + MERCURY
    assert known.sha256 == sha256(data).hexdigest()
    assert known.etag == f'"{known.sha256[:16]}"'
    assert known.retrieved == known.first_seen == known.changed
    assert known.checked is not None
    assert known.checked.endswith("Z")
    assert harvest.ledger.pages[site.address + PDF].language == "en"


def test_only_pages_within_the_configured_paths_are_asked_for(harvest: Harvest, site: Site) -> None:
    harvest.run()
    assert set(site.paths()) == {EN_INDEX, FR_INDEX, AMERICAS, f"{EN}/about.html", *SHEETS}


def test_a_page_that_is_linked_under_several_addresses_is_asked_for_once(harvest: Harvest, site: Site) -> None:
    harvest.run()
    assert len(site.paths()) == len(set(site.paths()))


@pytest.mark.parametrize(
    "address",
    [
        "http://www.canada.ca/en/a/mercury.html",
        "https://canada.ca/en/a/mercury.html#wb-cont",
        "https://www.canada.ca/en/a/mercury.html?wbdisable=true",
        "https://www.canada.ca/content/canadasite/en/a/mercury.html",
        "https://canada.ca/content/canadasite/en/a/mercury",
        "HTTPS://WWW.CANADA.CA:443/en/a/mercury",
    ],
)
def test_one_page_of_the_real_site_is_known_by_one_address(address: str) -> None:
    assert known_address(address, read_configuration(None)) == "https://www.canada.ca/en/a/mercury.html"


@pytest.mark.parametrize(
    "address",
    ["https://example.org/en/a.html", "mailto:a@example.org", "javascript:void(0)", "http://[", "https://x:y/", "//"],
)
def test_what_is_not_on_the_site_has_no_address_there(address: str) -> None:
    assert known_address(address, read_configuration(None)) is None
    assert not is_allowed(address, read_configuration(None))


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://169.254.1.1/", "http://localhost:8080/", "ftp://www.canada.ca/a"]
)
def test_an_address_within_a_network_is_not_asked_unless_it_is_configured(address: str) -> None:
    assert not is_allowed(address, read_configuration(None))


def test_the_shipped_configuration_starts_in_both_languages() -> None:
    configuration = read_configuration(None, "curator@example.org")
    assert set(configuration.languages) == {"en", "fr"}
    assert configuration.contact == "curator@example.org"
    assert configuration.delay >= 1


def test_a_page_is_a_sheet_by_its_edition_and_not_by_its_official_title(harvest: Harvest, site: Site) -> None:
    harvest.run()
    assert harvest.ledger.pages[f"{site.address}{EN}/about.html"].outcome == "read"
    assert harvest.ledger.pages[site.address + FR_INDEX].outcome == "read"


def test_the_second_time_everything_is_confirmed_and_nothing_sent(harvest: Harvest, site: Site) -> None:
    harvest.run()
    site.forget()
    assert harvest.report()["counts"] == {
        "new": 0,
        "changed": 0,
        "unchanged": len(SHEETS),
        "gone": 0,
        "failed": 0,
        "forbidden": 1,
    }
    pages = [asked for asked in site.asked if asked.path != "/robots.txt"]
    assert {(asked.status, asked.sent) for asked in pages} == {(304, 0)}
    assert all("If-None-Match" in asked.headers for asked in pages)


@pytest.mark.parametrize("caching", ["", "max-age=0, must-revalidate", "max-age=86400", "no-cache"])
def test_a_page_with_nothing_but_a_date_is_confirmed_too(harvest: Harvest, site: Site, caching: str) -> None:
    dated = {"Last-Modified": "Tue, 01 Mar 2022 10:00:00 GMT", **({"Cache-Control": caching} if caching else {})}
    site.pages[WETLANDS] = Reply(sheet("en", "Ramsar", "In force in Canada: May 15, 1981"), headers=dated, etag=False)
    harvest.run()
    site.forget()
    assert harvest.found()["changed"] == []
    assert [(asked.status, asked.sent) for asked in site.asked if asked.path == WETLANDS] == [(304, 0)]
    assert harvest.ledger.pages[site.address + WETLANDS].last_modified == dated["Last-Modified"]


def test_changed_words_are_a_change_and_the_file_is_the_new_one(harvest: Harvest, site: Site) -> None:
    harvest.run()
    site.pages[WETLANDS] = Reply(sheet("en", "Ramsar Convention", "In force in Canada: May 16, 1981", MILIEUX))
    found = harvest.found()
    assert (found["changed"], found["new"]) == ([WETLANDS], [])
    assert "May 16, 1981" in (harvest.folder / "sheets" / "wetlands-ramsar-convention.en.html").read_text()
    assert harvest.found()["changed"] == []


def test_what_the_site_puts_around_a_sheet_is_no_change(harvest: Harvest, site: Site) -> None:
    harvest.run()
    path = harvest.folder / "sheets" / "wetlands-ramsar-convention.en.html"
    before = path.read_bytes()
    anew = sheet("en", "Ramsar Convention", "In force in Canada: May 15, 1981", MILIEUX, details="2026-11-24")
    site.pages[WETLANDS] = Reply(anew)
    assert harvest.found()["changed"] == []
    assert path.read_bytes() == before


def test_a_new_address_of_a_link_is_a_change(harvest: Harvest, site: Site) -> None:
    def with_link(address: str) -> Reply:
        more = f'<p><a href="{address}">Text of the convention</a></p>'
        return Reply(sheet("en", "Ramsar", "In force in Canada: May 15, 1981", more=more))

    site.pages[WETLANDS] = with_link("https://example.org/old")
    harvest.run()
    site.pages[WETLANDS] = with_link("https://example.org/new")
    assert harvest.found()["changed"] == [WETLANDS]


def test_a_pdf_that_changed_is_found_so(harvest: Harvest, site: Site) -> None:
    harvest.run()
    site.pages[PDF] = Reply(pdf_sheet("July 2022"))
    assert harvest.found()["changed"] == [PDF]
    assert harvest.ledger.pages[site.address + PDF].edition == "July 2022"


def test_a_sheet_that_no_page_leads_to_any_more_is_still_looked_at(harvest: Harvest, site: Site) -> None:
    harvest.run()
    site.pages[AMERICAS] = Reply(page("en", "The Americas", table([("B1", "Peru", PERU)])))
    site.forget()
    assert harvest.report()["counts"]["unchanged"] == len(SHEETS)  # type: ignore[index]
    assert COLOMBIA in site.paths()


def test_a_page_that_redirects_within_the_site_is_known_by_where_it_leads(harvest: Harvest, site: Site) -> None:
    harvest.run()
    moved = f"{EN}/wetlands-of-importance.html"
    site.pages[moved] = site.pages[WETLANDS]
    site.pages[WETLANDS] = Reply(status=301, headers={"Location": moved})
    report = harvest.report()
    assert report["counts"]["unchanged"] == len(SHEETS)  # type: ignore[index]
    assert len(harvest.files) == len(SHEETS)
    assert harvest.ledger.pages[site.address + moved].file == "sheets/wetlands-ramsar-convention.en.html"
    assert harvest.ledger.pages[site.address + WETLANDS].final_address == site.address + moved
    assert harvest.report()["counts"]["unchanged"] == len(SHEETS)  # type: ignore[index]


def test_links_are_followed_no_further_than_configured(harvest: Harvest, site: Site) -> None:
    harvest.configure(depth=1)
    harvest.run()
    assert PERU not in site.paths()
    assert WETLANDS in site.paths()


def test_a_file_that_was_lost_is_had_again(harvest: Harvest) -> None:
    harvest.run()
    path = harvest.folder / "sheets" / "peru-summary.en.html"
    path.unlink()
    assert harvest.found()["new"] == []
    assert path.is_file()


def test_each_run_is_a_line_of_the_history(harvest: Harvest, site: Site) -> None:
    first = harvest.report()
    site.pages[WETLANDS] = Reply(status=410)
    second = harvest.report()
    history = [json.loads(line) for line in (harvest.folder / "changes.jsonl").read_text().splitlines()]
    assert history == [first, second]
    assert second["gone"] == [
        {
            "address": site.address + WETLANDS,
            "file": "sheets/wetlands-ramsar-convention.en.html",
            "reason": "the server answered 410",
        }
    ]


def test_a_dry_run_asks_for_the_start_pages_alone_and_writes_nothing(harvest: Harvest, site: Site) -> None:
    ended = harvest.run("--dry-run")
    assert ended.code == 0
    assert {line.removeprefix(site.address) for line in ended.out.splitlines()} == {
        MERCURY,
        WETLANDS,
        AMERICAS,
        DRAFT,
        MERCURE,
    }
    assert site.paths() == [EN_INDEX, FR_INDEX]
    assert not harvest.folder.exists()
    assert len(json.loads(harvest.run("--dry-run", "--format", "json").out)) == 5


def test_the_report_is_in_the_language_in_use(harvest: Harvest, site: Site) -> None:
    del site.pages[WETLANDS]
    site.pages[COLOMBIA] = Reply(status=403)
    ended = harvest.run("--lang", "fr")
    assert ended.code == 3
    assert "disparu" in ended.out
    assert "le serveur a répondu 403" in ended.err
    assert "new" not in ended.out


def test_extract_reads_what_was_harvested(harvest: Harvest, site: Site, recueil: CommandLine) -> None:
    harvest.run()
    ended = recueil("extract", "--json", harvest.folder)
    read = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0, ended.err
    assert len(read) == len(SHEETS)
    assert {sheet["source"]["edition"] for sheet in read} == {"2022-02"}


def test_a_harvested_file_knows_its_address_and_its_day(harvest: Harvest, site: Site) -> None:
    harvest.run()
    path = harvest.folder / "sheets" / "peru-summary.en.html"
    known = provenance_of(path, path.read_bytes())
    assert known is not None
    assert known.address == site.address + PERU
    retrieved = harvest.ledger.pages[known.address].retrieved
    assert retrieved is not None
    assert known.retrieved == retrieved[:10]
    assert folder_of_sheets(harvest.folder) == harvest.folder / "sheets"


def test_a_record_says_where_and_when_its_sheet_was_fetched(
    harvest: Harvest, site: Site, recueil: CommandLine, tmp_path: Path
) -> None:
    harvest.run()
    ended = recueil("extract", harvest.folder / "sheets" / "peru-summary.en.html")
    assert ended.code == 0, ended.err
    assert f"  address: {site.address}{PERU}\n" in ended.out
    assert "  retrieved: '2" in ended.out


def test_a_file_that_was_edited_is_not_said_to_be_what_was_published(harvest: Harvest) -> None:
    harvest.run()
    path = harvest.folder / "sheets" / "peru-summary.en.html"
    path.write_bytes(path.read_bytes() + b"<p>more</p>")
    assert provenance_of(path, path.read_bytes()) is None


def test_a_file_without_a_ledger_has_no_address(tmp_path: Path) -> None:
    path = tmp_path / "sheets" / "peru.en.html"
    path.parent.mkdir()
    path.write_text("text")
    assert provenance_of(path, b"text") is None
    assert folder_of_sheets(tmp_path) == tmp_path
    (tmp_path / "harvest.json").write_text("no ledger")
    assert provenance_of(path, b"text") is None


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"delay": "soon"}, "delay"),
        ({"site": "https://www.canada.ca/en/"}, "site"),
        ({"site": "ftp://www.canada.ca"}, "site"),
        ({"contact": "two\nlines"}, "contact"),
        ({"most_pages": 0}, "most_pages"),
        ({"depht": 2}, "depht"),
        ({"languages": {"en": {"start": [], "within": []}}}, "languages"),
        ({"languages": {"de": {"start": ["/"], "within": ["/"]}}}, "languages"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_configuration_is_one_line_with_file_and_field(
    harvest: Harvest, site: Site, settings: dict[str, object], field: str
) -> None:
    harvest.configure(**settings)
    ended = harvest.run()
    assert ended.code == 2
    assert str(harvest.config) in ended.error_line
    assert field in ended.error_line
    assert site.asked == []


def test_a_contact_that_is_no_address_is_refused(harvest: Harvest) -> None:
    assert harvest.run("--contact", "me\r\nX-Evil: 1").code == 2


def test_a_ledger_that_is_none_is_refused_and_left_alone(harvest: Harvest) -> None:
    harvest.folder.mkdir()
    ledger = harvest.folder / "harvest.json"
    ledger.write_text("{")
    ended = harvest.run()
    assert (ended.code, str(ledger) in ended.error_line) == (2, True)
    assert ledger.read_text() == "{"


@pytest.mark.parametrize("mark", ['<link rel="alternate"', '<section id="wb-lng"'], ids=["link", "menu"])
def test_the_other_language_is_found_by_either_of_its_marks(harvest: Harvest, site: Site, mark: str) -> None:
    reply = site.pages[WETLANDS]
    assert isinstance(reply, Reply)
    assert isinstance(reply.body, str)
    site.pages[WETLANDS] = Reply(reply.body.replace(mark, "<br"))
    assert MILIEUX in harvest.found()["new"]
