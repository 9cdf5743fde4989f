# ruff: noqa: E501
"""Each question's exact answer on the shipped records, for values whose rows were derived by reading those records."""

from __future__ import annotations

import pytest
from tests.querying.servers import with_wikidata

from recueil_kg.querying.catalogue import Question, load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.querying.output import shown
from recueil_kg.querying.parameters import bind

ANSWERS: dict[str, tuple[dict[str, str], str, list[str]]] = {
    "bodies": (
        {},
        "jordan",
        [
            "body/canada-jordan-committee-on-the-environment | Canada-Jordan Committee on the Environment | instrument/canada-jordan-environment",
        ],
    ),
    "bodies-below": (
        {"ancestor": "lrtap"},
        "",
        [
            "instrument/lrtap | body/unece-executive-secretary | Executive Secretary of the United Nations Economic Commission for Europe | ontology#Secretariat",
            "instrument/lrtap-emep-1984 | body/emep | Cooperative Programme for Monitoring and Evaluation of the Long-range Transmission of Air Pollutants in Europe | ontology#Body",
        ],
    ),
    "bodies-by-kind": (
        {},
        "Conference",
        [
            "ontology#ConferenceOfParties | Conference of the parties | 6",
        ],
    ),
    "bodies-with-state": (
        {"state": "jor"},
        "",
        [
            "body/canada-jordan-committee-on-the-environment | Canada-Jordan Committee on the Environment | instrument/canada-jordan-environment",
        ],
    ),
    "editions-of-instrument": (
        {"instrument": "minamata-convention"},
        "",
        [
            "edition/2017-04 | source/minamata-convention/2017-04.en | en | L2 | false | https://www.canada.ca/en/environment-climate-change/corporate/international-affairs/partnerships-organizations/mercury-minamata-convention.html",
            "edition/2022-07 | source/minamata-convention/2022-07.en | en | L1 | false | http://www.canada.ca/en/environment-climate-change/corporate/international-affairs/partnerships-organizations/mercury-minamata-convention.html",
        ],
    ),
    "in-compendium": (
        {"series": "d"},
        "",
        [
            "instrument/ipbes | Intergovernmental Platform on Biodiversity and Ecosystem Services (IPBES) | compendium-status/shown-by-catalogue | compendium-series/d | rule/series-of-catalogue-number |  | ",
            "instrument/global-methane-initiative | Global Methane Initiative | compendium-status/shown-by-sheet | compendium-series/d | rule/series-of-reference | D4 | 2022-06",
            "instrument/ipcc | Intergovernmental panel on climate change | compendium-status/shown-by-sheet | compendium-series/d | rule/series-of-type |  | 2020-01",
        ],
    ),
    "newly-named": (
        {},
        "",
        [
            "instrument/montreal-protocol | institution/eccc | role/lead | source/montreal-protocol/2022-02.en",
            "instrument/wmo-convention | institution/eccc | role/lead | source/wmo-convention/2022-02.en",
            "instrument/wmo-convention | institution/csa | role/partner | source/wmo-convention/2022-02.en",
            "instrument/wmo-convention | institution/nrcan | role/partner | source/wmo-convention/2022-02.en",
        ],
    ),
    "sheet-statements": (
        {"edition": "2017-04"},
        "",
        [
            "instrument/minamata-convention | source/minamata-convention/2017-04.en | en | false | ontology#StatedEdition |  |  | instrument/minamata-convention |  |  | April 2017",
            "instrument/minamata-convention | source/minamata-convention/2017-04.en | en | false | ontology#StatedEvent | event-type/other | scope/international | instrument/minamata-convention |  |  | Treaty is not in force internationally.",
            "instrument/minamata-convention | source/minamata-convention/2017-04.en | en | false | ontology#StatedResponsibility | role/partner |  | instrument/minamata-convention | institution/cirnac |  | Indigenous and Northern Affairs Canada",
        ],
    ),
    "sheets-by-edition": (
        {},
        "2015-01",
        [
            "edition/2015-01 | 2",
        ],
    ),
    "titles-in-both-languages": (
        {"instrument": "canada-jordan-environment"},
        "",
        [
            "instrument/canada-jordan-environment | Agreement on the Environment between Canada and the Hashemite Kingdom of Jordan | Accord sur l’environnement entre le Canada et le Royaume hachémite de Jordanie",
        ],
    ),
    "events-between": (
        {"from": "1971-01-01", "until": "1971-12-31"},
        "",
        [
            "1971-01-01 | 1971-12-31 | event-type/establishment | instrument/oecd-epoc",
            "1971-04-16 | 1971-04-16 | event-type/signature | instrument/canada-germany-st-1971",
            "1971-06-28 | 1971-06-28 | event-type/entry-into-force | instrument/canada-germany-st-1971",
        ],
    ),
    "events-by-year": (
        {"type": "ratification", "from": "1985", "until": "1992"},
        "",
        [
            "1986 | event-type/ratification | 1",
            "1987 | event-type/ratification | 1",
            "1988 | event-type/ratification | 1",
            "1991 | event-type/ratification | 1",
            "1992 | event-type/ratification | 3",
        ],
    ),
    "first-and-last-events": (
        {"department": "dfo"},
        "",
        [
            "institution/dfo | Fisheries and Oceans Canada | 2000-03-20 | 2001-12-11 | 2",
        ],
    ),
    "from-signature": (
        {},
        "lrtap-pops-1998",
        [
            "instrument/lrtap-pops-1998 | Long-range transboundary air pollution: protocol on persistent organic pollutants | 177 | 177",
        ],
    ),
    "imprecise-dates": (
        {"type": "ratification"},
        "",
        [
            "instrument/columbia-river-treaty | event-type/ratification | scope/canada | 1964 | 1964-01-01 | 1964-12-31",
            "instrument/lrtap-heavy-metals-1998 | event-type/ratification | scope/canada | 1998-12 | 1998-12-01 | 1998-12-31",
            "instrument/madrid-protocol | event-type/ratification | scope/canada | 2003-06 | 2003-06-01 | 2003-06-30",
            "instrument/world-heritage-convention | event-type/ratification | scope/canada | 1976 | 1976-01-01 | 1976-12-31",
        ],
    ),
    "timeline": (
        {"instrument": "canada-jordan-environment"},
        "",
        [
            "event-type/entry-into-force | scope/unstated |  |  | ",
            "event-type/ratification | scope/canada |  |  | ",
            "event-type/signature | scope/canada | 2009-06-28 | 2009-06-28 | 2009-06-28",
            "event-type/entry-into-force | scope/international | 2012-10-01 | 2012-10-01 | 2012-10-01",
            "event-type/entry-into-force-for-party | scope/canada | 2012-10-01 | 2012-10-01 | 2012-10-01",
        ],
    ),
    "what-recurs": (
        {},
        "",
        [
            "instrument/canada-mexico-partnership-environment-wg | event-type/meeting | recurrence/yearly | source/canada-mexico-partnership-environment-wg/2018-10.fr | La réunion annuelle",
            "instrument/canada-mexico-partnership-environment-wg | event-type/meeting | recurrence/yearly | source/canada-mexico-partnership-environment-wg/2018-10.fr | Le Groupe de travail sur l'environnement se réunit chaque année",
            "instrument/canada-mexico-partnership-environment-wg | event-type/meeting | recurrence/yearly | source/canada-mexico-partnership-environment-wg/2018-10.fr | Le Groupe de travail sur l'environnement se réunit généralement chaque année",
            "instrument/canada-mexico-partnership-environment-wg | event-type/meeting | recurrence/yearly | source/canada-mexico-partnership-environment-wg/2018-10.fr | Le Groupe de travail sur l'environnement se réunit habituellement chaque année",
            "instrument/canada-us-earth-sciences-mou | event-type/review | recurrence/every-three-years | source/canada-us-earth-sciences-mou/2022-02.fr | Examen continu, au moins aux trois ans",
            "instrument/canada-us-hazardous-waste | event-type/renewal | recurrence/every-five-years | source/canada-us-hazardous-waste/2022-02.fr | se renouvelle automatiquement tous les cinq ans",
            "instrument/canada-us-weather-climate-mou | event-type/review | recurrence/every-three-years | source/canada-us-weather-climate-mou/2020-01.en | reviewed every three years",
        ],
    ),
    "country-year-panel": (
        {"state": "chl", "from": "1996", "until": "1998"},
        "",
        [
            "state/chl | 1996 | 0 | 0",
            "state/chl | 1997 | 1 | 1",
            "state/chl | 1998 | 1 | 0",
        ],
    ),
    "endings": (
        {},
        "",
        [
            "instrument/canada-china-meteorology-mou | Canada-China cooperation on meteorology | event-type/expiry | scope/unstated | 2021-06-18 |  |  | ",
            "instrument/canada-nunavut-greenland-polar-bear | Canada-Nunavut-Greenland agreement on polar bear conservation | event-type/expiry | scope/unstated | 2014 |  |  | ",
            "instrument/canada-us-skagit-river-treaty | Canada-US treaty for Skagit River, Ross Lake and Seven Mile Reservoir | event-type/termination | scope/unstated | 2065-01-01/.. |  |  | ",
            "instrument/canada-us-weather-climate-mou | Canada-US agreement on weather and climate collaboration | event-type/expiry | scope/unstated | 2028-09-13 |  |  | ",
            "instrument/lake-champlain-mou | Memorandum of Understanding on Environmental Cooperation on the Management of Lake Champlain | event-type/expiry | scope/unstated | 2008-07-02 |  | event-type/renewal | 2017-06-19?",
            "instrument/north-american-ice-service | North American ice service collaborative agreement | event-type/expiry | scope/international | 2030-06 |  |  | ",
            "instrument/unccd | United Nations Convention to Combat Desertification | event-type/withdrawal | scope/canada | 2014 | 2014-03-28 | event-type/accession | 2016-12-21",
            "instrument/unccd | United Nations Convention to Combat Desertification | event-type/withdrawal | scope/canada | 2014 | 2014-03-28 | event-type/entry-into-force-for-party | 2017-03-21",
        ],
    ),
    "in-force-for-canada": (
        {"on": "1980-01-01"},
        "",
        [
            "instrument/canada-us-migratory-birds-convention | Convention for the Protection of Migratory Birds in the United States (U.S.) and Canada | 1916-12-16",
            "instrument/cites | Convention on International Trade in Endangered Species | 1975-07-09",
            "instrument/lake-of-the-woods-convention | Canada-US agreement on Lake of the Woods water levels | 1925-07-17",
            "instrument/polar-bears-agreement-1973 | Polar bear conservation: multilateral agreement | 1976-05-26",
            "instrument/wmo-convention | Convention of the World Meteorological Organization | 1950-07-28",
        ],
    ),
    "lineage": (
        {"ancestor": "lrtap"},
        "",
        [
            "instrument/gothenburg-protocol | Gothenburg Protocol to reduce transboundary air pollution | ontology#protocolTo | instrument/lrtap",
            "instrument/lrtap-emep-1984 | Protocol on Long-term Financing of the Cooperative Programme for Monitoring and Evaluation of the Long-range Transmission of Air Pollutants in Europe (EMEP) | ontology#protocolTo | instrument/lrtap",
            "instrument/lrtap-heavy-metals-1998 | Protocol to the 1979 Convention on Long-Range Transboundary Air Pollution on Heavy Metals | ontology#protocolTo | instrument/lrtap",
            "instrument/lrtap-nox-1988 | Protocol to the 1979 Convention on Long-Range Transboundary Air Pollution Concerning the Control of Emissions of Nitrogen Oxides or Their Transboundary Fluxes | ontology#protocolTo | instrument/lrtap",
            "instrument/lrtap-pops-1998 | Long-range transboundary air pollution: protocol on persistent organic pollutants | ontology#protocolTo | instrument/lrtap",
            "instrument/lrtap-sulphur-1985 | Protocol to the 1979 Convention on Long-Range Transboundary Air Pollution on the Reduction of Sulphur Emissions or their Transboundary Fluxes by at least 30 per cent | ontology#protocolTo | instrument/lrtap",
            "instrument/lrtap-sulphur-1994 | Protocol to the 1979 Convention on Long-Range Transboundary Air Pollution on Further Reduction of Sulphur Emissions | ontology#protocolTo | instrument/lrtap",
            "instrument/lrtap-voc-1991 | Protocol concerning the Control of Emissions of Volatile Organic Compounds or their Transboundary Fluxes | ontology#protocolTo | instrument/lrtap",
        ],
    ),
    "outlived-by": (
        {},
        "",
        [
            "instrument/canada-us-weather-climate-mou | Canada-US agreement on weather and climate collaboration | 2028-09-13 | instrument/north-american-ice-service | ontology#partOf | 2030-06",
        ],
    ),
    "signed-not-ratified": (
        {},
        "",
        [
            "instrument/canada-eu-ceta-environment | Canada-European Union comprehensive economic and trade agreement: Trade and environment chapter | 2016-10-30",
            "instrument/canada-us-boundary-waters-treaty | Boundary Waters Treaty | 1909-01-11",
            "instrument/canada-us-hazardous-waste | Canada-U.S.A Agreement on the Transboundary Movement of Hazardous Waste | 1986-10-28",
            "instrument/canada-us-souris-agreement | Agreement between the Government of Canada and the Government of the United States of America for Water Supply and Flood Control in the Souris River Basin | 1989-10-26",
            "instrument/great-lakes-water-quality-agreement | Great Lakes water quality agreement | 1972-04-15",
            "instrument/lake-of-the-woods-convention | Canada-US agreement on Lake of the Woods water levels | 1925-02-24",
            "instrument/niagara-river-diversion-treaty | Canada-US Niagara River treaty | 1950-02-27",
        ],
    ),
    "status-on": (
        {"instrument": "unccd", "on": "2015-01-01"},
        "",
        [
            "instrument/unccd | United Nations Convention to Combat Desertification | yes | no",
        ],
    ),
    "identifiers": (
        {"system": "ecolex"},
        "polar-bears",
        [
            "identifier-system/ecolex | instrument/polar-bears-agreement-1973 | Polar bear conservation: multilateral agreement | TRE-000041 | https://www.ecolex.org/details/treaty/agreement-on-conservation-of-polar-bears-tre-000041/",
        ],
    ),
    "instruments-by-goal": (
        {"goal": "sdg/7"},
        "",
        [
            "http://metadata.un.org/sdg/7 | theme/clean-energy | clean energy | 6",
        ],
    ),
    "states-in-wikidata": (
        {"state": "mex"},
        "",
        [
            "state/mex | Mexico | http://www.wikidata.org/entity/Q96 | http://www.wikidata.org/entity/Q49 | North America | 12",
        ],
    ),
    "theme-matches": (
        {"theme": "climate-change"},
        "",
        [
            "theme/climate-change | climate change | http://www.w3.org/2004/02/skos/core#exactMatch | http://eurovoc.europa.eu/5482 | climate change | the labels and the meanings are the same; the number was checked against a list of EuroVoc descriptors",
            'theme/climate-change | climate change | http://www.w3.org/2004/02/skos/core#exactMatch | http://www.eionet.europa.eu/gemet/concept/1471 | climate change | the labels and the meanings are the same; a published index of GEMET names this number "climate change"',
            "theme/climate-change | climate change | http://www.w3.org/2004/02/skos/core#relatedMatch | http://metadata.un.org/sdg/13 | Climate action | a goal is no subject, so related at most: the goal on climate; the number was checked against a list of the goals",
        ],
    ),
    "evidence": (
        {"instrument": "lrtap-pops-1998"},
        "other-public",
        [
            "instrument/lrtap-pops-1998#opening-for-signature-international | source/lrtap-pops-1998/other-public-source.en | opened for signature - 24 June 1998 |  | ",
            "instrument/lrtap-pops-1998#other-international | source/lrtap-pops-1998/other-public-source.en | parties - (2) Canada, Norway |  | ",
            "instrument/lrtap-pops-1998#ratification-canada | source/lrtap-pops-1998/other-public-source-2.en | at the end of December 1998 |  | ",
        ],
    ),
    "evidence-of-responsibility": (
        {"instrument": "canada-jordan-environment"},
        "",
        [
            "role/lead | institution/eccc | source/canada-jordan-environment/2022-02.en | Environment and Climate Change Canada |  | ",
            "role/lead | institution/eccc | source/canada-jordan-environment/2022-02.fr | Environnement et Changement climatique Canada |  | ",
            "role/partner | institution/gac | source/canada-jordan-environment/2022-02.en | Global Affairs Canada |  | ",
            "role/partner | institution/gac | source/canada-jordan-environment/2022-02.fr | Affaires mondiales Canada |  | ",
        ],
    ),
    "one-source-only": (
        {"instrument": "canada-jordan-environment"},
        "",
        [
            "instrument/canada-jordan-environment#entry-into-force |  | source/canada-jordan-environment/2022-02.fr",
            "instrument/canada-jordan-environment#entry-into-force-canada | 2012-10-01 | source/canada-jordan-environment/2022-02.en",
            "instrument/canada-jordan-environment#entry-into-force-international | 2012-10-01 | source/canada-jordan-environment/2022-02.en",
            "instrument/canada-jordan-environment#signature-canada | 2009-06-28 | source/canada-jordan-environment/2022-02.en",
        ],
    ),
    "sheet-facts": (
        {"instrument": "world-heritage-convention", "kind": "government-page"},
        "",
        [
            "source/world-heritage-convention/government-page.en | source/world-heritage-convention/government-page.en#body-1 | World Heritage Committee | http://www.pc.gc.ca/eng/progs/spm-whs/page02.aspx | false | ",
            "source/world-heritage-convention/government-page.en | source/world-heritage-convention/government-page.en#body-2 | World Heritage Centre | http://www.pc.gc.ca/eng/progs/spm-whs/page02.aspx | false | ",
            "source/world-heritage-convention/government-page.en | source/world-heritage-convention/government-page.en#body-3 | World Heritage Fund | http://www.pc.gc.ca/eng/progs/spm-whs/page02.aspx | false | ",
            "source/world-heritage-convention/government-page.en | source/world-heritage-convention/government-page.en#event-1 | adopted by the UNESCO General Conference in 1972 | http://www.pc.gc.ca/eng/progs/spm-whs/page02.aspx | false | ",
            "source/world-heritage-convention/government-page.en | source/world-heritage-convention/government-page.en#event-2 | have ratified the Convention, including Canada in 1976 | http://www.pc.gc.ca/eng/progs/spm-whs/page02.aspx | false | ",
            "source/world-heritage-convention/government-page.en | source/world-heritage-convention/government-page.en#responsibility-1 | Parks Canada | http://www.pc.gc.ca/eng/progs/spm-whs/page02.aspx | false | ",
            "source/world-heritage-convention/government-page.en | source/world-heritage-convention/government-page.en#title | Convention Concerning the Protection of the World Cultural and Natural Heritage | http://www.pc.gc.ca/eng/progs/spm-whs/page02.aspx | false | ",
        ],
    ),
    "sources-by-kind": (
        {},
        "catalogue-title",
        [
            "source-kind/catalogue-title | catalogue title | 7 | 0 | 27",
        ],
    ),
    "coverage": (
        {"instrument": "canada-jordan-environment"},
        "",
        [
            "instrument/canada-jordan-environment | source/canada-jordan-environment/2018-11.en | false |  | ",
            "instrument/canada-jordan-environment | source/canada-jordan-environment/2022-02.en | false | role/lead | Environment and Climate Change Canada",
            "instrument/canada-jordan-environment | source/canada-jordan-environment/2022-02.fr | false | role/lead | Environnement et Changement climatique Canada",
        ],
    ),
    "disagreements": (
        {"instrument": "canada-jordan-environment"},
        "",
        [
            "instrument/canada-jordan-environment | event-type/ratification | rule/language-disagreement | rule/unresolved | Ratified by Canada June 29, 2012 | source/canada-jordan-environment/2022-02.en | Ratifié par le Canada le 29 juin 2009 | source/canada-jordan-environment/2022-02.fr | instrument/canada-jordan-environment#disagreement-1",
        ],
    ),
    "findings": (
        {"rule": "date-after-edition"},
        "",
        [
            'rule/date-after-edition | source/canada-nunavut-greenland-polar-bear/2022-07.fr | "Nouveau protocole d’entente prévu en 2023" is later than the edition of 2022-07',
            'rule/date-after-edition | source/paris-agreement/2018-10.en | "In force internationally November 4, 3016" is later than the edition of 2018-10',
        ],
    ),
    "findings-by-rule": (
        {},
        "date-after",
        [
            "rule/date-after-edition | date after the edition | 2 | 2",
        ],
    ),
    "not-in-both-languages": (
        {},
        "world-heritage",
        [
            "instrument/world-heritage-convention | Convention Concerning the Protection of the World Cultural and Natural Heritage",
        ],
    ),
    "not-understood": (
        {"kind": "government-page"},
        "",
        [
            "source/canada-brazil-environment-mou-1996/government-page.en | ontology#StatedRelation | Letter of Intent on Watershed Management 2000 project",
            "source/canada-china-framework-statement/government-page-2.en | ontology#StatedRelation | General Agreement on Development Cooperation",
            "source/canada-china-framework-statement/government-page-2.en | ontology#StatedRelation | Memorandum of Understanding on Environmental Cooperation",
            "source/canada-china-framework-statement/government-page-2.en | ontology#StatedRelation | Memorandum of Understanding on Renewable Energy and Energy Efficiency",
            "source/canada-eu-environment-high-level-dialogue/government-page.en | ontology#StatedRelation | Exchange of letters on environmental cooperation",
            "source/canada-us-non-hazardous-waste-arrangement/government-page.en | ontology#StatedRelation | OECD/LEGAL/0266",
            "source/clc-1992/government-page.en | ontology#StatedBody | International Maritime Organization",
            "source/unfa/government-page.en | ontology#StatedBody | International Commission for the Conservation of Atlantic Tunas",
            "source/unfa/government-page.en | ontology#StatedBody | Northwest Atlantic Fisheries Organization",
        ],
    ),
    "agreements-led-by": (
        {"department": "dfo"},
        "",
        [
            "instrument/canada-japan-ocean-climate-2000 | agreement on climate change science initiatives, Fisheries and Oceans Canada - Japan Marine Science and Technology Center (JAMSTEC)",
            "instrument/unfa | United Nations Fish Stocks Agreement (UNFA)",
        ],
    ),
    "departments-by-number": (
        {},
        "csa",
        [
            "institution/csa | Canadian Space Agency | 0 | 1",
        ],
    ),
    "led-in-year": (
        {"department": "parks-canada", "year": "1972"},
        "",
        [
            "instrument/world-heritage-convention | Convention Concerning the Protection of the World Cultural and Natural Heritage | event-type/adoption | 1972",
        ],
    ),
    "led-with-partner": (
        {"department": "eccc", "partner": "csa"},
        "",
        [
            "instrument/wmo-convention | Convention of the World Meteorological Organization",
        ],
    ),
    "names-of-department": (
        {"department": "nrcan"},
        "",
        [
            "Energy, Mines and Resources |  | 1993-06-24",
            "Énergie, Mines et Ressources |  | 1993-06-24",
            "Natural Resources Canada | 1993-06-25 | ",
            "Ressources naturelles Canada | 1993-06-25 | ",
        ],
    ),
    "partnered-by": (
        {"department": "csa"},
        "",
        [
            "instrument/wmo-convention | Convention of the World Meteorological Organization",
        ],
    ),
    "responsibilities-of": (
        {"instrument": "canada-jordan-environment"},
        "",
        [
            "role/lead | institution/eccc | Environment and Climate Change Canada",
            "role/partner | institution/gac | Global Affairs Canada",
        ],
    ),
    "without-lead": (
        {"place": "shown-by-catalogue"},
        "",
        [
            "instrument/ipbes | Intergovernmental Platform on Biodiversity and Ecosystem Services (IPBES) | compendium-status/shown-by-catalogue",
            "instrument/supplementary-fund-protocol-2003 | 2003 Protocol to the International Convention on the Establishment of an International Fund for Compensation for Oil Pollution Damage, 1992 (Supplementary Fund Protocol) | compendium-status/shown-by-catalogue",
        ],
    ),
    "by-form": (
        {"form": "cooperative-forum"},
        "",
        [
            "instrument/canada-mexico-partnership-environment-wg | Canada-Mexico Partnership Environment Working Group",
            "instrument/ipcc | Intergovernmental panel on climate change",
        ],
    ),
    "by-theme": (
        {"theme": "gender-equality"},
        "",
        [
            "instrument/canada-france-climate-partnership | Canada-France Climate and Environment Partnership",
        ],
    ),
    "forms-by-type": (
        {},
        "decisions",
        [
            "type/multilateral | Multilateral | form/legally-binding-decisions | Legally-binding decisions | 1",
        ],
    ),
    "themes-by-decade": (
        {"theme": "mercury"},
        "",
        [
            "theme/mercury | mercury | 1970 | 1",
            "theme/mercury | mercury | 1990 | 1",
            "theme/mercury | mercury | 2010 | 1",
        ],
    ),
    "themes-with-state": (
        {"state": "jor"},
        "",
        [
            "theme/environmental-enforcement | environmental enforcement | 1",
            "theme/trade-and-environment | trade and environment | 1",
        ],
    ),
    "department-pairs": (
        {},
        "csa",
        [
            "institution/aafc | institution/csa | 1",
            "institution/csa | institution/dfo | 1",
            "institution/csa | institution/eccc | 1",
            "institution/csa | institution/nrcan | 1",
        ],
    ),
    "departments-with-state": (
        {"state": "jor"},
        "",
        [
            "institution/eccc | Environment and Climate Change Canada | 1",
            "institution/gac | Global Affairs Canada | 1",
        ],
    ),
    "pairs-through-one-theme": (
        {},
        "",
        [
            "institution/cirnac | institution/pmra | theme/persistent-organic-pollutants | 2",
        ],
    ),
    "participants-not-states": (
        {"country": "chn"},
        "",
        [
            "ontology#ForeignMinistry | institution/china-mee | Ministry of Ecology and Environment | state/chn | 1",
            "ontology#OtherInstitution | institution/hong-kong | Hong Kong | state/chn | 1",
        ],
    ),
    "path-between": (
        {},
        "",
        [
            "instrument/oecd-chemicals-decisions | institution/eccc | instrument/wmo-convention",
            "instrument/oecd-chemicals-decisions | institution/nrcan | instrument/wmo-convention",
        ],
    ),
    "shared-by-states": (
        {"state": "usa", "other": "rus"},
        "",
        [
            "instrument/amap | Arctic Monitoring and Assessment Programme (AMAP)",
            "instrument/arctic-council | Arctic Council",
            "instrument/arctic-marine-oil-pollution-2013 | Agreement on Cooperation on Marine Oil Pollution Preparedness and Response in the Arctic",
            "instrument/polar-bears-agreement-1973 | Polar bear conservation: multilateral agreement",
        ],
    ),
    "states-by-number": (
        {"at_least": "1"},
        "jor",
        [
            "state/jor | Jordan | 1",
        ],
    ),
    "with-state": (
        {"state": "jor"},
        "",
        [
            "instrument/canada-jordan-environment | Canada-Jordan environmental agreement",
        ],
    ),
    "responsibilities-passed-on": (
        {},
        "institution/ised",
        [
            "institution/ised | Industry Canada | 1995-03 | 2015-11-03 | Innovation, Science and Economic Development Canada | 2015-11 | 0 | 1 | 0",
        ],
    ),
    "themes-of-departments": (
        {},
        "canadian-coast-guard",
        [
            "institution/canadian-coast-guard | Canadian Coast Guard | theme/environmental-emergencies | environmental emergencies | 1 | 0 | 1",
            "institution/canadian-coast-guard | Canadian Coast Guard | theme/marine-pollution | marine pollution | 1 | 0 | 1",
        ],
    ),
}
"""Of each question: the values asked with, a text that the rows compared hold (a new record changes few), those rows."""


