"""The two commands of the README do what it says; tests/docs runs all others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from page_examples import ELISION, READMES, REPOSITORY, Place, blocks, examples

SHOWN = [example for page in READMES for example in examples(page)]


@pytest.mark.parametrize("page", READMES)
def test_the_readme_shows_the_two_commands(page: str) -> None:
    commands = [example.command for example in SHOWN if example.page == page]
    assert [command for command in commands if command.startswith("make ")] == ["make demo", "make test"]


@pytest.mark.xdist_group("wheel")
def test_the_demonstration_in_a_fresh_copy_prints_what_the_readmes_say(tmp_path: Path) -> None:
    """Twice, once for each language: the second time everything is installed already."""
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
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("RECUEIL_", "MAKE"))}
    for page, language in READMES.items():
        place = Place(copy, {**settings, "LANGUAGE": language, "PYTHON": sys.executable})
        (block,) = (block for block in blocks(page, "console") if block.examples[0].command == "make demo")
        demo, printed = next(place.follow(block))
        assert demo.fits(printed), f"make readme; it prints:\n{printed}"


@pytest.mark.parametrize("page", READMES)
def test_the_lines_shown_of_make_test_are_those_that_it_prints(page: str) -> None:
    (example,) = (example for example in SHOWN if (example.page, example.command) == (page, "make test"))
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    shown = [line.removeprefix("== ") for line in example.lines if line and line != ELISION]
    assert shown[-1] == f"make test: passed ({ELISION})"
    for line in shown:
        assert line.split(f" ({ELISION}")[0] in makefile
