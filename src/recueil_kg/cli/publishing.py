"""What verbs that publish take: the publication's description, and what only the publisher can say."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.i18n import _, spoken

if TYPE_CHECKING:
    from recueil_kg.publishing.exports import Wanted
    from recueil_kg.publishing.portals.open_canada import PortalOptions


def add_publication_argument(parser: argparse.ArgumentParser) -> None:
    """Declare which file describes the publication."""
    parser.add_argument(
        "--publication",
        type=Path,
        metavar=_("FILE"),
        help=_("title, publisher, version and addresses (default: those shipped)"),
    )


def add_portal_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what open.canada.ca must know of its publisher."""
    parser.add_argument(
        "--owner-org", metavar=_("NAME"), help=_("the portal's name of the publishing organization, for example ec")
    )
    parser.add_argument(
        "--federal", action="store_true", help=_("a federal organization publishes, which only it can say")
    )
    parser.add_argument("--approved", action="store_true", help=_("a person has approved the release of the data"))
    parser.add_argument("--ready", action="store_true", help=_("a person wants it published as soon as it is loaded"))
    parser.add_argument("--mailbox", metavar=_("ADDRESS"), help=_("the organization's mail address"))


def portal_of(arguments: argparse.Namespace) -> PortalOptions | None:
    """What the publisher says; None where no organization is named."""
    from recueil_kg.publishing.portals.open_canada import PortalOptions

    if not arguments.owner_org:
        return None
    return PortalOptions(
        owner_org=arguments.owner_org,
        jurisdiction="federal" if arguments.federal else "user",
        approved=arguments.approved,
        ready=arguments.ready,
        mailbox=arguments.mailbox,
    )


def wanted_of(arguments: argparse.Namespace) -> Wanted:
    """What is to be exported, from the verb's store or endpoint, as the publication describes it.

    A verb without `--endpoint`, `--network` or a window takes the store and everything in it.
    """
    from recueil_kg.graph.store import open_store
    from recueil_kg.publishing.exports import Wanted
    from recueil_kg.publishing.publication import read_publication
    from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine

    endpoint = getattr(arguments, "endpoint", None)
    return Wanted(
        engine=EndpointEngine(endpoint) if endpoint else EmbeddedEngine(arguments.store),
        store=None if endpoint else open_store(arguments.store),
        publication=read_publication(arguments.publication),
        language=spoken(),
        network=getattr(arguments, "network", "everything"),
        since=getattr(arguments, "since", None),
        until=getattr(arguments, "until", None),
        portal=portal_of(arguments),
    )
