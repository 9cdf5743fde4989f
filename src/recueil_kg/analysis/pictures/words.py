"""The words of pictures in both languages: titles, legends, how to read them, and what they show in words."""

from __future__ import annotations

from recueil_kg.model.bilingual import Bilingual

SAVE = Bilingual("Save the picture", "Enregistrer l’image")
SAVE_SVG = Bilingual("as SVG", "en SVG")
SAVE_PNG = Bilingual("as PNG", "en PNG")
SOURCE = Bilingual(
    "Source: recueil-kg, the knowledge graph of Canada’s international environmental agreements.",
    "Source : recueil-kg, le graphe de connaissances des accords internationaux du Canada sur l’environnement.",
)
AS_TABLE = Bilingual("As a table: {calls}", "En tableau : {calls}")
IN_ENGLISH = Bilingual("{label} (in English)", "{label} (en anglais)")
IN_FRENCH = Bilingual("{label} (in French)", "{label} (en français)")

TIMELINE = Bilingual("What happened when: {name}", "Ce qui s’est passé, et quand : {name}")
TIMELINE_OF_DEPARTMENT = Bilingual(
    "What happened when: agreements led by {name}", "Ce qui s’est passé, et quand : accords dirigés par {name}"
)
SCOPE = Bilingual("scope", "portée")
EVENT = Bilingual("event", "événement")
RARER_EVENT = Bilingual("a rarer kind of event", "un événement plus rare")
NO_DATE = Bilingual("no date concluded", "aucune date retenue")
FULL_SYMBOL = Bilingual("Full symbol: the day is known.", "Symbole plein : le jour est connu.")
HOLLOW_SYMBOL = Bilingual(
    "Hollow symbol on a bar: some day within the bar.", "Symbole creux sur une barre : un jour de la barre."
)
UNDATED_LEFT_OUT = Bilingual(
    "Events without a date, or open at an end, are not drawn.",
    "Les événements sans date, ou ouverts à une extrémité, ne sont pas dessinés.",
)
DASHED_BAR = Bilingual(
    "Dashed bar: the source is uncertain, or leaves an end open.",
    "Barre tiretée : la source est incertaine ou laisse une extrémité ouverte.",
)
TIMELINE_TOLD = Bilingual(
    "{title}. {events} events: {days} known to the day, {spans} to a longer span, {none} without a date.",
    "{title}. {events} événements : {days} connus au jour près, {spans} à une période près, {none} sans date.",
)
FROM_TO = Bilingual("From {first} to {last}.", "Du premier, {first}, au dernier, {last}.")

THEMES = Bilingual("Which departments work on which themes", "Quels ministères travaillent à quels thèmes")
THEMES_HOW = Bilingual(
    "Number: agreements of that theme in which the department or agency has a role. Frame: it leads one of them at "
    "least.",
    "Nombre : accords de ce thème où le ministère ou l’organisme a un rôle. Cadre : il en dirige au moins un.",
)
THEMES_TOLD = Bilingual(
    "{title}. {departments} departments and agencies, {themes} themes. Most agreements: {main}.",
    "{title}. {departments} ministères et organismes, {themes} thèmes. Le plus d’accords : {main}.",
)
THEMES_CELL = Bilingual("{department} on {theme}: {number}", "{department}, {theme} : {number}")
AGREEMENTS = Bilingual("agreements", "accords")
LED = Bilingual("led", "dirigés")
PARTNERED = Bilingual("as partner", "comme partenaire")

EDITIONS = Bilingual(
    "What changed from the edition {earlier} to the edition {later}",
    "Ce qui a changé de l’édition {earlier} à l’édition {later}",
)
EDITIONS_HOW = Bilingual(
    "Not seen: no sheet of one of the two editions is at hand. Not noted: only one of the two sheets is known to print "
    "the field. Neither is a known change.",
    "Pas vu : aucune fiche d’une des deux éditions n’est disponible. Pas relevé : on ne sait que d’une des deux fiches "
    "qu’elle imprime le champ. Ni l’un ni l’autre n’est un changement établi.",
)
EDITIONS_TOLD = Bilingual(
    "{title}. Instruments: {instruments}. Fields of instruments in both editions: {fields}.",
    "{title}. Instruments : {instruments}. Champs des instruments des deux éditions : {fields}.",
)
INSTRUMENTS = Bilingual("instruments", "instruments")
FIELDS = Bilingual("fields", "champs")
DIFFERENCE = Bilingual("what differs", "ce qui diffère")
CHANGES = {
    "added": Bilingual("added", "ajoutés"),
    "expired": Bilingual("expired", "expirés"),
    "removed": Bilingual("removed", "retirés"),
    "changed": Bilingual("changed in a field", "modifiés dans un champ"),
    "same": Bilingual("without a known change", "sans changement connu"),
    "not-seen": Bilingual("not seen in one edition", "pas vus dans une édition"),
}
DIFFERENCES = {
    "meaning": Bilingual("the meaning", "le sens"),
    "wording": Bilingual("the words only", "les mots seulement"),
    "not-noted": Bilingual("not noted of one sheet", "pas relevé d’une fiche"),
}
SHEET_FIELDS = {
    "title": Bilingual("title", "titre"),
    "short-title": Bilingual("short title", "titre abrégé"),
    "reference": Bilingual("reference", "référence"),
    "participants": Bilingual("participants", "participants"),
    "relations": Bilingual("relations", "relations"),
    "bodies": Bilingual("bodies", "organes"),
    "category": Bilingual("subject category", "catégorie du sujet"),
    "theme": Bilingual("theme", "thème"),
    "type": Bilingual("type", "type"),
    "form": Bilingual("form", "forme"),
    "legal-nature": Bilingual("legal nature", "nature juridique"),
}

