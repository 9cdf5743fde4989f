"""Who and what sources speak of: one entry for one thing, and no name that could mean two."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from recueil_kg.authorities import INSTITUTION_KINDS, Authorities, Authority
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.dates import PartialDate


def _space(entry: Authority) -> str:
    """Names are matched among things of one sort: an instrument and the body it sets up may share theirs."""
    if entry.kind in INSTITUTION_KINDS:
        return "institution"
    return entry.kind if entry.kind in {"state", "instrument"} else "body"


def _overlap(one: Authority, other: Authority) -> bool:
    def span(entry: Authority) -> tuple[str, str]:
        first, last = entry.names[0].used_from, entry.names[-1].used_until
        return first or "0000", last or "9999"

    (start, end), (other_start, other_end) = span(one), span(other)
    return start <= other_end and other_start <= end


def test_no_two_entries_share_a_name_in_one_language_at_one_time(authorities: Authorities) -> None:
    named: dict[tuple[str, str, str], list[Authority]] = defaultdict(list)
    for entry in authorities.all():
        for language in LANGUAGES:
            for name in {" ".join(re.findall(r"\w+", fold(name))) for name in entry.all_names(language)}:
                named[_space(entry), language, name].append(entry)
    shared = {
        (key, one.id, other.id)
        for key, entries in named.items()
        for one in entries
        for other in entries
        if one.id < other.id and _overlap(one, other)
    }
    assert shared == set()


def test_a_slug_is_of_one_entry_among_things_of_one_sort(authorities: Authorities) -> None:
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for entry in authorities.all():
        seen[_space(entry), entry.id] += 1
    assert [key for key, times in seen.items() if times > 1] == []


def test_every_slug_that_an_entry_refers_to_exists(authorities: Authorities) -> None:
    unknown = [
        (entry.id, what)
        for entry in authorities.all()
        for what, found in (
            (entry.part_of, entry.part_of is None or authorities.institution(entry.part_of)),
            (entry.came_from, entry.came_from is None or authorities.institution(entry.came_from)),
            (entry.country, entry.country is None or authorities.state(entry.country)),
            (entry.under, entry.under is None or authorities.instrument(entry.under)),
            *((relation.instrument, authorities.instrument(relation.instrument)) for relation in entry.relations),
        )
        if not found
    ]
    assert unknown == []


def test_names_in_use_stand_in_the_order_of_their_periods(authorities: Authorities) -> None:
    for entry in authorities.all():
        starts = [PartialDate.parse(used.used_from) for used in entry.names if used.used_from]
        if entry.kind == "department":
            assert not any(later.surely_before(earlier) for earlier, later in pairwise(starts)), entry.id
        assert entry.names[-1].used_until is None or "Merged into" in (entry.note or ""), entry.id


def test_a_period_says_where_it_is_stated_or_that_nobody_checked_it(authorities: Authorities) -> None:
    for entry in authorities.all():
        for used in entry.names:
            if used.used_from or used.used_until:
                assert used.source == "unverified" or (used.source or "").startswith("http"), entry.id


def test_every_department_has_its_names_in_both_languages(authorities: Authorities) -> None:
    for entry in authorities.all():
        if entry.kind in {"department", "province-or-territory", "state"}:
            assert all(used.name.en and used.name.fr for used in entry.names), entry.id


def test_a_state_is_known_by_its_codes_and_there_are_as_many_as_united_nations_members(
    authorities: Authorities,
) -> None:
    states = [entry for entry in authorities.all() if entry.kind == "state"]
    assert len(states) == 193
    for state in states:
        codes = {code.system: code.value for code in state.codes}
        assert codes["iso3166-1-alpha-3"] == state.id.upper()
        assert re.fullmatch(r"[A-Z]{2}", codes["iso3166-1-alpha-2"])
        assert codes["eu-authority"] == f"http://publications.europa.eu/resource/authority/country/{state.id.upper()}"


def test_the_department_of_the_environment_stayed_one_department_when_its_name_changed(
    authorities: Authorities,
) -> None:
    eccc = authorities.institution("eccc")
    assert eccc is not None
    assert [(used.name.en, used.used_from, used.used_until) for used in eccc.names] == [
        ("Environment Canada", None, "2015-11-03"),
        ("Environment and Climate Change Canada", "2015-11-04", None),
    ]
    assert "Environnement et Changements climatiques Canada" in eccc.all_names("fr")


def test_indigenous_services_was_split_from_another_department(authorities: Authorities) -> None:
    services = authorities.institution("isc")
    assert services is not None
    assert services.came_from == "cirnac"


def test_no_everyday_word_is_a_name(authorities: Authorities) -> None:
    words = {"eu", "un", "us", "who", "most", "fin", "jus", "polar", "spa", "annex", "protocol", "council"}
    hits = {
        (entry.id, name)
        for entry in authorities.all()
        for language in LANGUAGES
        for name in entry.all_names(language)
        if fold(name) in words
    }
    assert hits == set()
