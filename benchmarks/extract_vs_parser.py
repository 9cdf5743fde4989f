"""Extract sheets our way, and only parse them the bare way, in the same run and on one core.

The sheets are those of `data/corpus`, all layouts in turn, each copy with words of its own; half of them with sections
as long as the longest published ones. The bare way is what our readers stand on: selectolax for web pages, decoding and
splitting into lines for texts, PDFium's own order of words for PDFs.

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

import pypdfium2 as pdfium
from selectolax.lexbor import LexborHTMLParser

from recueil_kg.extraction import extract, uncollapsed
from recueil_kg.reading import RawFile, read_bytes
from recueil_kg.reading.workers import settle

CORPUS = Path(__file__).resolve().parents[1] / "data" / "corpus"
SENTENCES = (
    "The Parties met on June {day}, 2015 to review what had been done since the last meeting, and agreed on a plan.",
    "Canada works with its partners on monitoring, on the exchange of information and on training where it is needed.",
    "Departments report every two years on what they have done, and the secretariat publishes what they report.",
    "The instrument covers the whole territory of each Party, its inland waters and species that cross its borders.",
    "Experts of both sides prepare the decisions in working groups, each of which has a chair and a vice-chair.",
    "Where a Party cannot meet its commitments in time, it says so early and asks for help of a technical kind.",
    "Nothing in the text keeps a Party from taking stricter measures at home, as several provinces have done.",
    "Costs are borne by those who incur them, unless the secretariat's budget provides for them (line {number}).",
)
"""Of which paragraphs are made; one in eight has a date, as in the prose of published sheets."""
LONG = 80
"""Sentences that a long sheet has more than a short one: about 9,000 characters."""


def sheets(suffixes: Sequence[str], count: int, sentences: int) -> Iterator[RawFile]:
    """Sheets of the corpus in turn, each with paragraphs of its own at the end."""
    originals = [
        path for path in sorted(CORPUS.rglob("*.*")) if path.suffix in suffixes and path.parent.name != "pages"
    ]
    for number, path in enumerate(islice(cycle(originals), count)):
        text = path.read_text("utf-8")
        words = [
            " ".join(
                sentence.format(day=1 + number % 28, number=number) for sentence in islice(cycle(SENTENCES), at, at + 4)
            )
            for at in range(0, sentences, 4)
        ]
        if path.suffix == ".html":
            text = text.replace("</main>", "".join(f"<p>{line}</p>\n" for line in words) + "</main>")
        else:
            text += "".join(f"\n{line}\n" for line in words)
        yield RawFile(f"{number:05}{path.suffix}", text.encode())


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
    """Units a second, the best of three: what else runs on the machine only slows it down."""
    best = 0.0
    for _turn in range(3):
        start = time.perf_counter()
        work(files)
        best = max(best, units / (time.perf_counter() - start))
    return best


def measure_rates() -> None:
    """A row for each kind of sheet: ours, bare, and how many times longer ours takes."""
    ours([*sheets((".txt",), 5, 0)])
    settle()
    print("| on one core | bytes a sheet | ours | bare parser | bare ÷ ours |\n|---|---|---|---|---|")
    for name, suffixes, sentences in (
        ("short texts", (".txt",), 0),
        ("long texts", (".txt",), LONG),
        ("short web pages", (".html",), 0),
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
    print("\n| sheets | --jobs 1 | --jobs 2 | 1 ÷ 2 | largest process |\n|---|---|---|---|---|")
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            short, long = (sheets((".txt", ".html"), count // 2, sentences) for sentences in (0, LONG))
            for number, file in enumerate(chain(short, long)):
                Path(scratch, f"{number:05}-{file.name}").write_bytes(file.data)
            seconds = []
            for jobs in ("1", "2"):
                start = time.perf_counter()
                subprocess.run(
                    [sys.executable, "-m", "recueil_kg", "extract", "--json", "--jobs", jobs, scratch],
                    check=True,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                seconds.append(time.perf_counter() - start)
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"| {count} | {seconds[0]:.1f} s | {seconds[1]:.1f} s | {seconds[0] / seconds[1]:.2f} | {largest:.0f} MB |"
        )


def main() -> None:
    """Measure and print both tables; numbers of sheets are arguments, 100, 1000 and 10000 by default."""
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    measure_rates()
    os.sched_setaffinity(0, every)
    measure_command([int(word) for word in sys.argv[1:]] or [100, 1000, 10_000])


if __name__ == "__main__":
    main()
