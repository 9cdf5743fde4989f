"""Find an instrument or an institution by what somebody calls it: its slug, its IRI, or any name in either language."""

from __future__ import annotations

from difflib import get_close_matches

from recueil_kg import iris
from recueil_kg.api.asking import ask, text
from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.i18n import _
from recueil_kg.querying.engines import Engine

_INSTRUMENTS = "GRAPH rkg:knowledge { ?thing a rk:Instrument OPTIONAL { ?thing ?of ?name . VALUES ?of { %s } } }"
_INSTITUTIONS = """VALUES ?class { rk:Department rk:ForeignMinistry rk:InternationalOrganization
  rk:ProvinceOrTerritory rk:OtherInstitution }
  GRAPH rkg:authorities { ?thing a ?class OPTIONAL { ?thing ?of ?name . VALUES ?of { %s } } }"""
_NAMES = "skos:prefLabel skos:altLabel dcterms:title dcterms:alternative"


def instrument_slug(engine: Engine, name: str) -> str:
    """The slug of the instrument that a name means.

    Raises:
        RecueilError: none of the graph is called so; those closest to it are named.
    """
    return _slug(engine, name, _INSTRUMENTS, _("there is no instrument {name}"))


def institution_slug(engine: Engine, name: str) -> str:
    """The slug of the institution that a name means, whenever it had that name.

    Raises:
        RecueilError: none of the graph is called so; those closest to it are named.
    """
    return _slug(engine, name, _INSTITUTIONS, _("there is no institution {name}"))


def _slug(engine: Engine, name: str, pattern: str, refusal: str) -> str:
    named: dict[str, str] = {}
    for thing, _of, called in ask(engine, "?thing ?of ?name", pattern % _NAMES):
        slug = iris.local_name(text(thing))
        named[text(thing)] = slug
        named[slug] = slug
        if called is not None:
            named.setdefault(fold(called.value), slug)
    found = named.get(name) or named.get(fold(name))
    if found is None:
        close = get_close_matches(fold(name), named, n=9, cutoff=0.4)
        slugs = list(dict.fromkeys(named[one] for one in close))[:3]
        do = _("give for example {close}").format(close=", ".join(slugs)) if slugs else _("give its slug or a title")
        raise RecueilError(refusal.format(name=repr(name)), do=do)
    return found
