"""Print a reviewed record as a sheet, in each of the layouts in which published sheets reach a reader.

The facts are the record's, as printed; the sentences of the sections are this project's own and tell nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import msgspec
from fpdf import FPDF

from recueil_kg.authorities import load_authorities
from recueil_kg.graph.record_files import read_records
from recueil_kg.model.records import (
    Classified,
    Event,
    NamedBody,
    Participant,
    Printed,
    Relation,
    Section,
    Source,
    SourceRecord,
)
from recueil_kg.model.yaml_form import write_yaml
from recueil_kg.resources import data_folder

LABELS = {
    "en": {
        "title": "Official title:",
        "category": "Subject category:",
        "type": "Type of agreement / instrument:",
        "form": "Form:",
        "status": "Status:",
        "departments": "Lead & partner departments:",
        "lead": "Lead:",
        "partners": "Partners:",
        "further": "For further information:",
        "links": "Web links:",
        "contacts": "Contacts:",
        "edition": "Compendium edition:",
        "reference": "Reference #:",
    },
    "fr": {
        "title": "Titre officiel :",
        "category": "Catégorie du sujet :",
        "type": "Type d’accord / d’instrument :",
        "form": "Forme :",
        "status": "État :",
        "departments": "Ministère responsable et ministères partenaires :",
        "lead": "Responsable :",
        "partners": "Partenaires :",
        "further": "Autres renseignements :",
        "links": "Liens Web :",
        "contacts": "Coordonnées :",
        "edition": "L’édition du recueil :",
        "reference": "Le numéro de référence :",
    },
}
SECTIONS = {
    "en": (
        ("plain-language-summary", "Plain language summary", "In plain words, this page says what was agreed and why."),
        ("objective", "Objective", "To work together where no country can succeed alone."),
        ("key-elements", "Key elements", "The text has a preamble, articles and final clauses."),
        ("expected-results", "Expected results", "Those who take part learn from each other."),
        ("canadas-involvement", "Canada’s involvement", "Officials follow the work and prepare its decisions."),
    ),
    "fr": (
        ("plain-language-summary", "Résumé en langage clair", "Cette page dit en mots simples ce qui a été convenu."),
        ("objective", "Objectif", "Travailler ensemble là où aucun pays ne peut réussir seul."),
        ("key-elements", "Éléments principaux", "Le texte a un préambule, des articles et des clauses finales."),
        ("expected-results", "Résultats attendus", "Ceux qui y prennent part apprennent les uns des autres."),
        ("canadas-involvement", "Participation du Canada", "Des fonctionnaires suivent les travaux et les préparent."),
    ),
}
SERIES = {
    "en": ("COMPENDIUM OF CANADA’S ENGAGEMENT IN", "INTERNATIONAL ENVIRONMENTAL AGREEMENTS AND INSTRUMENTS"),
    "fr": ("RECUEIL DES ENGAGEMENTS DU CANADA AUX ACCORDS ET", "INSTRUMENTS INTERNATIONAUX SUR L’ENVIRONNEMENT"),
}


@dataclass(frozen=True)
class Facts:
    """A record's words, field by field, as they go on a sheet."""

    language: str
    heading: str
    title: str
    category: str
    type: str
    form: str
    status: tuple[str, ...]
    lead: str
    partners: str
    contacts: str
    edition: str
    reference: str

    def fields(self) -> list[tuple[str, list[str]]]:
        """Labels' names with their values, in the order of the sheets; a group's label has none."""
        return [
            ("category", [self.category]),
            ("type", [self.type]),
            ("form", [self.form]),
            ("status", list(self.status)),
            ("departments", []),
            ("lead", [self.lead]),
            ("partners", [self.partners]),
            ("further", []),
            ("links", []),
            ("contacts", [self.contacts]),
            ("edition", [self.edition]),
            ("reference", [self.reference]),
        ]


MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
}
LINES = {
    ("en", "signature", "canada"): ("Signed by Canada: {date}", "Signed by Canada on {date}", "Signed on {date}."),
    ("en", "ratification", "canada"): ("Ratified by Canada: {date}", "Ratified by Canada {date}", "Ratified {date}."),
    ("en", "acceptance", "canada"): ("Accepted by Canada: {date}",),
    ("en", "accession", "canada"): ("Canada acceded to the Convention on {date}", "Acceded {date}"),
    ("en", "entry-into-force", "canada"): (
        "In force in Canada: {date}",
        "In force for Canada: {date}",
        "Entry into Force for Canada on {date}",
        "Entered into force for Canada on {date}.",
    ),
    ("en", "entry-into-force", "international"): (
        "In force internationally: {date}",
        "In force internationally since {date}",
        "Entered into force internationally on {date}",
    ),
    ("en", "entry-into-force", "unstated"): ("In force: {date}", "Came into force: {date}", "Entry into force: {date}"),
    ("en", "adoption", "international"): ("Adopted: {date}", "Opened for adoption on {date}"),
    ("en", "opening-for-signature", "international"): ("Opened for signature: {date}",),
    ("en", "amendment", "unstated"): ("Amended in {date}", "Amended: {date}"),
    ("en", "renewal", "unstated"): ("Renewed on {date}", "Renewed: {date}"),
    ("en", "withdrawal", "canada"): ("Canada withdrew in {date}",),
    ("en", "expiry", "unstated"): (
        "Will expire on {date}",
        "Expired: {date}",
    ),
    ("en", "termination", "unstated"): ("Terminated: {date}",),
    ("en", "ongoing", "unstated"): ("Ongoing", "Ongoing."),
    ("fr", "signature", "canada"): (
        "Signé par le Canada : le {date}",
        "Signé par le Canada le {date}",
        "Signé le {date}",
    ),
    ("fr", "ratification", "canada"): ("Ratifié par le Canada : le {date}", "Ratifié par le Canada le {date}"),
    ("fr", "accession", "canada"): ("Le Canada a adhéré à la Convention le {date}",),
    ("fr", "entry-into-force", "canada"): (
        "Entrée en vigueur au Canada : le {date}",
        "En vigueur au Canada depuis le {date}",
        "Entrée en vigueur au Canada le {date}",
    ),
    ("fr", "entry-into-force", "international"): (
        "Entrée en vigueur à l’échelle internationale : le {date}",
        "Entrée en vigueur à l’échelle internationale le {date}",
    ),
    ("fr", "entry-into-force", "unstated"): ("Entrée en vigueur le {date}", "Entrée en en vigueur le {date}"),
    ("fr", "adoption", "international"): ("Adopté le {date}",),
    ("fr", "renewal", "unstated"): ("Renouvelé en {date}",),
    ("fr", "amendment", "unstated"): ("Modifié le {date}",),
    ("fr", "provisional-application", "unstated"): ("Application provisoire depuis le {date}.",),
    ("en", "provisional-application", "unstated"): ("Provisional application since {date}",),
    ("fr", "ongoing", "unstated"): ("Permanent", "Permanent.", "En cours"),
}


def choice(options: tuple[str, ...], key: str) -> str:
    """One of several, the same for the same key."""
    return options[zlib.crc32(key.encode()) % len(options)]


