"""The fields of open.canada.ca's schema, and what is wrong with a value of each kind."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from recueil_kg.i18n import LANGUAGES, _
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder

Kind = Literal[
    "text",
    "choice",
    "choices",
    "bilingual",
    "keywords",
    "date",
    "uuid",
    "mail",
    "geojson",
    "number",
    "organization",
    "never",
]
Finding: TypeAlias = tuple[str, str]
"""What is wrong with a value, and what to do."""
_MACHINE_TRANSLATED = {"en": "en-t-fr", "fr": "fr-t-en"}
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
_ORGANIZATION = re.compile(r"[a-z0-9_-]{2,100}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHORTEST_KEYWORD, _LONGEST_KEYWORD = 2, 140


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the portal's schema; `data/portals/open-canada.yaml` explains each attribute."""

    name: str
    kind: Kind
    required: bool = False
    codes: tuple[str, ...] = ()
    alone: str | None = None
    past_when_ready: bool = False


class Stars(Struct, frozen=True, forbid_unknown_fields=True):
    """How many stars the portal gives for a format."""

    formats: dict[str, int]


class PortalSchema(Struct, frozen=True, forbid_unknown_fields=True):
    """What the portal accepts."""

    record: tuple[Field, ...]
    resource: tuple[Field, ...]
    stars: Stars


@cache
def portal_schema() -> PortalSchema:
    """The portal's schema as the shipped data has it."""
    return read_yaml(data_folder() / "portals" / "open-canada.yaml", PortalSchema)


def findings(field: Field, value: Any) -> Iterator[Finding]:
    """What the portal would not take of a field's value."""
    return _CHECKS[field.kind](field, value)


def _text(_field: Field, value: Any) -> Iterator[Finding]:
    if not isinstance(value, str) or not value.strip():
        yield _("it is no text"), _("write text")


def _choice(field: Field, value: Any) -> Iterator[Finding]:
    if value not in field.codes:
        close = [code for code in field.codes if isinstance(value, str) and value.casefold() == code.casefold()]
        known = ", ".join(close or field.codes)
        yield _("the portal has no such code"), _("write one of {codes}, in this case").format(codes=known)


def _choices(field: Field, value: Any) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield _("it is no list"), _("write a list of codes")
        return
    for code in value:
        yield from _choice(field, code)
    if field.alone is not None and field.alone in value and len(value) > 1:
        yield _("{code} stands with others").format(code=field.alone), _("write it alone, or leave it out")


def _bilingual(_field: Field, value: Any) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _("it has no languages"), _("write a text in English and in French")
        return
    for language in LANGUAGES:
        texts = [value.get(key) for key in (language, _MACHINE_TRANSLATED[language])]
        if not any(isinstance(text, str) and text.strip() for text in texts):
            yield _missing_language(language)


def _keywords(_field: Field, value: Any) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _("it has no languages"), _("write keywords in English and in French")
        return
    for language in LANGUAGES:
        words = value.get(language) or value.get(_MACHINE_TRANSLATED[language])
        if not isinstance(words, list) or not words:
            yield _missing_language(language)
            continue
        for word in words:
            yield from _keyword(str(word))


def _keyword(word: str) -> Iterator[Finding]:
    quoted = _("the keyword {word}").format(word=json.dumps(word, ensure_ascii=False))
    if not _SHORTEST_KEYWORD <= len(word.strip()) <= _LONGEST_KEYWORD:
        limits = _("{what} has not 2 to 140 characters").format(what=quoted)
        yield limits, _("write another, or leave it out")
    if "," in word:
        yield _("{what} has a comma, where it would be split").format(what=quoted), _("write it without")
    if "  " in word:
        yield _("{what} has two spaces together").format(what=quoted), _("write one")
    for character in sorted(set(word) - {" "}):
        if unicodedata.category(character)[0] in "CZ":
            code = f"U+{ord(character):04X}"
            what = _("{what} has the character {code}, which is no plain space or letter").format(
                what=quoted, code=code
            )
            yield what, _("write a plain space")


def _missing_language(language: str) -> Finding:
    if language == "en":
        return _("the English text is missing"), _("write it; nothing is copied from the other language")
    return _("the French text is missing"), _("write it; nothing is copied from the other language")


def _date(_field: Field, value: Any) -> Iterator[Finding]:
    try:
        if not _DAY.fullmatch(str(value)):
            raise ValueError(value)
        dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        yield _("it is no day of the calendar as YYYY-MM-DD"), _("write for example 2010-05-01")


def _uuid(_field: Field, value: Any) -> Iterator[Finding]:
    try:
        uuid.UUID(value)
    except (AttributeError, TypeError, ValueError):
        yield _("it is no UUID"), _("write 32 hexadecimal digits with hyphens")


def _mail(_field: Field, value: Any) -> Iterator[Finding]:
    if not isinstance(value, str) or not _MAIL.fullmatch(value):
        yield _("it is no mail address"), _("write an organization's address")


def _geojson(_field: Field, value: Any) -> Iterator[Finding]:
    try:
        shape = json.loads(value)
        if not isinstance(shape["type"], str) or not isinstance(shape["coordinates"], list):
            raise ValueError(value)
    except (KeyError, TypeError, ValueError):
        yield _("it is no GeoJSON geometry in a string"), _('write for example {"type": "Point", "coordinates": […]}')


def _number(_field: Field, value: Any) -> Iterator[Finding]:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        yield _("it is no whole number"), _("write the size in bytes")


def _organization(_field: Field, value: Any) -> Iterator[Finding]:
    if not isinstance(value, str) or not _ORGANIZATION.fullmatch(value):
        yield (
            _("the portal gives no organization such a name"),
            _("write its name on the portal, as ec or dfatd-maecd"),
        )


_CHECKS: dict[str, Callable[[Field, Any], Iterator[Finding]]] = {
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "bilingual": _bilingual,
    "keywords": _keywords,
    "date": _date,
    "uuid": _uuid,
    "mail": _mail,
    "geojson": _geojson,
    "number": _number,
    "organization": _organization,
}
