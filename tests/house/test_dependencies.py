"""What the project stands on: declared, locked, used, and under licences that go with its own."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import Distribution, distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
DECLARED = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
OPTIONAL = {
    canonicalize_name(Requirement(line).name)
    for extra, lines in PROJECT["optional-dependencies"].items()
    if extra != "dev"
    for line in lines
}
LOCKED_LINE = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def _imported() -> set[str]:
    """The distributions that the sources import."""
    owners = packages_distributions()
    found: set[str] = set()
    for path in (REPOSITORY / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            tops = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"recueil_kg"}
            found |= {canonicalize_name(owners[top][0]) for top in tops}
    return found


def _locked(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in LOCKED_LINE.finditer((REPOSITORY / "locks" / name).read_text("utf-8")):
        found.setdefault(canonicalize_name(line["name"]), set()).add(line["version"])
    return found


def test_every_library_that_the_sources_import_is_declared() -> None:
    assert _imported() <= DECLARED | OPTIONAL


def test_every_declared_library_is_imported_by_the_sources() -> None:
    assert _imported() >= DECLARED


@pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt", "build.txt", "ckan.txt", "checkers.txt"])
def test_a_lock_names_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (REPOSITORY / "locks" / lock).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    requirements = re.split(r"(?m)^(?=\S)", text)[1:]
    assert requirements
    assert all("--hash=sha256:" in requirement for requirement in requirements)


def test_the_runtime_lock_satisfies_every_declared_dependency() -> None:
    locked = _locked("runtime.txt")
    for line in PROJECT["dependencies"]:
        requirement = Requirement(line)
        versions = locked[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), line


def test_the_development_lock_is_the_runtime_lock_and_more() -> None:
    development = _locked("dev.txt")
    for name, versions in _locked("runtime.txt").items():
        assert development[name] == versions, name


def _licences(distribution: Distribution) -> str:
    metadata = distribution.metadata
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    return " ".join([metadata.get("License-Expression") or "", (metadata.get("License") or "")[:200], *classifiers])


def test_no_installed_library_is_under_the_affero_licence() -> None:
    found = {distribution.name: _licences(distribution) for distribution in distributions()}
    assert not {name for name, licence in found.items() if re.search(r"\bAGPL|Affero", licence)}


def test_the_code_of_portals_is_in_no_lock_of_ours() -> None:
    agpl = {name for name in _locked("ckan.txt") if name == "ckan" or name.startswith("ckanext-")}
    assert agpl
    assert not agpl & {name for lock in ("runtime.txt", "dev.txt", "build.txt") for name in _locked(lock)}


def test_no_library_of_the_runtime_obliges_those_who_use_it_to_publish_their_own_code() -> None:
    runtime = _locked("runtime.txt")
    found = {d.name: _licences(d) for d in distributions() if canonicalize_name(d.name) in runtime}
    assert not {name for name, licence in found.items() if re.search(r"\bL?GPL|GNU", licence)}
