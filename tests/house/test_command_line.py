"""The command line's frame: languages, exit codes, one line for every refusal, nothing but data on stdout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import CommandLine

from recueil_kg.cli.ending import conclude
from recueil_kg.cli.main import VERBS
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import speak
from recueil_kg.table import table

HEAVY = (
    "rdflib",
    "pyshacl",
    "pyoxigraph",
    "msgspec",
    "networkx",
    "pandas",
    "SPARQLWrapper",
    "requests",
    "yaml",
    "importlib.metadata",
)


def ended_by(error: BaseException) -> Callable[[], int]:
    """A command that an error ends."""

    def command() -> int:
        raise error

    return command


def test_help_lists_every_verb_and_loads_nothing_heavy() -> None:
    script = (
        "import sys; from recueil_kg.cli import main; code = main(['--help']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stderr == "[]\n"
    for verb in VERBS:
        assert re.search(rf"^ +{verb}\s", ended.stdout, re.MULTILINE)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_what_it_takes_in_both_languages(recueil: CommandLine, verb: str) -> None:
    english, french = recueil(verb, "--help"), recueil("--lang", "fr", verb, "--help")
    assert (english.code, french.code) == (0, 0)
    assert english.out.startswith(f"usage: recueil-kg {verb}")
    assert french.out.startswith(f"usage : recueil-kg {verb}")
    shared = {line.strip() for line in english.out.splitlines()[1:]} & {
        line.strip() for line in french.out.splitlines()[1:]
    }
    assert not {line for line in shared if " " in line and not line.startswith(("-", "[", "{"))}


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "fr", "--help"),
        ("--lang=fr", "--help"),
        ("doctor", "--lang", "fr", "--help"),
        ("doctor", "--lang=fr", "--help"),
    ],
)
def test_the_language_is_taken_before_and_after_the_verb(recueil: CommandLine, words: tuple[str, ...]) -> None:
    assert "afficher cette aide" in recueil(*words).out


def test_the_language_of_the_environment_is_honoured(recueil: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
    assert "afficher cette aide" in recueil("--help").out


def test_a_wrong_call_is_one_line_in_the_language_in_use(recueil: CommandLine) -> None:
    assert recueil("doctor", "--nonsense").error_line == (
        "recueil-kg: unrecognized arguments: --nonsense; say recueil-kg doctor --help"
    )
    french = recueil("--lang", "fr", "extract")
    assert french.error_line == (
        "recueil-kg: arguments obligatoires manquants : FICHIER; voyez recueil-kg extract --help"
    )
    assert french.code == 2


@pytest.mark.parametrize(
    "words", [(), ("nonsense",), ("--lang", "de", "doctor"), ("--lang",), ("doctor", "--form", "json")]
)
def test_a_call_that_is_not_understood_ends_with_2(recueil: CommandLine, words: tuple[str, ...]) -> None:
    ended = recueil(*words)
    assert ended.code == 2
    assert ended.error_line


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("query", "timeline", "instrument=cbd"), "unrecognized arguments: instrument=cbd; say -p instrument=cbd"),
        (("query", "timeline", "--json"), "unrecognized arguments: --json; say recueil-kg query --help"),
        (("query", "timeline", "-p", "instrument=cbd", "-p", "instrument=gef"), "instrument is given twice; keep one"),
        (("export",), "no format given; see recueil-kg export --list"),
    ],
)
def test_what_is_almost_right_is_told_how_to_be_right(recueil: CommandLine, words: tuple[str, ...], says: str) -> None:
    assert recueil(*words).error_line == f"recueil-kg: {says}"


def test_a_question_says_which_values_it_was_asked_with_where_none_was_given(
    recueil: CommandLine, built_store: Path
) -> None:
    ended = recueil("query", "timeline", "--store", built_store)
    assert ended.err == "recueil-kg: asked with instrument=cbd; say -p KEY=VALUE for others\n"
    assert recueil("query", "timeline", "-p", "instrument=cbd", "--store", built_store).err == ""
    assert recueil("query", "timeline", "--format", "csv", "--store", built_store).err == ""


def test_the_version_is_printed(recueil: CommandLine) -> None:
    assert recueil("--version").out == "recueil-kg 0.1.0\n"


def test_a_known_error_gives_its_line_and_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    error = RecueilError("no such\nthing", where="a.yaml:3", do="look", exit_code=ExitCode.DIFFERENCE)
    assert conclude(ended_by(error)) == 1
    assert capsys.readouterr() == ("", "recueil-kg: a.yaml:3: no such thing; look\n")


def test_an_unknown_error_gives_one_line_and_3(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert conclude(ended_by(KeyError("seven\neight"))) == 3
    said = capsys.readouterr().err
    assert said.startswith("recueil-kg: KeyError in test_command_line.py:")
    assert said.count("\n") == 1
    monkeypatch.setenv("RECUEIL_DEBUG", "1")
    with pytest.raises(KeyError):
        conclude(ended_by(KeyError("seven")))


def test_what_the_system_refuses_is_said_in_the_language_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    speak("fr")
    assert conclude(ended_by(OSError(28, os.strerror(28), "/somewhere"))) == 3
    assert capsys.readouterr().err == "recueil-kg: /somewhere: Le disque est plein\n"


def test_an_interruption_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert conclude(ended_by(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err == "recueil-kg: interrupted\n"


def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "recueil_kg", "--version"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_output_is_utf8_whatever_the_locale() -> None:
    surroundings = {**os.environ, "LC_ALL": "C", "LANGUAGE": "fr", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ended = subprocess.run(
        [sys.executable, "-m", "recueil_kg", "--lang", "fr", "--help"],
        capture_output=True,
        env=surroundings,
        check=True,
    )
    assert "l’environnement" in ended.stdout.decode()


def test_a_table_is_aligned_and_no_value_breaks_it() -> None:
    assert table(("name", "n"), [("État\n\x1b[31m", 3), ("b", 12)]) == (
        "name         n\n──────────  ──\nÉtat  [31m   3\nb           12\n"
    )


def test_the_entry_point_of_the_package_is_the_command_line(program: CommandLine) -> None:
    assert program("--version").out == "recueil-kg 0.1.0\n"


def test_the_two_commands_of_the_readme_and_of_integration_are_targets() -> None:
    repository = Path(__file__).resolve().parents[2]
    makefile = (repository / "Makefile").read_text("utf-8")
    for target in ("demo", "test", "test-engines"):
        assert f"\n{target}:" in makefile
    script = (repository / ".ci" / "run").read_text("utf-8")
    assert script.index("make test <") < script.index("make test-engines <")
    assert os.access(repository / ".ci" / "run", os.X_OK)
