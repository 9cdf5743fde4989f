"""The harvest obeys robots.txt, waits, and lets go; whatever a server does, the other pages go on."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from filelock import FileLock
from tests.harvest.conftest import Harvest
from tests.harvest.site import (
    DRAFT,
    EN_INDEX,
    FR_INDEX,
    MILIEUX,
    SHEETS,
    WETLANDS,
    Reply,
    Site,
    page,
    publish,
    sheet,
    table,
)

GOOD = sheet("en", "Ramsar Convention", "In force in Canada: May 15, 1981", MILIEUX)
OTHERS = len(SHEETS) - 1


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    """Another server, that nobody allowed to be asked."""
    running = Site()
    publish(running)
    yield running
    running.close()


def waits(site: Site, path: str | None = None) -> list[float]:
    """Seconds between requests, or between those for one path."""
    return [b - a for a, b in pairwise(asked.at for asked in site.asked if path in {None, asked.path})]


def small(site: Site) -> None:
    """Leave one index with one sheet, and nothing more."""
    site.pages = {EN_INDEX: Reply(page("en", "Index", table([("A3", "Wetlands", WETLANDS)]))), WETLANDS: Reply(GOOD)}


def small_settings(**settings: object) -> dict[str, object]:
    english = {"start": [EN_INDEX], "within": [EN_INDEX.rpartition("/")[0]]}
    return {"languages": {"en": english}, **settings}


def test_what_robots_txt_does_not_allow_is_not_asked_for(harvest: Harvest, site: Site) -> None:
    assert harvest.found()["forbidden"] == [DRAFT]
    assert DRAFT not in site.paths()
    assert site.asked[0].path == "/robots.txt"
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1


def test_rules_for_this_robot_by_name_are_obeyed(harvest: Harvest, site: Site) -> None:
    site.pages["/robots.txt"] = Reply(
        "User-agent: *\nDisallow:\n\nUser-agent: Recueil-KG\nDisallow: /*wetlands*.html$\n"
    )
    assert harvest.found()["forbidden"] == [WETLANDS]


def test_a_start_page_that_robots_txt_forbids_is_a_failure(harvest: Harvest, site: Site) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /\n")
    ended = harvest.run()
    assert ended.code == 3
    assert ended.err.count("robots.txt does not allow it") == 2
    assert site.paths() == []


@pytest.mark.parametrize("status", [404, 410, 403])
def test_a_site_without_robots_txt_allows_everything(harvest: Harvest, site: Site, status: int) -> None:
    site.pages["/robots.txt"] = Reply("none", status)
    assert DRAFT in harvest.found()["new"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply("busy", 503),
        Reply("busy", 429),
        Reply(status=302, headers={"Location": "/robots.txt"}),
        Reply("x", sends=0),
    ],
    ids=["503", "429", "loop", "broken"],
)
def test_while_robots_txt_is_out_of_reach_nothing_is_asked_for(harvest: Harvest, site: Site, reply: Reply) -> None:
    site.pages["/robots.txt"] = reply
    ended = harvest.run()
    assert ended.code == 3
    assert "robots.txt cannot be read" in ended.error_line
    assert site.paths() == []


def test_every_request_says_who_asks_and_how_to_reach_them(harvest: Harvest, site: Site) -> None:
    harvest.run("--contact", "https://example.org/about-us")
    assert {asked.headers["User-Agent"] for asked in site.asked} == {"recueil-kg/0.1.0 (+https://example.org/about-us)"}
    assert not any("Cookie" in asked.headers for asked in site.asked)


def test_the_configured_wait_is_kept_between_all_requests(harvest: Harvest, site: Site) -> None:
    harvest.configure(delay=0.12)
    harvest.run()
    assert len(waits(site)) > 10
    assert min(waits(site)) >= 0.12


def test_the_wait_that_robots_txt_asks_for_is_kept(harvest: Harvest, site: Site) -> None:
    small(site)
    site.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 0.4\n")
    harvest.configure(**small_settings())
    harvest.run()
    assert [asked.path for asked in site.asked] == ["/robots.txt", EN_INDEX, WETLANDS, MILIEUX][: len(site.asked)]
    assert min(waits(site)[1:]) >= 0.4


def test_a_longer_crawl_delay_than_one_wants_to_wait_stops_the_harvest(harvest: Harvest, site: Site) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 3600\n")
    ended = harvest.run()
    assert (ended.code, "3600" in ended.error_line, site.paths()) == (3, True, [])


def test_a_server_that_is_busy_is_asked_again_when_it_says(harvest: Harvest, site: Site) -> None:
    site.pages[WETLANDS] = [Reply("busy", 429, {"Retry-After": "1"}), Reply(GOOD)]
    assert WETLANDS in harvest.found()["new"]
    (wait,) = waits(site, WETLANDS)
    assert wait >= 1


def test_nothing_else_is_asked_for_while_the_server_wants_to_be_left_alone(harvest: Harvest, site: Site) -> None:
    site.pages[WETLANDS] = Reply("busy", 429, {"Retry-After": "1"})
    harvest.configure(attempts=1)
    assert harvest.found(code=3)["failed"] == [WETLANDS]
    position = [asked.path for asked in site.asked].index(WETLANDS)
    assert waits(site)[position] >= 1


def test_a_server_that_wants_to_be_left_alone_for_long_stops_the_harvest(harvest: Harvest, site: Site) -> None:
    site.pages[WETLANDS] = [Reply("busy", 503, {"Retry-After": "Wed, 21 Oct 2037 07:28:00 GMT"}), Reply(GOOD)]
    ended = harvest.run()
    assert ended.code == 3
    assert f"{WETLANDS}: the server answered 503, and the server asks to wait for" in ended.error_line
    assert site.paths()[-1] == WETLANDS
    asked = set(site.paths()) - {WETLANDS}
    site.forget()
    assert len(harvest.found()["new"]) == len(SHEETS)
    assert not asked & set(site.paths())


def test_503_is_tried_again_after_waits_that_grow(harvest: Harvest, site: Site) -> None:
    site.pages[WETLANDS] = [Reply("down", 503), Reply("down", 502), Reply("down", 503), Reply(GOOD)]
    harvest.configure(attempts=4, first_wait=0.1)
    assert WETLANDS in harvest.found()["new"]
    first, second, third = waits(site, WETLANDS)
    assert first >= 0.05
    assert second >= 0.1
    assert third >= 0.2


def test_503_for_good_is_one_failure_and_the_others_go_on(harvest: Harvest, site: Site) -> None:
    site.pages[WETLANDS] = Reply("down", 503)
    site.pages[MILIEUX] = Reply(sheet("fr", "Convention de Ramsar", "Entrée en vigueur au Canada le 15 mai 1981"))
    ended = harvest.run()
    assert ended.code == 3
    assert ended.err == (
        f"recueil-kg: {site.address}{WETLANDS}: the server answered 503; run recueil-kg harvest again later\n"
    )
    assert site.paths().count(WETLANDS) == 3
    assert len(harvest.files) == len(SHEETS) - 2


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_reported_and_what_was_had_is_kept(harvest: Harvest, site: Site, status: int) -> None:
    harvest.run()
    site.pages[WETLANDS] = Reply("gone", status)
    assert harvest.found()["gone"] == [WETLANDS]
    assert "wetlands-ramsar-convention.en.html" in harvest.files
    site.pages[WETLANDS] = Reply(GOOD)
    assert harvest.found()["gone"] == []


def test_a_page_that_is_no_sheet_any_more_is_gone_and_what_was_had_is_kept(harvest: Harvest, site: Site) -> None:
    harvest.run()
    site.pages[WETLANDS] = Reply(page("en", "Sorry", f"<p>{'This page was archived. ' * 20}</p>"))
    assert harvest.found()["gone"] == [WETLANDS]
    assert "Ramsar" in (harvest.folder / "sheets" / "wetlands-ramsar-convention.en.html").read_text()


def test_a_start_page_that_is_not_there_is_a_failure_that_says_what_to_correct(harvest: Harvest, site: Site) -> None:
    del site.pages[FR_INDEX]
    ended = harvest.run()
    assert ended.code == 3
    assert f"{FR_INDEX}: there is no such start page (the server answered 404); correct its address" in ended.err
    assert len(harvest.files) == len(SHEETS)
    assert harvest.run("--dry-run").code == 3


def test_a_start_page_that_leads_nowhere_is_a_failure(harvest: Harvest, site: Site) -> None:
    site.pages[FR_INDEX] = Reply(
        page("fr", "Un nouveau site", f"<p>{'Les fiches ont une nouvelle adresse. ' * 10}</p>")
    )
    ended = harvest.run()
    assert (ended.code, "no link to a sheet was found" in ended.err) == (3, True)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_loop_ends_and_the_others_go_on(harvest: Harvest, site: Site, status: int) -> None:
    other = WETLANDS.replace("wetlands", "swamps")
    site.pages[WETLANDS] = Reply(status=status, headers={"Location": other})
    site.pages[other] = Reply(status=status, headers={"Location": WETLANDS})
    assert harvest.found(code=3)["failed"] == [WETLANDS]
    assert site.paths().count(WETLANDS) + site.paths().count(other) == 6


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_redirect_to_another_host_is_not_followed(harvest: Harvest, site: Site, elsewhere: Site, host: str) -> None:
    target = elsewhere.address.replace("127.0.0.1", host) + WETLANDS
    site.pages[WETLANDS] = Reply(status=302, headers={"Location": target})
    ended = harvest.run()
    assert (ended.code, f"it leads to {target}, on a host that is not allowed" in ended.err) == (3, True)
    assert elsewhere.asked == []


def test_a_redirect_to_a_host_of_the_configuration_is_followed(harvest: Harvest, site: Site, elsewhere: Site) -> None:
    site.pages[WETLANDS] = Reply(status=302, headers={"Location": elsewhere.address + WETLANDS})
    harvest.configure(hosts=[elsewhere.address.removeprefix("http://")])
    assert elsewhere.address + WETLANDS in harvest.found()["new"]
    assert elsewhere.asked[0].path == "/robots.txt"


@pytest.mark.parametrize("location", ["file:///etc/hostname", "ftp://127.0.0.1/", "http://[", "mailto:a@example.org"])
def test_a_redirect_to_what_is_no_web_page_is_not_followed(harvest: Harvest, site: Site, location: str) -> None:
    site.pages[WETLANDS] = Reply(status=302, headers={"Location": location})
    assert harvest.found(code=3)["failed"] == [WETLANDS]


def test_a_server_that_does_not_answer_in_time_is_left(harvest: Harvest, site: Site) -> None:
    site.pages[WETLANDS] = Reply(GOOD, pause=1)
    harvest.configure(read_timeout=0.2, attempts=2)
    ended = harvest.run()
    assert (ended.code, f"{WETLANDS}: no answer in time" in ended.err) == (3, True)
    assert len(harvest.files) == OTHERS - 1


def test_a_server_that_answers_in_drops_is_left(harvest: Harvest, site: Site) -> None:
    site.pages[WETLANDS] = Reply(GOOD, drops=0.02)
    harvest.configure(longest_answer=0.3, attempts=1)
    began = time.monotonic()
    ended = harvest.run()
    assert time.monotonic() - began < 4
    assert (ended.code, f"{WETLANDS}: the answer took too long" in ended.err) == (3, True)


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunks"])
def test_a_truncated_answer_is_never_kept(harvest: Harvest, site: Site, chunked: bool) -> None:
    site.pages[WETLANDS] = Reply(GOOD, sends=900, chunked=chunked)
    ended = harvest.run()
    assert (ended.code, f"{WETLANDS}: the answer broke off" in ended.err) == (3, True)
    assert site.paths().count(WETLANDS) == 3
    assert "wetlands-ramsar-convention.en.html" not in harvest.files
    site.pages[WETLANDS] = Reply(GOOD, chunked=chunked)
    assert WETLANDS in harvest.found()["new"]
    assert (harvest.folder / "sheets" / "wetlands-ramsar-convention.en.html").read_text("utf-8") == GOOD


@pytest.mark.parametrize("sends", [0, 1, 900])
def test_a_truncated_answer_is_asked_for_again(harvest: Harvest, site: Site, sends: int) -> None:
    site.pages[WETLANDS] = [Reply(GOOD, sends=sends), Reply(GOOD)]
    assert WETLANDS in harvest.found()["new"]


def test_an_answer_that_is_too_large_is_not_read_to_its_end(harvest: Harvest, site: Site) -> None:
    harvest.configure(largest_answer=50_000)
    site.pages[WETLANDS] = Reply(GOOD + "x" * 200_000)
    site.pages[MILIEUX] = Reply(gzip.compress(b"x" * 10_000_000), headers={"Content-Encoding": "gzip"})
    found = harvest.run()
    assert found.code == 3
    assert found.err.count("the answer is larger than 50000 bytes") == 1
    assert site.paths().count(WETLANDS) == 1


def test_a_small_answer_that_unpacks_to_a_huge_one_is_refused(harvest: Harvest, site: Site) -> None:
    harvest.configure(largest_answer=100_000)
    site.pages[WETLANDS] = Reply(gzip.compress(b"x" * 50_000_000), headers={"Content-Encoding": "gzip"})
    assert harvest.found(code=3)["failed"] == [WETLANDS]


def test_a_compressed_sheet_is_kept_as_text_and_confirmed_later(harvest: Harvest, site: Site) -> None:
    site.pages[WETLANDS] = Reply(gzip.compress(GOOD.encode(), mtime=0), headers={"Content-Encoding": "gzip"})
    harvest.run()
    assert (harvest.folder / "sheets" / "wetlands-ramsar-convention.en.html").read_text("utf-8") == GOOD
    site.forget()
    assert harvest.found()["changed"] == []
    assert [asked.status for asked in site.asked if asked.path == WETLANDS] == [304]


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\x01binary", b"<html><body></body></html>", b"<div>" * 5_000],
    ids=["empty", "binary", "no text", "deep"],
)
def test_a_page_that_cannot_be_read_is_one_failure(harvest: Harvest, site: Site, body: bytes) -> None:
    site.pages[WETLANDS] = Reply(body)
    ended = harvest.run()
    assert (ended.code, ended.err.count("\n")) == (3, 1)
    assert WETLANDS in ended.err


def test_when_nothing_answers_any_more_the_harvest_stops_and_goes_on_later(harvest: Harvest, site: Site) -> None:
    before = dict(site.pages)
    for path in SHEETS:
        site.pages[path] = Reply("down", 503)
    harvest.configure(failures_in_a_row=2, attempts=1)
    ended = harvest.run()
    assert (ended.code, "2 pages in a row gave no answer" in ended.error_line) == (3, True)
    assert len([path for path in site.paths() if path in SHEETS]) == 2
    site.pages = before
    site.forget()
    assert len(harvest.found()["new"]) == len(SHEETS)
    assert EN_INDEX not in site.paths()


def test_more_pages_than_configured_stop_the_harvest(harvest: Harvest, site: Site) -> None:
    harvest.configure(most_pages=4)
    ended = harvest.run()
    assert (ended.code, "more than 4 pages are linked" in ended.error_line) == (3, True)
    assert len(site.paths()) <= 4


def test_a_site_that_is_not_there_is_one_line(harvest: Harvest, site: Site) -> None:
    site.close()
    ended = harvest.run()
    assert (ended.code, "no connection" in ended.error_line) == (3, True)


def start(harvest: Harvest) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "recueil_kg", *map(str, harvest.words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def until_asked(site: Site, count: int) -> None:
    """Wait until so many pages were asked for."""
    for _turn in range(1000):
        if len(site.paths()) >= count:
            return
        time.sleep(0.01)
    raise AssertionError(site.paths())


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_harvest_goes_on_where_it_was(harvest: Harvest, site: Site, ending: signal.Signals) -> None:
    harvest.configure(delay=0.05)
    process = start(harvest)
    until_asked(site, 6)
    process.send_signal(ending)
    _out, err = process.communicate()
    assert process.returncode == (-signal.SIGKILL if ending == signal.SIGKILL else 130)
    assert err == (b"" if ending == signal.SIGKILL else b"recueil-kg: interrupted\n")
    interrupted = site.paths()
    site.forget()
    harvest.configure()
    assert sorted(harvest.found()["new"]) == sorted(SHEETS)
    assert len(set(interrupted) & set(site.paths())) <= 1
    assert len(harvest.files) == len(SHEETS)
    assert len((harvest.folder / "changes.jsonl").read_text().splitlines()) == 1


def test_two_harvests_of_one_folder_are_not_at_work_at_once(harvest: Harvest, site: Site) -> None:
    harvest.folder.mkdir()
    with FileLock(harvest.folder / "harvest.lock"):
        ended = harvest.run()
    assert (ended.code, "another harvest is at work" in ended.error_line) == (3, True)
    assert site.asked == []
