"""A person's decisions taken into the data: those of a sheet beside those that were taken before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from msgspec import structs

from recueil_kg.authorities import Authorities
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.matches import Decision, ReviewedMatch, contradictions, matches_file, read_matches, write_matches
from recueil_kg.reconciliation.review import read_review


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken of a sheet.

    Attributes:
        file: where the matches with the list are kept now.
        reviewed: the decisions of the sheet.
        errors: what is wrong with its other rows.
    """

    file: Path
    reviewed: tuple[ReviewedMatch, ...]
    errors: tuple[RecueilError, ...]


def take_decisions(sheet: Path, system: str, data: Path, authorities: Authorities, on: date) -> Taken:
    """Write the decisions of a sheet into the data; one that says what was decided before keeps its day.

    Args:
        sheet: the sheet, with decisions filled in.
        system: what the list is called.
        data: the folder of data.
        authorities: those that name instruments without a record.
        on: the day of the review.

    Raises:
        RecueilError: no sheet of ours; a file of matches that does not parse or cannot be written; or an entry that
            would be exactly two instruments.
    """
    recorded = {path.name for path in (data / "records").glob("*") if path.is_dir()}
    slugs = sorted(recorded | {entry.id for entry in authorities.all() if entry.kind == "instrument"})
    known = frozenset(slugs)
    kept = {(match.id, match.instrument): match for match in read_matches(data, known.__contains__).get(system, ())}
    reviewed, errors = read_review(sheet, known.__contains__, slugs, on)
    for match in reviewed:
        old = kept.get((match.id, match.instrument))
        kept[match.id, match.instrument] = old if old and _same_but_for_the_day(old, match) else match
    file = matches_file(data, system)
    for entry, both in contradictions(kept.values()):
        raise RecueilError(
            _("{entry} cannot be exactly both {one} and {other}").format(entry=entry, one=both[0], other=both[1]),
            where=str(file),
            do=_("decide on both again in the sheet"),
        )
    if reviewed:
        write_matches(file, kept.values())
    return Taken(file, tuple(reviewed), tuple(errors))


def decisions_on(system: str, data: Path) -> dict[tuple[str, str], Decision]:
    """What was decided on a list, by the entry's identifier and our slug.

    Raises:
        RecueilError: a file of matches that does not parse.
    """
    matches = read_matches(data, lambda _slug: True).get(system, ())
    return {(match.id, match.instrument): match.decision for match in matches}


def _same_but_for_the_day(one: ReviewedMatch, other: ReviewedMatch) -> bool:
    return structs.replace(one, on=other.on) == other
