"""What each measure means, in both languages: its title, and which links and weights count and why."""

from __future__ import annotations

from recueil_kg.model.bilingual import Bilingual

TITLES: dict[str, Bilingual] = {
    "centrality": Bilingual("Who is central", "Qui est central"),
    "communities": Bilingual("Who belongs together", "Qui va ensemble"),
    "bridges": Bilingual("What holds the network together", "Ce qui tient le réseau"),
    "backbone": Bilingual("Which ties are more than chance", "Quels liens dépassent le hasard"),
    "assortativity": Bilingual(
        "Whether tied instruments share their theme", "Si des instruments liés partagent leur thème"
    ),
    "similarity": Bilingual("Which instruments are alike", "Quels instruments se ressemblent"),
    "timeline": Bilingual("What happened when", "Ce qui s’est passé, et quand"),
    "growth": Bilingual("How the network grew", "Comment le réseau a grandi"),
    "what-if": Bilingual("What if a department were taken away", "Et si un ministère disparaissait"),
}

EXPLANATIONS: dict[str, Bilingual] = {
    "centrality": Bilingual(
        "Links: to how many others a thing is tied. Strength: the sum of its links’ weights, so how much it shares "
        "and not only with how many. Betweenness: the share of shortest ways between others that pass through it; a "
        "link of weight w is 1/w long, because those who share much are near, and directions do not count. PageRank: "
        "how likely a reader who follows links at random, heavier ones more often, is found there; on leadership, "
        "partners pass theirs on to those who lead, so it ranks departments that others follow; on responsibilities "
        "and states it goes from an instrument to those who have a part in it. On a network without directions "
        "PageRank says little more than strength.",
        "Liens : à combien d’autres une chose est liée. Force : la somme des poids de ses liens, donc combien elle "
        "partage et non seulement avec combien. Intermédiarité : la part des plus courts chemins entre les autres "
        "qui passent par elle; un lien de poids w est long de 1/w, car ceux qui partagent beaucoup sont proches, et "
        "le sens ne compte pas. PageRank : la probabilité d’y trouver quelqu’un qui suit les liens au hasard, les "
        "plus lourds plus souvent; dans leadership, les partenaires transmettent le leur aux responsables, et il "
        "classe donc les ministères que d’autres suivent; dans responsibilities et states, il va de l’instrument à "
        "ceux qui y ont une part. Sans sens des liens, PageRank ne dit guère plus que la force.",
    ),
    "communities": Bilingual(
        "Groups that share more among themselves than chance would have it (Louvain’s method, weights counted, "
        "directions not). Modularity: how much more, at most 1. The method depends on chance, so it is run many "
        "times: stability is how far the runs agree (adjusted Rand index: 1 wholly, 0 as by chance), certainty how "
        "often a thing was with the others of its group. Read nothing into groups of low stability.",
        "Des groupes qui partagent entre eux plus que ne le voudrait le hasard (méthode de Louvain; les poids "
        "comptent, le sens non). Modularité : combien plus, au plus 1. La méthode dépend du hasard et est donc "
        "répétée : la stabilité dit à quel point les essais concordent (indice de Rand ajusté : 1 entièrement, 0 "
        "comme par hasard), la certitude combien de fois une chose était avec les autres de son groupe. Ne tirez "
        "rien de groupes peu stables.",
    ),
    "bridges": Bilingual(
        "A bridge is a link, an articulation point a thing, without which a part of the network falls apart; “cut "
        "off” counts who would be tied to the rest no more. Whether a link is there counts, not its weight or "
        "direction.",
        "Un pont est un lien, un point d’articulation une chose, sans quoi une partie du réseau se défait; « isolés "
        "» compte qui ne serait plus lié au reste. L’existence d’un lien compte, non son poids ni son sens.",
    ),
    "backbone": Bilingual(
        "The disparity filter keeps a link if one of its ends gives it a share of its strength that would be "
        "unlikely were the strength spread at random over its links. It keeps strong ties of small things, which a "
        "threshold on weights would lose.",
        "Le filtre de disparité garde un lien si un de ses bouts lui donne une part de sa force qui serait "
        "improbable si elle était répartie au hasard sur ses liens. Il garde les liens forts des petits, qu’un seuil "
        "sur les poids perdrait.",
    ),
    "assortativity": Bilingual(
        "The coefficient is 1 if instruments that are tied are always about the same theme, 0 if as often as by "
        "chance. By theme: the share of ties whose two ends are both about it, beside what chance would give. An "
        "instrument of several themes counts for each in equal parts; two that share three departments are tied "
        "three times.",
        "Le coefficient est 1 si des instruments liés traitent toujours du même thème, 0 si c’est comme par hasard. "
        "Par thème : la part des liens dont les deux bouts en traitent, à côté de ce que donnerait le hasard. Un "
        "instrument de plusieurs thèmes compte pour chacun à parts égales; deux qui partagent trois ministères sont "
        "liés trois fois.",
    ),
    "similarity": Bilingual(
        "How much two instruments share of their institutions, themes and states: with jaccard, of all that either "
        "has; with cosine, of the geometric mean, which is kinder where one has far more. Each feature counts the "
        "same; Canada, which is in nearly all, does not count.",
        "Ce que deux instruments ont en commun de leurs institutions, thèmes et États : avec jaccard, de tout ce que "
        "l’un ou l’autre a; avec cosine, de la moyenne géométrique, plus indulgente si l’un a bien plus. Chaque "
        "trait compte autant; le Canada, présent presque partout, ne compte pas.",
    ),
    "timeline": Bilingual(
        "Every dated event, earliest first. A date known only to the month or year lies between two days, both "
        "inclusive. Events without a date are counted, not listed.",
        "Tout événement daté, du plus ancien au plus récent. Une date connue seulement au mois ou à l’année se situe "
        "entre deux jours, inclus. Les événements sans date sont comptés, non listés.",
    ),
    "growth": Bilingual(
        "For each year, what was new and what there was in all. An instrument counts from the year of its earliest "
        "dated event, a link from its own date or its instrument’s, anything else from its first link; nothing is "
        "taken away. What nothing dates is counted as undated.",
        "Pour chaque année, ce qui était nouveau et ce qu’il y avait en tout. Un instrument compte dès l’année de "
        "son premier événement daté, un lien dès sa date ou celle de son instrument, toute autre chose dès son "
        "premier lien; rien n’est retiré. Ce que rien ne date est compté comme sans date.",
    ),
    "what-if": Bilingual(
        "Which themes would have no lead left: a theme has the leads of its instruments. It says who alone holds the "
        "knowledge of a theme, not who would take over.",
        "Quels thèmes n’auraient plus de responsable : un thème a les responsables de ses instruments. Cela dit qui "
        "seul détient la connaissance d’un thème, non qui prendrait la relève.",
    ),
}
