"""Reviewed matches with other lists of agreements: `data/matches/SYSTEM.yaml`, read, checked and written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from recueil_kg.authorities import Both
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _, reason
from recueil_kg.model.records import IsoDay, Part, Slug
from recueil_kg.model.yaml_form import read_yaml, write_yaml

Decision = Literal["exact", "close", "no"]


class ReviewedMatch(Part, frozen=True, kw_only=True):
    """What a person decided about one entry of another list and one instrument; who decided is not recorded.

    Attributes:
        id: what the other list calls its entry: a web address, or a number or code.
        title: the entry's title there.
        instrument: the slug of ours.
        decision: `exact`: the same thing; `close`: alike, not the same; `no`: another one,
            kept so that nobody reviews it twice.
        score: how alike they were found, from 0 to 1; absent where a person added the match.
        reason: why, in the language of the review.
        on: the day of the review.
    """

    id: Annotated[str, Meta(min_length=1)]
    title: str | None = None
    instrument: Slug
    decision: Decision
    score: Annotated[float, Meta(ge=0, le=1)] | None = None
    reason: Both = Both()
    on: IsoDay


Matches: TypeAlias = "dict[str, tuple[ReviewedMatch, ...]]"
"""By the system's slug, which is the file's name."""


def matches_file(data: Path, system: str) -> Path:
    """Where the reviewed matches with a system are kept."""
    return data / "matches" / f"{system}.yaml"


def read_matches(data: Path, is_known: Callable[[str], bool]) -> Matches:
    """Every file of `data/matches/`; none where there is no such folder.

    Args:
        data: the folder of data.
        is_known: whether there is an instrument of that slug.

    Raises:
        RecueilError: a file that does not parse, an unknown instrument, or an entry that is said to be two instruments.
    """
    found: Matches = {}
    for path in sorted((data / "matches").glob("*.yaml")):
        matches = read_yaml(path, tuple[ReviewedMatch, ...])
        for match in matches:
            if not is_known(match.instrument):
                raise RecueilError(
                    _("{kind}: {slug} is not known").format(kind="instrument", slug=match.instrument),
                    where=str(path),
                    do=_("correct it, or add it to the authorities or the vocabulary"),
                )
        for entry, slugs in contradictions(matches):
            raise RecueilError(
                _("{entry} cannot be exactly both {one} and {other}").format(entry=entry, one=slugs[0], other=slugs[1]),
                where=str(path),
                do=_("keep one, or call one close"),
            )
        found[path.stem] = matches
    return found


def contradictions(matches: Iterable[ReviewedMatch]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Entries of a list that are exactly matched with more than one instrument, and which."""
    exact: dict[str, list[str]] = {}
    for match in matches:
        if match.decision == "exact" and match.instrument not in exact.setdefault(match.id, []):
            exact[match.id].append(match.instrument)
    for entry, slugs in exact.items():
        if len(slugs) > 1:
            yield entry, tuple(slugs)


def write_matches(path: Path, matches: Iterable[ReviewedMatch]) -> None:
    """Write a system's matches in the order of instruments, all or nothing.

    Raises:
        RecueilError: the file cannot be written; the old one stays.
    """
    ordered = sorted(matches, key=lambda match: (match.instrument, match.id))
    aside = path.with_suffix(".yaml.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(write_yaml(ordered), encoding="utf-8")
        os.replace(aside, path)
    except OSError as error:
        raise RecueilError(reason(error), where=str(path), do=_("check the path and its permissions")) from None
