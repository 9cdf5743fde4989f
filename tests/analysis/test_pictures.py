"""Every picture, of the real data, in both languages and in every format, says and shows what the graph holds."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
import zlib
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

import recueil_kg.analysis.pictures.words as words
from recueil_kg.analysis.networks import network
from recueil_kg.analysis.pictures import PICTURES, Picture, network_map, plot, style
from recueil_kg.analysis.pictures.events import Event, Timeline
from recueil_kg.analysis.pictures.layout import Box, place_labels, place_nodes
from recueil_kg.analysis.pictures.map_layers import DrawnNetwork
from recueil_kg.analysis.pictures.timelines import Drawing
from recueil_kg.auditing.asking import rows_of
from recueil_kg.errors import RecueilError
from recueil_kg.graph.build import build
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.querying.engines import EmbeddedEngine

SMALL = Path(__file__).resolve().parents[1] / "querying" / "small"
SVG = "{http://www.w3.org/2000/svg}"
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "an instrument's timeline": ("timeline", {"instrument": "unccd"}),
    "a department's timeline": ("timeline", {"department": "eccc", "since": "1990", "until": "1999"}),
    "themes": ("themes", {}),
    "editions": ("editions", {"earlier": "2018-10", "later": "2020-01"}),
    "changes of name": ("name-changes", {}),
    "coverage by department": ("coverage", {}),
    "coverage by instrument": ("coverage", {"by": "instruments", "department": "gac"}),
    "departments that share": ("network", {"network": "co-partnership"}),
    "who is responsible": ("network", {"network": "responsibilities", "until": "2000"}),
}
EXPECTED: dict[str, dict[Language, tuple[str, ...]]] = {
    "an instrument's timeline": {
        "en": ("signature, for Canada", "1994-10-14", "1995", "entry into force, internationally"),
        "fr": ("signature, pour le Canada", "1994-10-14", "1995", "entrée en vigueur, à l'échelle internationale"),
    },
    "a department's timeline": {
        "en": ("Convention on Biological Diversity", "ratification"),
        "fr": ("Convention sur la diversité biologique", "ratification"),
    },
    "themes": {
        "en": ("climate change", "Environment and Climate Change Canada", "13"),
        "fr": ("changements climatiques", "Environnement et Changement climatique Canada", "13"),
    },
    "editions": {
        "en": ("not seen in one edition", "title", "the words only"),
        "fr": ("pas vus dans une édition", "titre", "les mots seulement"),
    },
    "changes of name": {
        "en": ("Environment Canada", "until 2015-11-03 · instruments: 9", "Global Affairs Canada"),
        "fr": ("Environnement Canada", "jusqu’à 2015-11-03 · instruments : 9", "Affaires mondiales Canada"),
    },
    "coverage by department": {
        "en": ("all instruments (165)", "who is responsible", "65"),
        "fr": ("tous les instruments (165)", "qui est responsable", "65"),
    },
    "coverage by instrument": {
        "en": ("Boundary Waters Treaty", "not seen"),
        "fr": ("Traité Canada-États-Unis sur les eaux limitrophes", "pas vu"),
    },
    "departments that share": {
        "en": ("Health Canada", "Parks Canada", "department or agency (27)"),
        "fr": ("Santé Canada", "Parcs Canada", "ministère ou organisme (27)"),
    },
    "who is responsible": {"en": ("Parks Canada", "lead"), "fr": ("Parcs Canada", "responsable")},
}


@cache
def drawn(engine: EmbeddedEngine, case: str, language: Language) -> Picture:
    name, parameters = CASES[case]
    return plot(engine, name, language=language, **parameters)


@cache
def svg_of(engine: EmbeddedEngine, case: str, language: Language) -> ET.Element:
    return ET.fromstring(drawn(engine, case, language).svg())


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_there_is_a_case_for_every_picture() -> None:
    assert {name for name, _parameters in CASES.values()} == set(PICTURES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_drawing_has_its_title_names_and_words_for_those_who_do_not_see_it(
    engine: EmbeddedEngine, case: str, language: Language
) -> None:
    picture, root = drawn(engine, case, language), svg_of(engine, case, language)
    assert root.get("role") == "img"
    assert root.get("lang") == language == picture.language
    assert root.find(f"{SVG}title[@id='{root.get('aria-labelledby')}']") is not None
    assert root.findtext(f"{SVG}title") == picture.title
    assert root.findtext(f"{SVG}desc") == picture.alt
    seen = texts(root)
    assert "".join(picture.title.split()) in "".join("".join(seen).split())
    assert words.SOURCE[language].split(":")[0].strip() in " ".join(seen)
    assert set(EXPECTED[case][language]) <= set(seen)
    assert not [text for text in seen if "undefined" in text or "null" in text or "NaN" in text]


def _all_words() -> list[Bilingual]:
    values = [value for name, value in vars(words).items() if name.isupper()]
    flat = [item for value in values for item in (value.values() if isinstance(value, dict) else [value])]
    return [item for item in flat if isinstance(item, Bilingual)]


@pytest.mark.parametrize("case", CASES)
def test_no_word_of_one_language_is_in_the_picture_of_the_other(engine: EmbeddedEngine, case: str) -> None:
    either = {"en": {pair.en for pair in _all_words()}, "fr": {pair.fr for pair in _all_words()}}
    for language, other in (("en", "fr"), ("fr", "en")):
        seen = set(texts(svg_of(engine, case, language)))
        assert not seen & (either[other] - either[language])
    assert drawn(engine, case, "en").title != drawn(engine, case, "fr").title


def test_every_word_of_a_picture_is_in_both_languages_with_french_typography() -> None:
    for pair in _all_words():
        assert set(re.findall(r"\{\w+\}", pair.en)) == set(re.findall(r"\{\w+\}", pair.fr))
        assert "'" not in pair.fr
        assert not re.search(r"\w:(?:\s|$)|\s[;?!]", pair.fr), pair.fr


def test_the_words_for_those_who_do_not_see_it_give_the_main_numbers(engine: EmbeddedEngine) -> None:
    timeline = rows_of(engine, "timeline", instrument="unccd")
    days = sum(row["earliest"] == row["latest"] != "" for row in timeline)
    assert f"{len(timeline)} events: {days} known to the day" in drawn(engine, "an instrument's timeline", "en").alt
    themes = rows_of(engine, "themes-of-departments", language="fr")
    most = max(themes, key=lambda row: int(row["instruments"]))
    told = drawn(engine, "themes", "fr").alt
    assert f"{most['name']}, {most['theme_name']} : {most['instruments']}" in told
    assert f"{len({row['theme'] for row in themes})} thèmes" in told
    for row in rows_of(engine, "responsibilities-passed-on"):
        passed = f"{row['name']} {row['responsibilities']}, {row['later_name']} {row['later_responsibilities']}"
        assert (passed in drawn(engine, "changes of name", "en").alt) is (row["responsibilities"] != "0")
    shared = network(engine, "co-partnership")
    numbers = f"{len(shared)} nœuds, {shared.number_of_edges()} traits"
    assert numbers in drawn(engine, "departments that share", "fr").alt


@pytest.mark.parametrize("case", CASES)
def test_the_picture_in_pixels_has_its_words_with_it(engine: EmbeddedEngine, case: str) -> None:
    picture = drawn(engine, case, "fr")
    png = picture.png(scale=1)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(name + body),)
        chunks[name if name != b"iTXt" else body.split(b"\0")[0]] = body
        at += 12 + length
    assert chunks[b"Title"].endswith(b"\0fr\0\0" + picture.title.encode())
    assert chunks[b"Description"].endswith(picture.alt.encode())
    root = svg_of(engine, case, "fr")
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == tuple(int(root.get(side, "")) for side in ("width", "height"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_from_elsewhere(engine: EmbeddedEngine, language: Language) -> None:
    picture = drawn(engine, "themes", language)
    page = picture.html()
    assert f'<html lang="{language}">' in page
    assert f"<title>{picture.title}</title>" in page
    assert f'role="img" aria-label="{picture.alt}"' in page
    body = page.rsplit("</head>", 1)[1]
    assert page.count("<script") == page.count("<script>") == 2
    outside = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert set(re.findall(r"https?://[^\"]+", outside)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.search(r"\s(?:src|href)=", outside)
    assert '"url"' not in body
    call = body.split("vegaEmbed('#drawing', ")[1]
    specification, end = json.JSONDecoder().raw_decode(call)
    options, _end = json.JSONDecoder().raw_decode(call, end + 2)
    assert "tooltip" in json.dumps(specification)
    assert options["i18n"]["CLICK_TO_VIEW_ACTIONS"] == words.SAVE[language]


def test_the_same_input_gives_the_same_bytes(engine: EmbeddedEngine) -> None:
    for case in ("an instrument's timeline", "departments that share"):
        name, parameters = CASES[case]
        again = plot(engine, name, language="fr", **parameters)
        once = drawn(engine, case, "fr")
        assert (again.svg(), again.html(), again.png(1)) == (once.svg(), once.html(), once.png(1))


def test_a_picture_in_a_notebook_is_its_drawing_and_its_words(engine: EmbeddedEngine) -> None:
    picture = drawn(engine, "an instrument's timeline", "fr")
    assert picture._repr_mimebundle_() == {"image/svg+xml": picture.svg(), "text/plain": picture.alt}
    assert len(picture.svg()) < 40_000


# -- partial dates ---------------------------------------------------------------------------------------------------


def _event(edtf: str, first: date | None, last: date | None) -> Event:
    return Event(f"row {edtf}", "kind", f"event {edtf}", edtf, first, last)


def test_a_year_is_a_bar_over_the_year_a_day_is_a_symbol_and_no_date_is_said(engine: EmbeddedEngine) -> None:
    specification = drawn(engine, "an instrument's timeline", "en").chart.to_dict()
    layers = specification["vconcat"][0]["layer"]
    data = specification["datasets"]
    bars = [bar for layer in layers if layer["mark"]["type"] == "rule" for bar in data[layer["data"]["name"]]]
    assert [(bar["earliest"], bar["after"]) for bar in bars] == [
        (f"{year}-01-01", f"{year + 1}-01-01") for year in (1995, 1996, 2014)
    ]
    (full,) = [layer for layer in layers if layer["mark"]["type"] == "point" and layer["mark"]["filled"]]
    assert {value["date"] for value in data[full["data"]["name"]]} == {
        "1994-10-14",
        "1995-12-01",
        "2016-12-21",
        "2017-03-21",
    }
    jordan = plot(engine, "timeline", language="fr", instrument="canada-jordan-environment")
    assert texts(ET.fromstring(jordan.svg())).count("aucune date retenue") == 2
    assert "2 sans date" in jordan.alt


def test_an_uncertain_date_is_drawn_otherwise_than_a_certain_one() -> None:
    year = date(1995, 1, 1), date(1995, 12, 31)
    for edtf, dashed in (("1995", 0), ("1995?", 1), ("1995~", 1)):
        event = _event(edtf, *year)
        timeline = Timeline((event,), {event.row: event.told}, ("kind",))
        svg = Drawing(timeline, "title", "legend", "en", by_instrument=True).picture("note").svg()
        assert len(re.findall(r'stroke-dasharray="4,2"', svg)) == dashed
        assert (words.DASHED_BAR["en"] in svg) is bool(dashed)


def test_an_event_with_an_open_end_is_drawn_to_the_end_of_the_axis(engine: EmbeddedEngine) -> None:
    treaty = plot(engine, "timeline", instrument="canada-us-skagit-river-treaty")
    assert "2065-01-01/.." in texts(ET.fromstring(treaty.svg()))
    assert re.search(r'stroke-dasharray="4,2"', treaty.svg())
    since = _event("../1990", None, date(1990, 12, 31))
    drawing = Drawing(Timeline((since,), {since.row: since.told}, ("kind",)), "t", "l", "en", by_instrument=True)
    assert drawing.datum(since)["middle"] == "1990-12-31"
    assert drawing.datum(since)["earliest"] < "1990-01-01"


def test_symbols_of_a_row_that_would_cover_each_other_stand_in_lanes() -> None:
    days = [date(1990, 1, 1), date(1990, 1, 2), date(2000, 1, 1)]
    events = tuple(Event("row", f"{day}", f"{day}", f"{day}", day, day) for day in days)
    drawing = Drawing(Timeline(events, {"row": "row"}, tuple(map(str, days))), "t", "l", "en", by_instrument=False)
    first, second, third = (value["y"] for value in map(drawing.datum, events))
    assert first == third != second


def test_a_window_leaves_out_what_cannot_have_happened_in_it(engine: EmbeddedEngine) -> None:
    within = plot(engine, "timeline", instrument="unccd", since="2014", until="2016")
    assert "2 events" in within.alt


# -- networks --------------------------------------------------------------------------------------------------------


def _label_boxes(drawn_network: DrawnNetwork) -> list[Box]:
    boxes = []
    for label in drawn_network.labels.values():
        width = max(map(style.text_width, label.lines))
        left = {"left": label.x, "right": label.x - width, "center": label.x - width / 2}[label.align]
        half = 13 * len(label.lines) / 2
        boxes.append(Box(left + 0.1, label.y - half + 0.1, left + width - 0.1, label.y + half - 0.1))
    return boxes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["co-partnership", "responsibilities", "themes", "relations"])
def test_no_label_of_a_map_stands_on_another_or_is_cut(engine: EmbeddedEngine, name: str, language: Language) -> None:
    graph = network(engine, name)
    laid_out = DrawnNetwork(graph, language, None, None)
    boxes = _label_boxes(laid_out)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert all(box.left >= 0 and box.right <= laid_out.wide and box.bottom <= laid_out.high for box in boxes)
    assert len(boxes) >= 12
    if name == "co-partnership":
        assert set(laid_out.labels) == set(graph)


def test_names_in_a_map_are_not_wider_than_they_are_taken_to_be(engine: EmbeddedEngine) -> None:
    """The drawn width of a text, from the size of a picture of it alone."""
    import altair as alt
    import vl_convert

    for name in ("Environment and Climate Change Canada", "Garde côtière canadienne", "MMWW", "illicit fit"):
        chart = alt.Chart(alt.InlineData(values=[{}]), width=1, height=1).mark_text(fontSize=11, text=name)
        svg = ET.fromstring(vl_convert.vegalite_to_svg(chart.configure(font=style.FONT, padding=0).to_dict()))
        assert float(svg.get("width", "")) <= style.text_width(name) + 2


def test_no_node_of_a_map_covers_another() -> None:
    graph = nx.random_internet_as_graph(120, seed=4)
    radius = {node: 4.0 + node % 5 for node in graph}
    places, wide, high = place_nodes(graph, radius, 860, labelled=False)
    assert set(places) == set(graph)
    for one, other in combinations(graph, 2):
        across, down = (places[one][axis] - places[other][axis] for axis in (0, 1))
        assert (across**2 + down**2) ** 0.5 >= radius[one] + radius[other]
    assert all(0 < x < wide and 0 < y < high for x, y in places.values())
    assert place_labels(places, radius, {0: ["a name"]}, wide, high, furthest=95).keys() == {0}


def test_communities_are_shown_by_letter_colour_and_shape(engine: EmbeddedEngine) -> None:
    graph = network(engine, "co-partnership")
    groups = {node: number % 3 for number, node in enumerate(graph)}
    picture = network_map(graph, language="fr", groups=groups, title="Groupes")
    root = ET.fromstring(picture.svg())
    letters = [text for text in texts(root) if text in {"A", "B", "C"}]
    assert len(letters) == len(graph)
    assert {"A (9)", "B (9)", "C (9)", "communauté"} <= set(texts(root))
    assert "Communautés : A 9, B 9, C 9." in picture.alt
    symbols = [path for path in root.iter(f"{SVG}path") if path.get("fill") in style.GROUPS[:3]]
    assert {path.get("fill") for path in symbols} == set(style.GROUPS[:3])


def test_a_node_without_a_label_in_the_language_shows_the_other_and_says_so() -> None:
    graph = nx.Graph(title_en="Two", title_fr="Deux")
    graph.add_node("a", kind="department", label_en="Only English", iri="https://example.org/a")
    graph.add_node("b", kind="department", label_fr="Seulement français", iri="https://example.org/b")
    graph.add_edge("a", "b", kind="shared-instruments", weight=2)
    french, english = (network_map(graph, language=language) for language in ("fr", "en"))
    assert "Only English (en anglais)" in french.alt
    assert "Seulement français (in French)" in english.alt
    assert french.title == "Deux"


def test_lines_of_several_kinds_are_told_apart_by_their_dashes_and_a_direction_by_an_arrow(
    engine: EmbeddedEngine,
) -> None:
    specification = plot(engine, "network", network="leadership").chart.to_dict()
    marks = [layer["mark"] for layer in specification["vconcat"][0]["layer"]]
    assert any(mark.get("shape") == "triangle" for mark in marks)
    responsible = json.dumps(drawn(engine, "who is responsible", "en").chart.to_dict())
    assert '"strokeDash"' in responsible


# -- colours ---------------------------------------------------------------------------------------------------------


def test_marks_stand_out_from_the_paper_and_from_each_other_even_in_grey() -> None:
    for colour in (*style.GROUPS, style.LINE, style.GREY, style.DARK, style.MIDDLE):
        assert style.contrast(colour, style.PAPER) >= 3, colour
    for one, other in combinations(style.GROUPS, 2):
        assert style.contrast(one, other) >= 1.2, (one, other)
    for one, other in combinations((style.DARK, style.MIDDLE, style.LIGHT), 2):
        assert style.contrast(one, other) >= 3
    for colour in style.GROUPS:
        assert style.contrast(style.legible_on(colour), colour) >= 4.5
    assert len(set(style.SHAPES)) == len(style.GROUPS)


# -- numbers ---------------------------------------------------------------------------------------------------------


def test_what_is_printed_under_an_earlier_name_is_passed_on(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "data")
    record = tmp_path / "data" / "records" / "montreal-protocol" / "2022-02.en.yaml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("printed: Environment and Climate Change Canada", "printed: Environment Canada"))
    build(tmp_path / "data", tmp_path / "store", jobs=1)
    picture = plot(EmbeddedEngine(tmp_path / "store"), "name-changes")
    told = "Environment Canada 1, Environment and Climate Change Canada 1, both 0 (2015-11-04)"
    assert told in picture.alt
    assert "until 2015-11-03 · instruments: 1" in texts(ET.fromstring(picture.svg()))


def test_the_heat_map_has_the_numbers_of_its_question(engine: EmbeddedEngine) -> None:
    rows = rows_of(engine, "themes-of-departments")
    layers = drawn(engine, "themes", "en").chart.to_dict()
    cells = next(iter(layers["datasets"].values())) if "datasets" in layers else _first_values(layers)
    assert sorted((cell["department"], cell["theme"], cell["led"], cell["number"]) for cell in cells) == sorted(
        (row["name"], row["theme_name"], int(row["led"]), int(row["instruments"])) for row in rows
    )
    assert len(drawn(engine, "themes", "en").svg()) > len(plot(engine, "themes", least="3").svg())


def _first_values(specification: object) -> list[dict[str, object]]:
    if isinstance(specification, dict):
        if "values" in specification and isinstance(specification["values"], list):
            return specification["values"]
        for value in specification.values():
            if found := _first_values(value):
                return found
    if isinstance(specification, list):
        for value in specification:
            if found := _first_values(value):
                return found
    return []


# -- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "parameters", "says"),
    [
        ("timelines", {}, "timeline, themes, editions"),
        ("timeline", {}, "give one of the two"),
        ("timeline", {"instrument": "cbd", "department": "eccc"}, "give one of the two"),
        ("timeline", {"instrument": "cbdd"}, "cbd"),
        ("timeline", {"instrument": "cbd", "since": "yesterday"}, "1990"),
        ("timeline", {"instrument": "unccd", "since": "2300"}, "nothing to draw"),
        ("themes", {"departement": "eccc"}, "its parameters are: least"),
        ("themes", {"least": "1000"}, "nothing to draw"),
        ("editions", {"earlier": "2022-02", "later": "2018-10"}, "give the earlier edition first"),
        ("coverage", {"by": "states"}, "departments, instruments"),
        ("network", {"network": "friends"}, "co-partnership"),
        ("network", {"network": "co-partnership", "until": "1800"}, "nothing to draw"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line_that_says_what_to_do(
    engine: EmbeddedEngine, name: str, parameters: dict[str, str], says: str
) -> None:
    with pytest.raises(RecueilError) as refused:
        plot(engine, name, **parameters)
    assert says in str(refused.value)


def test_a_picture_is_saved_as_its_suffix_says_and_as_nothing_else(engine: EmbeddedEngine, tmp_path: Path) -> None:
    picture = drawn(engine, "an instrument's timeline", "en")
    assert picture.save(tmp_path / "a.svg").read_text("utf-8") == picture.svg()
    assert picture.save(f"{tmp_path}/a.PNG").read_bytes() == picture.png()
    assert picture.save(tmp_path / "a.html").read_text("utf-8") == picture.html()
    with pytest.raises(RecueilError, match=r"give a name that ends in \.svg, \.png, \.html"):
        picture.save(tmp_path / "a.jpeg")
    with pytest.raises(RecueilError, match="No such file or directory"):
        picture.save(tmp_path / "nowhere" / "a.svg")


# -- a real browser --------------------------------------------------------------------------------------------------


@pytest.mark.engines
@pytest.mark.parametrize("case", CASES)
def test_a_real_browser_draws_the_page_without_a_network(engine: EmbeddedEngine, case: str, tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    assert browser, "chromium is missing: `make test-engines` installs it on Debian as root"
    picture = drawn(engine, case, "fr")
    page = picture.save(tmp_path / "page.html")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    shown = subprocess.run(
        [
            *(browser, *quiet, f"--user-data-dir={tmp_path / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND"),
            *("--enable-logging=stderr", "--v=0", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert not re.search(r"CONSOLE.*(?:rror|Failed)", shown.stderr), shown.stderr
    drawing = re.search(r'<div id="drawing".*?</svg>', shown.stdout, re.DOTALL)
    assert drawing
    assert 'class="vega-embed has-actions"' in drawing[0]
    assert len(re.findall("<(?:path|line|text)", drawing[0])) >= len(re.findall("<(?:path|line|text)", picture.svg()))
    for name in EXPECTED[case]["fr"]:
        assert f">{name}<" in drawing[0].replace("&nbsp;", " ")
