"""Send the records of a publication to a CKAN portal, or say what would be sent."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.cli.progress import progress
from recueil_kg.cli.publishing import portal_of, wanted_of
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _

if TYPE_CHECKING:
    from recueil_kg.publishing.portals.ckan import Step
    from recueil_kg.publishing.portals.open_canada import Record


def to_ckan(arguments: argparse.Namespace) -> int:
    """Create or update the records on the portal, or only say what would be done; gives 0."""
    from recueil_kg.publishing.access import read_credentials
    from recueil_kg.publishing.portals.ckan import Portal, plan, publish

    records = _records(arguments)
    credentials = read_credentials(None if arguments.dry_run and not arguments.auth else "bearer", arguments.to_ckan)
    with Portal(arguments.to_ckan, credentials, allow_http=arguments.allow_http, retries=arguments.retries) as portal:
        steps = plan(portal, records)
        if not arguments.dry_run:
            publish(portal, steps, progress(_("records")))
    _print(steps, arguments.format)
    return ExitCode.DONE


def _records(arguments: argparse.Namespace) -> list[Record]:
    """The records, with every file of a release measured."""
    from recueil_kg.publishing.exports import write_all
    from recueil_kg.publishing.portals.open_canada import portal_records

    portal = portal_of(arguments)
    if portal is None:
        raise RecueilError(
            _("the portal must know which organization publishes"), do=_("give --owner-org, for example ec")
        )
    wanted = wanted_of(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        return portal_records(wanted.engine, wanted.publication, write_all(wanted, Path(scratch)), portal)


def _print(steps: tuple[Step, ...], form: str) -> None:
    """A line for each record, and under an update one for each field that differs."""
    if form == "json":
        import msgspec

        told = [
            {"action": step.action, "id": step.record["id"], "differences": msgspec.to_builtins(step.differences)}
            for step in steps
        ]
        print(json.dumps(told, ensure_ascii=False))
        return
    words = {"create": _("to be created"), "update": _("to be updated"), "unchanged": _("unchanged")}
    for step in steps:
        print(f"{words[step.action]}  {step.record['id']}")
        for difference in step.differences:
            before, after = (json.dumps(value, ensure_ascii=False) for value in (difference.before, difference.after))
            print(f"    {difference.field}: {before} → {after}")
