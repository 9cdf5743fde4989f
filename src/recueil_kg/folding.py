"""Compare printed words whatever their case, accents, apostrophes, dashes and spaces, keeping every offset."""

from __future__ import annotations

import unicodedata

_SAME = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u00ab\u00bb\u201e", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00a0\u2007\u2008\u2009\u200a\u202f\u2060\ufeff\u200b\t", " "),
}


def _fold_character(character: str) -> str:
    bare = unicodedata.normalize("NFD", _SAME.get(character, character))[0]
    lower = bare.lower()
    return lower if len(lower) == 1 else bare


class _Table(dict[int, str]):
    """Folds each character the first time that it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


_TABLE = _Table()


def fold(text: str) -> str:
    """The text in a form to compare by, of the same length: `fold(text)[i]` stands for `text[i]`."""
    return text.translate(_TABLE)
