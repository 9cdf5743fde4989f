"""The words of the charts of measures in both languages."""

from __future__ import annotations

from recueil_kg.model.bilingual import Bilingual

NODES, LINKS = Bilingual("nodes", "nœuds"), Bilingual("links", "liens")
YEAR, EVENTS = Bilingual("year", "année"), Bilingual("events", "événements")
GROWTH_HOW = Bilingual(
    "At the end of each year; what nothing dates is left out.",
    "À la fin de chaque année; ce que rien ne date est écarté.",
)
GROWTH_TOLD = Bilingual(
    "{title}. From {first} to {last}: {nodes} nodes and {links} links in the end.",
    "{title}. De {first} à {last} : {nodes} nœuds et {links} liens à la fin.",
)
YEARS_HOW = Bilingual(
    "Events by year; one that can lie in several years stands in the first of them.",
    "Événements par année; celui qui peut se situer dans plusieurs années figure dans la première.",
)
YEARS_TOLD = Bilingual(
    "{title}. {events} events from {first} to {last}; most in {year} ({number}).",
    "{title}. {events} événements de {first} à {last}; le plus en {year} ({number}).",
)
OBSERVED, EXPECTED = Bilingual("observed", "observé"), Bilingual("expected by chance", "attendu par hasard")
SHARE = Bilingual("share of links", "part des liens")
OBSERVED_HOW = Bilingual(
    "The share of links between instruments of the same theme; right of the open circle: more than by chance.",
    "La part des liens entre instruments du même thème; à droite du cercle vide : plus que par hasard.",
)
BY_PAGERANK = Bilingual(
    "the larger a node, the higher its PageRank", "plus un nœud est grand, plus son PageRank est élevé"
)
BY_STRENGTH = Bilingual("the larger a node, the greater its strength", "plus un nœud est grand, plus sa force l’est")
BY_LOSS = Bilingual(
    "the larger a node, the more would be cut off without it",
    "plus un nœud est grand, plus il y aurait d’isolés sans lui",
)
LOST = Bilingual("loses its lead", "perd son responsable")
LED_HOW = Bilingual(
    "Themes in which it leads, and in how many instruments.",
    "Thèmes dont il est responsable, et dans combien d’instruments.",
)
ALONE_HOW = Bilingual(
    "Themes that one institution alone leads: in how many instruments, and which institution.",
    "Thèmes dont une seule institution est responsable : dans combien d’instruments, et laquelle.",
)
ALIKE_HOW = Bilingual(
    "How much of all that either has they share, from 0 to 1; then how many things.",
    "Quelle part de tout ce que l’un ou l’autre a leur est commune, de 0 à 1; puis combien de choses.",
)
