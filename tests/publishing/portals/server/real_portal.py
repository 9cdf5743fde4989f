"""Run in the environment of the real portal code: `parse FORMAT < catalogue`, or `validate < records`; prints JSON.

CKAN and its extensions are AGPL: this file imports them, in a process and an environment of their own, and nothing of
the project; the project imports nothing of this.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as toolkit
import ckanext.dcat.profiles.base as profile
import ckanext.scheming.plugins as scheming
import ckanext.scheming.validation as validation
from ckan.common import config
from ckan.lib.navl.dictization_functions import validate
from ckanext.dcat.processors import RDFParser

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from portal_validators import PORTS  # noqa: E402

LICENCES = [
    {
        "id": "ca-ogl-lgo",
        "title": "Open Government Licence - Canada",
        "url": "https://open.canada.ca/en/open-government-licence-canada",
        "status": "active",
    }
]
"""The portal's list of licences, as its `licenses_group_url` gives it."""


def parse(text: str, form: str) -> list[dict[str, Any]]:
    """The datasets that the harvester of a portal with English and French forms reads from a catalogue."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as licences:
        json.dump(LICENCES, licences)
        licences.flush()
        config.update(
            {
                "licenses_group_url": Path(licences.name).as_uri(),
                "scheming.presets": "ckanext.scheming:presets.json ckanext.dcat.schemas:presets.yaml",
                "ckan.locale_default": "en",
            }
        )
        scheming._SchemingMixin._load_presets(config)
        for name in ("fluent_core_translated", "fluent_text", "fluent_markdown", "fluent_tags", "fluent_link"):
            scheming._SchemingMixin._presets.setdefault(name, {"validators": "fluent_text"})
        schema = scheming._load_schema("ckanext.dcat.schemas:dcat_ap_multilingual.yaml")
        schema["form_languages"] = ["en", "fr"]
        schema = scheming._expand_schemas({"dataset": schema})["dataset"]
        profile.get_action = lambda name: lambda context, data: schema
        parser = RDFParser(profiles=["euro_dcat_ap_3"])
        parser.parse(text, _format=form)
        return list(parser.datasets())


def errors(record: dict[str, Any]) -> dict[str, Any]:
    """What CKAN's and scheming's own validators refuse in a record, those of ckanext-canada being ours."""
    schema = scheming._load_schema_url((HERE / "open_canada_dataset.yaml").as_uri())

    def find(name: str) -> Any:
        own = _port(name) if name in PORTS else validation.all_validators.get(name)
        return own or toolkit.get_validator(name)

    validation.get_validator = find
    fields = {one["field_name"]: scheming._field_validators(one, schema, False) for one in schema["dataset_fields"]}
    resources = {one["field_name"]: scheming._field_validators(one, schema, False) for one in schema["resource_fields"]}
    everything = {**fields, "resources": resources}
    data = json.loads(json.dumps(record))
    _valid, found = validate(data, everything, {})
    return found


def _port(name: str) -> Any:
    """A validator of ckanext-canada's as scheming calls it: with the field first, then with key and data."""

    def of_field(field: dict[str, Any], _schema: dict[str, Any]) -> Any:
        def run(key: Any, data: Any, errors: Any, _context: Any) -> None:
            value = data.get(key)
            empty = value is toolkit.missing or value is None or value in ("", [], {})
            if empty and not field.get("required") and field["field_name"] not in {"id", "name"}:
                return
            if errors[key]:
                return
            record = {name: given for (name, *rest), given in data.items() if not rest}
            given = {} if empty and name.startswith("fluent") else (None if empty else value)
            errors[key].extend(PORTS[name](field, given, record))

        return run

    of_field.is_a_scheming_validator = True  # type: ignore[attr-defined]
    return of_field


if __name__ == "__main__":
    given = sys.stdin.read()
    if sys.argv[1] == "parse":
        answer: Any = parse(given, sys.argv[2])
    else:
        answer = [errors(json.loads(line)) for line in given.splitlines()]
    json.dump(answer, sys.stdout, ensure_ascii=False)
