"""Create and update records on a CKAN portal: say what would be done, do it, take up again where it broke off."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.extras import require
from recueil_kg.i18n import _
from recueil_kg.publishing.access import Credentials, check_address, open_session
from recueil_kg.publishing.portals.open_canada import Record
from recueil_kg.publishing.portals.open_canada_check import refuse
from recueil_kg.publishing.portals.open_canada_fields import portal_schema

Action = Literal["create", "update", "unchanged"]
_APPROVALS = ("imso_approval", "ready_to_publish")
_TIMEOUT = 60
_LONGEST_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the portal has otherwise: what it has, and what the record says; None where there is none."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one record.

    Attributes:
        action: `create`, `update` or `unchanged`.
        record: all that is sent.
        differences: of an update, field by field; a resource's are named by its address.
    """

    action: Action
    record: Record
    differences: tuple[Difference, ...] = ()


class Portal:
    """A CKAN portal's action API, through ckanapi; a context manager that closes its connections.

    Args:
        address: the portal's, without `/api`.
        credentials: a bearer token, as `access.read_credentials("bearer", address)` reads it; None reads only.
        allow_http: send the token over http too, where the network is trusted.
        retries: how often a question is asked again; what writes is sent once.

    Raises:
        RecueilError: ckanapi is not installed, or the address is none or would show the token.
    """

    def __init__(
        self, address: str, credentials: Credentials | None, *, allow_http: bool = False, retries: int = 6
    ) -> None:
        require("ckanapi", extra="ckan")
        from ckanapi import RemoteCKAN

        self.address = check_address(address, credentials, allow_http=allow_http)
        self._credentials = credentials
        secret = credentials.secret if credentials else None
        self._sessions = (open_session(None, retries), open_session(None, 0))
        agent = str(self._sessions[0].headers["User-Agent"])
        self._asking, self._writing = (
            RemoteCKAN(address, apikey=secret, user_agent=agent, session=session) for session in self._sessions
        )

    def __enter__(self) -> Portal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._sessions:
            session.close()

    def show(self, identifier: str) -> Record | None:
        """The portal's record; None where it has none.

        Raises:
            RecueilError: the portal does not answer, or not as CKAN does.
        """
        return self._call(self._asking, "package_show", {"id": identifier})

    def create(self, record: Record) -> None:
        """Make a new record.

        Raises:
            RecueilError: the portal refuses it, in its own words, or does not answer.
        """
        self._call(self._writing, "package_create", record)

    def update(self, record: Record) -> None:
        """Change the fields that the record has; the portal keeps the others.

        Raises:
            RecueilError: the portal refuses it, in its own words, or does not answer.
        """
        self._call(self._writing, "package_patch", record)

    def _call(self, remote: Any, action: str, data: Record) -> Record | None:
        from ckanapi.errors import CKANAPIError, NotAuthorized, NotFound, ServerIncompatibleError, ValidationError
        from requests import RequestException

        try:
            found: Record = remote.call_action(action, data, requests_kwargs={"timeout": _TIMEOUT})
            return found
        except NotFound:
            if action == "package_show":
                return None
            raise self._failure(_("the portal does not know it any more"), data, _("say it again")) from None
        except NotAuthorized:
            what = _("the portal does not let this token do it")
            raise self._failure(what, data, _("ask the portal for a token of this organization")) from None
        except ValidationError as error:
            said = "; ".join(_flattened(error.error_dict))[:_LONGEST_MESSAGE]
            what = _("the portal refuses it: {said}").format(said=self._redacted(said))
            raise self._failure(what, data, _("correct these fields")) from None
        except RequestException as error:
            what = _("the portal did not answer ({error})").format(error=type(error).__name__)
            raise self._failure(what, data, _("try again later: what is done is not done again")) from None
        except (CKANAPIError, ServerIncompatibleError):
            what = _("the portal did not answer as CKAN does")
            raise self._failure(what, data, _("check the address, or try again later")) from None

    def _failure(self, what: str, data: Record, do: str) -> RecueilError:
        where = f"{self.address} {data.get('id', '')}".strip()
        return RecueilError(what, where=where, do=do, exit_code=ExitCode.ENGINE_FAILED)

    def _redacted(self, text: str) -> str:
        return self._credentials.redacted(text) if self._credentials else text


