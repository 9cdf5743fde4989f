"""Pages with a side panel, over several pages, with broken words and dates, are read as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from recueil_kg.reading import Document, RawFile, read_bytes

PANEL = [
    "SUBJECT CATEGORY:",
    "Environmental Cooperation",
    "TYPE OF AGREEMENT:",
    "Bilateral",
    "FORM:",
    "Memorandum of Understanding",
    "STATUS:",
    "- Signed by Canada on September",
    "8, 2017.",
    "- In force since 21",
    "January 2018",
    "REFERENCE #:",
    "C5/EN",
]
PROSE = "The Parties meet every two years, exchange what they have learnt, and report on it to both governments. "
LABELS = [line for line in PANEL if line.endswith(":")]


class Sheet(FPDF):
    """A sheet with a running head and the number of each page at its foot."""

    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, "Compendium of engagement", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, f"Page {self.page_no()} of 2", align="C")


def sheet(*, panel_at_right: bool = False, pages: int = 1, panel_pages: int = 1, align: str = "L") -> Document:
    file = Sheet()
    file.set_auto_page_break(False)
    for number in range(pages):
        file.add_page()
        file.set_font("Helvetica", size=13)
        if number == 0:
            file.multi_cell(0, 7, f"Title of a memorandum {'with many words ' * 12}", new_x="LMARGIN", new_y="NEXT")
        file.set_font("Helvetica", size=9)
        top = file.get_y() + 5
        for index, line in enumerate(PANEL if number < panel_pages else ()):
            file.set_xy(140 if panel_at_right else 10, top + 5 * index)
            file.cell(55, 5, line)
        file.set_y(top)
        for heading in (f"SUMMARY {number}", f"OBJECTIVE {number}"):
            for words in (heading, PROSE * 3, PROSE * 2):
                file.set_x(10 if panel_at_right else 72)
                file.multi_cell(120, 4.5, words, align=align, new_x="LMARGIN", new_y="NEXT")
                file.ln(2)
    return read_bytes(RawFile("x", bytes(file.output())))


def words(document: Document) -> list[str]:
    return [document.text[line.start : line.end] for line in document.lines]


def positions(document: Document, wanted: Sequence[str]) -> list[int]:
    found = words(document)
    return [found.index(line) for line in wanted]


def test_a_side_panel_is_read_first_on_whichever_side_it_stands() -> None:
    for at_right in (False, True):
        document = sheet(panel_at_right=at_right)
        order = positions(document, [*LABELS, "SUMMARY 0", "OBJECTIVE 0"])
        assert order == sorted(order)
        assert words(document)[1].startswith("Title of a memorandum")


def test_text_that_goes_on_for_pages_is_read_after_the_panel_of_them_all() -> None:
    for panel_pages in (1, 2):
        document = sheet(pages=2, panel_pages=panel_pages)
        found = words(document)
        assert max(index for index, line in enumerate(found) if line in PANEL) < found.index("SUMMARY 0")
        order = positions(document, ["SUMMARY 0", "OBJECTIVE 0", "SUMMARY 1", "OBJECTIVE 1"])
        assert order == sorted(order)


def test_a_running_head_is_read_once_and_the_count_of_pages_not_at_all() -> None:
    found = words(sheet(pages=2))
    assert found.count("Compendium of engagement") == 1
    assert not [line for line in found if line.startswith("Page ")]


def test_a_paragraph_is_one_line_whether_it_is_justified_or_not() -> None:
    for align in ("L", "J"):
        assert words(sheet(align=align)).count((PROSE * 3).strip()) == 2


def test_a_date_that_breaks_in_the_middle_is_put_together() -> None:
    found = words(sheet())
    assert "Signed by Canada on September 8, 2017." in found
    assert "In force since 21 January 2018" in found


def lines(*printed: str) -> str:
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=10)
    for line in printed:
        file.cell(60, 5, line, new_x="LMARGIN", new_y="NEXT")
    return read_bytes(RawFile("x", bytes(file.output()))).text.strip()


def test_a_word_broken_at_the_end_of_a_line_is_one_word() -> None:
    assert lines("The parties agreed on inter-", "national cooperation") == (
        "The parties agreed on international cooperation"
    )


def test_a_hyphen_of_the_words_own_stays() -> None:
    assert lines("along the Canada-", "United States border") == "along the Canada-United States border"
    assert lines("It is a Legally-", "binding treaty (2017-", "2018)") == "It is a Legally-binding treaty (2017-2018)"
    assert lines("a cost-benefit test, and a cost-", "benefit ratio") == "a cost-benefit test, and a cost-benefit ratio"


def test_a_title_over_five_lines_is_one() -> None:
    document = sheet()
    assert f"Title of a memorandum {'with many words ' * 12}".strip() in words(document)
