"""Extract sheets our way, and only parse them the bare way, in the same run and on one core.

The sheets are those of `data/corpus`, all layouts in turn, each copy with words of its own; half of them with sections
as long as the longest published ones. Processor time is measured, as other work may share the machine. The bare way is
what our readers stand on: selectolax for web pages, decoding and splitting into lines for texts, PDFium's own order of
words for PDFs.

Run by hand: `python benchmarks/extract_vs_parser.py`.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, cycle, islice
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
from selectolax.lexbor import LexborHTMLParser

from recueil_kg.extraction import extract, uncollapsed
from recueil_kg.reading import RawFile, read_bytes
from recueil_kg.reading.language import language_of
from recueil_kg.reading.workers import settle

CORPUS = Path(__file__).resolve().parents[1] / "data" / "corpus"
SENTENCES: dict[str, tuple[str, ...]] = {
    "en": (
        "The Parties met on {month_en} {day}, {year} to review {work_en}, and agreed on {plan_en}.",
        "Canada works with {who_en} on {work_en}, on the exchange of information and on {plan_en}.",
        "Departments report every two years on {work_en}, and the secretariat publishes what {who_en} report.",
        "The instrument covers {where_en}, its inland waters and {what_en} that cross its borders.",
        "Experts of {who_en} prepare the decisions on {work_en} in working groups, each of which has a chair.",
        "Where {who_en} cannot meet their commitments on {what_en}, they ask early for {plan_en}.",
        "Nothing in the text keeps {who_en} from stricter measures for {what_en} in {where_en}.",
        "Costs of {work_en} are borne by {who_en}, unless the budget provides for {plan_en} (line {number}).",
    ),
    "fr": (
        "Les Parties se sont réunies le {day} {month_fr} {year} pour examiner {work_fr}, et ont convenu {plan_fr}.",
        "Le Canada collabore avec {who_fr} pour {work_fr}, pour l’échange de renseignements et en vue {plan_fr}.",
        "Les ministères rendent compte tous les deux ans de ce qui touche {work_fr}, et {who_fr} publient le rapport.",
        "L’instrument s’applique dans {where_fr}, et à {what_fr} qui en traversent les frontières.",
        "Des spécialistes qui conseillent {who_fr} préparent en groupes de travail les décisions sur {work_fr}.",
        "Lorsque {who_fr} ne peuvent protéger {what_fr}, un avis est donné tôt en vue {plan_fr}.",
        "Rien dans le texte n’empêche {who_fr} de prendre des mesures plus strictes pour {what_fr} dans {where_fr}.",
        "Les frais de ce qui touche {work_fr} incombent à {who_fr}, sauf si un budget tient compte {plan_fr}.",
    ),
}
"""Of which paragraphs are made, with words below in the braces; one in eight has a date, as in published sheets."""
WORDS = {
    "month_en": "January,February,March,April,May,June,July,August,September,October,November,December",
    "month_fr": "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre",
    "who_en": "its partners,the provinces,both sides,neighbouring states,northern communities,port authorities"
    ",universities,local councils,shipping companies,farmers and foresters,weather services,coast guards",
    "who_fr": "ses partenaires,les provinces,les deux pays,les États voisins,les collectivités du Nord"
    ",les autorités portuaires,les universités,les conseils locaux,les armateurs,les garde-côtes",
    "work_en": "the monitoring of rivers,air quality at the border,a survey of wetlands,the movement of waste"
    ",the study of ice,training in the field,the recovery of spills,measurements at sea,forest inventories"
    ",research on migration,shared maps,the labelling of chemicals,forecasts of floods,a census of seabirds",
    "work_fr": "la surveillance des rivières,la qualité de l’air à la frontière,un relevé des milieux humides"
    ",les mouvements de déchets,l’étude des glaces,la formation sur le terrain,les mesures en mer"
    ",les inventaires forestiers,la recherche sur les migrations,la prévision des crues",
    "what_en": "species,whales and seals,mercury,smoke and ozone,migratory birds,polar bears,fish stocks,plastics"
    ",old pesticides,caribou herds,invasive plants,lakes and streams,hazardous goods,soils,mosses and lichens",
    "what_fr": "des espèces,les baleines,le mercure,la fumée,les oiseaux migrateurs,les ours polaires,les poissons"
    ",les plastiques,les vieux pesticides,les troupeaux de caribous,les lacs,les sols",
    "where_en": "the whole territory of each Party,the Arctic,the Great Lakes,coastal zones,the high seas,the prairies"
    ",the valley of the Saint John,mountain parks,the Gulf of Maine,the Beaufort Sea",
    "where_fr": "tout le territoire de chaque Partie,l’Arctique,les Grands Lacs,les zones côtières,la haute mer"
    ",les Prairies,la vallée du fleuve,les parcs de montagne,le golfe du Maine",
    "plan_en": "a plan of work,help of a technical kind,a common budget,new equipment,a list of contacts"
    ",an exercise every autumn,a handbook for inspectors,lower limits,an early warning,a second study",
    "plan_fr": "d’un plan de travail,d’une aide technique,d’un budget commun,de nouveaux appareils"
    ",d’une liste de contacts,d’un exercice chaque automne,d’un guide,de limites plus basses",
}
"""What a sentence can say in each place, chosen anew for each, so that hardly any sentence stands in two sheets."""
LONG = 80
"""Sentences that a long sheet has more than a short one: about 9,000 characters."""


def sheets(suffixes: Sequence[str], count: int, sentences: int) -> Iterator[RawFile]:
    """Sheets of the corpus in turn, each with paragraphs of its own at the end."""
    originals = [
        path for path in sorted(CORPUS.rglob("*.*")) if path.suffix in suffixes and path.parent.name != "pages"
    ]
    for number, path in enumerate(islice(cycle(originals), count)):
        text = path.read_text("utf-8")
        words = paragraphs(number, language_of(text), sentences)
        if path.suffix == ".html":
            text = text.replace("</main>", "".join(f"<p>{line}</p>\n" for line in words) + "</main>")
        else:
            text += "".join(f"\n{line}\n" for line in words)
        yield RawFile(f"{number:05}{path.suffix}", text.encode())


def paragraphs(number: int, language: str, sentences: int) -> list[str]:
    """Paragraphs of four sentences each, the same for a number every time, other ones for another."""
    chance = Random(number)
    told = []
    for sentence in islice(cycle(SENTENCES[language]), sentences):
        chosen = {place: chance.choice(words.split(",")) for place, words in WORDS.items()}
        told.append(
            sentence.format(day=chance.randint(2, 28), year=chance.randint(1975, 2021), number=number, **chosen)
        )
    return [" ".join(told[at : at + 4]) for at in range(0, sentences, 4)]


def ours(files: Sequence[RawFile]) -> None:
    for file in files:
        extract(uncollapsed(read_bytes(file)))


def bare(files: Sequence[RawFile]) -> None:
    for file in files:
        text = file.data.decode()
        if file.name.endswith(".html"):
            body = LexborHTMLParser(text).body
            assert body is not None
            body.text(separator="\n")
        else:
            text.splitlines()


def ours_of_pdfs(files: Sequence[RawFile]) -> None:
    for file in files:
        read_bytes(file)


def bare_of_pdfs(files: Sequence[RawFile]) -> None:
    for file in files:
        document = pdfium.PdfDocument(file.data)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()


def rate(work: Callable[[Sequence[RawFile]], None], files: Sequence[RawFile], units: int) -> float:
    """Units a second of processor time, the best of three: what else runs on the machine only slows it down."""
    best = 0.0
    for _turn in range(3):
        start = time.process_time()
        work(files)
        best = max(best, units / (time.process_time() - start))
    return best


def measure_rates() -> None:
    """A row for each kind of sheet: ours, bare, and how many times longer ours takes."""
    ours([*sheets((".txt",), 5, 0)])
    settle()
    print("| on one core | bytes a sheet | ours | bare parser | bare ÷ ours |\n|---|---|---|---|---|")
    for name, suffixes, sentences in (
        ("short texts", (".txt",), 0),
        ("texts of middle length", (".txt",), LONG // 2),
        ("long texts", (".txt",), LONG),
        ("short web pages", (".html",), 0),
        ("web pages of middle length", (".html",), LONG // 2),
        ("long web pages", (".html",), LONG),
        ("texts and web pages, half of them long", (".txt", ".html"), -1),
    ):
        if sentences < 0:
            files = [*sheets(suffixes, 260, 0), *sheets(suffixes, 260, LONG)]
        else:
            files = [*sheets(suffixes, 260, sentences)]
        size = sum(len(file.data) for file in files) // len(files)
        pair = rate(ours, files, len(files)), rate(bare, files, len(files))
        print(f"| {name} | {size} | {pair[0]:.0f} sheets/s | {pair[1]:.0f} sheets/s | {pair[1] / pair[0]:.1f} |")
    pdfs = [RawFile(str(path), path.read_bytes()) for path in sorted(CORPUS.rglob("*.pdf"))]
    pages = sum(len(pdfium.PdfDocument(file.data)) for file in pdfs)
    size = sum(len(file.data) for file in pdfs) // len(pdfs)
    pair = rate(ours_of_pdfs, pdfs, pages), rate(bare_of_pdfs, pdfs, pages)
    print(f"| PDFs, read | {size} | {pair[0]:.0f} pages/s | {pair[1]:.0f} pages/s | {pair[1] / pair[0]:.1f} |")


def measure_command(counts: Sequence[int]) -> None:
    """A row for each number of sheets: the whole command with one process and with two, and its largest process."""
    print(
        "\n| sheets | --jobs 1 | by the clock | --jobs 2 | by the clock | largest process |\n|---|---|---|---|---|---|"
    )
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            short, long = (sheets((".txt", ".html"), count // 2, sentences) for sentences in (0, LONG))
            for number, file in enumerate(chain(short, long)):
                Path(scratch, f"{number:05}-{file.name}").write_bytes(file.data)
            cells = [cell for jobs in ("1", "2") for cell in seconds_of_command(jobs, scratch)]
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"| {count} | {' | '.join(f'{cell:.1f} s' for cell in cells)} | {largest:.0f} MB |")


def seconds_of_command(jobs: str, folder: str) -> tuple[float, float]:
    """How long the command takes for a folder: processor time of all its processes, and by the clock."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "recueil_kg", "extract", "--json", "--jobs", jobs, folder],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


def main() -> None:
    """Measure and print both tables; numbers of sheets are arguments, 100, 1000 and 10000 by default."""
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    measure_rates()
    os.sched_setaffinity(0, every)
    measure_command([int(word) for word in sys.argv[1:]] or [100, 1000, 10_000])


if __name__ == "__main__":
    main()
