"""Say in the user's language why a library refuses a value or a line of YAML, and what could stand there instead."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

import msgspec
import yaml
from msgspec import inspect

from recueil_kg.i18n import _

_PATH = re.compile(r" - at `\$?\.?(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.?(?P<name>[^.\[\]]+)|\[[^\]]*\]")


def refused_value(error: msgspec.ValidationError, type_: Any) -> tuple[str, str, str]:
    """What msgspec says of a value of `type_`: the field's path, what is wrong with it, and what to do.

    The path of a field that is not known ends with that field, so that its own line can be named.
    """
    message = str(error)
    found = _PATH.search(message)
    path, what = (found["path"], message[: found.start()]) if found else ("", message)
    for pattern, translated in (
        (r"Object contains unknown field `(?P<field>[^`]*)`", _("there is no field {field}")),
        (r"Object missing required field `(?P<field>[^`]*)`", _("the field {field} is missing")),
        (r"Invalid enum value '(?P<value>.*)'", _("{value} is not among the values")),
        (r"Expected `str` matching regex '(?P<pattern>.*)'", _("this is not written as {pattern}")),
        (r"Expected `str` of length >= 1", _("this is empty")),
        (r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`", _("{wanted} is wanted here, not {got}")),
    ):
        if matched := re.fullmatch(pattern, what):
            words = {name: _in_words(text) for name, text in matched.groupdict().items()}
            what, field = translated.format(**words), words.get("field", "")
            known = _choices(type_, path)
            if field and field in known:
                return path, what, _("add it")
            if field:
                path = f"{path}.{field}".lstrip(".")
            return path, what, _choose(field or words.get("value", ""), known)
    return path, f"{what[:1].lower()}{what[1:]}", _("correct this field")


def _choose(given: str, known: list[str]) -> str:
    if not given or not known:
        return _("correct this field")
    close = get_close_matches(given, known, n=1, cutoff=0.75)
    return (
        _("write {close}").format(close=close[0]) if close else _("write one of {names}").format(names=", ".join(known))
    )


def _in_words(text: str) -> str:
    """What msgspec calls a kind of value, in words; anything else as it is."""
    words = {
        "object": _("a mapping"),
        "array": _("a list"),
        "str": _("text"),
        "int": _("a number"),
        "null": _("nothing"),
    }
    parts = text.replace("\\\\", "\\").strip("^$").split(" | ")
    return _(" or ").join(words.get(part, part) for part in parts if part != "null" or len(parts) == 1)


def _choices(type_: Any, path: str) -> list[str]:
    """The fields of the type at a path, or the values that it allows; empty where it is free."""
    node = inspect.type_info(type_)
    for step in _STEP.finditer(path):
        node = _without_null(node)
        if isinstance(node, inspect.StructType) and step["name"]:
            node = next(field.type for field in node.fields if field.encode_name == step["name"])
        elif isinstance(node, (inspect.VarTupleType, inspect.ListType)):
            node = node.item_type
        else:
            return []
    node = _without_null(node)
    if isinstance(node, inspect.StructType):
        return [field.encode_name for field in node.fields]
    return [str(value) for value in node.values] if isinstance(node, inspect.LiteralType) else []


def _without_null(node: inspect.Type) -> inspect.Type:
    if isinstance(node, inspect.Metadata):
        return _without_null(node.type)
    if isinstance(node, inspect.UnionType):
        return _without_null(next(each for each in node.types if not isinstance(each, inspect.NoneType)))
    return node


def refused_syntax(error: yaml.MarkedYAMLError, line: str) -> tuple[str, str]:
    """What is wrong with a line that is no YAML, and what to do."""
    problem = error.problem or ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _("not YAML: a tab indents this line"), _("indent with spaces")
    if problem.startswith("mapping values are not allowed"):
        return _("not YAML: a second colon with a space"), _("put the words between quotation marks")
    if problem in {"did not find expected key", "could not find expected ':'", "did not find expected '-' indicator"}:
        return _("not YAML: here or just above, the indentation is uneven or a colon is missing"), _(
            "correct the syntax"
        )
    what = " ".join(part for part in (error.context, problem) if part)
    return _("not YAML: {problem}").format(problem=what), _("correct the syntax")
