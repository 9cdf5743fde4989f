"""Read web pages: the main part of the page as text, a line for each block, headings, bullets and links kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.document import MOST_TEXT, Document, Hyperlink, Line, too_much_text
from recueil_kg.reading.language import language_of
from recueil_kg.reading.markup_cost import refuse_costly

_MAIN = (
    "main",
    "[role=main]",
    "#wb-main-in",
    "#wb-main",
    "#wb-cont-main",
    "#cn-centre-col-inner",
    "#mainContent",
    "#content",
    "body",
)
_FEWEST_CHARACTERS = 200
_SKIPPED_TAGS = frozenset(
    "script style noscript template nav footer button iframe svg math select textarea object head".split()
)
_SKIPPED_ROLES = frozenset({"navigation", "banner", "contentinfo", "search"})

_SKIPPED = re.compile(
    r"(?:^|\s)(?:page-?details|gc-(?:prtts|byline|flwus|followus|pft|rprt-prblm|pg-hlpfl|share)|wb-(?:inv|invisible|share"
    r"|tphp|dtmd|date-mod|lng|srch|bnr|sec|info)|gcwu-date-mod|datemod|date-mod|archived(?:-bnr)?|wm-\S*|wm_\S*|donato"
    r"|__wb\S*|ait-\S*|breadcrumbs?\S*|addthis\S*|feedback\S*|report-problem\S*|cookie\S*|fn-lnk|fn-rtn)(?=\s|$)",
    re.IGNORECASE,
)
"""Classes and ids, whole words, of what a site or an archive puts around and between the content."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARAGRAPHS = frozenset(
    "p dl ul ol menu table section article blockquote div header hgroup form fieldset main body pre figure details"
    " address center".split()
)
_LINES = (
    frozenset("dt dd li tr br caption option hr td th summary figcaption legend".split()) | _PARAGRAPHS | set(_HEADINGS)
)
_STRONG = frozenset({"b", "strong"})
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_MARKUP = " \t\u00a0\u202f\ufeff"
_PRINTED_BULLET = re.compile(r"(?:[-•●▪◦·\uf0b7\uf0a7\u2013])[ \t\u00a0\u202f]+")


def read_html(name: str, source: str, remarks: tuple[str, ...]) -> Document:
    """A document from the source of a page, a fragment of one, or an archived copy with its banner and menus.

    Args:
        name: the file's name.
        source: the page's source.
        remarks: what was decided to read it so far.

    Raises:
        RecueilError: nested too deeply, without text, or with too much of it.
    """
    refuse_costly(name, source)
    try:
        page = LexborHTMLParser(source)
    except SelectolaxError:
        raise MemoryError from None
    text = _TextOfPage()
    text.read(_main_part(page))
    if text.length > MOST_TEXT:
        raise too_much_text(name)
    if not text.lines:
        raise RecueilError(
            _("the page has no text"), where=name, do=_("save the page with its content, then give the file")
        )
    whole = "".join(text.parts)
    return Document(
        name=name,
        format="html",
        text=whole,
        language=language_of(whole),
        lines=tuple(text.lines),
        hyperlinks=tuple(text.hyperlinks),
        remarks=remarks,
    )


def _main_part(page: LexborHTMLParser) -> LexborNode:
    """The page's main part, by the marks that government sites have used; the body where there is none."""
    for selector in _MAIN:
        found = page.css_first(selector)
        if found is not None and len(found.text(deep=True)) >= _FEWEST_CHARACTERS:
            return found
    return page.body or page.root  # type: ignore[return-value]


