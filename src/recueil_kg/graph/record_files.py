"""The records of a folder: read, checked against their place, and against what the authorities know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from recueil_kg.authorities import Authorities
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.model.records import Part, Printed, SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.vocabularies import load_vocabulary


def read_records(folder: Path) -> Iterator[tuple[Path, SourceRecord]]:
    """Every record below a folder, instrument by instrument, with its file.

    Raises:
        RecueilError: one that does not parse, or whose folder or file name is not what it says.
    """
    for instrument in instrument_folders(folder):
        yield from read_instrument(instrument)


def instrument_folders(folder: Path) -> list[Path]:
    """The folder of each instrument below `records/`, by slug.

    Raises:
        RecueilError: there is none.
    """
    records = folder / "records"
    found = sorted(path for path in records.glob("*") if path.is_dir()) if records.is_dir() else []
    if not found:
        raise RecueilError(
            _("there are no records here"), where=str(records), do=_("give a folder with records/INSTRUMENT/*.yaml")
        )
    return found


def read_instrument(folder: Path) -> Iterator[tuple[Path, SourceRecord]]:
    """Every record of one instrument's folder, with its file.

    Raises:
        RecueilError: one that does not parse, two of one source, or one whose folder or file name is not what it says.
    """
    seen: dict[tuple[object, ...], Path] = {}
    for path in sorted(folder.glob("*.yaml")):
        record = read_yaml(path, SourceRecord)
        source = record.source
        key: tuple[object, ...] = (record.instrument, source.id)
        if source.kind == "fact-sheet":
            key = (source.edition, source.language, source.format, source.address, source.text_sha256)
        if key in seen:
            raise RecueilError(
                _("this source has another record: {file}").format(file=seen[key]), where=str(path), do=_("keep one")
            )
        if (record.instrument, f"{source.id}.yaml") != (folder.name, path.name):
            raise RecueilError(
                _("the record says {instrument}/{id}").format(instrument=record.instrument, id=source.id),
                where=str(path),
                do=_("name the folder and the file after it"),
            )
        seen[key] = path
        yield path, record


def unknown_references(path: Path, record: SourceRecord, authorities: Authorities) -> Iterator[str]:
    """Slugs of a record that no authority has, and notations that no vocabulary has, each with its line."""
    vocabulary = load_vocabulary()
    wanted: list[tuple[str, str | None, Callable[[str], object]]] = [
        *(("institution", item.institution, authorities.institution) for item in record.responsibilities),
        *(("institution", item.institution, authorities.institution) for item in record.participants),
        *(("institution", item.institution, authorities.institution) for item in record.contacts),
        *(("state", item.state, authorities.state) for item in record.participants),
        *(("body", item.body, authorities.body) for item in record.bodies if item.body != record.instrument),
        *(("instrument", item.instrument, authorities.instrument) for item in record.relations),
        *(("event-type", item.type, partial(vocabulary.concept, "event-type")) for item in record.events),
        *(("recurrence", item.recurrence, partial(vocabulary.concept, "recurrence")) for item in record.events),
        *(("category", item.concept, partial(vocabulary.concept, "category")) for item in record.categories),
        *(("theme", item.concept, partial(vocabulary.concept, "theme")) for item in record.themes),
        *(("section", item.concept, partial(vocabulary.concept, "section")) for item in record.sections),
    ]
    for scheme, single in (("type", record.type), ("form", record.form), ("legal-nature", record.legal_nature)):
        if single is not None:
            wanted.append((scheme, single.concept, partial(vocabulary.concept, scheme)))
    for kind, slug, find in wanted:
        if slug is not None and find(slug) is None:
            what = _("{kind}: {slug} is not known").format(kind=kind, slug=slug)
            yield str(RecueilError(what, where=f"{path}:{_line_with(path, slug)}", do=_remedy(kind, slug, authorities)))


def misplaced_words(path: Path, record: SourceRecord) -> Iterator[str]:
    """Printed words that are longer or shorter than their offsets say: somebody changed the one or the other."""
    for words in _printed_in(record):
        if words.at is not None and words.at.end - words.at.start != len(words.printed):
            what = _("{printed} is not as long as its offsets say").format(printed=repr(words.printed))
            line = _line_with(path, f"[{words.at.start}, {words.at.end}]")
            do = _("printed words stay as they are; put a correction beside them")
            yield str(RecueilError(what, where=f"{path}:{line}", do=do))


def _printed_in(part: Part) -> Iterator[Printed]:
    if isinstance(part, Printed):
        yield part
    for name in part.__struct_fields__:
        value = getattr(part, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Part):
                yield from _printed_in(each)


def _remedy(kind: str, slug: str, authorities: Authorities) -> str:
    """To write the closest thing that is known, or to add it."""
    notations = [concept.notation for concept in load_vocabulary().concepts(kind)]
    close = get_close_matches(slug, notations or [entry.id for entry in authorities.all()], n=1)
    if close:
        return _("write {close}, or add it to the authorities or the vocabulary").format(close=close[0])
    return _("correct it, or add it to the authorities or the vocabulary")


def _line_with(path: Path, slug: str) -> int:
    """The first line of a record whose value is a slug."""
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.split(": ")[-1].strip() == slug), 1)
