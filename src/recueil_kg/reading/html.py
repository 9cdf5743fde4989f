"""Read web pages: the main part of the page as text, a line for each block, headings, bullets and links kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.i18n import _
from recueil_kg.reading.document import Document, Hyperlink, Line
from recueil_kg.reading.language import language_of

DEEPEST = 500
"""Elements inside one another; a published page has about 30."""

_MAIN = ("main", "[role=main]", "#wb-main-in", "#wb-main", "#wb-cont-main", "#mainContent", "#content", "body")
_FEWEST_CHARACTERS = 200
_SKIPPED_TAGS = frozenset(
    "script style noscript template nav footer button iframe svg select object head aside -comment".split()
)
_SKIPPED = re.compile(
    r"(?:^|\s)(?:pagedetails|gc-prtts|gc-byline|gc-flwus|gc-followus|wb-inv|wb-share|wm-ipp\S*|donato|breadcrumb\S*)(?:\s|$)"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARAGRAPHS = frozenset("p dl ul ol table section article blockquote div header form fieldset main body".split())
_LINES = frozenset("dt dd li tr br caption option hr td th".split()) | _PARAGRAPHS | set(_HEADINGS)
_STRONG = frozenset({"b", "strong"})
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_MARKUP = " \t\u00a0\u202f\ufeff"
_PRINTED_BULLET = re.compile(r"(?:[-•●▪◦·\uf0b7\uf0a7\u2013])[ \t\u00a0\u202f]+")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_UNCOUNTED = frozenset(
    "br hr img input meta link area base col embed source track wbr p li dt dd tr td th thead tbody option".split()
)


def read_html(name: str, source: str, remarks: tuple[str, ...]) -> Document:
    """A document from the source of a page, a fragment of one, or an archived copy with its banner and menus.

    Raises:
        RecueilError: nested too deeply, or without text.
    """
    _refuse_deep(name, source)
    page = LexborHTMLParser(source)
    text = _TextOfPage()
    text.read(_main_part(page))
    if not text.lines:
        raise RecueilError(
            _("the page has no text"), where=name, do=_("save the page with its content, then give the file")
        )
    whole = "".join(text.parts)
    return Document(
        name=name,
        format="html",
        text=whole,
        language=language_of(fold(whole)),
        lines=tuple(text.lines),
        hyperlinks=tuple(text.hyperlinks),
        remarks=remarks,
    )


def _refuse_deep(name: str, source: str) -> None:
    depth = 0
    for tag in _TAG.finditer(source):
        if tag[2].lower() not in _UNCOUNTED:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > DEEPEST:
                raise RecueilError(
                    _("the page's elements are nested more than {limit} deep").format(limit=DEEPEST),
                    where=name,
                    do=_("give the page as it was published"),
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
    current: str = ""
    bullet: str = ""
    heading: int = 0
    blank: bool = True
    strong: int = 0
    not_strong: bool = False
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def read(self, root: LexborNode) -> None:
        """Walk the nodes in order, without recursion."""
        open_links: list[tuple[int, str]] = []
        node: LexborNode | None = root
        while node is not None:
            if self._enter(node, open_links) and node.child is not None:
                node = node.child
                continue
            while node is not None:
                self._leave(node, open_links)
                if node.mem_id == root.mem_id:
                    self.end_line()
                    return
                if node.next is not None:
                    node = node.next
                    break
                node = node.parent

    def _enter(self, node: LexborNode, open_links: list[tuple[int, str]]) -> bool:
        """Begin a node; False where what is in it is skipped."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
            return False
        if tag.startswith("-") or tag in _SKIPPED_TAGS or _is_furniture(node):
            return False
        if tag in _LINES:
            self.end_line(paragraph=tag in _PARAGRAPHS or tag in _HEADINGS)
            self.heading = _HEADINGS.get(tag, 0)
            if tag == "li":
                self.bullet = "•"
        elif tag == "a":
            open_links.append((len(self.current), node.attributes.get("href") or ""))
        elif tag in _STRONG:
            self.strong += 1
        return True

    def _leave(self, node: LexborNode, open_links: list[tuple[int, str]]) -> None:
        tag = node.tag or ""
        if tag in _SKIPPED_TAGS or tag.startswith("-") or _is_furniture(node):
            return
        if tag in _LINES:
            if tag == "td" or tag == "th":
                return
            self.end_line(paragraph=tag in _PARAGRAPHS or tag in _HEADINGS)
        elif tag == "a" and open_links:
            start, address = open_links.pop()
            if len(self.current) > start:
                self.links.append((start, len(self.current), address))
        elif tag in _STRONG:
            self.strong -= 1

    def _add(self, words: str) -> None:
        words = _SPACES.sub(" ", words.replace("\u00ad", ""))
        if not self.current or self.current.endswith(" "):
            words = words.removeprefix(" ")
        if words.strip() and not self.strong:
            self.not_strong = True
        self.current += words

    def end_line(self, *, paragraph: bool = False) -> None:
        """Finish the line that is being filled, if it holds words."""
        words = self.current.rstrip(_MARKUP)
        start = len(words) - len(words.lstrip(_MARKUP))
        bullet = self.bullet
        if printed := _PRINTED_BULLET.match(words, start):
            bullet, start = printed.group().strip(), printed.end()
        if words[start:]:
            if self.blank and self.parts:
                self._append("\n")
            if self.bullet and bullet == self.bullet:
                self._append(f"{bullet} ")
            offset = self.length
            heading = self.heading or (6 if not self.not_strong and not bullet else 0)
            self.lines.append(Line(offset + start, offset + len(words), bullet, self.blank and bool(heading), heading))
            for first, last, address in self.links:
                if first < min(last, len(words)):
                    label = words[first:last]
                    first += len(label) - len(label.lstrip(_MARKUP))
                    self.hyperlinks.append(Hyperlink(offset + first, offset + min(last, len(words)), address))
            self._append(f"{words}\n")
            self.bullet, self.blank = "", False
        self.current, self.not_strong, self.heading = "", False, 0
        self.links.clear()
        self.blank = self.blank or paragraph

    def _append(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


def _is_furniture(node: LexborNode) -> bool:
    """What a site puts around and between the content: by class, id and role."""
    attributes = node.attributes
    if not attributes:
        return False
    if attributes.get("role") in {"navigation", "banner", "contentinfo", "search"}:
        return True
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_SKIPPED.search(named))