RENAMED = Bilingual(
    "Responsibilities passed on when a department was renamed",
    "Responsabilités transmises au changement de nom d’un ministère",
)
RENAMED_HOW = Bilingual(
    "Left: instruments for which a source names the department by the earlier name. Right: by the later name; hollow, "
    "those passed on by the change alone, which no source at hand names anew.",
    "À gauche : instruments pour lesquels une source désigne le ministère par l’ancien nom. À droite : par le nom "
    "suivant; en creux, ceux que seul le changement a transmis et qu’aucune source disponible ne désigne à nouveau.",
)
RENAMED_TOLD = Bilingual(
    "{title}. Changes of name: {changes}. Instruments under the earlier name, the later one and both: {main}.",
    "{title}. Changements de nom : {changes}. Instruments sous l’ancien nom, le nom suivant et les deux : {main}.",
)
RENAMED_ONE = Bilingual(
    "{name} {before}, {later} {after}, both {both} ({day})", "{name} {before}, {later} {after}, les deux {both} ({day})"
)
RENAMED_UNTIL = Bilingual("until {day} · instruments: {number}", "jusqu’à {day} · instruments : {number}")
RENAMED_SINCE = Bilingual("from {day} · instruments: {number}", "depuis {day} · instruments : {number}")
RENAMED_WAYS = {
    "both": Bilingual("named by both", "désignés par les deux"),
    "passed": Bilingual("passed on by the change alone", "transmis par le seul changement"),
    "later": Bilingual("named by the later name only", "désignés par le nom suivant seulement"),
}
RENAMED_LEFT_OUT = Bilingual(
    "Changes before which no source at hand names the department by the earlier name: {number}, not drawn.",
    "Changements avant lesquels aucune source disponible ne désigne le ministère par l’ancien nom : {number}, non "
    "dessinés.",
)

COVERAGE = Bilingual(
    "Which of the auditor’s questions the sheets answer",
    "Auxquelles des questions du vérificateur les fiches répondent",
)
COVERAGE_HOW = {
    "departments": Bilingual(
        "Number: instruments whose sheets state it, of all those that the institution leads. The rest is not stated, "
        "or not seen because the text of the sheets is not at hand.",
        "Nombre : instruments dont les fiches le disent, parmi tous ceux dont l’institution est responsable. Le reste "
        "n’est pas dit, ou pas vu parce que le texte des fiches n’est pas disponible.",
    ),
    "instruments": Bilingual(
        "Not seen: the text of the sheets is not at hand, so that nobody can say that it is not stated.",
        "Pas vu : le texte des fiches n’est pas disponible, et nul ne peut donc dire que ce n’est pas dit.",
    ),
}
COVERAGE_TOLD = Bilingual(
    "{title}. Of {instruments} instruments: {answers}.", "{title}. Sur {instruments} instruments : {answers}."
)
COVERAGE_ANSWER = Bilingual(
    "{question}: stated {stated}, not stated {silent}, not seen {unseen}",
    "{question} : dit {stated}, pas dit {silent}, pas vu {unseen}",
)
ANSWER = Bilingual("answer", "réponse")
STATES = {
    "stated": Bilingual("stated", "dit"),
    "not-stated": Bilingual("not stated", "pas dit"),
    "not-seen": Bilingual("not seen", "pas vu"),
}
QUESTIONS = {
    "objective": Bilingual("objective", "objectif"),
    "expected-results": Bilingual("expected results", "résultats attendus"),
    "results": Bilingual("results", "résultats"),
    "responsible": Bilingual("who is responsible", "qui est responsable"),
    "reports": Bilingual("who reports", "qui rend compte"),
}
WITHOUT_LEAD = Bilingual("no lead known", "aucun responsable connu")
ALL_INSTRUMENTS = Bilingual("all instruments", "tous les instruments")

NETWORK = Bilingual("Network", "Réseau")
WIDER_LINE = Bilingual(
    "The wider a line, the greater its weight ({least}–{most}).",
    "Plus un trait est large, plus son poids est grand ({least}–{most}).",
)
MAIN_LABELS = Bilingual(
    "Only the main ones are named ({named} of {nodes}).", "Seuls les principaux sont nommés ({named} sur {nodes})."
)
NETWORK_TOLD = Bilingual(
    "{title}. {nodes} nodes, {lines} lines. The largest: {main}.",
    "{title}. {nodes} nœuds, {lines} traits. Les plus grands : {main}.",
)
COMMUNITIES = Bilingual("Communities: {groups}.", "Communautés : {groups}.")
KINDS = Bilingual("Kinds: {groups}.", "Sortes : {groups}.")
COMMUNITY = Bilingual("community", "communauté")
WHAT_IT_IS = Bilingual("what it is", "ce que c’est")
LINE = Bilingual("line", "trait")
