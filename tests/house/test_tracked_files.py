"""What goes out: no registry's host, no path of a machine, no secret; and every link leads somewhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
OURS = Path(__file__).resolve()

REGISTRY_HOSTS = re.compile(
    r"\b(?:(?:test\.)?pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|maven\.org|(?:deb|security)\.debian\.org|crates\.io"
    r"|anaconda\.org|proxy\.golang\.org)\b"
)
MACHINE_PATHS = re.compile(r"(?<![\w./:$~*-])/(?:root|home|Users|work|opt|mnt)/[\w.]")
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bsk-[A-Za-z0-9]{20,}\b"
    r"|\bxox[bap]-[0-9A-Za-z-]{10,}|://[^/\s:@{}]+:[^/\s:@{}]+@"
)
COMMON_GROUND = re.compile(r"\.\./shared\b")
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"(?P<attribute>[^\"]+)\"")
HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def _files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = (REPOSITORY / name for name in listed.split("\0") if name)
    return [path for path in paths if path.is_file() and path != OURS]


def _texts() -> dict[str, str]:
    found = {}
    for path in _files():
        try:
            found[str(path.relative_to(REPOSITORY))] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize(
    "pattern",
    [REGISTRY_HOSTS, MACHINE_PATHS, SECRETS],
    ids=["no host of a registry", "no path of a machine", "no secret"],
)
def test_a_file_of_the_project_holds(pattern: re.Pattern[str]) -> None:
    assert {name: found.group() for name, text in _texts().items() if (found := pattern.search(text))} == {}


def test_only_tests_know_of_the_ground_that_users_do_not_have() -> None:
    names = [name for name, text in _texts().items() if COMMON_GROUND.search(text)]
    assert [name for name in names if not name.startswith("tests/")] == []


@pytest.mark.parametrize(
    "page", [path for path in _files() if path.suffix == ".md"], ids=lambda path: str(path.relative_to(REPOSITORY))
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    broken = []
    for found in LINK.finditer(CODE.sub("", page.read_text("utf-8"))):
        target = found["target"] or found["attribute"]
        if re.match(r"[a-z]+:", target):
            continue
        name, _hash, anchor = target.partition("#")
        path = (page.parent / unquote(name)).resolve() if name else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in _anchors(path)):
            broken.append(target)
    assert broken == []


def test_every_page_of_docs_is_reached_from_its_index() -> None:
    index = (REPOSITORY / "docs" / "README.md").read_text("utf-8")
    for path in sorted((REPOSITORY / "docs").rglob("*.md")):
        name = str(path.relative_to(REPOSITORY / "docs"))
        assert name == "README.md" or f"({name})" in index, name


def test_every_decision_is_dated_and_says_context_decision_and_consequences() -> None:
    for path in (REPOSITORY / "docs" / "decisions").glob("*.md"):
        text = path.read_text("utf-8")
        assert re.match(r"\d{4}-[a-z0-9-]+\.md$", path.name), path.name
        assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE), path.name
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert f"\n{heading}\n" in text, (path.name, heading)


def _anchors(page: Path) -> set[str]:
    """The anchors that a forge makes of a page's headings."""
    headings = HEADING.findall(re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
