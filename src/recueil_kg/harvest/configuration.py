"""The harvest's configuration: where sheets are published, and how politely they are fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta, Struct
from msgspec.structs import replace

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _
from recueil_kg.model.records import WebAddress
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder

PathOnSite = Annotated[
    str, Meta(pattern=r"^/[^\s<>\"{}|\\^`#]*$", description="a path on the site, from its first slash")
]
Host = Annotated[str, Meta(pattern=r"^[A-Za-z0-9.-]+(:\d+)?$|^\[[0-9A-Fa-f:.]+\](:\d+)?$")]
Token = Annotated[str, Meta(pattern=r"^[A-Za-z_-]+$", description="the name that robots.txt files know a robot by")]
Contact = Annotated[str, Meta(pattern=r"^[!-~]+$", description="a web or mail address")]
Seconds = Annotated[float, Meta(ge=0, le=86_400)]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]


class Pages(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language's pages: where to start, and the beginnings of the paths that are followed."""

    start: tuple[PathOnSite, ...]
    within: tuple[PathOnSite, ...]


class HarvestConfiguration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says; `data/harvest.yaml` explains each field."""

    site: WebAddress
    hosts: tuple[Host, ...] = ()
    prefix: PathOnSite | None = None
    ending: Annotated[str, Meta(pattern=r"^\.[a-z]+$")] | None = None
    parameters: tuple[str, ...] = ()
    languages: dict[Language, Pages]
    documents: tuple[PathOnSite, ...] = ()
    sheet_labels: tuple[str, ...]
    depth: Annotated[int, Meta(ge=0, le=10)] = 2
    most_pages: Count = 2000
    agent: Token = "recueil-kg"
    contact: Contact
    delay: Seconds = 2
    connect_timeout: Annotated[float, Meta(gt=0, le=86_400)] = 10
    read_timeout: Annotated[float, Meta(gt=0, le=86_400)] = 30
    longest_answer: Annotated[float, Meta(gt=0, le=86_400)] = 120
    attempts: Count = 4
    first_wait: Seconds = 2
    longest_wait: Seconds = 120
    failures_in_a_row: Count = 5
    largest_answer: Annotated[int, Meta(ge=1, le=1_000_000_000)] = 16_000_000
    most_redirects: Annotated[int, Meta(ge=0, le=20)] = 5


def read_configuration(path: Path | None, contact: str | None = None) -> HarvestConfiguration:
    """The configuration in a file, or the one that is shipped.

    Args:
        path: the file; None for `data/harvest.yaml`.
        contact: the address to name to the servers, in place of the file's.

    Raises:
        RecueilError: file, line and field of what is wrong.
    """
    place = path or data_folder() / "harvest.yaml"
    configuration = read_yaml(place, HarvestConfiguration)
    site = urlsplit(configuration.site)
    if site.path.strip("/") or site.query or site.fragment or site.username is not None or not site.hostname:
        raise RecueilError(
            _("site: {site} is no address of a whole site").format(site=configuration.site),
            where=str(place),
            do=_("give scheme and host, as in https://www.canada.ca"),
        )
    if not any(pages.start for pages in configuration.languages.values()):
        raise RecueilError(_("languages: no page to start from"), where=str(place), do=_("give one under start"))
    if contact is None:
        return configuration
    if not contact.isascii() or not contact.isprintable() or not contact or " " in contact:
        raise RecueilError(
            _("{contact} is no address to be reached at").format(contact=contact), do=_("give a web or mail address")
        )
    return replace(configuration, contact=contact)
