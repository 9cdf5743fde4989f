"""Whether a page's markup would cost a parser too long: counted roughly, before it is parsed."""

from __future__ import annotations

import re
from collections import Counter

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _

DEEPEST = 500
"""Elements inside one another; a published page has about 30."""
_MOST_OPEN = 10_000_000
"""Sum, over all tags, of the elements that are open at each; a published page has about 100,000."""
_HARMLESS_LENGTH = 64 * 1024
_HARMLESS_TAGS = 2000
"""Below both, no page can be costly."""

_TAG = re.compile(r"<(?:(/?)([A-Za-z][A-Za-z0-9]*)|!--)")
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>=][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_LONG_TAG = 4096
_MOST_ATTRIBUTES = 500
"""Of one element; a parser compares each with each."""
_RAW = frozenset("script style textarea title xmp iframe noembed".split())
_UNCOUNTED = frozenset(
    "br hr img input meta link area base col embed source track wbr p li dt dd tr td th thead tbody option".split()
)


def refuse_costly(name: str, source: str) -> None:
    """Refuse what a parser needs long for: elements deep inside one another, and elements of many attributes.

    Args:
        name: the file's name.
        source: the page's source.

    Raises:
        RecueilError: it is so.

    The counting is rough, as it knows no implied end tags and no scopes; it passes over comments and scripts.
    """
    if len(source) < _HARMLESS_LENGTH and source.count("<") < _HARMLESS_TAGS:
        return
    open_tags: Counter[str] = Counter()
    depth = sum_of_depths = position = 0
    while tag := _TAG.search(source, position):
        position = tag.end()
        word = (tag[2] or "").lower()
        if not word:
            position = _after(source, "-->", position)
            continue
        attributes = 0
        if source.find(">", position, position + _LONG_TAG) < 0:
            attributes, position = _attributes_at(source, position)
        if word in _UNCOUNTED:
            sum_of_depths += depth
        elif tag[1]:
            if open_tags[word]:
                open_tags[word] -= 1
                depth -= 1
        elif word in _RAW:
            position = _after(source, f"</{word}", position)
        else:
            open_tags[word] += 1
            depth += 1
            sum_of_depths += depth
        if depth > DEEPEST or sum_of_depths > _MOST_OPEN or attributes > _MOST_ATTRIBUTES:
            raise RecueilError(_costly(depth, attributes), where=name, do=_("give the page as it was published"))


def _costly(depth: int, attributes: int) -> str:
    if attributes > _MOST_ATTRIBUTES:
        return _("an element of the page has more than {limit} attributes").format(limit=_MOST_ATTRIBUTES)
    if depth > DEEPEST:
        return _("the page's elements are nested more than {limit} deep").format(limit=DEEPEST)
    return _("too many of the page's elements are inside one another")


def _attributes_at(source: str, position: int) -> tuple[int, int]:
    """How many attributes a tag has, counted as far as matters, and the offset after them."""
    count = 0
    while count <= _MOST_ATTRIBUTES and (attribute := _ATTRIBUTE.match(source, position)):
        count += 1
        position = attribute.end()
    return count, position


def _after(source: str, end: str, position: int) -> int:
    found = source.find(end, position)
    return found + len(end) if found >= 0 else len(source)
