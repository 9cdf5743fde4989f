"""What would change if a department were taken away."""

from __future__ import annotations

from collections import defaultdict

from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.measures.features import leads_of, node_named, themes_of
from recueil_kg.analysis.measures.results import Cell, Result


def what_if(graph: AnyNetwork, *, department: str | None = None) -> Result:
    """Which themes would have no lead left if a department led nothing any more.

    A theme has those leads that lead one of its instruments. With a department, a row for each theme in which it leads;
    else a row for each theme that would lose its lead, whichever institution that is.

    Args:
        graph: the network of everything.
        department: its slug, key or a label; every lead institution by default.
    """
    leads, themes = leads_of(graph), themes_of(graph)
    led: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    leaders: defaultdict[str, set[str]] = defaultdict(set)
    for instrument, institutions in leads.items():
        for theme in themes.get(instrument, ()):
            leaders[theme] |= institutions
            for institution in institutions:
                led[institution, theme].add(instrument)
    chosen = node_named(graph, department, "department") if department else None
    rows: list[tuple[Cell, ...]] = []
    for (institution, theme), instruments in sorted(led.items()):
        others = len(leaders[theme] - {institution})
        if institution == chosen or (chosen is None and not others):
            rows.append((institution, theme, len(instruments), others, not others))
    rows.sort(key=lambda row: (str(row[0]), not row[4], -int(row[2] or 0), str(row[1])))
    alone = sum(institutions == {chosen} for institutions in leads.values())
    figures: dict[str, Cell] = {"without_lead": alone} if chosen else {}
    return Result.of(graph, ("department", "theme", "led", "remaining", "lost"), rows, figures)