def plan(portal: Portal, records: Sequence[Record]) -> tuple[Step, ...]:
    """What is to be done with each record; nothing is written.

    Raises:
        RecueilError: the portal would refuse a record, or does not answer.
    """
    refuse(records)
    return tuple(_step(record, portal.show(record["id"])) for record in records)


def publish(portal: Portal, steps: Iterable[Step], progress: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Do the steps in their order, and give how many records were written.

    Done again after a failure, with a plan made anew, it does what is left.

    Args:
        portal: where.
        steps: as `plan` gives them.
        progress: told after each record how many of how many are written.

    Raises:
        RecueilError: the portal refuses a record or does not answer, and how many were written before.
    """
    todo = [step for step in steps if step.action != "unchanged"]
    for done, step in enumerate(todo):
        try:
            (portal.create if step.action == "create" else portal.update)(step.record)
        except RecueilError as error:
            counted = _("{done} of {of} records are written").format(done=done, of=len(todo))
            raise RecueilError(
                f"{error.what} ({counted})", where=error.where, do=error.do, exit_code=error.exit_code
            ) from None
        progress(done + 1, len(todo))
    return len(todo)


def _step(record: Record, current: Record | None) -> Step:
    if current is None:
        return Step("create", record)
    wanted = _as_people_left_it(record, current)
    differences = tuple(_differences(wanted, current))
    return Step("update" if differences else "unchanged", wanted, differences)


def _as_people_left_it(record: Record, current: Record) -> Record:
    """The record with what people did on the portal: an approval that was given, resources that were added by hand."""
    kept = {name: "true" for name in _APPROVALS if current.get(name) == "true"}
    ours = {resource["id"] for resource in record["resources"]}
    added = [each for each in current.get("resources", ()) if each.get("id") not in ours and not _is_ours(each)]
    return {**record, **kept, "resources": [*record["resources"], *added]}


def _is_ours(resource: Record) -> bool:
    """Whether its identifier was derived from an address, as ours are; those that CKAN gives are random."""
    try:
        return uuid.UUID(str(resource.get("id"))).version == 5
    except ValueError:
        return False


def _differences(wanted: Record, current: Record) -> Iterator[Difference]:
    dates = {field.name for field in portal_schema().record if field.kind == "date"}
    shown = {**current, "owner_org": (current.get("organization") or {}).get("name", current.get("owner_org"))}
    for name, after in wanted.items():
        if name != "resources" and not _same(name, shown.get(name), after, dates):
            yield Difference(name, shown.get(name), after)
    before = {str(resource.get("id")): resource for resource in current.get("resources", ())}
    for resource in wanted["resources"]:
        found = before.pop(str(resource.get("id")), None)
        name = f"resources[{resource.get('url')}]"
        if found is None:
            yield Difference(name, None, resource)
            continue
        for field, after in resource.items():
            if not _same(field, found.get(field), after, dates):
                yield Difference(f"{name}.{field}", found.get(field), after)
    for resource in before.values():
        yield Difference(f"resources[{resource.get('url')}]", resource, None)


def _same(name: str, before: Any, after: Any, dates: set[str]) -> bool:
    """Whether two values mean the same: a portal may give a day with a time, a number as text, or nothing as empty."""
    if name in dates and isinstance(before, str):
        before = before[: len("2026-11-24")]
    if isinstance(after, int) and isinstance(before, str):
        before = int(before) if before.isdecimal() else before
    return bool(before == after) or not (before or after)


def _flattened(errors: Mapping[str, Any]) -> Iterator[str]:
    """Each message of a portal's refusal with its field."""
    for field, said in errors.items():
        if field == "__type":
            continue
        if isinstance(said, Mapping):
            yield from (f"{field}.{line}" for line in _flattened(said))
        elif isinstance(said, list):
            for number, each in enumerate(said):
                nested = _flattened(each) if isinstance(each, Mapping) else ()
                yield from (f"{field}[{number}].{line}" for line in nested)
                if not isinstance(each, Mapping):
                    yield f"{field}: {each}"
        else:
            yield f"{field}: {said}"
