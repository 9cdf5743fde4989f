"""Ask every question of the catalogue on four engines over N synthetic instruments, in one run; write the table.

`python benchmarks/questions_on_engines.py 10000` builds them, loads them into Oxigraph in memory and into a Virtuoso,
and asks each question seven times on each engine, whole answers. rdflib is given a thousand instruments at most and 20
seconds a question; its rows are compared with Oxigraph's over those. Needs Virtuoso, as `make test-engines` does;
writes `benchmarks/questions.md`. `--data DIR` keeps what was built for another run; names of questions ask only those,
and print.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import pyoxigraph as ox
import rdflib
from synthetic import write_records

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.graph.namespaces import RK
from recueil_kg.graph.store import current_generation, open_store
from recueil_kg.querying.catalogue import Question, load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine, Rows

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests" / "engines")]

from test_virtuoso import plain  # noqa: E402
from tests.querying.servers import serving_wikidata, with_wikidata  # noqa: E402
from virtuoso import running_virtuoso  # noqa: E402

RUNS, ENOUGH = 7, 5
"""Times that a question is asked; three, where that takes so many seconds."""
LARGEST_FOR_RDFLIB = 1000
LIMIT = 20
"""Seconds that rdflib may take for a question."""
PATIENCE = 300
"""Seconds that Virtuoso may take."""
BUFFERS = 170_000
"""Virtuoso's pages of 8 kB: more than its database."""
OXIGRAPH, ON_DISK, VIRTUOSO = "Oxigraph, in memory", "Oxigraph, on disk", "Virtuoso"
SMALL, RDFLIB = "Oxigraph, on what rdflib gets", "rdflib"
_PATTERN = "{{ SELECT * WHERE {{ GRAPH <{graph}> {{ ?{one} <{link}> ?{other} }} }} }}"
_KNOWN = iris.graph("knowledge")
_HAPPENED = _PATTERN.format(graph=_KNOWN, one="event", link=RK.date.value, other="date")
_DATED = _PATTERN.format(graph=_KNOWN, one="date", link=RK.earliest.value, other="day")
FLOORS = [f"SELECT (COUNT(*) AS ?rows) WHERE {{ {patterns} }}" for patterns in (_HAPPENED, _HAPPENED + _DATED)]
"""What no plan of a question about every event can undercut: to read their dates, and to find the day of each."""
_INSTRUMENT = re.compile(rf"<{re.escape(iris.instrument(''))}[a-z0-9-]+> }}")

Asked = Callable[[str], Rows]
"""Asks a query and reads the whole answer."""


@dataclass
class Measured:
    """A question's number of rows, and milliseconds, by engine; None where it did not end in time.

    Attributes:
        rows: how many.
        same: whether Virtuoso's rows are those of the built store.
        milliseconds: the quickest of some runs.
    """

    rows: dict[str, int | None] = field(default_factory=dict)
    same: bool = True
    milliseconds: dict[str, float | None] = field(default_factory=dict)

    def times(self, engine: str) -> float | None:
        """An engine's time as a multiple of Virtuoso's."""
        ours, theirs = self.milliseconds.get(engine), self.milliseconds.get(VIRTUOSO)
        return ours / theirs if ours and theirs else None

    @property
    def ratio(self) -> float | None:
        """The time on the built store as a multiple of Virtuoso's."""
        return self.times(ON_DISK)


@dataclass
class OwnProcess:
    """An engine in a process of its own, as Virtuoso's server is: what one keeps in memory slows no other down."""

    process: ProcessPoolExecutor

    @classmethod
    def of(cls, engine: Callable[..., Asked], *what: object) -> OwnProcess:
        """Start one that opens the engine by a function of this module."""
        return cls(ProcessPoolExecutor(1, get_context("spawn"), initializer=partial(_open, engine, *what)))

    def measure(self, text: str) -> tuple[Rows | None, float | None]:
        """The answer, and the quickest of some runs in milliseconds."""
        return self.process.submit(_measure, text).result()


_opened: list[Asked] = []


def _open(engine: Callable[..., Asked], *what: object) -> None:
    _opened.append(engine(*what))


def _measure(text: str) -> tuple[Rows | None, float | None]:
    (asked,) = _opened
    times: list[float] = []
    rows = None
    for _run in range(RUNS):
        start = time.perf_counter()
        try:
            rows = asked(text)
        except (TimeoutError, RecueilError) as error:
            print(f"  {error}", file=sys.stderr)
            return None, None
        times.append((time.perf_counter() - start) * 1000)
        if len(times) >= 3 and sum(times) > ENOUGH * 1000:
            break
    return rows, min(times)


