"""What the pages show to be run: find it, run it where a reader would, and say whether it still prints what is shown.

Blocks of a page are read by their kind. `console` holds lines `$ command`, each followed by what it prints; there `…`
stands for anything on its line, and `…` alone for any lines. `sh` holds commands alone, `python` code (a doctest where
it has prompts), `sparql` a query, `diff` a change that a reader makes in the checkout. All others are to be looked at.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Set
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

REPOSITORY = Path(__file__).resolve().parent.parent
READMES = {"README.md": "en", "README.fr.md": "fr"}
PAGES = tuple(
    str(path.relative_to(REPOSITORY))
    for pattern in ("README*.md", "CONTRIBUTING*.md", "docs/*.md")
    for path in sorted(REPOSITORY.glob(pattern))
)
LOOKED_AT = {"yaml", "text", "json", "turtle"}
ELISION = "…"
NOT_REPEATED = "…\n"
BUILD = "recueil-kg build"
DIFFERENCE_FOUND = 1
TELL_DIFFERENCES = {"diff", "disagreements", "evaluate", "validate"}
"""The verbs for which exit code 1 is an answer."""
_BLOCK = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def language_of(page: str) -> str:
    """A page is in French where its name says so."""
    return "fr" if page.endswith(".fr.md") else "en"


@dataclass(frozen=True, slots=True)
class Block:
    """A code block of a page, and the line on which it begins."""

    page: str
    line: int
    kind: str
    body: str

    @property
    def examples(self) -> list[Example]:
        """The commands of a block of commands."""
        if self.kind == "console":
            parts = (part.rstrip("\n").split("\n") for part in re.split(r"(?m)^\$ ", self.body)[1:])
            return [
                Example(self.page, command, tuple(line.rstrip() for line in printed)) for command, *printed in parts
            ]
        lines = self.body.replace("\\\n", "").splitlines() if self.kind == "sh" else []
        return [Example(self.page, line, (ELISION,)) for line in lines if line.strip()]


@dataclass(frozen=True, slots=True)
class Example:
    """A command that a page shows, with the lines that it is said to print."""

    page: str
    command: str
    lines: tuple[str, ...]

    def fits(self, printed: str) -> bool:
        """Whether the page still shows what the command prints."""
        pieces = [
            r"(?:.*\n)*?"
            if line == ELISION
            else ".*?".join(re.escape(part) for part in line.split(ELISION)) + r"[ \t]*\n"
            for line in self.lines
        ]
        return re.fullmatch("".join(pieces), printed) is not None

    def rewrite(self, printed: str) -> None:
        """Put the whole real output in the page in place of one that no longer fits."""
        if not self.fits(printed):
            path = REPOSITORY / self.page
            shown, real = ("\n".join((f"$ {self.command}", text)) for text in ("\n".join(self.lines), printed.rstrip()))
            path.write_text(path.read_text("utf-8").replace(shown, real, 1), "utf-8")

    @property
    def may_fail(self) -> bool:
        """Whether the page shows how the command refuses."""
        return any(line.startswith("recueil-kg: ") for line in self.lines)


def blocks(page: str, kind: str | None = None) -> list[Block]:
    """The code blocks of a page, in their order; those of one kind, if it is named."""
    text = (REPOSITORY / page).read_text("utf-8")
    found = (
        Block(page, text.count("\n", 0, block.start()) + 1, block["kind"], block["body"])
        for block in _BLOCK.finditer(text)
    )
    return [block for block in found if kind is None or block.kind == kind]


def examples(page: str) -> list[Example]:
    """Every command of a page's console blocks, with what it prints."""
    return [example for block in blocks(page, "console") for example in block.examples]


@dataclass
class Place:
    """Where a page is followed from its first block to its last.

    Attributes:
        folder: the checkout in which the reader stands.
        settings: the environment; `export` adds to it.
        addresses: what stands in a page for something that every reader has of their own, and what it is here.
        spared: commands that are not run here, because they are elsewhere.
        names: what the page's Python has defined so far.
    """

    folder: Path
    settings: dict[str, str]
    addresses: Mapping[str, str] = field(default_factory=dict)
    spared: Set[str] = frozenset()
    names: dict[str, Any] = field(default_factory=dict)
    built: set[tuple[str, int]] = field(init=False)
    """What the store was built from. At first it is as `recueil-kg build` makes it, which need not be said again."""

    def __post_init__(self) -> None:
        self.built = self._data()

    def follow(self, block: Block) -> Iterator[tuple[Example, str]]:
        """Run a block; gives each of its commands with what it printed.

        Raises:
            AssertionError: something failed that the page does not show to fail.
        """
        where = f"{block.page}:{block.line}"
        if block.kind == "python":
            self._run_python(block, where)
        elif block.kind == "sparql":
            self._run(["recueil-kg", "sparql", "-"], where, given=block.body)
        elif block.kind == "diff":
            self._run(["git", "apply", "-"], where, given=block.body)
        for example in block.examples:
            yield example, self._printed(example)

    def _printed(self, example: Example) -> str:
        command = self._here(example.command)
        if command.startswith("export "):
            self.settings |= dict([shlex.split(command, comments=True)[1].split("=", 1)])
            return ""
        if example.command in self.spared:
            return NOT_REPEATED
        if command.split("#")[0].strip() == BUILD:
            if self.built == self._data() and example.lines == (ELISION,):
                return NOT_REPEATED
            self.built, self.settings["RECUEIL_STORE"] = self._data(), str(self.folder / "build" / "store")
        printed = self._run(["bash", "-c", command], example.command, may_fail=example.may_fail).strip("\n")
        for shown, real in self.addresses.items():
            if shown in example.command:
                printed = printed.replace(real, shown)
        return f"{printed}\n" if printed else ""

    def _data(self) -> set[tuple[str, int]]:
        """The files that a build reads, and when they were written."""
        folders = (self.folder / name for name in ("data", "ontology", "queries"))
        files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        return {(str(path), path.stat().st_mtime_ns) for path in files}

    def _here(self, text: str) -> str:
        for shown, real in self.addresses.items():
            text = text.replace(shown, real)
        return text

    def _run(self, words: list[str], where: str, *, given: str = "", may_fail: bool = False) -> str:
        ended = subprocess.run(
            words,
            cwd=self.folder,
            env=self.settings,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        answers = {0, DIFFERENCE_FOUND} if TELL_DIFFERENCES & set(where.split()) else {0}
        assert may_fail or ended.returncode in answers, f"{where}: exit code {ended.returncode}:\n{ended.stdout}"
        return ended.stdout

    def _run_python(self, block: Block, where: str) -> None:
        body = self._here(block.body)
        with chdir(self.folder), patch.dict(os.environ, self.settings):
            if ">>> " not in body:
                exec(compile(body, where, "exec"), self.names)
                return
            test = doctest.DocTestParser().get_doctest(body, self.names, where, block.page, block.line)
            told: list[str] = []
            runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
            failed = runner.run(test, out=told.append, clear_globs=False).failed
            self.names = test.globs
        assert not failed, f"{where}:\n{''.join(told)}"
