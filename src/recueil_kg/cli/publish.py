"""`recueil-kg publish`: the graph to a SPARQL 1.1 endpoint, only what changed, counted back; or records to a portal."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from recueil_kg.cli.listing import add_store_argument
from recueil_kg.cli.portals import to_ckan
from recueil_kg.cli.progress import progress
from recueil_kg.cli.publishing import add_portal_arguments, add_publication_argument
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _

if TYPE_CHECKING:
    from recueil_kg.publishing.remote.publish import Plan, Report

METHODS = ("auto", "graph-store", "update")
SCHEMES = ("basic", "digest", "bearer")


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("send what changed to a SPARQL endpoint, counted back, or records to a CKAN portal")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", metavar=_("ADDRESS"), help=_("the SPARQL endpoint to publish to"))
    where.add_argument("--to-ckan", metavar=_("ADDRESS"), help=_("the CKAN portal to send the records to"))
    parser.add_argument("--query-endpoint", metavar=_("ADDRESS"), help=_("where it takes queries, if elsewhere"))
    parser.add_argument("--update", metavar=_("ADDRESS"), help=_("where it takes updates, if elsewhere"))
    parser.add_argument("--graph-store", metavar=_("ADDRESS"), help=_("where it takes whole graphs"))
    parser.add_argument(
        "--method", choices=METHODS, default="auto", help=_("whole graphs, updates, or what the server takes")
    )
    parser.add_argument(
        "--auth",
        choices=SCHEMES,
        help=_(
            "prove who asks by RECUEIL_REMOTE_USER and RECUEIL_REMOTE_PASSWORD, RECUEIL_REMOTE_TOKEN, or the keyring"
        ),
    )
    parser.add_argument(
        "--allow-http", action="store_true", help=_("send credentials over http too, where the network is trusted")
    )
    parser.add_argument(
        "--check", choices=("count", "deep"), default="count", help=_("count triples back, or read them all back")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would be sent, and send nothing"))
    parser.add_argument(
        "--retries", type=_retries, default=6, metavar=_("N"), help=_("how often to ask again what failed in passing")
    )
    add_store_argument(parser)
    add_publication_argument(parser)
    add_portal_arguments(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table", help=_("how to print what was done"))


def run(arguments: argparse.Namespace) -> int:
    """Publish, then print what was done; what the server does not have as it was sent is a line each on stderr.

    Returns:
        0; 3 where the server has something else than what was sent.
    """
    return to_ckan(arguments) if arguments.to_ckan else _to_endpoint(arguments)


def _retries(text: str) -> int:
    """A number of tries from 0 on."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("{text} is no number from 0 on").format(text=repr(text)))
    return int(text)


def _to_endpoint(arguments: argparse.Namespace) -> int:
    from recueil_kg.graph.store import open_store
    from recueil_kg.publishing.access import check_address, read_credentials
    from recueil_kg.publishing.remote.addresses import addresses_of
    from recueil_kg.publishing.remote.endpoint import Remote
    from recueil_kg.publishing.remote.publish import plan, publish

    addresses = addresses_of(
        check_address(arguments.to, None),
        query=arguments.query_endpoint,
        update=arguments.update,
        graph_store=arguments.graph_store,
    )
    credentials = read_credentials(arguments.auth, addresses.update)
    store = open_store(arguments.store)
    deep = arguments.check == "deep"
    with Remote(addresses, credentials, allow_http=arguments.allow_http, retries=arguments.retries) as remote:
        todo = plan(store, remote, deep=deep)
        if arguments.dry_run:
            _print_plan(todo, arguments.format)
            return ExitCode.DONE
        done = progress(_("graphs"))
        report = publish(store, remote, todo, method=arguments.method, deep=deep, progress=done)
    _print_report(report, arguments.format)
    for difference in report.differences:
        if difference.expected == difference.found:
            what = _("the server has other triples than those that were sent")
        else:
            what = _("{expected} triples were sent, and the server has {found}").format(
                expected=difference.expected, found=difference.found
            )
        print(f"recueil-kg: {difference.graph}: {what}", file=sys.stderr)
    return ExitCode.ENGINE_FAILED if report.differences else ExitCode.DONE


def _print_plan(todo: Plan, form: str) -> None:
    """What would be sent and removed, a graph a line."""
    from recueil_kg.table import table

    if form == "json":
        _print_json(
            {
                "send": [
                    {"graph": change.graph, "why": change.why, "triples": change.state.triples} for change in todo.send
                ],
                "remove": todo.remove,
                "unchanged": len(todo.keep),
            }
        )
        return
    labels = {
        "new": _("not there yet"),
        "changed": _("changed here"),
        "unfinished": _("unfinished"),
        "altered": _("altered on the server"),
    }
    rows: list[tuple[object, ...]] = [(labels[item.why], item.state.triples, item.graph) for item in todo.send]
    rows += [(_("to be removed"), 0, graph) for graph in todo.remove]
    if rows:
        print(table((_("found"), _("triples"), _("graph")), rows))
    print(_("{count} graphs are unchanged").format(count=len(todo.keep)))


def _print_report(report: Report, form: str) -> None:
    """How many graphs and triples were sent, left, removed, and are not as they were sent."""
    from recueil_kg.table import table

    if form == "json":
        _print_json(
            {
                "sent": [
                    {"graph": change.graph, "why": change.why, "triples": change.state.triples}
                    for change in report.sent
                ],
                "unchanged": len(report.unchanged),
                "removed": report.removed,
                "differences": report.differences,
            }
        )
        return
    rows = [
        (_("sent"), len(report.sent), sum(change.state.triples for change in report.sent)),
        (_("unchanged"), len(report.unchanged), sum(entry.state.triples for entry in report.unchanged.values())),
        (_("removed"), len(report.removed), 0),
        (_("different"), len(report.differences), sum(item.found for item in report.differences)),
    ]
    print(table((_("found"), _("graphs"), _("triples")), rows), end="")


def _print_json(value: object) -> None:
    import msgspec

    print(msgspec.json.encode(value).decode())
