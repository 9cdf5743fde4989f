"""French and English are equal: everything the command line says exists in both."""

from __future__ import annotations

import argparse
import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from recueil_kg.i18n import DOMAIN, LOCALE_FOLDER

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "recueil_kg"
CATALOGUE = LOCALE_FOLDER / "fr" / "LC_MESSAGES" / f"{DOMAIN}.po"
KEYWORDS = {"_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sr]|%[sr]")


def _catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def _messages_of(path: Path) -> Iterator[str]:
    """The argument of every `_(…)` of a file, those inside f-strings included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            (message,) = node.args
            assert isinstance(message, ast.Constant), f"{path.name}:{node.lineno}: a message must be plain text"
            assert isinstance(message.value, str)
            yield message.value


def _messages() -> set[str]:
    """Every message of our sources and of the argument parser of the running Python."""
    ours = {message for path in PACKAGE.rglob("*.py") for message in _messages_of(path)}
    parsers = (message[1] for message in extract_from_file("python", argparse.__file__, keywords=KEYWORDS))
    return ours | {message if isinstance(message, str) else message[0] for message in parsers}


def test_every_message_has_a_french_translation() -> None:
    catalogue = _catalogue()
    missing = sorted(
        message
        for message in _messages()
        if (entry := catalogue.get(message)) is None or entry.fuzzy or not all(_forms(entry.string))
    )
    assert missing == []


def test_no_translation_is_left_of_a_message_that_was_removed() -> None:
    catalogue = _catalogue()
    ours = {message.id for message in catalogue if message.id and "{" in str(message.id)}
    assert ours <= _messages()
    assert not catalogue.obsolete


def test_a_translation_keeps_the_placeholders_of_its_message() -> None:
    for message in _catalogue():
        if message.id:
            ids, strings = _forms(message.id), _forms(message.string)
            for translated in strings:
                assert set(PLACEHOLDER.findall(translated)) == set(PLACEHOLDER.findall(ids[-1])), ids[0]


def test_french_typography_is_kept() -> None:
    for message in _catalogue():
        for text in _forms(message.string) if message.id else ():
            assert "'" not in text.replace("'%", "").replace("%s'", ""), text
            assert not re.search(r"\w:(?:\s|$)|\s[;?!]", text), text


def test_the_compiled_messages_are_those_of_the_catalogue() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, _catalogue())
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue(), "say: make translations"


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
