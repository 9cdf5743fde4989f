"""The grammar of printed status lines, and of sentences, line by line: what each tells, and nothing more."""

from __future__ import annotations

import pytest

from recueil_kg.extraction.events import events_in_prose, events_in_status
from recueil_kg.extraction.lexicons import load_lexicons
from recueil_kg.extraction.mentions import Subject
from recueil_kg.i18n import Language
from recueil_kg.model.records import Event
from recueil_kg.reading import Document, Line

CONVENTION = Subject(None, frozenset("united nations convention on something".split()))
PROTOCOL = Subject(None, frozenset("protocole de quelque chose".split()))


def document(text: str, language: Language) -> Document:
    return Document(name="line", format="text", text=text, language=language, lines=(Line(0, len(text)),))


def told(events: list[Event]) -> list[str]:
    return [
        " ".join(
            str(part)
            for part in (
                event.type,
                event.party or event.scope,
                event.date or event.recurrence or event.count,
                event.of and f"[{event.of.instrument or event.of.printed}]",
            )
            if part
        )
        for event in events
    ]


STATUS: tuple[tuple[Language, str, list[str]], ...] = (
    ("en", "Signed by Canada: March, 22, 1989.", ["signature canada 1989-03-22"]),
    ("en", "Signed by Canada  1994", ["signature canada 1994"]),
    ("en", "Signed September 13,  2018", ["signature canada 2018-09-13"]),
    ("en", "In force in Canada**L** August 16, 2017", ["entry-into-force canada 2017-08-16"]),
    ("en", "In force: June 1, 1990", ["entry-into-force unstated 1990-06-01"]),
    ("en", "In force internationally since March 23, 1950", ["entry-into-force international 1950-03-23"]),
    ("en", "Entry into force in Canada May 30 2008.", ["entry-into-force canada 2008-05-30"]),
    ("en", "Entry into Force for The United States on July 17, 1925", ["entry-into-force usa 1925-07-17"]),
    ("en", "Ratified by Canada", ["ratification canada"]),
    ("en", "In effect until June 1, 2032 unless renewed", ["expiry unstated 2032-06-01"]),
    ("en", "Instruments of ratification exchanged: December 7, 1916", ["other unstated 1916-12-07"]),
    ("fr", "Reconduit pour une durée indéterminée en janvier 1981", ["renewal unstated 1981-01"]),
    (
        "fr",
        "Entrée en vigueur (au Canada et en Corée) le 1er janvier 2015",
        ["entry-into-force canada 2015-01-01", "entry-into-force kor 2015-01-01"],
    ),
    (
        "fr",
        "Entrée en vigueur le 17 mai 2004 (Canada et échelle internationale)",
        ["entry-into-force canada 2004-05-17", "entry-into-force international 2004-05-17"],
    ),
    (
        "en",
        "Ratified and signed by Canada July 28, 1950 and in force since then",
        ["ratification canada 1950-07-28", "signature canada 1950-07-28", "entry-into-force canada 1950-07-28"],
    ),
    (
        "en",
        "Opened for signature and signed by Canada on: December 10, 1982",
        ["opening-for-signature international 1982-12-10", "signature canada 1982-12-10"],
    ),
    ("en", "Opened for adoption on February 13, 2004", ["adoption international 2004-02-13"]),
    ("en", "Canada acceded to the Convention in 1975", ["accession canada 1975"]),
    (
        "en",
        "Parties adopted the Kigali Amendment in October 2016",
        ["adoption international 2016-10 [montreal-protocol-kigali-amendment]"],
    ),
    (
        "en",
        "2 October 1983: Annex I (oil), Annex II (noxious liquids)",
        ["entry-into-force international 1983-10-02 [Annex I]", "entry-into-force international 1983-10-02 [Annex II]"],
    ),
    (
        "en",
        "First and Second Amendments ratified by Canada April 26, 2018",
        ["ratification canada 2018-04-26 [First and Second Amendments]"],
    ),
    (
        "en",
        "Amended Protocol adopted: May 4, 2012 - not yet in force.",
        [
            "adoption international 2012-05-04 [gothenburg-protocol-amendment-2012]",
            "not-in-force unstated [gothenburg-protocol-amendment-2012]",
        ],
    ),
    (
        "en",
        "Canada withdrew in 2014, rejoined in 2016, became a full party on March 21, 2017",
        ["withdrawal canada 2014", "accession canada 2016", "entry-into-force canada 2017-03-21"],
    ),
    ("en", "Treaty is not in force internationally.", ["not-in-force international"]),
    ("en", "Currently ratified by over 180 countries", ["party-count unstated 180"]),
    ("en", "120 state parties", ["party-count unstated 120"]),
    ("en", "89 countries", ["party-count unstated 89"]),
    ("en", "In 2022, it has 87 Parties.", ["party-count unstated 2022"]),
    ("en", "Canada joined in 2004 as one of the 14 founding members", ["accession canada 2004"]),
    ("en", "Ongoing.", ["ongoing unstated"]),
    (
        "en",
        "Signed by Canada on November 19, 2012 (MSC); November 20, 2012 (S&T)",
        ["signature canada 2012-11-19", "signature canada 2012-11-20"],
    ),
    (
        "en",
        "Signed by Canada - Adopted by Leaders when they met on 14 June 2013",
        ["signature canada 2013-06-14", "adoption international 2013-06-14"],
    ),
    (
        "en",
        "Renewed MoU signed by Canada on September 11, 2018",
        ["renewal unstated 2018-09-11", "signature canada 2018-09-11"],
    ),
    ("en", "Revised in: 1978.", ["revision unstated 1978"]),
    ("en", "Amended by Protocol in: 1987.", ["amendment unstated 1987"]),
    ("en", "Amended to include an Ozone Annex on December 7, 2000", ["amendment unstated 2000-12-07"]),
    (
        "en",
        "Amendment put into force on June 19, 1979",
        ["amendment unstated 1979-06-19", "entry-into-force unstated 1979-06-19 [Amendment]"],
    ),
    ("en", "Provisional application since January 1, 2015", ["provisional-application unstated 2015-01-01"]),
    ("en", "In force internationally until June 2030 or upon Expiry of the MOU", ["expiry international 2030-06"]),
    (
        "en",
        "Will be reviewed every three years and renewed as needed, and will expire on September 11, 2023",
        ["review unstated every-three-years", "expiry unstated 2023-09-11"],
    ),
    (
        "en",
        "Will be reviewed prior to its expiration on January 20, 2025",
        ["review unstated", "expiry unstated 2025-01-20"],
    ),
    ("en", "Termination: No sooner than September 16, 2024", ["termination unstated 2024-09-16/.."]),
    ("en", "Ongoing review of MOU at least once every three years", ["review unstated every-three-years"]),
    ("en", "2009 MOU expired in 2014", ["expiry unstated 2014 [2009 MOU]"]),
    ("en", "New MOU expected in 2023", ["plan unstated 2023 [New MOU]"]),
    (
        "en",
        "Entered into force 90 days after the fiftieth ratification, on May 17, 2004",
        ["entry-into-force unstated 2004-05-17"],
    ),
    ("en", "Adopted in Stockholm, Sweden on May 22, 2001", ["adoption international 2001-05-22"]),
    ("en", "Never ratified by Canada", []),
    ("en", "The annexes entered into force as follows:", []),
    (
        "fr",
        "Signé et en vigueur le 2 avril 1991",
        ["signature canada 1991-04-02", "entry-into-force unstated 1991-04-02"],
    ),
    ("fr", "Entrée en vigueur aux États-Unis le 17 juillet 1925", ["entry-into-force usa 1925-07-17"]),
    ("fr", "Entrée en en vigueur le 8 novembre 1986", ["entry-into-force unstated 1986-11-08"]),
    ("fr", "En vigueur au Canada depuis le 1er juin 1999", ["entry-into-force canada 1999-06-01"]),
    ("fr", "En vigueur à l’échelle internationale", ["entry-into-force international"]),
    (
        "fr",
        "Premier et deuxième amendements ratifiée par Canada le 26 avril 2018",
        ["ratification canada 2018-04-26 [Premier et deuxième amendements]"],
    ),
    (
        "fr",
        "Signé par le Canada, l’Union européenne et la Russie le 15 décembre 1997",
        ["signature canada 1997-12-15", "signature other 1997-12-15", "signature rus 1997-12-15"],
    ),
    ("fr", "Le Canada a accédé à la Convention en novembre 1975", ["accession canada 1975-11"]),
    (
        "fr",
        "Renouvelé en 1998, en 2003, en 2010 et en 2017.",
        ["renewal unstated 1998", "renewal unstated 2003", "renewal unstated 2010", "renewal unstated 2017"],
    ),
    ("fr", "L’accord se renouvelle automatiquement tous les cinq ans", ["renewal unstated every-five-years"]),
    ("fr", "Examen continu, au moins aux trois ans", ["review unstated every-three-years"]),
    ("fr", "Date de cessation : Pas avant le 16 septembre 2024", ["termination unstated 2024-09-16/.."]),
    ("fr", "Le protocole d'entente de 2009 a pris fin en 2014", ["expiry unstated 2014 [protocole d'entente de 2009]"]),
    ("fr", "Nouveau protocole d'entente prévu en 2023", ["plan unstated 2023 [Nouveau protocole d'entente]"]),
    ("fr", "Permanent", ["ongoing unstated"]),
    ("fr", "Nombre de parties en date du 31 janvier 2020 : 166", ["party-count unstated 2020-01-31"]),
)
PROSE: tuple[tuple[Language, str, list[str]], ...] = (
    (
        "en",
        "The Convention entered into force in 1994 and has been ratified by 197 Parties.",
        ["entry-into-force unstated 1994", "party-count unstated 197"],
    ),
    (
        "en",
        "At its fourteenth meeting, held in Geneva in May 2019, the Conference amended three annexes.",
        ["meeting unstated 2019-05"],
    ),
    ("en", "In 2016, Canada signed a new agreement with California.", []),
    ("en", "In 2019, Canada passed the Canadian Navigable Waters Act.", []),
    ("en", "The Convention is put into effect by the Wild Animal Act, which has been in force since 1996.", []),
    (
        "en",
        "Canada ratified the Kyoto Protocol in 2002 and withdrew in 2012.",
        ["ratification canada 2002 [Kyoto Protocol]", "withdrawal canada 2012 [Kyoto Protocol]"],
    ),
    ("en", "The Conference of the Parties meets every two years.", ["meeting unstated every-two-years"]),
    ("en", "The Committee met in Ottawa in October 2018.", ["meeting unstated 2018-10"]),
    ("en", "Targets are met through a plan agreed in October 2012.", []),
    ("en", "Parties must submit national reports every four years.", ["reporting unstated every-four-years"]),
    ("en", "Canada submitted its sixth national report in 2019.", ["reporting canada 2019"]),
    ("en", "Canada submitted its report for 2019.", []),
    ("en", "Canada established the Canadian Wildlife Service in 1947.", []),
    ("en", "The sixth meeting is expected in 2015.", ["plan unstated 2015"]),
    ("en", "Since 1990, emissions have declined by 40%.", []),
    (
        "en",
        "In October 2016, Parties adopted the Kigali Amendment, which entered into force on January 1, 2019.",
        [
            "adoption international 2016-10 [montreal-protocol-kigali-amendment]",
            "entry-into-force unstated 2019-01-01 [montreal-protocol-kigali-amendment]",
        ],
    ),
    ("fr", "En 2003, le Canada a adopté la Loi sur les espèces en péril.", []),
    ("fr", "Le Règlement, pris en 2012, met ces obligations en œuvre.", []),
    ("fr", "Selon un rapport publié en 2020, les stocks diminuent.", []),
    (
        "fr",
        "Les Parties doivent présenter un rapport national tous les quatre ans.",
        ["reporting unstated every-four-years"],
    ),
    ("fr", "Le Comité mixte s'est réuni à Ottawa en mai 2015.", ["meeting unstated 2015-05"]),
    (
        "fr",
        "Le Protocole a été modifié en 1990, en 1992 et en 1997.",
        ["amendment unstated 1990", "amendment unstated 1992", "amendment unstated 1997"],
    ),
)


@pytest.mark.parametrize(("language", "line", "events"), STATUS, ids=[line for _lang, line, _events in STATUS])
def test_a_status_line_tells(language: Language, line: str, events: list[str]) -> None:
    subject = CONVENTION if language == "en" else PROTOCOL
    found = events_in_status(document(line, language), load_lexicons(language), 0, len(line), subject)
    assert told(found) == events
    assert all(event.at is not None and line[slice(*event.at)] == event.printed for event in found)


@pytest.mark.parametrize(("language", "line", "events"), PROSE, ids=[line for _lang, line, _events in PROSE])
def test_a_sentence_tells(language: Language, line: str, events: list[str]) -> None:
    subject = CONVENTION if language == "en" else PROTOCOL
    found = events_in_prose(document(line, language), load_lexicons(language), 0, len(line), subject)
    assert told(found) == events


def test_a_line_below_a_sub_heading_tells_of_the_instrument_that_heads_it() -> None:
    from recueil_kg.model.records import NamedInstrument

    line = "Signed by Canada June 1, 2022"
    edition = NamedInstrument(printed="2022 edition")
    found = events_in_status(document(line, "en"), load_lexicons("en"), 0, len(line), CONVENTION, edition)
    assert [event.of for event in found] == [edition]
