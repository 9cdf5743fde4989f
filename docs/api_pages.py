"""Write docs/api.md and docs/api.fr.md from the public names of the Python API, their signatures and docstrings.

It begins with `recueil_kg.__all__` and goes on to every class of ours that what is public gives or raises.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import recueil_kg
from recueil_kg.i18n import LANGUAGES, Language

FOLDER = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": FOLDER / "api.md", "fr": FOLDER / "api.fr.md"}
_HEAD: dict[Language, str] = {
    "en": """\
# The Python API

[En français](api.fr.md) · Made from the code by `make api`. How it is used: [the graph in Python](python.md).

```python
>>> from recueil_kg import Recueil

```
""",
    "fr": """\
# L’API Python

[In English](api.md) · Tirée du code par `make api`. Comment s’en servir : [le graphe en Python](python.fr.md).
Les descriptions sont celles du code, en anglais.

```python
>>> from recueil_kg import Recueil

```
""",
}
_HEADINGS: dict[Language, dict[str, str]] = {
    "en": {name: f"{name}:" for name in ("Attributes", "Args", "Returns", "Raises")},
    "fr": {"Attributes": "Attributs :", "Args": "Paramètres :", "Returns": "Donne :", "Raises": "Lève :"},
}
_SECTION = re.compile(r"^(Attributes|Args|Returns|Raises):\n", re.MULTILINE)
_ITEM = re.compile(r"^(\w+): (.*)", re.DOTALL)


def public_classes() -> list[type]:
    """The classes of the API, each after the one that gives it."""
    classes = [getattr(recueil_kg, name) for name in recueil_kg.__all__]
    for found in classes:
        classes += [given for given in dict.fromkeys(_given_by(found)) if given not in classes]
    return classes


def _given_by(found: type) -> Iterator[type]:
    """The classes of ours that the fields and the members of a class name as what they give, and its errors."""
    names = _names_of(found.__module__)
    texts = [str(field.type) for field in dataclasses.fields(found)] if dataclasses.is_dataclass(found) else []
    for _name, member in _members(found):
        function = _function_of(member)
        texts.append(str(inspect.get_annotations(function).get("return", "")))
        texts += re.findall(r"Raises:\n +(\w+):", inspect.getdoc(function) or "")
    for word in re.findall(r"[A-Z]\w+", " ".join(texts)):
        given = names(word)
        if inspect.isclass(given) and given.__module__.startswith("recueil_kg") and not issubclass(given, tuple):
            yield given


def _names_of(module: str) -> Any:
    """A look-up of what a name in a module means, also where it is imported for the type checker alone."""
    loaded = sys.modules[module]
    imports = [node for node in ast.walk(ast.parse(inspect.getsource(loaded))) if isinstance(node, ast.ImportFrom)]
    origins = {alias.name: node.module for node in imports for alias in node.names if node.module}

    def look_up(name: str) -> object:
        if name in vars(loaded) or name not in origins:
            return vars(loaded).get(name)
        return getattr(import_module(origins[name]), name, None)

    return look_up


def _members(found: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties of a class, in the order of its text."""
    for name, member in vars(found).items():
        callable_or_property = inspect.isfunction(member) or isinstance(member, (property, classmethod, staticmethod))
        if callable_or_property and not name.startswith("_"):
            yield name, member


def _function_of(member: Any) -> Any:
    return member.fget if isinstance(member, property) else getattr(member, "__func__", member)


def page(language: Language) -> str:
    """The whole page in one language."""
    return "\n".join([_HEAD[language], *(_entry(found, language) for found in public_classes())])


def _entry(found: type, language: Language) -> str:
    parts = [f"## {found.__name__}\n", _rendered(inspect.getdoc(found) or "", language)]
    for name, member in _members(found):
        parts += [
            f"### `{_signature(found, name, member)}`\n",
            _rendered(inspect.getdoc(_function_of(member)) or "", language),
        ]
    return "\n".join(parts)


def _signature(found: type, name: str, member: object) -> str:
    """The call of a member, from the class where that is how it is called."""
    owner = f"{found.__name__}." if isinstance(member, (classmethod, staticmethod)) else "."
    signature = inspect.signature(_function_of(member))
    gives = str(signature.return_annotation).strip("'")
    if isinstance(member, property):
        return f"{owner}{name}: {gives}"
    own = [] if isinstance(member, staticmethod) else [next(iter(signature.parameters))]
    taken = [
        parameter.replace(annotation=_AsWritten(parameter.annotation))
        for key, parameter in signature.parameters.items()
        if key not in own
    ]
    return f"{owner}{name}{signature.replace(parameters=taken, return_annotation=inspect.Signature.empty)} → {gives}"


class _AsWritten(str):
    """An annotation, shown without quotation marks."""

    __repr__ = str.__str__


def _rendered(text: str, language: Language) -> str:
    """A docstring as Markdown: its sections as lists, its examples as code."""
    plain, *sections = _SECTION.split(text)
    parts = [_with_examples(plain.strip())]
    for heading, body in zip(sections[::2], sections[1::2], strict=True):
        listed, *rest = re.split(r"\n\n(?=\S)", inspect.cleandoc(body), maxsplit=1)
        items = [" ".join(item.split()) for item in re.split(r"\n(?=\S)", listed)]
        items = [_ITEM.sub(r"`\1`: \2", item) if heading != "Returns" else item for item in items]
        parts += [f"{_HEADINGS[language][heading]}\n\n" + "\n".join(f"- {item}" for item in items)]
        parts += [_with_examples(more) for more in rest]
    return "\n\n".join(part for part in parts if part) + "\n"


def _with_examples(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(
        f"```python\n{paragraph}\n\n```" if paragraph.startswith(">>> ") else paragraph for paragraph in paragraphs
    )


if __name__ == "__main__":
    for language in LANGUAGES:
        PAGES[language].write_text(page(language), "utf-8")
