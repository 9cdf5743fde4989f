"""The SPARQL that networks are read with: one row per fact, on every engine.

`$these` stands for the instruments, or the things, that a query is asked for: beside the pattern that it narrows, so
that an engine looks them up instead of reading all there is. For the same reason a property is told by a FILTER.
"""

from __future__ import annotations

from typing import Literal

Family = Literal[
    "responsibility", "participation", "body", "theme", "broader", "relation", "event", "sub-organization", "country"
]
"""The sorts of facts that tie two things."""

PREFIXES = """\
PREFIX rk: <https://w3id.org/recueil/ontology#>
PREFIX rkg: <https://w3id.org/recueil/graph/>
PREFIX scheme: <https://w3id.org/recueil/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
INSTRUMENTS = """
SELECT ?instrument WHERE { GRAPH rkg:knowledge { ?instrument a rk:Instrument } }"""
CLASSES = """
SELECT DISTINCT ?node ?class WHERE {
  { GRAPH rkg:knowledge { VALUES ?node { $these } ?node a ?class } }
  UNION { GRAPH rkg:authorities { VALUES ?node { $these } ?node a ?class } }
  FILTER (?class IN (
    rk:Instrument, rk:State, rk:Body, rk:WorkingGroup, rk:Committee, rk:Commission, rk:Council, rk:Secretariat,
    rk:ConferenceOfParties, rk:Department, rk:ForeignMinistry, rk:InternationalOrganization, rk:ProvinceOrTerritory,
    rk:OtherInstitution
  ))
}"""
LABELS = """
SELECT DISTINCT ?node ?label WHERE {
  { GRAPH rkg:knowledge { VALUES ?node { $these } ?node skos:prefLabel ?label } }
  UNION { GRAPH rkg:authorities { VALUES ?node { $these } ?node skos:prefLabel ?label } }
  UNION { GRAPH rkg:vocabulary { VALUES ?node { $these } ?node skos:inScheme scheme:theme ; skos:prefLabel ?label } }
}"""
CLASSIFICATIONS = """
SELECT DISTINCT ?node ?property ?value WHERE {
  GRAPH rkg:knowledge { VALUES ?node { $these } ?node ?property ?value }
  FILTER (?property IN (rk:instrumentType, rk:form))
}"""
EVENTS = """
SELECT ?event ?instrument ?type ?scope ?party (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge {
    VALUES ?instrument { $these }
    ?instrument rk:event ?event . ?event rk:eventType ?type ; rk:scope ?scope .
    OPTIONAL { ?event rk:party ?party }
    OPTIONAL { ?event prov:wasDerivedFrom ?statement }
  }
} GROUP BY ?event ?instrument ?type ?scope ?party"""
DATES = """
SELECT ?event ?property ?edtf ?earliest ?latest WHERE {
  GRAPH rkg:knowledge {
    VALUES ?instrument { $these }
    ?instrument rk:event ?event . ?event ?property ?date . ?date rk:edtf ?edtf .
    OPTIONAL { ?date rk:earliest ?earliest } OPTIONAL { ?date rk:latest ?latest }
    FILTER (?property IN (rk:date, rk:effectiveDate))
  }
}"""
LINKS: dict[Family, str] = {
    "responsibility": """
SELECT ?from ?to ?kind ?fact ?edition (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge {
    VALUES ?to { $these }
    ?to rk:responsibility ?fact . ?fact rk:institution ?from ; rk:role ?kind .
    OPTIONAL { ?fact rk:inEdition ?edition }
    OPTIONAL { ?fact prov:wasDerivedFrom ?statement }
  }
} GROUP BY ?from ?to ?kind ?fact ?edition""",
    "participation": """
SELECT ?from ?to ?fact (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge {
    VALUES ?to { $these }
    ?to rk:participation ?fact . ?fact rk:participant ?from .
    OPTIONAL { ?fact prov:wasDerivedFrom ?statement }
  }
} GROUP BY ?from ?to ?fact""",
    "body": """
SELECT ?from ?to ?kind (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  {
    { GRAPH rkg:knowledge { VALUES ?to { $these } ?from rk:establishedUnder ?to } }
    UNION { GRAPH rkg:authorities { VALUES ?to { $these } ?from rk:establishedUnder ?to } }
    BIND("established-under" AS ?kind)
  }
  UNION { GRAPH rkg:knowledge { VALUES ?to { $these } ?to rk:hasBody ?from } BIND("body-of" AS ?kind) }
  OPTIONAL { GRAPH ?source { ?statement rk:about ?to ; rk:statedBody ?from } }
} GROUP BY ?from ?to ?kind""",
    "theme": """
SELECT ?from ?to ?rule (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge { VALUES ?from { $these } ?from rk:theme ?to . OPTIONAL { ?from rk:themeRule ?rule } }
  OPTIONAL { GRAPH ?source { ?statement rk:about ?from ; rk:statedConcept ?to } }
} GROUP BY ?from ?to ?rule""",
    "broader": """
SELECT DISTINCT ?from ?to WHERE {
  GRAPH rkg:vocabulary { ?from skos:inScheme scheme:theme ; skos:broader ?to }
}""",
    "relation": """
SELECT ?from ?to ?kind (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge {
    VALUES ?from { $these }
    ?from ?kind ?to . ?to a rk:Instrument
    FILTER (?kind IN (
      rk:protocolTo, rk:amends, rk:adoptedUnder, rk:establishedUnder, dcterms:replaces, rk:partOf, rk:relatedTo
    ))
  }
  OPTIONAL { GRAPH ?source { ?statement rk:about ?from ; rk:statedInstrument ?to } }
} GROUP BY ?from ?to ?kind""",
    "sub-organization": """
SELECT DISTINCT ?from ?to WHERE { GRAPH rkg:authorities { ?from org:subOrganizationOf ?to } }""",
    "country": """
SELECT DISTINCT ?from ?to WHERE { GRAPH rkg:authorities { ?from rk:country ?to } }""",
}
