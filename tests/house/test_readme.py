"""The README tells the truth: each command it shows is run, and each line it prints is compared."""

from __future__ import annotations

import doctest
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from readme_examples import ELISION, PAGES, REPOSITORY, Example, blocks, examples

SHOWN = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize(
    "example",
    [example for example in SHOWN if not example.command.startswith("make ")],
    ids=lambda example: f"{example.page}: {example.command}",
)
def test_a_command_of_the_readme_prints_what_the_readme_says(built_store: Path, example: Example) -> None:
    assert shlex.split(example.command)[0] == "recueil-kg"
    printed = example.run(REPOSITORY, built_store)
    assert example.fits(printed), f"make readme; it prints:\n{printed}"


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_the_readme_does_what_the_readme_says(
    page: str, built_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECUEIL_STORE", str(built_store))
    test = doctest.DocTestParser().get_doctest("\n".join(blocks(page, "python")), {}, page, page, 0)
    assert test.examples
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


@pytest.mark.parametrize("page", PAGES)
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
    for example in SHOWN:
        if example.command == "make demo":
            printed = example.run(copy, copy / "build" / "store")
            assert example.fits(printed), f"make readme; it prints:\n{printed}"


@pytest.mark.parametrize("page", PAGES)
def test_the_lines_shown_of_make_test_are_those_that_it_prints(page: str) -> None:
    (example,) = (example for example in SHOWN if (example.page, example.command) == (page, "make test"))
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    shown = [line.removeprefix("== ") for line in example.lines if line and line != ELISION]
    assert shown[-1] == f"make test: passed ({ELISION})"
    for line in shown:
        assert line.split(f" ({ELISION}")[0] in makefile
