"""A record is written to be read by a person, and refused by line and field when it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from recueil_kg.errors import RecueilError
from recueil_kg.model.records import (
    Classified,
    Event,
    Printed,
    Source,
    SourceRecord,
    Span,
    record_json_schema,
)
from recueil_kg.model.yaml_form import read_yaml, write_yaml

SCHEMA = Path(__file__).parents[2] / "docs" / "record.schema.json"

RECORD = SourceRecord(
    instrument="minamata-convention",
    source=Source(id="2022-07.en", kind="fact-sheet", language="en", edition="2022-07", text_sha256="0" * 64),
    title=Printed(printed="Minamata Convention on Mercury", at=Span(17, 47)),
    categories=(Classified(printed="Chemicals & Wastes", concept="chemicals-wastes"),),
    events=(
        Event(
            printed="Signed by Canada October 10, 2013",
            at=Span(120, 153),
            type="signature",
            scope="canada",
            date="2013-10-10",
            date_printed="October 10, 2013",
        ),
    ),
)

YAML = """\
instrument: minamata-convention
source:
  id: 2022-07.en
  kind: fact-sheet
  language: en
events:
- printed: Signed by Canada October 10, 2013
  at: [120, 153]
  type: signature
  scope: canada
  date: 2013-10-10
"""


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "2022-07.en.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_record_survives_its_yaml_form(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, write_yaml(RECORD)), SourceRecord) == RECORD


def test_the_yaml_form_has_one_line_a_value_and_spans_in_brackets() -> None:
    text = write_yaml(RECORD)
    assert "  at: [17, 47]\n" in text
    assert "- printed: Signed by Canada October 10, 2013\n" in text
    assert "null" not in text


def test_words_that_yaml_would_take_for_something_else_stay_words(tmp_path: Path) -> None:
    path = written(tmp_path, YAML.replace("Signed by Canada October 10, 2013", "no"))
    assert read_yaml(path, SourceRecord).events[0].printed == "no"


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("type: signature", "typ: signature", 9, "events[0].typ: there is no field typ; write type"),
        ("date: 2013-10-10", "date: 2015-02-31", 7, "no day of the calendar"),
        ("scope: canada", "scope: Canada", 10, "events[0].scope"),
        ("[120, 153]", "[120, many]", 8, "events[0].at[1]"),
        ("kind: fact-sheet", "kind: rumour", 4, "source.kind"),
        ("instrument: minamata-convention", "instrument: Minamata Convention", 1, "instrument"),
        ("  language: en", "  language: en\n  language: fr", 6, "language is given twice"),
        ("kind: fact-sheet", "kind: &a fact-sheet", 4, "anchors, aliases and tags are not allowed"),
        ("kind: fact-sheet", "kind: !!python/object:os.system x", 4, "anchors, aliases and tags are not allowed"),
        ("  kind: fact-sheet\n", "", 2, "source: the field kind is missing; add it"),
        ("scope: canada", "scope: europe", 10, "write one of canada, international, other, unstated"),
        ("  type: signature", "\ttype: signature", 9, "a tab indents this line; indent with spaces"),
        ("printed: Signed", "printed: Signed: signed", 7, "put the words between quotation marks"),
        ("events:", "events: [", 7, "not YAML"),
        ("events:", "---\nevents:", 6, "a second document in one file"),
    ],
)
def test_what_is_wrong_in_a_record_is_told_by_file_line_and_field(
    tmp_path: Path, before: str, after: str, line: int, says: str
) -> None:
    path = written(tmp_path, YAML.replace(before, after, 1))
    with pytest.raises(RecueilError) as refused:
        read_yaml(path, SourceRecord)
    message = str(refused.value)
    assert says in message
    assert f"{path}:{line}:" in message
    assert "\n" not in message


def test_a_yaml_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(RecueilError, match="anchors, aliases and tags"):
        read_yaml(written(tmp_path, "\n".join(layers)), SourceRecord)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecueilError, match="nested too deep"):
        read_yaml(written(tmp_path, "a: " + "[" * 400 + "]" * 400), SourceRecord)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00", "not text in UTF-8"),
        ("titre: été".encode("latin-1"), "not text in UTF-8"),
        (b"a: \x00", "not text in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(RecueilError, match=says):
        read_yaml(written(tmp_path, content), SourceRecord)


def test_a_record_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(RecueilError, match="too large for a record"):
        read_yaml(path, SourceRecord)


def test_the_published_schema_is_that_of_the_types() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(json.dumps(record_json_schema()))


def test_records_conform_to_the_published_schema_and_wrong_ones_do_not() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    content = json.loads(msgspec.json.encode(RECORD))
    jsonschema.validate(content, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**content, "instrument": "No Slug"}, schema)
