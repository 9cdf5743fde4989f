"""Write docs/ontology-quality.md and .fr.md: what independent checkers find in the ontology, and what we say of it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec
import owlready2
import pyoxigraph as ox
import rdflib
import yaml

from recueil_kg import iris
from recueil_kg.graph.namespaces import SKOS, A
from recueil_kg.graph.reference import map_vocabulary
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.resources import ontology_folder

FOLDER = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": FOLDER / "ontology-quality.md", "fr": FOLDER / "ontology-quality.fr.md"}
ENVIRONMENT = FOLDER.parent / "build" / "checkers-venv"
OWL_API = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
SERIOUS = {"error", "warning"}


class Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a checker found, with its own words."""

    rule: str
    severity: str
    subject: str
    message: str


class Checked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one checker, in one version, looked at and found."""

    checker: str
    version: str
    checks: tuple[str, ...]
    findings: tuple[Finding, ...]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What we say of the findings of a rule, or of those on some terms."""

    checker: str
    rule: str
    en: str
    fr: str
    terms: tuple[str, ...] = ()

    def is_of(self, checker: str, finding: Finding) -> bool:
        """Whether it answers the finding: nothing answers a serious one."""
        named = not self.terms or iris.local_name(finding.subject) in self.terms
        return finding.severity not in SERIOUS and (self.checker, self.rule) == (checker, finding.rule) and named


@dataclass(frozen=True)
class Input:
    """What the checkers are given, as Turtle files: the ontology, and the vocabularies as they are published."""

    ontology: Path
    vocabularies: Path


def write_input(folder: Path) -> Input:
    """Write what the checkers are given into a folder."""
    given = Input(folder / "ontology.ttl", folder / "vocabularies.ttl")
    ontology = rdflib.Graph()
    for name in ("recueil.ttl", "alignments.ttl", "declarations.ttl"):
        ontology.parse(ontology_folder() / name)
    ontology.serialize(given.ontology)
    quads = map_vocabulary()
    kinds = {SKOS.Concept, SKOS.ConceptScheme}
    concepts = {quad.subject for quad in quads if quad.predicate == A and quad.object in kinds}
    triples = [quad.triple for quad in quads if quad.subject in concepts]
    ox.serialize(triples, str(given.vocabularies), format=ox.RdfFormat.TURTLE)
    return given


def run_checkers(given: Input) -> tuple[Checked, ...]:
    """What the checkers find, run in the environment that is theirs.

    Raises:
        FileNotFoundError: the environment is not there.
        subprocess.CalledProcessError: a checker failed; what it printed is on standard error.
    """
    call = [ENVIRONMENT / "bin" / "python", FOLDER / "ontology_quality" / "checkers.py"]
    ended = subprocess.run(
        [*map(str, call), given.ontology, given.vocabularies, OWL_API], stdout=subprocess.PIPE, check=True
    )
    return msgspec.json.decode(ended.stdout, type=tuple[Checked, ...])


def load_answers() -> tuple[Answer, ...]:
    """What we say of the findings that stay."""
    text = (FOLDER / "ontology_quality" / "answers.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), tuple[Answer, ...])


def unanswered(found: Sequence[Checked], answers: Sequence[Answer]) -> list[tuple[str, Finding]]:
    """The findings that are open: every serious one, and every other of which we say nothing."""
    return [
        (checked.checker, finding)
        for checked in found
        for finding in checked.findings
        if not any(answer.is_of(checked.checker, finding) for answer in answers)
    ]


def without_finding(found: Sequence[Checked], answers: Sequence[Answer]) -> list[Answer]:
    """The answers that answer nothing any more."""
    pairs = [(checked.checker, finding) for checked in found for finding in checked.findings]
    return [answer for answer in answers if not any(answer.is_of(*pair) for pair in pairs)]


def _words() -> dict[Language, dict[str, str]]:
    text = (FOLDER / "ontology_quality" / "words.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[Language, dict[str, str]])


def page(found: Sequence[Checked], answers: Sequence[Answer], language: Language) -> str:
    """The report in one language; the checkers' own words are English and stand as they are."""
    words = _words()[language]
    open_ones = unanswered(found, answers)
    lines = [words["head"], words["open" if open_ones else "nothing_open"].format(count=len(open_ones))]
    for checked in found:
        count = len(checked.findings)
        lines += ["", f"## {words[checked.checker]} {checked.version}", "", words[f"{checked.checker}-about"], ""]
        lines += [f"{words['checked']} {', '.join(checked.checks)}.", ""]
        lines.append(words["found"].format(count=count) if count else words["found_nothing"])
        lines += _answered(checked, answers, words, language)
    lines += ["", words["mended"]]
    return "\n".join(lines).rstrip() + "\n"


def _answered(checked: Checked, answers: Sequence[Answer], words: dict[str, str], language: Language) -> Iterator[str]:
    """Each group of findings that one answer holds for, then those that none does."""

    def place(finding: Finding) -> int:
        places = (place for place, answer in enumerate(answers) if answer.is_of(checked.checker, finding))
        return next(places, len(answers))

    for number, group in groupby(sorted(checked.findings, key=lambda item: (place(item), item.subject)), key=place):
        findings = list(group)
        said = getattr(answers[number], language) if number < len(answers) else words["no_answer"]
        kinds = sorted({f"`{finding.rule}` ({finding.severity})" for finding in findings})
        messages = sorted(
            {finding.message.replace(f"{iris.local_name(finding.subject)} ", "… ", 1) for finding in findings}
        )
        names = ", ".join(f"`{_short(finding.subject)}`" for finding in findings if finding.subject)
        yield ""
        yield f"### {', '.join(kinds)}{words['colon']} {len(findings)}"
        yield ""
        yield f"> {' '.join(messages)}"
        yield ""
        yield said
        yield ""
        yield f"{words['on']}{words['colon']} {names}."


def _short(subject: str) -> str:
    return f"rk:{subject.removeprefix(iris.term(''))}" if subject.startswith(iris.term("")) else subject


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        results = run_checkers(write_input(Path(folder)))
    for spoken in LANGUAGES:
        PAGES[spoken].write_text(page(results, load_answers(), spoken), "utf-8")
    left = unanswered(results, load_answers())
    for who, what in left:
        print(f"{who}: {what.rule} {what.subject}: {what.message}", file=sys.stderr)
    sys.exit(bool(left))