def test_every_question_has_an_answer_here() -> None:
    asked = {question.name for question in load_catalogue()}
    assert set(ANSWERS) == asked, f"ANSWERS here must have the same questions: {set(ANSWERS) ^ asked}"


@pytest.mark.parametrize("question", load_catalogue(), ids=lambda question: question.name)
def test_the_answer_is_what_the_records_say(engine: EmbeddedEngine, wikidata: str, question: Question) -> None:
    values, about, expected = ANSWERS[question.name]
    rows = engine.select(with_wikidata(bind(question, values), wikidata))
    shown_rows = [" | ".join(shown(term) for term in row) for row in rows]
    assert [row for row in shown_rows if about in row] == expected


@pytest.mark.parametrize("on", ["1980-01-01", "2005-06-01", "2014-02-01", "2015-01-01", "2026-01-01"])
def test_what_is_listed_as_in_force_for_canada_is_so_by_its_status(engine: EmbeddedEngine, on: str) -> None:
    questions = {question.name: question for question in load_catalogue()}
    listed = engine.select(bind(questions["in-force-for-canada"], {"on": on}))
    status = engine.select(bind(questions["status-on"], {"on": on}))
    for_canada = {shown(row[0]): shown(row[3]) for row in status}
    assert status.columns[3] == "for_canada"
    assert {for_canada[shown(row[0])] for row in listed} == {"yes"}


def test_an_instrument_that_canada_came_back_to_is_in_force_again(engine: EmbeddedEngine) -> None:
    (question,) = (question for question in load_catalogue() if question.name == "in-force-for-canada")
    on = {"2010-01-01": True, "2016-01-01": False, "2018-01-01": True}
    for day, expected in on.items():
        rows = engine.select(bind(question, {"on": day}))
        assert ("instrument/unccd" in {shown(row[0]) for row in rows}) is expected, day
