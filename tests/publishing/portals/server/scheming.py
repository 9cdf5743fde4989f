"""What ckanext-scheming does with a record, for tests without CKAN; `test_real_portal` holds it to the real one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from tests.publishing.portals.server.portal_validators import PORTS

SCHEMA = Path(__file__).with_name("open_canada_dataset.yaml")
_IGNORED = {
    "unicode_safe",
    "strip_value",
    "remove_whitespace",
    "if_empty_same_as(id)",
    "name_validator",
    "ignore_missing",
}

Errors = dict[str, Any]


def errors_of(record: dict[str, Any]) -> Errors:
    """The error dictionary that the portal would answer with; empty where it takes the record."""
    schema = yaml.safe_load(SCHEMA.read_text("utf-8"))
    found = _of_fields(schema["dataset_fields"], record, record)
    resources = [_of_fields(schema["resource_fields"], each, record) for each in record.get("resources", ())]
    return {**found, **({"resources": resources} if any(resources) else {})}


def _of_fields(fields: list[dict[str, Any]], values: dict[str, Any], record: dict[str, Any]) -> Errors:
    said = {field["field_name"]: _of_field(field, values.get(field["field_name"]), record) for field in fields}
    return {name: messages for name, messages in said.items() if messages}


def _of_field(field: dict[str, Any], value: Any, record: dict[str, Any]) -> list[str]:
    if value is None or value == "" or value == [] or value == {}:
        return ["Missing value"] if field.get("required") or field["field_name"] in {"id", "name"} else []
    messages: list[str] = []
    for name in field["validators"].split():
        if messages:
            break
        messages = _run(name, field, value, record)
    return messages


def _run(name: str, field: dict[str, Any], value: Any, record: dict[str, Any]) -> list[str]:
    codes = [choice["value"] for choice in field.get("choices", ())]
    if name in PORTS:
        return PORTS[name](field, value, record)
    if name in {"scheming_required", "not_empty"}:
        return [] if str(value).strip() else ["Missing value"]
    if name == "scheming_choices":
        return [] if value in codes else [f"Value must be one of {codes}"]
    if name == "scheming_multiple_choice":
        chosen = [value] if isinstance(value, str) else value
        if not isinstance(chosen, list):
            return ["expecting list of strings"]
        return [f'unexpected choice "{code}"' for code in chosen if code not in codes]
    if name == "int_validator":
        return [] if str(value).isdecimal() else ["Invalid integer"]
    assert name in _IGNORED, name
    return []
