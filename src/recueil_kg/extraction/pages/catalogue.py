"""Read a record of the government's catalogue (L10): its title in both languages, its number and edition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recueil_kg.extraction.pages.page import Page
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.extraction.values import CATALOGUE_NUMBER
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.records import SourceRecord

_CATALOGUE_NUMBER = re.compile(CATALOGUE_NUMBER)
_AFTER_SERIES = re.compile(r"\s*[.:]?\s*(?:(?:\||\$|\u2021)[a-z0-9]\s*)?(?<=[.:a-z0-9]|\s)")
_END_OF_TITLE = re.compile(r"\s*(?:\[|(?:\||\$|\u2021)[a-z0-9]|\s/\s|$)")
_ENDS = " \t\r\n\u00a0.,:;/|*-"


def of_catalogue(page: Page) -> Iterator[SourceRecord]:
    """The record's own title with its number and edition; the title in the other language, where it notes one."""
    folded, text = page.document.folded, page.document.text
    numbers = list(_CATALOGUE_NUMBER.finditer(text))
    titles = dict(_titles_in_series(page)) if numbers else {}
    for position, (language, (start, end)) in enumerate(titles.items()):
        pieces = list(page.labelled("title", start, end))
        if position:
            yield page.record(pieces, "catalogue-title", "L10", language)
            continue
        letter = "E" if language == "en" else "F"
        number = next((found for found in numbers if found[0].endswith(f"{letter}-PDF")), numbers[0])
        pieces += page.labelled("reference", *number.span())
        if (edition := page.edition) is not None:
            pieces += page.labelled("edition", *edition)
        record = page.record(pieces, "catalogue-title", "L10", language)
        others = [span for other, span in titles.items() if other != language]
        labels = [
            (match.start, match.end)
            for match in page.lexicons["field"].find_all(tokens_of(folded))
            if match.payload.notation in {"series", "edition"}
        ]
        yield page.with_unread(record, (*others, *labels))


def _titles_in_series(page: Page) -> Iterator[tuple[Language, tuple[int, int]]]:
    """What follows the series' full title in its statement, the first in each language."""
    folded = page.document.folded
    names: dict[tuple[str, ...], Language] = {}
    series = page.lexicons.vocabulary.concept("field", "series")
    for language in LANGUAGES if series else ():
        for label in (series.preferred[language], *series.alternative.get(language, ())) if series else ():
            names[tuple(token.word for token in tokens_of(fold(label)))] = language
    seen: set[Language] = set()
    for line in page.document.lines:
        for match in page.lexicons["field"].find_all(tokens_of(folded, line.start, line.end)):
            words = tuple(token.word for token in tokens_of(folded, match.start, match.end))
            spoken = names.get(words)
            after = _AFTER_SERIES.match(folded, match.end, line.end)
            if spoken is None or spoken in seen or after is None or after.end() == match.end:
                continue
            ending = _END_OF_TITLE.search(folded, after.end(), line.end)
            start, end = after.end(), ending.start() if ending else line.end
            while end > start and page.document.text[end - 1] in _ENDS:
                end -= 1
            if end > start:
                seen.add(spoken)
                yield spoken, (start, end)
