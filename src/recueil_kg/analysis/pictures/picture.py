"""A picture: one drawing with its title and its words for those who do not see it, as SVG, PNG or a page."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from recueil_kg.analysis.pictures import words
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _, reason

SUFFIXES = (".svg", ".png", ".html")


@dataclass(frozen=True)
class Picture:
    """A drawing that can be put in a paper or on a page; the same input gives the same bytes.

    Attributes:
        title: its title.
        alt: what it shows, in words, with the main numbers.
        language: the language of all its words.
        chart: the Altair chart that draws it.
    """

    title: str
    alt: str
    language: Language
    chart: Any = field(repr=False, compare=False)

    def svg(self) -> str:
        """The drawing as SVG, with title and description for screen readers."""
        import vl_convert

        drawn: str = vl_convert.vegalite_to_svg(self._specification())
        own = f"p{zlib.crc32(json.dumps([self.title, self.alt]).encode()):08x}"
        start, rest = _with_own_names(drawn, own).split(">", 1)
        told = f'<title id="{own}-title">{escape(self.title)}</title><desc id="{own}-alt">{escape(self.alt)}</desc>'
        attributes = f'role="img" lang="{self.language}" aria-labelledby="{own}-title" aria-describedby="{own}-alt"'
        return f"{start} {attributes}>{told}{rest}"

    def png(self, scale: float = 2) -> bytes:
        """The drawing in pixels, `scale` for each CSS pixel, with title and description as its metadata."""
        import vl_convert

        drawn: bytes = vl_convert.vegalite_to_png(self._specification(), scale=scale)
        told = _text_chunk("Title", self.title, self.language) + _text_chunk("Description", self.alt, self.language)
        after_header = 33
        return drawn[:after_header] + told + drawn[after_header:]

    def html(self) -> str:
        """A page of its own that needs no network: the drawing, and with scripts its tooltips and, in maps, zoom."""
        options = {
            "mode": "vega-lite",
            "renderer": "svg",
            "actions": {"export": True, "source": False, "compiled": False, "editor": False},
            "i18n": {
                "CLICK_TO_VIEW_ACTIONS": words.SAVE[self.language],
                "SVG_ACTION": words.SAVE_SVG[self.language],
                "PNG_ACTION": words.SAVE_PNG[self.language],
            },
        }
        call = f"vegaEmbed('#drawing', {_in_script(self._specification())}, {_in_script(options)})"
        return f"""<!DOCTYPE html>
<html lang="{self.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(self.title)}</title>
<style>
body {{ margin: 1rem; font-family: Arial, "Liberation Sans", Helvetica, sans-serif; }}
figure {{ margin: 0; overflow-x: auto; }}
</style>
<script>
{_scripts()}
</script>
</head>
<body>
<figure>
<div id="drawing" role="img" aria-label="{escape(self.alt)}">
{self.svg()}
</div>
</figure>
<script>
{call}
</script>
</body>
</html>
"""

    def save(self, path: Path | str) -> Path:
        """Write the picture; the suffix says as what: `.svg`, `.png` or `.html`.

        Raises:
            RecueilError: another suffix, or the file cannot be written.
        """
        target = Path(path)
        suffix = target.suffix.lower()
        if suffix not in SUFFIXES:
            raise RecueilError(
                _("{suffix} is no kind of picture").format(suffix=repr(target.suffix)),
                where=str(target),
                do=_("give a name that ends in {suffixes}").format(suffixes=", ".join(SUFFIXES)),
            )
        written = self.png() if suffix == ".png" else (self.svg() if suffix == ".svg" else self.html()).encode()
        try:
            target.write_bytes(written)
        except OSError as error:
            raise RecueilError(reason(error), where=str(target), do=_("give another place")) from None
        return target

    def _repr_svg_(self) -> str:
        return self.svg()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg(), "text/plain": self.alt}

    def _specification(self) -> dict[str, Any]:
        specification: dict[str, Any] = self.chart.to_dict()
        return specification


def _with_own_names(svg: str, own: str) -> str:
    """Names that no other picture on a page has, where Vega counts them through all that it draws."""
    names = {name: f"{own}-{number}" for number, name in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)))}
    return re.sub(r'(\bid="|url\(#)([^")]+)', lambda found: found[1] + names.get(found[2], found[2]), svg)


@cache
def _scripts() -> str:
    """Vega, Vega-Lite and Vega-Embed in one text."""
    import vl_convert

    bundled: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundled.replace("</script", "<\\/script")


def _in_script(value: Mapping[str, Any]) -> str:
    """JSON that no text in it can end the script with."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\!--")


def _text_chunk(keyword: str, text: str, language: Language) -> bytes:
    """International text as PNG has it (section 11.3.4.5 of the specification)."""
    body = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0" + language.encode() + b"\0\0" + text.encode()
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
