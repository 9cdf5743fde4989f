"""Every page tells the truth: what it shows to be run is run, in its order, and each line it prints is compared."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from page_examples import LOOKED_AT, PAGES, REPOSITORY, blocks
from tests.docs.places import Stores, needs_few, place_of

from recueil_kg.cli.main import VERBS, parser_of

RUN = {"console", "sh", "python", "sparql", "diff"}
DEMONSTRATED = ("make demo", "make test")
"""The two commands of a README: tests/house/test_readme.py runs the first in a fresh copy, and the second runs us."""
_INLINE = re.compile(r"`(recueil-kg [^`…]+)`")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=pytest.mark.xdist_group("long pages") if needs_few(page) else ())
        for page in PAGES
        if blocks(page)
    ],
)
def test_everything_that_a_page_shows_to_be_run_is_run(page: str, stores: Stores, tmp_path: Path) -> None:
    with place_of(page, tmp_path, stores) as place:
        for block in blocks(page):
            for example, printed in place.follow(block):
                if example.command in DEMONSTRATED:
                    continue
                if os.environ.get("REWRITE") == "1":
                    example.rewrite(printed)
                else:
                    assert example.fits(printed), f"make readme; {page}: {example.command} prints:\n{printed}"


@pytest.mark.parametrize("page", PAGES)
def test_a_block_that_nothing_runs_holds_no_command(page: str) -> None:
    for block in blocks(page):
        assert block.kind in RUN | LOOKED_AT, f"{page}:{block.line}: say what kind of block it is"
        if block.kind in LOOKED_AT:
            commands = re.findall(r"(?m)^\s*(?:\$ |(?:recueil-kg|make|pip|python3?|git|cd|export)\s).*", block.body)
            assert not commands, f"{page}:{block.line}: nothing runs {commands}"
        elif block.kind in {"console", "sh"}:
            assert block.examples, f"{page}:{block.line}: no command"


@pytest.mark.parametrize("page", PAGES)
def test_a_command_inside_a_sentence_is_one_that_the_program_takes(page: str) -> None:
    for command in _INLINE.findall((REPOSITORY / page).read_text("utf-8")):
        words = shlex.split(command)[1:]
        if len(words) > 1 and any(word in VERBS for word in words):
            parser_of(VERBS).parse_args(words)