@dataclass
class _TextOfPage:
    """The text of a page as it grows: finished lines, and the line that is being filled."""

    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    hyperlinks: list[Hyperlink] = field(default_factory=list)
    length: int = 0
    current: list[str] = field(default_factory=list)
    filled: int = 0
    bullet: str = ""
    heading: int = 0
    blank: bool = True
    strong: int = 0
    preformatted: int = 0
    not_strong: bool = False
    links: list[tuple[int, int, str]] = field(default_factory=list)
    open_links: list[tuple[int, str]] = field(default_factory=list)

    def read(self, root: LexborNode) -> None:
        """Walk the nodes in order, without recursion, until there is more text than a sheet has."""
        node, last = root, root.mem_id
        while self.length + self.filled <= MOST_TEXT:
            tag = node.tag or ""
            if tag == "-text":
                self._add(node.text_content or "")
            elif not tag.startswith("-") and tag not in _SKIPPED_TAGS and not _is_furniture(node):
                self._enter(tag, node)
                if node.child is not None:
                    node = node.child
                    continue
                self._leave(tag)
            while node.next is None and node.mem_id != last and node.parent is not None:
                node = node.parent
                self._leave(node.tag or "")
            if node.mem_id == last or node.next is None:
                break
            node = node.next
        self.end_line()

    def _enter(self, tag: str, node: LexborNode) -> None:
        if tag == "br" and self.heading:
            self._add_words(" ")
        elif tag in _LINES:
            self.end_line(paragraph=tag in _PARAGRAPHS or tag in _HEADINGS)
            self.heading = _HEADINGS.get(tag, self.heading)
            if tag == "li":
                self.bullet = "•"
            elif tag == "pre":
                self.preformatted += 1
        elif tag == "a":
            self.open_links.append((self.filled, node.attributes.get("href") or ""))
        elif tag in _STRONG:
            self.strong += 1

    def _leave(self, tag: str) -> None:
        if tag in _LINES:
            if tag in {"td", "th", "br"}:
                return
            self.end_line(paragraph=tag in _PARAGRAPHS or tag in _HEADINGS)
            if tag in _HEADINGS:
                self.heading = 0
            elif tag == "pre":
                self.preformatted -= 1
        elif tag == "a":
            if self.open_links:
                start, address = self.open_links.pop()
                if self.filled > start:
                    self.links.append((start, self.filled, address))
        elif tag in _STRONG:
            self.strong -= 1

    def _add(self, words: str) -> None:
        if not words.isascii():
            words = unicodedata.normalize("NFC", words.replace("\u00ad", ""))
        if not self.preformatted:
            self._add_words(words)
            return
        for number, line in enumerate(words.splitlines()):
            if number:
                self.end_line(paragraph=not line.strip())
            self._add_words(line)
        if words.endswith("\n"):
            self.end_line()

    def _add_words(self, words: str) -> None:
        words = _SPACES.sub(" ", words)
        if not self.current or self.current[-1].endswith(" "):
            words = words.removeprefix(" ")
        if not words:
            return
        if not self.strong and not self.not_strong and not words.isspace():
            self.not_strong = True
        self.current.append(words)
        self.filled += len(words)

    def end_line(self, *, paragraph: bool = False) -> None:
        """Finish the line that is being filled, if it holds words."""
        if self.current:
            words = "".join(self.current).rstrip(_MARKUP)
            start = len(words) - len(words.lstrip(_MARKUP))
            bullet = self.bullet
            if printed := _PRINTED_BULLET.match(words, start):
                bullet, start = printed.group().strip(), printed.end()
            if words[start:]:
                self._finish(words, start, bullet)
            self.current.clear()
            self.links.clear()
            self.open_links = [(0, address) for _start, address in self.open_links]
            self.filled, self.not_strong = 0, False
        self.blank = self.blank or paragraph

    def _finish(self, words: str, start: int, bullet: str) -> None:
        if self.blank and self.parts:
            self._append("\n")
        if self.bullet and bullet == self.bullet:
            self._append(f"{bullet} ")
        offset, end = self.length, len(words)
        heading = self.heading or (6 if not self.not_strong and not bullet else 0)
        self.lines.append(Line(offset + start, offset + end, bullet, self.blank and bool(heading), heading))
        still_open = [(first, self.filled, address) for first, address in self.open_links if first < self.filled]
        for first, last, address in (*self.links, *still_open):
            if first < min(last, end):
                label = words[first:last]
                first += len(label) - len(label.lstrip(_MARKUP))
                self.hyperlinks.append(Hyperlink(offset + first, offset + min(last, end), address))
        self._append(f"{words}\n")
        self.bullet, self.blank = "", False

    def _append(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


def _is_furniture(node: LexborNode) -> bool:
    """What a site puts around and between the content, and what it does not show.

    Beside the content stands news, or the panel of a sheet's fields, which is a list of terms.
    """
    attributes = node.attributes
    if (node.tag == "aside" or attributes.get("role") == "complementary") and node.css_first("dt") is None:
        return True
    if attributes.get("role") in _SKIPPED_ROLES or "hidden" in attributes:
        return True
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_SKIPPED.search(named)) or bool(_HIDDEN.search(attributes.get("style") or ""))
