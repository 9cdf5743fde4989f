"""The validators of ckanext-canada and ckanext-fluent, which no registry has: written anew from what they refuse.

Each takes a field of the schema, a value, and the record, and gives what is wrong. Nothing of the project is imported:
the process of the real CKAN, which has an environment of its own, uses the same functions.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
import uuid
from typing import Any

ORGANIZATIONS = {"ec", "dfatd-maecd", "dfo-mpo"}
LICENCES = {"ca-ogl-lgo", "ca-odla-aldg"}
ALTERNATES = {"en": "en-t-fr", "fr": "fr-t-en"}


def canada_validate_generate_uuid(_field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    try:
        uuid.UUID(value)
    except (ValueError, TypeError, AttributeError):
        return ["Badly formed hexadecimal UUID string"]
    return []


def string_safe(_field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    return [] if isinstance(value, str) else ["Must be a Unicode string value"]


def owner_org_validator(_field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    return [] if value in ORGANIZATIONS else ["Organization does not exist"]


def license_choices(_field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    return [] if value in LICENCES else ["invalid license"]


def isodate(_field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    """As `ckan.lib.helpers.date_str_to_datetime`: the numbers of the text are a year, a month, a day and so on."""
    try:
        dt.datetime(*(int(number) for number in re.split(r"[^\d]+", str(value), maxsplit=5)))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ["Date format incorrect. Expecting YYYY-MM-DD"]
    return []


def no_future_date(_field: dict[str, Any], value: Any, record: dict[str, Any]) -> list[str]:
    ready = record.get("ready_to_publish") == "true"
    future = str(value) > dt.date.today().isoformat()
    return ["Date may not be in the future when this record is marked ready to publish"] if ready and future else []


def email_validator(_field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    sound = re.fullmatch(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*", str(value))
    return [] if sound else ["Please enter a valid email address."]


def geojson_validator(_field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    try:
        shape = json.loads(value)
        sound = isinstance(shape["coordinates"], list) and isinstance(shape["type"], str)
    except (ValueError, TypeError, KeyError):
        sound = False
    return [] if sound else ["Invalid GeoJSON"]


def protect_portal_release_date(_field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    return [f"Cannot change value of key from '' to '{value}'. This key is read-only"] if value else []


def fluent_text(field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    if not isinstance(value, dict):
        return ["expecting JSON object"]
    if not all(isinstance(text, str) for text in value.values()):
        return ["expecting unicode string"]
    return [f'Required language "{language}" missing' for language in _missing(field, value)]


def fluent_tags(field: dict[str, Any], value: Any, _record: dict[str, Any]) -> list[str]:
    if not isinstance(value, dict):
        return ["expecting JSON object"]
    found = [f'Required language "{language}" missing' for language in _missing(field, value)]
    return [*found, *(said for tags in value.values() for tag in tags for said in canada_tag(tag))]


def canada_tag(value: str) -> list[str]:
    text = value.strip()
    if len(text) < 2:
        return [f'Tag "{text}" length is less than minimum 2']
    if len(text) > 140:
        return [f'Tag "{text}" length is more than maximum 140']
    if "  " in text:
        return [f'Tag "{text}" may not contain consecutive spaces']
    for character in re.sub(r"[\w ]*", "", text):
        if unicodedata.category(character)[0] in "CZ":
            return [f'Tag "{text}" may not contain character U+{ord(character):04x}']
    return []


def _missing(field: dict[str, Any], value: dict[str, Any]) -> list[str]:
    if not field.get("required"):
        return []
    return [language for language, other in ALTERNATES.items() if not value.get(language) and not value.get(other)]


PORTS = {
    port.__name__: port
    for port in (
        canada_validate_generate_uuid,
        string_safe,
        owner_org_validator,
        license_choices,
        isodate,
        no_future_date,
        email_validator,
        geojson_validator,
        protect_portal_release_date,
        fluent_text,
        fluent_tags,
    )
}
