"""The examples of the READMEs and guides: find them, run them, and write anew (`make readme`) those that have changed.

A console block holds lines `$ command`, each followed by what it prints; there `…` stands for anything on its
line, and `…` alone for any lines.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = {"README.md": "en", "README.fr.md": "fr"}
GUIDES = {"docs/analysis.md": "en", "docs/analysis.fr.md": "fr"}
"""Pages of docs whose examples are run as those of the READMEs are."""
ELISION = "…"
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A command that a page shows, with the lines that it is said to print."""

    page: str
    command: str
    lines: tuple[str, ...]

    def run(self, folder: Path, store: Path) -> str:
        """What the command really prints, started in `folder`; a page's language is that of its demonstration.

        Raises:
            subprocess.CalledProcessError: the command failed.
        """
        settings = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
        ended = subprocess.run(
            self.command.replace("recueil-kg", f"{shlex.quote(sys.executable)} -m recueil_kg", 1),
            shell=True,
            cwd=folder,
            env={
                **settings,
                "RECUEIL_STORE": str(store),
                "LANGUAGE": {**PAGES, **GUIDES}[self.page],
                "PYTHON": sys.executable,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=True,
        )
        printed = ended.stdout.strip("\n")
        return f"{printed}\n" if printed else ""

    def fits(self, printed: str) -> bool:
        """Whether the page still shows what the command prints."""
        pieces = [
            r"(?:.*\n)*?"
            if line == ELISION
            else ".*?".join(re.escape(part) for part in line.split(ELISION)) + r"[ \t]*\n"
            for line in self.lines
        ]
        return re.fullmatch("".join(pieces), printed) is not None


def blocks(page: str, kind: str) -> list[str]:
    """The bodies of a page's code blocks of one kind."""
    text = (REPOSITORY / page).read_text("utf-8")
    return [block["body"] for block in _BLOCK.finditer(text) if block["kind"] == kind]


def examples(page: str) -> list[Example]:
    """Every command of a page's console blocks."""
    found: list[Example] = []
    for body in blocks(page, "console"):
        for part in re.split(r"(?m)^\$ ", body)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            found.append(Example(page, command, tuple(line.rstrip() for line in lines)))
    return found


def refresh(page: str, store: Path) -> None:
    """Put the whole real output in place of one that no longer fits; `make test` is left as it is."""
    path = REPOSITORY / page
    for example in examples(page):
        if example.command == "make test":
            continue
        printed = example.run(REPOSITORY, store)
        if not example.fits(printed):
            shown = "\n".join((f"$ {example.command}", *example.lines))
            path.write_text(
                path.read_text("utf-8").replace(shown, f"$ {example.command}\n{printed.rstrip()}", 1), "utf-8"
            )
            print(f"{page}: $ {example.command}")


if __name__ == "__main__":
    for name in (*PAGES, *GUIDES):
        refresh(name, Path(os.environ["RECUEIL_STORE"]))