def on_engines(engines: Mapping[str, OwnProcess], text: str) -> Measured:
    """What a query takes on each engine."""
    item = Measured()
    answers: dict[str, Rows | None] = {}
    for name, engine in engines.items():
        answers[name], item.milliseconds[name] = engine.measure(text)
    item.rows = {engine: None if rows is None else len(rows) for engine, rows in answers.items()}
    ours, theirs = answers[ON_DISK], answers[VIRTUOSO]
    item.same = ours is not None and theirs is not None and plain(ours) == plain(theirs)
    return item


def query_of(question: Question, wikidata: str) -> str:
    """The question's query with the default values, except that a given instrument is a synthetic one."""
    text = with_wikidata(question.text, wikidata)
    return _INSTRUMENT.sub(f"<{iris.instrument('synthetic-000600')}> }}", text)


def on_disk(store: Path) -> Asked:
    """The built store."""
    return EmbeddedEngine(store).select


def on_virtuoso(address: str) -> Asked:
    """A Virtuoso, through SPARQLWrapper."""
    return EndpointEngine(address, PATIENCE).select


def in_memory(nquads: Path) -> Asked:
    """Oxigraph in memory, asked as the built store is."""
    store = ox.Store()
    store.bulk_load(path=str(nquads), format=ox.RdfFormat.N_QUADS)

    def ask(text: str) -> Rows:
        found = store.query(text, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return Rows(tuple(variable.value for variable in found.variables), tuple(tuple(row) for row in found))

    return ask


def in_rdflib(nquads: Path) -> Asked:
    """rdflib's own memory and its own SPARQL."""
    dataset = rdflib.Dataset(default_union=True).parse(nquads, format="nquads")

    def ask(text: str) -> Rows:
        with time_limit(LIMIT):
            return Rows((), tuple(() for _row in dataset.query(text)))

    return ask


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in what takes longer."""

    def end(_signal: int, _frame: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def built(folder: Path, count: int) -> Path:
    """The store of so many synthetic instruments; built if the folder does not hold it."""
    store = folder / f"{count}" / "store"
    if not store.exists():
        data = folder / f"{count}" / "data"
        write_records(data, count)
        words = [sys.executable, "-m", "recueil_kg", "build", "--data", str(data), "--store", str(store)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return store


def dumped(store: Path) -> Path:
    """The store's quads as a file."""
    nquads = store.parent / "all.nq"
    if not nquads.exists():
        open_store(store).dump(str(nquads), format=ox.RdfFormat.N_QUADS)
    return nquads


def table(measured: dict[str, Measured], small: int) -> str:
    """The lines of the table, slowest ratio first."""
    heads = [
        "question",
        "rows",
        OXIGRAPH,
        ON_DISK,
        VIRTUOSO,
        "on disk ÷ Virtuoso",
        f"rows of {small}",
        f"rdflib, {small}",
    ]
    lines = [f"| {' | '.join(heads)} |", f"|---|{'--:|' * (len(heads) - 1)}"]
    for name, item in sorted(measured.items(), key=lambda pair: -(pair[1].ratio or 0)):
        cells = [
            name,
            str(item.rows[ON_DISK]),
            *(_shown(item.milliseconds[engine]) for engine in (OXIGRAPH, ON_DISK, VIRTUOSO)),
            f"{item.ratio:.2f}" if item.ratio else "—",
            str(item.rows.get(SMALL, "—")),
            _shown(item.milliseconds.get(RDFLIB)),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _shown(milliseconds: float | None) -> str:
    return "too long" if milliseconds is None else f"{milliseconds:.{1 if milliseconds < 100 else 0}f} ms"


def _compared(item: Measured) -> str:
    return f"""{_shown(item.milliseconds[ON_DISK])} on disk, {_shown(item.milliseconds[OXIGRAPH])} in memory and
        {_shown(item.milliseconds[VIRTUOSO])} on Virtuoso ({item.ratio or 0:.1f} times as long on disk)"""


def _named(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def page(measured: dict[str, Measured], floors: Sequence[Measured], count: int, small: int, quads: int) -> str:
    """What `benchmarks/questions.md` says."""
    ratios = [item.ratio for item in measured.values() if item.ratio]
    slower = sorted(name for name, item in measured.items() if (item.ratio or 0) > 1.5)
    quick = {name: ratio for name, item in measured.items() if (ratio := item.times(OXIGRAPH)) is not None}
    versions = f"Python {platform.python_version()}, pyoxigraph {ox.__version__}, rdflib {rdflib.__version__}"
    others = sorted(name for name, item in measured.items() if not item.same)
    unequal = sorted(name for name, item in measured.items() if _differ(item))
    paragraphs = [
        f"""Made by `python benchmarks/questions_on_engines.py {count}` on {dt.date.today().isoformat()}: {count}
        synthetic instruments ([synthetic.py](synthetic.py)), {quads} quads; {os.cpu_count()} shared cores, {versions},
        Debian's Virtuoso 7.2 with memory for its whole database; each engine in a process of its own. Other work
        shared the cores: quote the ratios.""",
        f"""Each question is asked with its default values (a given instrument is a synthetic one), {RUNS} times on each
        engine, or three times where those take {ENOUGH} s; the quickest counts, because a large answer before it slows
        the first runs of a small one. An answer is read whole: Virtuoso's comes over HTTP as JSON. rdflib gets {small}
        instruments and {LIMIT} s a question, and is compared with Oxigraph over those. The federated question is
        measured after the other server has answered.""",
        f"""Questions whose number of rows is not the same on every engine that ended: {_named(unequal)}. Questions
        whose rows on Virtuoso are not those of the built store, value by value: {_named(others)}.""",
        f"""On disk is what `recueil-kg query` asks. Of {len(ratios)} questions, {len(ratios) - len(slower)} take at
        most 1.5 times as long there as on Virtuoso; slower than that: {_named(slower)}. The median of the ratios is
        {median(ratios):.2f}. In memory it is {median(quick.values()):.2f}; more than 1.5 times as long take
        {_named(sorted(name for name, ratio in quick.items() if ratio > 1.5))}.""",
        f"""What no plan can undercut: to count the dates of all events, one pattern and no join, takes
        {_compared(floors[0])}; to find the first day of each, two patterns and one join, {_compared(floors[1])}.
        What counts over everything is therefore counted once, when the graph is built (decision 0033).""",
    ]
    texts = [textwrap.fill(" ".join(text.split()), 118) for text in paragraphs]
    return "\n\n".join(["# Every question on four engines", *texts, table(measured, small)]) + "\n"


def main() -> int:
    """Measure, write the page (or print the table of some questions), and give 1 where numbers of rows differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--without-rdflib", action="store_true")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = arguments.data or scratch
        store = built(folder, arguments.count)
        nquads = dumped(store)
        small = min(arguments.count, LARGEST_FOR_RDFLIB)
        wikidata = stack.enter_context(serving_wikidata(scratch / "wikidata"))
        (scratch / "virtuoso").mkdir()
        address = stack.enter_context(running_virtuoso(scratch / "virtuoso", nquads, BUFFERS))
        quads = current_generation(store).quads
        engines = {
            OXIGRAPH: OwnProcess.of(in_memory, nquads),
            ON_DISK: OwnProcess.of(on_disk, store),
            VIRTUOSO: OwnProcess.of(on_virtuoso, address),
        }
        if not arguments.without_rdflib:
            few = built(folder, small)
            engines[SMALL] = OwnProcess.of(on_disk, few)
            engines[RDFLIB] = OwnProcess.of(in_rdflib, dumped(few))
        large = {engine: engines[engine] for engine in (OXIGRAPH, ON_DISK, VIRTUOSO)}
        floors = [on_engines(large, floor) for floor in FLOORS]
        measured: dict[str, Measured] = {}
        for question in load_catalogue():
            if arguments.names and question.name not in arguments.names:
                continue
            item = measured[question.name] = on_engines(engines, query_of(question, wikidata))
            print(question.name, item, file=sys.stderr, flush=True)
    if arguments.names or arguments.without_rdflib:
        print(table(measured, small))
    else:
        text = page(measured, floors, arguments.count, small, quads)
        (HERE / "questions.md").write_text(text, "utf-8")
    return int(any(_differ(item) for item in measured.values()))


def _differ(item: Measured) -> bool:
    """Whether two engines that ended counted other numbers of rows."""
    for group in ((OXIGRAPH, ON_DISK, VIRTUOSO), (SMALL, RDFLIB)):
        if len({item.rows[engine] for engine in group if item.rows.get(engine) is not None}) > 1:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
