"""The SPARQL that networks are read with: one row per fact, on every engine."""

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
CLASSES = """
SELECT DISTINCT ?node ?class WHERE {
  VALUES ?graph { rkg:knowledge rkg:authorities }
  VALUES ?class {
    rk:Instrument rk:State rk:Body rk:WorkingGroup rk:Committee rk:Commission rk:Council rk:Secretariat
    rk:ConferenceOfParties rk:Department rk:ForeignMinistry rk:InternationalOrganization rk:ProvinceOrTerritory
    rk:OtherInstitution
  }
  GRAPH ?graph { ?node a ?class }
}"""
LABELS = """
SELECT DISTINCT ?node ?label WHERE {
  { VALUES ?graph { rkg:knowledge rkg:authorities } GRAPH ?graph { ?node skos:prefLabel ?label } }
  UNION { GRAPH rkg:vocabulary { ?node skos:inScheme scheme:theme ; skos:prefLabel ?label } }
}"""
CLASSIFICATIONS = """
SELECT DISTINCT ?node ?property ?value WHERE {
  VALUES ?property { rk:instrumentType rk:form }
  GRAPH rkg:knowledge { ?node ?property ?value }
}"""
EVENTS = """
SELECT ?event ?instrument ?type ?scope ?party (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge {
    ?instrument rk:event ?event . ?event rk:eventType ?type ; rk:scope ?scope .
    OPTIONAL { ?event rk:party ?party }
    OPTIONAL { ?event prov:wasDerivedFrom ?statement }
  }
} GROUP BY ?event ?instrument ?type ?scope ?party"""
DATES = """
SELECT ?event ?property ?edtf ?earliest ?latest WHERE {
  VALUES ?property { rk:date rk:effectiveDate }
  GRAPH rkg:knowledge {
    ?event a rk:LifecycleEvent ; ?property ?date . ?date rk:edtf ?edtf .
    OPTIONAL { ?date rk:earliest ?earliest } OPTIONAL { ?date rk:latest ?latest }
  }
}"""
LINKS: dict[Family, str] = {
    "responsibility": """
SELECT ?from ?to ?kind ?fact ?edition (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge {
    ?to rk:responsibility ?fact . ?fact rk:institution ?from ; rk:role ?kind .
    OPTIONAL { ?fact rk:inEdition ?edition }
    OPTIONAL { ?fact prov:wasDerivedFrom ?statement }
  }
} GROUP BY ?from ?to ?kind ?fact ?edition""",
    "participation": """
SELECT ?from ?to ?fact (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge {
    ?to rk:participation ?fact . ?fact rk:participant ?from .
    OPTIONAL { ?fact prov:wasDerivedFrom ?statement }
  }
} GROUP BY ?from ?to ?fact""",
    "body": """
SELECT ?from ?to ?kind (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  { VALUES ?graph { rkg:knowledge rkg:authorities }
    GRAPH ?graph { ?from rk:establishedUnder ?to } BIND("established-under" AS ?kind) }
  UNION { GRAPH rkg:knowledge { ?to rk:hasBody ?from } BIND("body-of" AS ?kind) }
  OPTIONAL { GRAPH ?source { ?statement rk:about ?to ; rk:statedBody ?from } }
} GROUP BY ?from ?to ?kind""",
    "theme": """
SELECT ?from ?to ?rule (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH rkg:knowledge { ?from rk:theme ?to . OPTIONAL { ?from rk:themeRule ?rule } }
  OPTIONAL { GRAPH ?source { ?statement rk:about ?from ; rk:statedConcept ?to } }
} GROUP BY ?from ?to ?rule""",
    "broader": """
SELECT DISTINCT ?from ?to WHERE {
  GRAPH rkg:vocabulary { ?from skos:inScheme scheme:theme ; skos:broader ?to }
}""",
    "relation": """
SELECT ?from ?to ?kind (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  VALUES (?property ?kind) {
    (rk:protocolTo "protocol-to") (rk:amends "amends") (rk:adoptedUnder "adopted-under")
    (rk:establishedUnder "established-under") (dcterms:replaces "replaces") (rk:partOf "part-of")
    (rk:relatedTo "related-to")
  }
  GRAPH rkg:knowledge { ?from ?property ?to . ?from a rk:Instrument . ?to a rk:Instrument }
  OPTIONAL { GRAPH ?source { ?statement rk:about ?from ; rk:statedInstrument ?to } }
} GROUP BY ?from ?to ?kind""",
    "sub-organization": """
SELECT DISTINCT ?from ?to WHERE { GRAPH rkg:authorities { ?from org:subOrganizationOf ?to } }""",
    "country": """
SELECT DISTINCT ?from ?to WHERE { GRAPH rkg:authorities { ?from rk:country ?to } }""",
}
