"""Records go to a portal that speaks CKAN's API: said first, then done, once, and taken up where they broke off."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from tests.publishing.portals.server.ckan_server import Ckan, running_ckan
from tests.publishing.portals.server.scheming import errors_of

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.publishing.access import Credentials, read_credentials
from recueil_kg.publishing.portals.ckan import Difference, Portal, plan, publish
from recueil_kg.publishing.portals.open_canada import Record


@pytest.fixture
def ckan() -> Iterator[Ckan]:
    with running_ckan(errors_of) as running:
        yield running


@pytest.fixture
def portal(ckan: Ckan) -> Iterator[Portal]:
    with Portal(ckan.address, Credentials("bearer", secret=ckan.token), retries=0) as opened:
        yield opened


@pytest.fixture
def some(records: list[Record]) -> list[Record]:
    return copy.deepcopy(records[:4])


def test_a_plan_says_what_would_be_done_and_writes_nothing(ckan: Ckan, portal: Portal, some: list[Record]) -> None:
    steps = plan(portal, some)
    assert [(step.action, step.record["id"]) for step in steps] == [("create", record["id"]) for record in some]
    assert ckan.writes == []
    assert ckan.packages == {}


def test_records_are_created_and_a_second_time_nothing_is_left_to_do(
    ckan: Ckan, portal: Portal, some: list[Record]
) -> None:
    told: list[tuple[int, int]] = []
    assert publish(portal, plan(portal, some), lambda done, of: told.append((done, of))) == 4
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert set(ckan.packages) == {record["id"] for record in some}
    steps = plan(portal, some)
    assert {step.action for step in steps} == {"unchanged"}
    assert publish(portal, steps) == 0
    assert len(ckan.writes) == 4


def test_an_update_says_each_difference_and_sends_only_what_changed(
    ckan: Ckan, portal: Portal, some: list[Record]
) -> None:
    publish(portal, plan(portal, some))
    some[1]["title_translated"]["fr"] = "Un autre titre"
    some[1]["resources"][0]["size"] = 99
    gone = some[1]["resources"].pop()
    steps = plan(portal, some)
    assert [step.action for step in steps] == ["unchanged", "update", "unchanged", "unchanged"]
    by_field = {difference.field: difference for difference in steps[1].differences}
    assert by_field["title_translated"].after["fr"] == "Un autre titre"
    assert by_field[f"resources[{some[1]['resources'][0]['url']}].size"].after == 99
    assert by_field[f"resources[{gone['url']}]"] == Difference(f"resources[{gone['url']}]", gone, None)
    assert len(by_field) == 3
    assert publish(portal, steps) == 1
    assert ckan.packages[some[1]["id"]]["title_translated"]["fr"] == "Un autre titre"
    assert {step.action for step in plan(portal, some)} == {"unchanged"}


def test_what_people_did_on_the_portal_stays(ckan: Ckan, portal: Portal, some: list[Record]) -> None:
    publish(portal, plan(portal, some))
    stored = ckan.packages[some[0]["id"]]
    by_hand = {
        **stored["resources"][0],
        "id": "3f2b8f53-5ab4-4e9b-9d2c-0a0f4c6d7e8f",
        "url": "https://example.org/guide.ttl",
    }
    stored |= {"imso_approval": "true", "ready_to_publish": "true", "creator": "a section of the department"}
    stored["resources"] = [*stored["resources"], by_hand]
    assert {step.action for step in plan(portal, some)} == {"unchanged"}
    some[0]["frequency"] = "P1Y"
    publish(portal, plan(portal, some))
    after = ckan.packages[some[0]["id"]]
    assert (after["imso_approval"], after["ready_to_publish"], after["frequency"]) == ("true", "true", "P1Y")
    assert after["creator"] == "a section of the department"
    assert by_hand in after["resources"]


def test_an_interrupted_publication_is_taken_up_again_and_doubles_nothing(
    ckan: Ckan, portal: Portal, some: list[Record]
) -> None:
    ckan.writes_left = 2
    with pytest.raises(RecueilError) as broken:
        publish(portal, plan(portal, some))
    assert broken.value.exit_code == ExitCode.ENGINE_FAILED
    assert "2 of 4 records are written" in str(broken.value)
    assert len(ckan.packages) == 2
    ckan.writes_left = None
    steps = plan(portal, some)
    assert [step.action for step in steps] == ["unchanged", "unchanged", "create", "create"]
    assert publish(portal, steps) == 2
    assert len(ckan.packages) == 4


REFUSED: list[tuple[str, Any]] = [("owner_org", "nobody"), ("subject", ["arts_music_literature"])]


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_what_only_the_portal_can_know_is_told_in_its_words(
    ckan: Ckan, portal: Portal, some: list[Record], field: str, value: Any
) -> None:
    some[0][field] = value
    with pytest.raises(RecueilError) as refused:
        publish(portal, plan(portal, some))
    assert refused.value.exit_code == ExitCode.ENGINE_FAILED
    assert some[0]["id"] in str(refused.value)
    assert f"the portal refuses it: {field}: " in str(refused.value)
    assert ckan.packages == {}


def test_the_portal_refuses_a_resource_with_its_number(ckan: Ckan, portal: Portal, some: list[Record]) -> None:
    steps = plan(portal, some)
    some[0]["resources"][1]["format"] = "Turtle"
    with pytest.raises(RecueilError, match=r"resources\[1\]\.format: Value must be one of"):
        publish(portal, steps)


def test_a_record_that_the_portal_would_refuse_is_not_even_asked_about(
    ckan: Ckan, portal: Portal, some: list[Record]
) -> None:
    some[2]["date_published"] = "2026"
    with pytest.raises(RecueilError, match="date_published"):
        plan(portal, some)
    assert ckan.asked == []


def test_the_secret_is_in_no_error_and_no_log(ckan: Ckan, some: list[Record], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    credentials = Credentials("bearer", secret="a-wrong-secret-token")
    with Portal(ckan.address, credentials, retries=0) as portal:
        steps = plan(portal, some)
        with pytest.raises(RecueilError) as refused:
            publish(portal, steps)
        assert "the portal does not let this token do it" in str(refused.value)
        shown = f"{refused.value!r} {refused.value} {credentials!r} {portal!r} {caplog.text} {steps!r}"
    assert ckan.headers["Authorization"] == "a-wrong-secret-token"
    assert "a-wrong-secret-token" not in shown


def test_the_token_is_read_from_the_environment(
    ckan: Ckan, monkeypatch: pytest.MonkeyPatch, some: list[Record]
) -> None:
    monkeypatch.setenv("RECUEIL_REMOTE_TOKEN", ckan.token)
    with Portal(ckan.address, read_credentials("bearer", ckan.address), retries=0) as portal:
        assert publish(portal, plan(portal, some[:1])) == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://example.org", "this is no web address"),
        ("https://{}@example.org".format("user:word"), "would show them"),
        ("http://portal.example.org", "over http the network can read the credentials"),
    ],
)
def test_an_address_that_is_none_or_would_show_the_token_is_refused(address: str, said: str) -> None:
    with pytest.raises(RecueilError, match=said):
        Portal(address, Credentials("bearer", secret="token"))


def test_a_server_that_is_no_ckan_and_one_that_is_not_there_are_told_apart(ckan: Ckan, some: list[Record]) -> None:
    with Portal(f"{ckan.address}/elsewhere", None, retries=0) as portal, pytest.raises(RecueilError) as strange:
        plan(portal, some)
    assert "the portal did not answer as CKAN does" in str(strange.value)
    with Portal("http://127.0.0.1:9", None, retries=0) as portal, pytest.raises(RecueilError) as absent:
        plan(portal, some)
    assert "the portal did not answer (ConnectionError)" in str(absent.value)
    assert strange.value.exit_code == absent.value.exit_code == ExitCode.ENGINE_FAILED
