"""`recueil-kg analyse`: measures of networks, as a table, JSON, CSV or a picture."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recueil_kg.cli.listing import add_listing_arguments, engine_of, pairs_of, print_json, print_rows
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, spoken

if TYPE_CHECKING:
    from recueil_kg.analysis.measures import Measured


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("measure networks: who is central, who belongs together, what is alike, what grew")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("measure", nargs="?", metavar=_("MEASURE"), help=_("the measure's name"))
    parser.add_argument("--list", action="store_true", help=_("list every measure and every network"))
    parser.add_argument("--explain", action="store_true", help=_("say what the measure means instead of taking it"))
    parser.add_argument("--network", metavar=_("NAME"), help=_("the network (default: the measure's own)"))
    add_window_arguments(parser)
    parser.add_argument(
        "-p", "--parameter", action="append", default=[], metavar=_("KEY=VALUE"), help=_("a parameter's value")
    )
    parser.add_argument(
        "--plot", type=Path, metavar=_("FILE"), help=_("draw it too, into a file that ends in .svg, .png or .html")
    )
    add_listing_arguments(parser)


def add_window_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the window of time that a network is taken in."""
    parser.add_argument("--since", metavar=_("DATE"), help=_("from this day, month or year, inclusive"))
    parser.add_argument("--until", metavar=_("DATE"), help=_("until this day, month or year, inclusive"))


def run(arguments: argparse.Namespace) -> int:
    """List, explain or measure; gives 0."""
    from recueil_kg.analysis.measures import measure

    if arguments.list:
        _print_list(as_json=arguments.format == "json")
        return ExitCode.DONE
    if arguments.measure is None:
        raise RecueilError(_("no measure given"), do=_("see recueil-kg analyse --list"))
    if arguments.explain:
        _print_explanation(arguments.measure)
        return ExitCode.DONE
    engine = engine_of(arguments)
    taken = measure(
        engine,
        arguments.measure,
        network_name=arguments.network,
        since=arguments.since,
        until=arguments.until,
        **pairs_of(arguments.parameter),
    )
    if arguments.plot:
        from recueil_kg.analysis.drawing import draw

        draw(engine, taken, spoken()).save(arguments.plot)
    _print(taken, arguments.format)
    return ExitCode.DONE


def _print(taken: Measured, format_: str) -> None:
    from recueil_kg.table import table

    result = taken.result
    if format_ == "json":
        print_json(_as_json(taken))
    elif format_ == "csv":
        rows = [["" if cell is None else str(cell) for cell in record.values()] for record in result.records()]
        print_rows({name: name for name in result.record_names()}, rows, "csv")
    else:
        titles, shown = result.shown(spoken())
        print(table(titles, shown), end="")
        for title, value in result.shown_figures(spoken()):
            print(_("{title}: {value}").format(title=title, value=value))


def _as_json(taken: Measured) -> dict[str, Any]:
    import msgspec

    from recueil_kg.analysis.measures.meanings import EXPLANATIONS, TITLES
    from recueil_kg.analysis.measures.results import COLUMNS

    about, result = taken.graph.graph, taken.result
    return {
        "measure": taken.name,
        "title": msgspec.to_builtins(TITLES[taken.name]),
        "explanation": msgspec.to_builtins(EXPLANATIONS[taken.name]),
        "network": about["name"],
        "since": about.get("since"),
        "until": about.get("until"),
        "left_out_undated": about.get("undated", 0),
        "columns": [{"name": name, "title": msgspec.to_builtins(COLUMNS[name].title)} for name in result.columns],
        "figures": result.figures,
        "rows": result.records(),
    }


def _print_list(*, as_json: bool) -> None:
    from recueil_kg.analysis.measures import MEASURES
    from recueil_kg.analysis.measures.meanings import EXPLANATIONS, TITLES
    from recueil_kg.analysis.networks import NETWORKS

    if as_json:
        import msgspec

        measures = [
            {
                "name": name,
                "title": TITLES[name],
                "explanation": EXPLANATIONS[name],
                "network": found.network,
                "parameters": {
                    key: {"label": choice.label, "default": choice.default, "values": choice.values}
                    for key, choice in found.choices.items()
                },
            }
            for name, found in MEASURES.items()
        ]
        networks = [
            {"name": name, "title": kind.title, "description": kind.description, "directed": kind.directed}
            for name, kind in NETWORKS.items()
        ]
        print_json(msgspec.to_builtins({"measures": measures, "networks": networks}))
        return
    print(_("Measures:"))
    for name, found in MEASURES.items():
        print(f"  {' '.join((name, *found.choices))}".rstrip())
        print(f"      {TITLES[name][spoken()]}")
    print(_("Networks:"))
    for name, kind in NETWORKS.items():
        print(f"  {name}\n      {kind.title[spoken()]}")


def _print_explanation(name: str) -> None:
    from recueil_kg.analysis.measures import measure_named
    from recueil_kg.analysis.measures.meanings import EXPLANATIONS, TITLES
    from recueil_kg.analysis.networks import NETWORKS

    found, language = measure_named(name), spoken()
    kind = NETWORKS[found.network]
    print(TITLES[name][language], EXPLANATIONS[name][language], sep="\n")
    print(_("Network {name}: {description}").format(name=found.network, description=kind.description[language]))
    for key, choice in found.choices.items():
        values = f" ({', '.join(choice.values)})" if choice.values else ""
        default = "" if choice.default is None else f" = {choice.default}"
        print(f"  {key}{default}: {choice.label[language]}{values}")
