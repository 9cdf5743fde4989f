"""What open.canada.ca would refuse in a record, found before it is sent, and said in the user's language."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _
from recueil_kg.publishing.portals.open_canada import Record
from recueil_kg.publishing.portals.open_canada_fields import Field, findings, portal_schema


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the portal would refuse.

    Attributes:
        record: the record's identifier, or its number where it has none.
        field: the field, of a resource with its number: `resources[2].format`.
        value: the value as it stands; None where there is none.
        what: what is wrong with it.
        do: what to do.
    """

    record: str
    field: str
    value: object
    what: str
    do: str

    @property
    def problem(self) -> str:
        """The field, its value where it has one, and what is wrong."""
        shown = "" if self.value is None else f" {json.dumps(self.value, ensure_ascii=False)[:200]}"
        return f"{self.field}{shown}: {self.what}"

    def __str__(self) -> str:
        return f"{self.record}: {self.problem}; {self.do}"


def refusals(records: Iterable[Record], today: dt.date | None = None) -> tuple[Refusal, ...]:
    """Everything that the portal would refuse, record by record.

    Args:
        records: as `open_canada.portal_records` gives them, or anybody's.
        today: the day on which they are loaded: a record that is ready to publish has no date after it.
    """
    found: list[Refusal] = []
    seen: set[object] = set()
    for number, record in enumerate(records, 1):
        name = str(record.get("id") or f"#{number}")
        found.extend(_of_record(name, record, today or dt.date.today()))
        if record.get("id") in seen:
            what, do = _("another record has this identifier"), _("give each record its own")
            found.append(Refusal(name, "id", record["id"], what, do))
        seen.add(record.get("id"))
    return tuple(found)


def refuse(records: Sequence[Record], today: dt.date | None = None) -> None:
    """Nothing, where the portal would take every record.

    Raises:
        RecueilError: the first thing that it would refuse, and how many more there are.
    """
    found = refusals(records, today)
    if found:
        first = found[0]
        more = _(" (and {count} more)").format(count=len(found) - 1) if len(found) > 1 else ""
        raise RecueilError(
            f"{first.problem}{more}",
            where=first.record,
            do=first.do,
            exit_code=ExitCode.DIFFERENCE,
        )


def stars(record: Record) -> int:
    """The stars that the portal gives a record, by its own scoring: 1 to 5."""
    formats = portal_schema().stars.formats
    best = 1
    for resource in record.get("resources", ()):
        quality = resource.get("data_quality") or ()
        linked = 4 + ("data_includes_links" in quality) if "data_includes_uris" in quality else 1
        best = max(best, linked, formats.get(resource.get("format", ""), 1))
    return best


def _of_record(name: str, record: Record, today: dt.date) -> Iterator[Refusal]:
    schema = portal_schema()
    ready = record.get("ready_to_publish") == "true"
    yield from _of_fields(name, "", record, schema.record, today if ready else None)
    if record.get("name") != record.get("id"):
        yield Refusal(name, "name", record.get("name"), _("it is not the identifier"), _("write the same as in id"))
    for number, resource in enumerate(record.get("resources", ())):
        yield from _of_fields(name, f"resources[{number}].", resource, schema.resource, None)


def _of_fields(
    name: str, prefix: str, values: Record, fields: Iterable[Field], latest: dt.date | None
) -> Iterator[Refusal]:
    for field in fields:
        value = values.get(field.name)
        if field.kind == "never":
            if field.name in values:
                what, do = _("the portal fills this field"), _("leave it out")
                yield Refusal(name, prefix + field.name, value, what, do)
        elif value is None or value == "" or value == [] or value == {}:
            if field.required:
                yield Refusal(name, prefix + field.name, None, _("it is missing"), _("fill it"))
        else:
            for what, do in findings(field, value):
                yield Refusal(name, prefix + field.name, value, what, do)
            if field.past_when_ready and latest and str(value) > latest.isoformat():
                what = _("a record that is ready to publish has no date in the future")
                yield Refusal(name, prefix + field.name, value, what, _("wait, or leave it a draft"))
