# ruff: noqa: E501
"""Every label and value that published sheets were seen to print is a label in the vocabularies or authorities."""

from __future__ import annotations

import pytest

from recueil_kg.extraction.lexicons import load_lexicons
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.folding import fold

PRINTED = {
    "field": """
        Official title: | Titre officiel : | Titre officiel: | Subject category: | SUBJECT CATEGORY: |
        Catégorie du sujet : | CATÉGORIE DU SUJET : | Type of agreement / instrument: |
        TYPE OF AGREEMENT / INSTRUMENT: | Type d’accord / d’instrument : | Type d'accord / d'instrument : |
        TYPE D'ACCORD / D'INSTRUMENT : | Form: | FORM: | Forme : | FORME : | Status: | STATUS: | État : | ÉTAT : |
        Lead & partner departments: | LEAD & PARTNER DEPARTMENTS: | Ministère responsable et ministères partenaires : |
        Ministères responsables et partenaires : | Ministères responsable partenaires : |
        MINISTÈRE RESPONSABLE ET MINISTÈRES PARTENAIRES : | Lead: | Lead department: | Responsable : | Responsables : |
        Partners: | Partner: | Partner departments: | Partenaire : | Partenaires : | For further information: |
        FOR FURTHER INFORMATION: | Autres renseignements : | Autres renseignement : | AUTRES RENSEIGNEMENTS : |
        Web links: | Web Links: | Liens Web : | Contacts: | Coordonnées : | Personnes-ressources : |
        Compendium edition: | COMPENDIUM EDITION: | Édition du recueil : | L’édition du recueil : |
        L'ÉDITION DU RECUEIL : | Reference #: | REFERENCE #: | Le numéro de référence : | Numéro de référence : |
        Référence : | LE NUMÉRO DE RÉFÉRENCE : | Theme / Topic | Thème / sujet | Type of agreement or instrument |
        Reference number | No. de référence | Lead department(s)
    """,
    "page-field": """
        Short title | Titre court | STATUS AS AT : | État au : | Registration : | Enregistrement : | Signatories : |
        Signataires : | View Treaty - | Voir le traité - | CTS | RTC | CATSer | Contenu archivé | PREFACE
    """,
    "type": """
        Multilateral | Multilatéral | Multilateral Voluntary Instrument | Bilateral | Bilatéral |
        Canada - United States | Canada – United States | Canada - US | Canada - États-Unis | Canada – États-Unis
    """,
    "form": """
        Legally-binding treaty | Legally binding treaty | Cooperative Forum | Voluntary international initiative |
        Legally-binding decisions | Voluntary international framework | Memorandum of Understanding |
        Cooperative Arrangement | Cooperative Framework | Traité juridiquement contraignant | Forum de coopération |
        Protocole d’entente | Accord de coopération | Arrangement de coopération
    """,
    "category": """
        Air | Chemicals & Wastes | Climate Change | Biodiversity / Ecosystems | Biodiversity & Ecosystems |
        Marine / Oceans | Environmental Cooperation | Freshwater | Meteorology |
        Environmental Cooperation (Science & Technology) | Biodiversité et écosystèmes | Zones marines et océans |
        Collaboration environnementale | Coopération environnementale | Eau douce | Météorologie |
        Produits chimiques et déchets | Collaboration environnementale (Science et technologie)
    """,
    "section": """
        Plain language summary | PLAIN LANGUAGE SUMMARY | Résumé en langage clair | RÉSUMÉ EN LANGAGE CLAIR |
        Objective | Objectives | Objectif | Key elements | Expected results | Canada's involvement |
        Objective, key elements and expected results | OBJECTIVE, KEY ELEMENTS AND EXPECTED RESULTS |
        Letter of promulgation | Lettre de promulgation | Commitments | Action Required | Activities |
        Evidence of Compliance | Membership | Structure | Environment Canada’s Involvement |
        Environment Canada Action Required | Environment Canada Activities | Mesures requises d'Environnement Canada |
        Activités d'Environnement Canada | National Framework
    """,
    "institution": """
        Environment and Climate Change Canada | Environment Canada | Environnement et Changement climatique Canada |
        Environnement et Changements climatiques Canada | Environnement Canada | Global Affairs Canada |
        Affaires mondiales Canada | Foreign Affairs and International Trade Canada |
        Foreign Affairs, Trade and Development Canada | Department of Foreign Affairs, Trade and Development |
        Affaires étrangères, Commerce et Développement Canada | DFAIT | CIDA |
        Indigenous and Northern Affairs Canada | Crown-Indigenous Relations and Northern Affairs Canada |
        Services aux Autochtones Canada | Aboriginal Affairs and Northern Development Canada |
        Canadian Environmental Assessment Agency | Impact Assessment Agency of Canada |
        Department of Fisheries and Oceans | Fisheries and Oceans Canada | ministère des Pêches et des Océans |
        Pêches et Océans Canada | Agriculture & Agrifood Canada | Agriculture and Agri-food |
        Agriculture and Agri-Food Canada | Agriculture et agroalimentaire Canada | Department of Agriculture and Agri-Food |
        ministère de l’Agriculture et de l’Agroalimentaire | Health Canada | Pest Management Regulatory Agency |
        Natural Resources Canada | Canadian Forest Service | Ressources naturelles Canada |
        Innovation, Sciences et Développement économique Canada | Innovation, Sciences et Développement économique |
        Climate and Clean Air Coalition | United Nations Economic Commission for Europe | Canadian Coast Guard |
        Garde côtière canadienne | L’Agence des services frontaliers du Canada | Transport Canada | Finance Canada |
        National Research Council | Conseil national de recherches Canada | Nunavut | US Environmental Protection Agency |
        U.S. Environmental Protection Agency | United States Environmental Protection Agency |
        Environmental Protection Agency des États-Unis | US Department of the Interior |
        Départment de l’intérieur des États-Unis | United States National Weather Service |
        National Weather Service (NWS) des États-Unis | National Meteorological Service of Mexico |
        Service météorologique national du Mexique | China Meteorological Administration |
        l’Administration météorologique de Chine | China Ministry of Science and Technology (MOST) |
        Le ministère des Sciences et de la Technologie (MST) de la Chine |
        International Science and Technology Partnerships Canada (ISTPCanada) |
        Partenariats internationaux en science et technologie du Canada (ISTPCanada) |
        China Association For International Exchange of Personnel of the People’s Republic of China (CAIEP) |
        La China Association for International Exchange of Personnel (CAIEP) |
        ministère de l’Écologie et de l’Environnement de la République populaire de Chine
    """,
    "contact": """
        ECCC Inquiry Centre | IAAC Inquiry Centre | GAC Inquiry Centre | GAC Media Relations Office |
        Transport Canada Inquiry Centre | Substances Management Information Line - Chemicals Management Plan |
        Informathèque d’ECCC | Centre de renseignements à la population d'ECCC | Centre de renseignements de l'AEIC |
        EC Inquiry Centre | ECCC Informathèque | Environnement Canada Informathèque |
        Environnement et Changement climatique Canada Informathèque |
        Centre de renseignements à la population de Environnement Canada
    """,
}
VARIANTS = [(where, " ".join(text.split())) for where, texts in PRINTED.items() for text in texts.split("|")]


@pytest.mark.parametrize(("where", "text"), VARIANTS)
def test_a_printed_variant_is_known(where: str, text: str) -> None:
    lexicons = load_lexicons("en")
    lexicon = {"institution": lexicons.institutions, "contact": lexicons.contact_points}.get(where)
    assert (lexicon or lexicons[where]).whole(tokens_of(fold(text))) is not None