def printed_date(edtf: str, language: str, key: str) -> str:
    """A day, month or year as sheets print it, now and then with a comma in the wrong place."""
    parts = edtf.split("-")
    if len(parts) == 1:
        return edtf
    month = MONTHS[language][int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    day = int(parts[2])
    if language == "fr":
        return f"{'1er' if day == 1 else day} {month} {parts[0]}"
    forms = (f"{month} {day}, {parts[0]}",) * 5 + (
        f"{month}, {day}, {parts[0]}",
        f"{month} {day} {parts[0]}",
        f"{day} {month} {parts[0]}",
    )
    return choice(forms, key)


def month_of(edition: str | None, language: str) -> str:
    """An edition as sheets print it: "February 2022"."""
    if edition is None or "-" not in edition:
        return edition or ""
    year, month = edition.split("-")
    name = MONTHS[language][int(month) - 1]
    return f"{name.capitalize()} {year}"


def printable(record: SourceRecord) -> SourceRecord:
    """The record of the sheet that will be printed: what the layouts can carry, and the sections that all have."""
    language = record.source.language
    events = tuple(
        Event(printed="-", type=event.type, scope=event.scope, date=event.date)
        for event in record.events
        if event.of is None
        and event.party is None
        and event.recurrence is None
        and (language, event.type, event.scope) in LINES
        and (event.date or event.type == "ongoing")
        and not (event.date and "/" in event.date)
    )
    lead = [item for item in record.responsibilities if item.role == "lead" and item.institution]
    partners = [item for item in record.responsibilities if item.role == "partner" and item.institution]
    others = [
        item
        for item in record.responsibilities
        if item.role == "others-as-needed" and item.printed.startswith(("Others", "Autres ("))
    ]
    sections = tuple(Section(printed=heading, concept=concept) for concept, heading, _text in SECTIONS[language])
    title = record.title or record.short_title
    assert title is not None
    return SourceRecord(
        instrument=record.instrument,
        source=Source(id=record.source.id, kind="fact-sheet", language=language, edition=record.source.edition),
        title=Printed(printed=title.printed),
        short_title=Printed(printed=(record.short_title or title).printed),
        reference=Printed(printed=record.reference.printed) if record.reference else None,
        categories=tuple(Classified(printed=i.printed, concept=i.concept) for i in record.categories[:1] if i.concept),
        type=_classified(record.type),
        form=_classified(record.form),
        responsibilities=tuple(
            msgspec.structs.replace(i, at=None, correction=None) for i in (*lead, *partners, *others[:1])
        ),
        events=events,
        contacts=tuple(msgspec.structs.replace(i, at=None) for i in record.contacts if i.institution),
        sections=sections,
    )


STATES = {
    "us": "usa",
    "china": "chn",
    "chile": "chl",
    "jordan": "jor",
    "mexico": "mex",
    "france": "fra",
    "panama": "pan",
    "costa": "cri",
    "korea": "kor",
    "honduras": "hnd",
    "uk": "gbr",
    "ukraine": "ukr",
    "canada": "can",
    "woods": "usa",
    "niagara": "usa",
    "ice": "usa",
}
OTHER_PARTIES = {
    "canada-eu-ceta-environment": ("european-union",),
    "canada-nunavut-greenland-polar-bear": ("nunavut", "government-of-greenland"),
    "canada-california-moc-nature": ("state-of-california",),
}
RELATIONS = {
    "london-protocol-1996": ("protocol-to", "london-convention-1972"),
    "canada-eu-ceta-environment": ("part-of", "canada-eu-ceta"),
    "marpol": ("related-to", "marpol-protocol-1978"),
    "canada-mexico-partnership-environment-wg": ("established-under", "canada-mexico-partnership"),
    "gothenburg-protocol": ("protocol-to", "lrtap"),
    "montreal-protocol": ("protocol-to", "vienna-convention-ozone"),
    "lrtap-pops-1998": ("protocol-to", "lrtap"),
    "madrid-protocol": ("protocol-to", "antarctic-treaty"),
    "unfccc": ("related-to", "paris-agreement"),
    "north-american-ice-service": ("part-of", "canada-us-weather-climate-mou"),
}


def _named(record: SourceRecord) -> SourceRecord:
    """With the parties, the other instrument and the body that the printed titles name, reviewed by hand."""
    titles = " ".join(item.printed for item in (record.title, record.short_title) if item)
    codes = [STATES[word] for word in record.instrument.split("-") if word in STATES]
    named = [code for code in dict.fromkeys(["can", *codes]) if _is_named(code, titles)]
    relation = RELATIONS.get(record.instrument)
    official = record.title.printed if record.title else ""
    if relation and relation[0] == "related-to" and relation[1] == "paris-agreement" and "Paris" not in official:
        relation = None
    if relation and relation[1] == "marpol-protocol-1978" and "1978" not in official:
        relation = None
    others = OTHER_PARTIES.get(record.instrument, ())
    body = record.instrument if record.instrument.endswith("-wg") else None
    return msgspec.structs.replace(
        record,
        participants=(
            *(Participant(printed="-", state=code) for code in named),
            *(Participant(printed="-", institution=slug) for slug in others),
        ),
        relations=(Relation(printed="-", relation=relation[0], instrument=relation[1]),) if relation else (),
        bodies=(NamedBody(printed="-", body=body),) if body else (),
    )


def _is_named(code: str, titles: str) -> bool:
    entry = load_authorities().state(code)
    names = [*entry.all_names("en"), *entry.all_names("fr")] if entry else []
    return any(re.search(rf"\b{re.escape(name)}\b", titles) for name in names) or (
        code == "usa" and re.search(r"\bU\.?S\b", titles) is not None
    )


def _classified(item: Classified | None) -> Classified | None:
    return Classified(printed=item.printed, concept=item.concept) if item and item.concept else None


def facts_of(record: SourceRecord) -> Facts:
    """What of a record is printed."""
    language = record.source.language

    def words(item: Printed | None) -> str:
        return item.printed if item else ""

    status = []
    for number, event in enumerate(record.events):
        key = f"{record.instrument}{number}"
        line = choice(LINES[language, event.type, event.scope], key)
        date = printed_date(event.date, language, key) if event.date else ""
        if "en {date}" not in line and event.date and len(event.date) < 10:
            line = line.replace(" on {date}", " {date}").replace("le {date}", "en {date}").replace(": en", "en")
        status.append(line.format(date=date))
    held = {
        role: [item.printed for item in record.responsibilities if item.role == role]
        for role in ("lead", "partner", "others-as-needed")
    }
    partners = ", ".join(held["partner"])
    if held["others-as-needed"]:
        partners = ". ".join(part for part in (partners, *held["others-as-needed"]) if part)
    return Facts(
        language,
        words(record.short_title),
        words(record.title),
        words(record.categories[0] if record.categories else None),
        words(record.type),
        words(record.form),
        tuple(status),
        ", ".join(held["lead"]),
        partners,
        ", ".join(item.printed for item in record.contacts),
        month_of(record.source.edition, language),
        words(record.reference),
    )


def l1(facts: Facts) -> str:
    """Definition list kept."""
    labels = LABELS[facts.language]
    lines = [facts.heading, "", f"{labels['title']} {facts.title}", ""]
    for name, values in facts.fields():
        lines.append(labels[name])
        lines += [f"  • {value}" if name == "status" else value for value in values if value]
    return _with_sections(lines, facts)


def l2(facts: Facts) -> str:
    """Labels without a group lost, and single words as values."""
    labels = LABELS[facts.language]
    lines = [facts.heading, "", f"{labels['title']} {facts.title}", ""]
    for name, values in facts.fields():
        if name not in {"form", "status", "lead", "partners", "contacts"}:
            lines.append(labels[name])
        if name == "reference" or (name in {"category", "type"} and " " not in values[0]):
            continue
        lines += [f"  • {value}" if name == "status" else value for value in values if value]
    return _with_sections(lines, facts)


def l3(facts: Facts) -> str:
    """All labels lost but the title's."""
    lines = [facts.heading, "", f"{LABELS[facts.language]['title']} {facts.title}", ""]
    lines += [value for _name, values in facts.fields() for value in values if value]
    return _with_sections(lines, facts)


def l4(facts: Facts) -> str:
    """Everything an item of one list."""
    labels = LABELS[facts.language]
    lines = [facts.heading, f"{labels['title']} {facts.title}"]
    for name, values in facts.fields():
        lines.append(f"- {labels[name]}")
        lines += [f"- {value}" for value in values if value]
    for _concept, heading, text in SECTIONS[facts.language]:
        lines += [heading, text]
    return "\n".join(lines) + "\n"


def l5(facts: Facts) -> str:
    """Values of lead and partners on the line of their label, plural labels."""
    labels = LABELS[facts.language]
    lines = [facts.heading, "", f"{labels['title']} {facts.title}", ""]
    for name, values in facts.fields():
        value = next(iter(values), "")
        if name in {"lead", "partners"}:
            label = labels[name].replace("Responsable ", "Responsables ")
            lines.append(f"{label} {value}".rstrip())
            continue
        lines.append(labels[name])
        lines += [f"- {value}" if name == "status" else value for value in values if value]
    return _with_sections(lines, facts)


def l5u(facts: Facts) -> str:
    """Upper-case labels."""
    labels = LABELS[facts.language]
    lines = [facts.title, ""]
    for name, values in facts.fields():
        label = labels[name].upper()
        if name in {"lead", "partners"}:
            lines.append(f"{labels[name]} {next(iter(values), '')}".rstrip())
            continue
        lines.append(label)
        lines += [f"- {value}" if name == "status" else value for value in values if value]
    return _with_sections(lines, facts)


def l13(facts: Facts) -> str:
    """The head glued together without separators."""
    labels = LABELS[facts.language]
    glued = "".join(labels[name] + " ".join(value for value in values if value) for name, values in facts.fields())
    return _with_sections([facts.heading, "", f"{labels['title']} {facts.title}", "", glued], facts)


def _with_sections(lines: list[str], facts: Facts) -> str:
    for _concept, heading, text in SECTIONS[facts.language]:
        lines += ["", heading, "", text]
    return "\n".join(lines) + "\n"


def html(facts: Facts) -> str:
    """A saved page with its menus, banner and footer."""
    labels = LABELS[facts.language]
    rows = []
    for name, values in facts.fields():
        if name == "status":
            body = "<ul>" + "".join(f"<li>{escape(value)}</li>" for value in values) + "</ul>"
        else:
            body = escape(next(iter(values), ""))
        rows.append(f"<dt>{escape(labels[name])}</dt><dd>{body}</dd>")
    sections = "".join(
        f"<h2>{escape(heading)}</h2><p>{escape(text)}</p>" for _concept, heading, text in SECTIONS[facts.language]
    )
    return f"""<!DOCTYPE html>
<html lang="{facts.language}"><head><meta charset="utf-8"><title>{escape(facts.heading)} - Canada.ca</title>
<style>p {{ margin: 0 }}</style><script>var page = "<p>no text</p>";</script></head>
<body><header><nav><ul><li><a href="/">Jobs</a></li><li><a href="/en/nature.html">Nature</a></li></ul></nav></header>
<main property="mainContentOfPage" class="container">
<h1 id="wb-cont">{escape(facts.heading)}</h1>
<p><strong>{escape(labels["title"])}</strong>&nbsp;{escape(facts.title)}</p>
<dl class="dl-horizontal">
{"".join(rows)}
</dl>
{sections}
<div class="pagedetails"><dl id="wb-dtmd"><dt>Date modified:</dt><dd>2022-03-01</dd></dl></div>
</main>
<footer><p>Terms and conditions</p></footer></body></html>
"""


def columns(facts: Facts, width: int = 42) -> tuple[list[str], list[str]]:
    """The lines of a PDF's side panel and of its text."""
    import textwrap

    labels = LABELS[facts.language]
    left: list[str] = []
    for name, values in facts.fields():
        if name in {"lead", "partners", "links", "contacts"}:
            value = next(iter(values), "")
            left += textwrap.wrap(f"{labels[name]} {value}".strip(), width)
            continue
        left += textwrap.wrap(labels[name].upper(), width)
        for value in values:
            left += textwrap.wrap(f"\uf0b7 {value}" if name == "status" else value, width)
    right: list[str] = []
    for _concept, heading, text in SECTIONS[facts.language]:
        right += [heading.upper(), *textwrap.wrap(text, width)]
    return left, right


def l6a(facts: Facts) -> str:
    """The text of a PDF in two columns, the gap kept."""
    left, right = columns(facts)
    lines = [*SERIES[facts.language], facts.title, ""]
    for number in range(max(len(left), len(right))):
        first = left[number] if number < len(left) else ""
        second = right[number] if number < len(right) else ""
        lines.append(f"{first:<46}{second}".rstrip())
    return "\n".join(lines) + "\n"


def l6b(facts: Facts) -> str:
    """The text of a PDF in two columns, the gap lost."""
    left, right = columns(facts)
    lines = [*SERIES[facts.language], facts.title]
    for number in range(max(len(left), len(right))):
        first = left[number] if number < len(left) else ""
        second = right[number] if number < len(right) else ""
        lines.append(f"{first} {second}".strip())
    return "\n".join(lines) + "\n"


def pdf(facts: Facts) -> bytes:
    """A real PDF: title across, a side panel, and the text in the right column."""
    file = FPDF(format="Letter")
    file.set_creation_date(dt.datetime(2022, 2, 1, tzinfo=dt.UTC))
    file.add_page()
    file.set_font("Helvetica", size=11)

    def plain(text: str) -> str:
        return text.replace("’", "'").replace("–", "-").replace("œ", "oe").replace("•", "-")

    file.set_font("Helvetica", "B", 13)
    for line in SERIES[facts.language]:
        file.cell(0, 7, plain(line), new_x="LMARGIN", new_y="NEXT", align="C")
    file.multi_cell(0, 7, plain(facts.title), new_x="LMARGIN", new_y="NEXT")
    top = file.get_y() + 4
    labels = LABELS[facts.language]
    file.set_y(top)
    for name, values in facts.fields():
        if name in {"lead", "partners", "links", "contacts"}:
            file.set_font("Helvetica", "", 9)
            file.multi_cell(
                75, 4.5, plain(f"{labels[name]} {next(iter(values), '')}"), new_x="LMARGIN", new_y="NEXT", align="L"
            )
            continue
        file.set_font("Helvetica", "B", 9)
        file.multi_cell(75, 4.5, plain(labels[name].upper()), new_x="LMARGIN", new_y="NEXT", align="L")
        file.set_font("Helvetica", "", 9)
        for value in values:
            if value:
                text = f"\xb7 {value}" if name == "status" else value
                file.multi_cell(75, 4.5, plain(text), new_x="LMARGIN", new_y="NEXT", align="L")
    file.set_y(top)
    for _concept, heading, text in SECTIONS[facts.language]:
        file.set_x(95)
        file.set_font("Helvetica", "B", 10)
        file.multi_cell(105, 5, plain(heading.upper()), new_x="LMARGIN", new_y="NEXT", align="L")
        file.set_x(95)
        file.set_font("Helvetica", "", 10)
        file.multi_cell(105, 5, plain(text * 3), new_x="LMARGIN", new_y="NEXT", align="L")
    return bytes(file.output())


LAYOUTS: dict[str, tuple[str, Callable[[Facts], str | bytes]]] = {
    "L1": ("txt", l1),
    "L1-html": ("html", html),
    "L2": ("txt", l2),
    "L3": ("txt", l3),
    "L4": ("txt", l4),
    "L5": ("txt", l5),
    "L5u": ("txt", l5u),
    "L6a": ("txt", l6a),
    "L6b": ("txt", l6b),
    "L6-pdf": ("pdf", pdf),
    "L13": ("txt", l13),
}


def expected(record: SourceRecord, layout: str) -> SourceRecord:
    """The record of what a layout keeps."""
    replaced = msgspec.structs.replace(
        record, source=msgspec.structs.replace(record.source, layout=layout.split("-")[0])
    )
    if layout in {"L5u", "L6a", "L6b", "L6-pdf"}:
        replaced = msgspec.structs.replace(replaced, short_title=None)
    if layout == "L2":
        replaced = msgspec.structs.replace(
            replaced,
            reference=None,
            type=record.type if record.type and " " in record.type.printed else None,
            categories=tuple(item for item in record.categories if " " in item.printed),
        )
    return _named(replaced)


def corpus(records: Iterable[SourceRecord]) -> Iterator[tuple[str, str | bytes, SourceRecord]]:
    """Each printable record in two of the layouts in turn: the sheet's path, its content, and what it says."""
    names = list(LAYOUTS)
    chosen = [printable(record) for record in records if _is_printable(record)]
    for number, record in enumerate(chosen):
        for layout in (names[number % len(names)], names[(number * 3 + 5) % len(names)]):
            ending, printer = LAYOUTS[layout]
            name = f"{layout}/{record.instrument}.{record.source.id.removesuffix('.pdf')}"
            yield f"{name}.{ending}", printer(facts_of(record)), expected(record, layout)


def _is_printable(record: SourceRecord) -> bool:
    if record.source.kind != "fact-sheet" or not (record.title or record.short_title):
        return False
    if not record.source.edition or "-" not in record.source.edition:
        return False
    kept = printable(record)
    return bool(kept.events and kept.form and kept.responsibilities)


def write_corpus(folder: Path) -> int:
    """Write every sheet below a folder, with the record beside it; gives their number."""
    number = 0
    for name, content, record in corpus(record for _path, record in read_records(data_folder())):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.with_name(f"{path.name.rsplit('.', 1)[0]}.yaml").write_text(write_yaml(record), "utf-8")
        number += 1
    return number


if __name__ == "__main__":
    print(write_corpus(data_folder() / "corpus"))
