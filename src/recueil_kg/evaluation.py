"""Compare what extraction reads with reviewed records: precision, recall and F1 per field, layout and language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recueil_kg.errors import RecueilError
from recueil_kg.extraction import records_of, uncollapsed
from recueil_kg.folding import fold
from recueil_kg.i18n import _
from recueil_kg.model.records import Printed, SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.reading import read

FIELDS = (
    "title short_title edition reference category type form legal_nature lead partner others participant relation "
    "body theme event link contact section"
).split()


@dataclass
class Score:
    """Values that were read rightly, read but not there, and there but not read."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    def add(self, right: int, invented: int, missed: int) -> None:
        """Count the values of another sheet in."""
        self.right += right
        self.invented += invented
        self.missed += missed

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1 where nothing was read."""
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was read; 1 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One value that was read wrongly: in which sheet and field, and whether it was missed or invented."""

    sheet: str
    field: str
    kind: str
    value: str


@dataclass
class Evaluation:
    """Scores by (field, layout, language) and by nothing else than that; every miss by name."""

    sheets: int = 0
    scores: dict[tuple[str, str, str], Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def by(self, position: int) -> dict[str, Score]:
        """Scores summed by field (0), layout (1) or language (2)."""
        summed: dict[str, Score] = {}
        for key, score in self.scores.items():
            summed.setdefault(key[position], Score()).add(score.right, score.invented, score.missed)
        return summed


def evaluate(folder: Path) -> Evaluation:
    """Read every sheet below a folder that has a reviewed record of the same name beside it.

    A page that tells of several instruments has a record of each beside it: `PAGE+INSTRUMENT.yaml`.

    Raises:
        RecueilError: there is no such pair, or a record does not parse.
    """
    evaluation = Evaluation()
    for sheet, reviewed_file in _pairs(folder):
        reviewed = read_yaml(reviewed_file, SourceRecord)
        try:
            found = values_of(_same_as(reviewed, records_of(uncollapsed(read(sheet))), sheet))
        except RecueilError as error:
            evaluation.misses.append(Miss(str(sheet), "sheet", "missed", str(error)))
            found = {}
        evaluation.sheets += 1
        expected = values_of(reviewed)
        for name in FIELDS:
            there, read_values = Counter(expected.get(name, ())), Counter(found.get(name, ()))
            missed, invented = there - read_values, read_values - there
            key = (name, reviewed.source.layout or "?", reviewed.source.language)
            score = evaluation.scores.setdefault(key, Score())
            score.add((there & read_values).total(), invented.total(), missed.total())
            evaluation.misses += [Miss(str(sheet), name, "missed", value) for value in missed.elements()]
            evaluation.misses += [Miss(str(sheet), name, "invented", value) for value in invented.elements()]
    if not evaluation.sheets:
        raise RecueilError(
            _("no sheet here has a reviewed record beside it"),
            where=str(folder),
            do=_("put NAME.yaml beside NAME.txt, NAME.html or NAME.pdf"),
        )
    return evaluation


def _pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    for reviewed in sorted(folder.rglob("*.yaml")):
        name = reviewed.stem.partition("+")[0]
        for sheet in sorted(reviewed.parent.glob(f"{name}.*")):
            if sheet.suffix in {".txt", ".html", ".pdf", ".md"} and sheet.stem == name:
                yield sheet, reviewed


def _same_as(reviewed: SourceRecord, records: Sequence[SourceRecord], sheet: Path) -> SourceRecord:
    """The record of the reviewed one's instrument and language; of a page with one record, that one."""
    key = (reviewed.instrument, reviewed.source.language)
    for record in records:
        if len(records) == 1 or (record.instrument, record.source.language) == key:
            return record
    raise RecueilError(_("{instrument} was not found in this page").format(instrument=key[0]), where=str(sheet))


def values_of(record: SourceRecord) -> dict[str, list[str]]:
    """What a record says, field by field, in a form to compare: concepts and dates, or folded words."""
    single: tuple[tuple[str, Printed | None], ...] = (
        ("title", record.title),
        ("short_title", record.short_title),
        ("reference", record.reference),
    )
    found = {name: [_words(item.printed)] for name, item in single if item is not None}
    if record.source.edition:
        found["edition"] = [record.source.edition]
    found["category"] = [item.concept or _words(item.printed) for item in record.categories]
    for name, classified in (("type", record.type), ("form", record.form), ("legal_nature", record.legal_nature)):
        if classified is not None:
            found[name] = [classified.concept or _words(classified.printed)]
    for name, role in (("lead", "lead"), ("partner", "partner"), ("others", "others-as-needed")):
        held = [item for item in record.responsibilities if item.role == role]
        found[name] = [(item.institution if name != "others" else None) or _words(item.printed) for item in held]
    found["participant"] = [item.state or item.institution or _words(item.printed) for item in record.participants]
    found["relation"] = [f"{item.relation} {item.instrument or _words(item.printed)}" for item in record.relations]
    found["body"] = [item.body or _words(item.printed) for item in record.bodies]
    found["theme"] = [item.concept or _words(item.printed) for item in record.themes]
    found["event"] = [
        " ".join(
            part
            for part in (
                item.type,
                item.party or item.scope,
                item.date or item.date_printed or item.recurrence,
                (item.of.instrument or _words(item.of.printed)) if item.of else None,
            )
            if part
        )
        for item in record.events
    ]
    found["link"] = [_words(item.printed) for item in record.links]
    found["contact"] = [item.institution or _words(item.printed) for item in record.contacts]
    found["section"] = [item.concept or _words(item.printed) for item in record.sections]
    return found


def _words(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").split()).strip(" .,:;")


def rows(scores: dict[str, Score], order: Sequence[str] = ()) -> list[list[object]]:
    """Scores as rows: name, values that are there, precision, recall, F1."""
    names = [name for name in order if name in scores] or sorted(scores)
    return [
        [name, score.right + score.missed, *(f"{value:.3f}" for value in (score.precision, score.recall, score.f1))]
        for name, score in ((name, scores[name]) for name in names)
    ]
