"""`recueil-kg release`: build, validate and export everything into a folder that is ready to upload."""

from __future__ import annotations

import argparse
from pathlib import Path

from recueil_kg.cli.build import add_jobs_argument
from recueil_kg.cli.progress import progress
from recueil_kg.cli.publishing import add_portal_arguments, add_publication_argument, portal_of
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("build, validate and export everything, with checksums and what changed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("folder", type=Path, metavar=_("DIR"), help=_("the release's folder, which is made"))
    parser.add_argument(
        "--previous", type=Path, metavar=_("DIR"), help=_("the release before, to say what changed since")
    )
    parser.add_argument(
        "--data", type=Path, metavar=_("DIR"), help=_("records and authorities (default: those shipped)")
    )
    add_publication_argument(parser)
    add_portal_arguments(parser)
    add_jobs_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the release, and say what it holds; gives 0."""
    from recueil_kg.publishing.publication import read_publication
    from recueil_kg.publishing.releases.release import make_release
    from recueil_kg.table import table

    release = make_release(
        arguments.folder,
        read_publication(arguments.publication),
        data=arguments.data,
        previous=arguments.previous,
        portal=portal_of(arguments),
        jobs=arguments.jobs,
        progress=progress(_("instruments")),
    )
    print(table((_("file"), _("bytes")), [(file.name, file.size) for file in release.files]), end="")
    changed = release.changes.instruments if release.changes.previous is not None else ()
    print(
        _("{quads} statements; {changed} instruments changed").format(quads=release.changes.quads, changed=len(changed))
    )
    return ExitCode.DONE
