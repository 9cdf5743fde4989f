"""Put broken lines together again: the rows of a column as paragraphs, labels, values and headings, a line each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recueil_kg.reading.segments import BULLETS, Row, words_of

_STARTS_WITH_BULLET = re.compile(rf"(?:[{BULLETS}]\s*|[-–]\s+)")
_UNFINISHED = re.compile(r"\b(?:of|and|the|for|on|in|to|by|with|de|du|des|et|la|le|les|en|sur|pour|par|aux?)$")
_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_DAY_AT_END = re.compile(r"(?:^|[^\d.,/-])\d{1,2}(?:er|st|nd|rd|th)?$")
_MONTH_AND_YEAR = re.compile(r"[^\W\d_]{3,9}\.?,? \d{4}\b")
_REST_OF_DATE = re.compile(r"(?:\d{1,2}(?:er|st|nd|rd|th)?,? )?\d{4}(?!\d)[.,;:)]*(?:$|\s)")
_HYPHENED = frozenset(
    "legally juridiquement non well long short high low cross self full north south east west mid year decision risk "
    "policy land sea two three four five ten sous vice quasi nord sud est ouest peut celui celle ceux lui elle eux mi "
    "demi rendez plan ex up state third".split()
)
_AFTER_HYPHEN = frozenset(
    "ci là même mêmes based related binding known range term border wide making being friendly free specific led party "
    "up of to sur en à je il elle on vous nous".split()
)
"""Words before and after a hyphen that is the word's own and not the line's."""
_LABEL = re.compile(r"[^:]{1,60}:(?:\s|$)")
_TAIL = 200
"""Characters at the end of a line that tell whether it goes on."""
_PARAGRAPH_GAP = 1.7
"""Line heights from one line to the next beyond which another paragraph begins."""


def paragraphs_of(rows: Sequence[Row], known: Mapping[str, int]) -> str:
    """The text of a column: a line that broke because its next word would not have fitted is put together again.

    Args:
        rows: from the top down.
        known: how often each word, in lower case, stands on the pages: it tells whether a hyphen is the word's own.
    """
    lines: list[list[str]] = []
    tail = ""
    edge = max((row[-1].right for row in rows), default=0.0)
    before: Row | None = None
    for row in rows:
        words = words_of(row)
        if before is not None:
            height = max(before[-1].height, row[0].height)
            gap = (before[0].bottom - row[0].bottom) / height if height else 1.0
            if gap <= _PARAGRAPH_GAP and _continues(tail, before, words, row, edge):
                joint = _joint(tail, words, known)
                if joint is None:
                    lines[-1][-1], joint = lines[-1][-1][:-1], ""
                lines[-1] += (joint, words)
                tail = f"{tail}{joint}{words}"[-_TAIL:]
                before = row
                continue
            if gap > _PARAGRAPH_GAP:
                lines.append([])
        lines.append([words])
        tail = words[-_TAIL:]
        before = row
    return "\n".join("".join(parts) for parts in lines) + "\n" if lines else ""


def _continues(line: str, before: Row, words: str, row: Row, edge: float) -> bool:
    """Whether a line goes on with the next: no label or bullet begins, and it is unfinished, or was full."""
    if line.endswith(":") and not line.isupper():
        return False
    if (
        _STARTS_WITH_BULLET.match(words)
        or (words[0] != "(" and line.isupper() != words.isupper())
        or abs(before[-1].height - row[0].height) > 0.3 * row[0].height
    ):
        return False
    if line.endswith(":") or (_LABEL.match(words) and not words[0].islower()):
        return False
    if words[0].islower() or words[0] == "(" or line.endswith((",", "-")) or _UNFINISHED.search(line):
        return True
    if _DAY_AT_END.search(line) and _MONTH_AND_YEAR.match(words):
        return True
    if line[-1].isalpha() and _REST_OF_DATE.match(words):
        return True
    width = (row[-1].right - row[0].left) / max(1, len(words))
    return before[-1].right + width * (len(words.split(" ", 1)[0]) + 1) > edge


def _joint(line: str, words: str, known: Mapping[str, int]) -> str | None:
    """What stands between a line and its continuation: nothing after a hyphen; None where the hyphen goes, too.

    A hyphen is the line's, not the word's, unless the pages print the word with it elsewhere, or a capital or a digit
    follows.
    """
    if not line.endswith("-") or line.endswith((" -", "--")):
        return " "
    first, second = _LAST_WORD.search(line), _FIRST_WORD.match(words)
    if first is None or second is None or not words[0].islower():
        return ""
    begin, end = first[1].lower(), second[0]
    if known.get(f"{begin}{end}", 0):
        return None
    kept = known.get(f"{begin}-{end}", 0) or begin in _HYPHENED or end in _AFTER_HYPHEN
    return "" if kept else None
