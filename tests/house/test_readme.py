"""The README tells the truth: each command it shows is run, and each line it prints is compared."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.fr.md")
BLOCK = re.compile(r"^```(?P<kind>console|python)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
ELISION = "…"


def _commands(page: str) -> list[tuple[str, list[str]]]:
    """Each command line of a page's console blocks, with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.finditer((REPOSITORY / page).read_text("utf-8")):
        if block["kind"] == "console":
            for line in block["body"].splitlines():
                if line.startswith("$ "):
                    found.append((line[2:], []))
                else:
                    found[-1][1].append(line.rstrip())
    return found


def _pattern(lines: list[str]) -> re.Pattern[str]:
    """`…` on a line stands for anything on it; `…` alone, for any lines."""
    pieces = []
    for line in lines:
        if line.strip() == ELISION:
            pieces.append(r"(?:.*\n)*?")
        else:
            pieces.append(".*?".join(re.escape(part) for part in line.split(ELISION)) + r"[ \t]*\n")
    return re.compile("".join(pieces))


def _check(printed: str, lines: list[str]) -> None:
    assert _pattern(lines).fullmatch(printed.rstrip("\n") + "\n"), f"it prints:\n{printed}"


def _shown(page: str) -> list[tuple[str, list[str]]]:
    return [(command, lines) for command, lines in _commands(page) if not command.startswith("make ")]


@pytest.mark.parametrize(
    ("page", "command", "lines"), [(page, command, lines) for page in PAGES for command, lines in _shown(page)]
)
def test_a_command_of_the_readme_prints_what_the_readme_says(
    built_store: Path, page: str, command: str, lines: list[str]
) -> None:
    assert shlex.split(command)[0] == "recueil-kg"
    ended = subprocess.run(
        command.replace("recueil-kg", f"{shlex.quote(sys.executable)} -m recueil_kg", 1),
        shell=True,
        cwd=REPOSITORY,
        env={**os.environ, "RECUEIL_STORE": str(built_store), "LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    _check(ended.stdout, lines)


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_the_readme_does_what_the_readme_says(
    page: str, built_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECUEIL_STORE", str(built_store))
    examples = [
        block["body"] for block in BLOCK.finditer((REPOSITORY / page).read_text("utf-8")) if block["kind"] == "python"
    ]
    assert examples
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    test = parser.get_doctest("\n".join(examples), {}, page, page, 0)
    assert test.examples
    assert runner.run(test).failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_the_readme_shows_the_two_commands(page: str) -> None:
    assert [command for command, _lines in _commands(page) if command.startswith("make ")] == ["make demo", "make test"]


@pytest.mark.xdist_group("wheel")
def test_the_demonstration_in_a_fresh_copy_prints_what_the_readme_says(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, copy / name)
    ended = subprocess.run(
        ["make", "demo", f"PYTHON={sys.executable}"],
        cwd=copy,
        env={**{name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}, "LANGUAGE": "en"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    for page in PAGES:
        (lines,) = [lines for command, lines in _commands(page) if command == "make demo"]
        _check(ended.stdout, lines)


@pytest.mark.parametrize("page", PAGES)
def test_the_lines_shown_of_make_test_are_those_that_it_prints(page: str) -> None:
    (lines,) = [lines for command, lines in _commands(page) if command == "make test"]
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    shown = [line for line in lines if line and line != ELISION]
    assert shown[-1].startswith("make test: passed (")
    for line in shown:
        fixed = line.split(" (")[0].removeprefix("== ") if line == shown[-1] else line.removeprefix("== ")
        assert fixed in makefile
