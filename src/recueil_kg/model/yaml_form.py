"""Read and write the reviewable YAML form of the project's data: a small, safe subset with line numbers.

The subset is mappings, lists and plain text. Every scalar is text until a type says otherwise, so a date stays
as written and `no` stays the code of Norway. Anchors, aliases and tags are refused: a record needs none, and
aliases are how a small file becomes a huge one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _, reason
from recueil_kg.model.refusals import refused_syntax, refused_value

LARGEST_FILE = 4 * 1024 * 1024
DEEPEST_NESTING = 16

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_T = TypeVar("_T")
_NULLS = frozenset({"", "null", "~"})


def read_yaml(path: Path, type_: type[_T]) -> _T:
    """The file's content as a value of `type_`.

    Raises:
        RecueilError: one line naming file, line and field: not text, too large, not in the subset, or a value
            that the type does not allow.
    """
    data = _read_bytes(path)
    lines: dict[str, int] = {}
    content = _build(data, path, lines)
    try:
        return msgspec.convert(content, type_, strict=False)
    except msgspec.ValidationError as error:
        field, what, do = refused_value(error, type_)
        what = f"{field}: {what}" if field else what
        raise RecueilError(what, where=f"{path}:{_line_of(field, lines)}", do=do) from None


def write_yaml(value: object) -> str:
    """The YAML form of a typed value: fields in the type's order, long text unwrapped, short parts on one line."""
    return str(
        yaml.dump(
            _flow_short_lists(msgspec.to_builtins(value)),
            Dumper=_RecordDumper,
            sort_keys=False,
            allow_unicode=True,
            width=100_000,
        )
    )


class _RecordDumper(_Dumper):  # type: ignore[misc]
    """Writes spans as `[start, end]` on the line of their field."""


class _Flow(list[Any]):
    """A list to write on one line."""


_RecordDumper.add_representer(
    _Flow, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)


def _flow_short_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _flow_short_lists(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        if all(isinstance(item, int) for item in value):
            return _Flow(value)
        return [_flow_short_lists(item) for item in value]
    return value


def _read_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise RecueilError(
                _("{size} bytes is too large for a record (at most {limit})").format(size=size, limit=LARGEST_FILE),
                where=str(path),
                do=_("split the file"),
            )
        return path.read_bytes()
    except OSError as error:
        raise RecueilError(reason(error), where=str(path), do=_("check the path and its permissions")) from None


def _refuse(what: str, path: Path, line: int, do: str) -> RecueilError:
    return RecueilError(what, where=f"{path}:{line}", do=do)


def _build(data: bytes, path: Path, lines: dict[str, int]) -> Any:
    """The document as mappings, lists and text; fills `lines` with the line of each field's path."""
    loader = _Loader(data)
    try:
        while not isinstance(event := loader.get_event(), (yaml.DocumentStartEvent, yaml.StreamEndEvent)):
            pass
        if isinstance(event, yaml.StreamEndEvent):
            raise _refuse(_("the file is empty"), path, 1, _("write a record or remove the file"))
        content = _node(loader, loader.get_event(), path, lines, "", 0)
        loader.get_event()
        if not loader.check_event(yaml.StreamEndEvent):
            line = _first_line(loader.peek_event())
            raise _refuse(_("a second document in one file"), path, line, _("split the file"))
        return content
    except yaml.reader.ReaderError:
        raise RecueilError(
            _("not text in UTF-8"),
            where=str(path),
            do=_("save the file as UTF-8"),
        ) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        words = data.decode("utf-8", "replace").splitlines()
        what, do = refused_syntax(error, words[line - 1] if line <= len(words) else "")
        raise _refuse(what, path, line, do) from None
    finally:
        loader.dispose()


def _node(loader: Any, event: Any, path: Path, lines: dict[str, int], field: str, depth: int) -> Any:
    line = _first_line(event)
    lines[field] = line
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise _refuse(_("anchors, aliases and tags are not allowed"), path, line, _("write the value out"))
    if depth > DEEPEST_NESTING:
        raise _refuse(_("nested too deep"), path, line, _("flatten the file"))
    if isinstance(event, yaml.ScalarEvent):
        return None if event.style is None and event.value in _NULLS else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := loader.get_event(), yaml.SequenceEndEvent):
            items.append(_node(loader, event, path, lines, f"{field}[{len(items)}]", depth + 1))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(event := loader.get_event(), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise _refuse(_("a field's name must be plain text"), path, line, _("correct the syntax"))
        key = event.value
        if key in mapping:
            raise _refuse(_("{key} is given twice").format(key=key), path, _first_line(event), _("keep one"))
        name = f"{field}.{key}".lstrip(".")
        mapping[key] = _node(loader, loader.get_event(), path, lines, name, depth + 1)
        lines[name] = _first_line(event)
    return mapping


def _first_line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _line_of(field: str, lines: dict[str, int]) -> int:
    """The line of a field, or of the nearest thing around it that was written."""
    while field and field not in lines:
        field = re.sub(r"(\.[^.\[]*|\[[^\]]*\]|^[^.\[]+)$", "", field)
    return lines.get(field, 1)
