"""Pictures of charts: every text of the markup, the colours of pages, plain strings."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.headless.markup import parse_markup
from dashboard.kit import charts
from dashboard.kit.charts.bars import Bar, Segment, write_bars
from dashboard.kit.charts.bullets import Bullet, write_bullet, write_bullet_heads
from dashboard.kit.charts.dumbbells import Dumbbell, Mark, write_dumbbells
from dashboard.kit.charts.flows import FlowNode, write_flows
from dashboard.kit.charts.gantt import GanttBar, write_gantt
from dashboard.kit.charts.matrix import write_matrix
from dashboard.kit.charts.paired_bars import Pair, write_pairs
from dashboard.kit.charts.slopes import Slope, write_slopes
from dashboard.kit.charts.spans import DayMark, Span, write_time_spans
from dashboard.kit.charts.strips import Strip, StripPoint, write_strips
from dashboard.kit.charts.timeline import Month, TimelineWords, write_timeline
from dashboard.kit.charts.treemap import Tile, write_treemap
from dashboard.kit.charts.trends import Moment, write_trend
from dashboard.kit.charts.years import Break, YearLine, YearName, YearPoint, write_years
from dashboard.kit.html import tag
from dashboard.kit.status_shapes import write_mark
from dashboard.pictures import kinds
from dashboard.pictures.chart import (
    KINDS,
    ChartPicture,
    draw_picture,
    make_figure,
    read_picture,
)
from dashboard.pictures.drawing.colours import STYLE, TINT, find_colour, mix
from dashboard.pictures.kinds.bullets import TONES as STATUSES
from dashboard.pictures.kinds.years import TONES as SERIES

if TYPE_CHECKING:
    from dashboard.headless.markup import Node
    from pazanga.settings import Settings

HOSTILE = r'#panic("x") $a_b$ @c \u{41} "d" *e* <f> `g` [h] // i'
DAY = date(2024, 3, 1)
JOINER = "\u2060"


def write_series() -> str:
    name = YearName(HOSTILE, "trumpai")
    points = [YearPoint(place, 40.0 + place, "") for place in range(2)]
    lines = [YearLine(name, f"{place}1,5 %", [points]) for place in range(5)]
    ticks = [YearName("2023–2024 m. m.", "23–24"), YearName("2024–2025", "24–25")]
    return write_years(lines, ticks, Break(0.5, "seka nutrūksta"), "{:.0f} %".format)


def write_promises() -> str:
    mark = write_mark("off_course") + "atsilieka"
    known = Bullet(
        tag("a", "Rodiklis &lt;1&gt;", href="x"),
        "off_course",
        tag("span", mark),
        "10 %",
        "20 %",
        "15,5 %",
        progress=0.5,
        expected=0.7,
        value="1,2 mln. €",
    )
    unknown = Bullet("Rodiklis 2", "not_measured", "○ nematuota", "–", "bent 9")
    heads = ("Rodiklis", "Būsena", "Pradinė", "Pamatuota", "Siekiama", "Lėšos")
    rows = write_bullet_heads(heads) + write_bullet(known) + write_bullet(unknown)
    return tag("div", rows, class_="bullets")


def write_shares() -> str:
    group = Tile("a", "", "steam", HOSTILE, "100 €", Decimal(100))
    sizes = (60, 39, 1)
    parts = [
        Tile(f"a{size}", "a", "steam", f"Dalis{size}", f"{size} €", Decimal(size))
        for size in sizes
    ]
    return write_treemap([group, *parts], "Kitos:")


def write_trend_of_indicator() -> str:
    def moment(year: int, value: float, label: str) -> Moment:
        return Moment(date(year, 6, 1), value, label, (f"{year} m.", "birželis"))

    return write_trend(
        [moment(2021, 1, "1,1"), moment(2022, 2, "2,2")],
        moment(2027, 9, "9,9"),
        [moment(2024, 4, "4,4")],
    )


AREAS = {"steam": 6.0, "": 2.0}
MARKUP = {
    "bars": write_bars(
        [Bar(HOSTILE, "30,25 €", [Segment(Decimal(20), "steam")], href="x")]
    ),
    "thick bars": write_bars(
        [
            Bar(
                "Pirma",
                "30,25 €",
                [
                    Segment(Decimal(300), "steam", ("telpa", "300 €")),
                    Segment(Decimal(1), "culture", ("netelpa", "1 €")),
                ],
            )
        ],
        is_thick=True,
    ),
    "bullets": write_promises(),
    "dumbbells": write_dumbbells(
        [
            Dumbbell(HOSTILE, "detalė", Mark(5, "5,1"), Mark(9, "9,2"), "+4,1"),
            Dumbbell("Tik pabaiga", "", None, Mark(3, "3,3"), "–", is_marked=True),
        ],
        (0, 10),
        {0: "0 %", 10: "10 %"},
        {"start": "matematika", "end": "lietuvių kalba"},
        {"start": "M", "end": "L"},
    ),
    "flows": write_flows(
        (
            [FlowNode("a", "Sritis", "Sritis", "300 €", Decimal(300), "steam", "x")],
            [FlowNode("c", HOSTILE, HOSTILE, "300 €", Decimal(300))],
            [
                FlowNode("1", "Pirmas rodiklis", "Pirmas…", "200 €", Decimal(200)),
                FlowNode("2", "Antras", "Antras", "100 €", Decimal(100)),
            ],
        ),
        (
            {("a", "c"): Decimal(300)},
            {("c", "1"): Decimal(200), ("c", "2"): Decimal(100)},
        ),
        ("Sritys", "Rūšys", "Rodikliai"),
    ),
    "gantt": write_gantt(
        [GanttBar("1. Veikla", "10 €", 0, 3, 0.5, "", {2: "sprendimas"})],
        {0: "2024", 4: "2025"},
        8,
        ("planuota", "išmokėta", "pakeista"),
    ),
    "matrix": write_matrix(
        {"G1": "G1", "G2": "G2"},
        {"G1": "G1", "G2": "G2", "G3": "G3"},
        {("G1", "G2"): 12, ("G2", "G1"): 7},
        caption="Kiek kartų",
    ),
    "pairs": write_pairs(
        [Pair(HOSTILE, "50 % iš 8 €", AREAS, {"steam": 4.0}), Pair("Be", "0", {}, {})],
        {"planned": "planuota", "spent": "panaudota"},
    ),
    "slopes": write_slopes(
        [
            Slope(1, 2, "G1 1,1", "1,2 G1", ""),
            Slope(1, 1, "mediana 1,0", "1,0 mediana", "", is_middle=True),
            Slope(3, 1, "G2 3,1", "1,3 G2", "", is_marked=True),
        ],
        ("2023–2024", "2024–2025"),
    ),
    "spans": write_time_spans(
        [Span(HOSTILE, DAY, date(2025, 2, 1), "main")],
        [DayMark("plano pabaiga", date(2025, 6, 1), "end")],
    ),
    "strips": write_strips(
        [
            Strip(
                HOSTILE,
                [
                    StripPoint(5, "", "G1", bounds=(3, 7)),
                    StripPoint(8, ""),
                    StripPoint(9, "", is_open=True),
                ],
                (5, "5,5"),
                (6, "6,6"),
                (8, "8,8"),
            )
        ],
        (0, 10),
        {0: "0", 10: "10"},
    ),
    "timeline": write_timeline(
        [Month("2024", "", 5, 5, 6), Month("", "", 3, 8, 9)],
        TimelineWords("iki tol", "per mėnesį", "panaudota 8 €", "planuota 9 €", "5 €"),
    ),
    "treemap": write_shares(),
    "trend": write_trend_of_indicator(),
    "years": write_series(),
}


def make_picture(markup: str, title: str = "Radinys", **fields: str) -> ChartPicture:
    return ChartPicture(
        name="a",
        title=title,
        subtitle="Matas",
        alt=fields.get("alt", ""),
        warning=fields.get("warning", ""),
        legend=None,
        figure=make_figure(parse_markup(markup).nodes[0]),
        notes=["Pastaba."],
        source="Šaltinis",
        language="lt",
    )


def read_tokens(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        words = document.pages[0].extract_words(x_tolerance=1, use_text_flow=True)
    return " ".join(word["text"] for word in words).replace(JOINER, "").split()


def drop_hidden(node: Node) -> str:
    """The text of markup without what a style sheet shows in its place elsewhere."""
    hidden = {"narrow", "wide", "pair", "below"}
    if node.name == "caption" or hidden & {*node.classes}:
        return " "
    names = [one for part in node.nodes for one in part.classes]
    if {"full", "short"} <= {*names}:
        shown = "short" if "left" in node.style else "full"
        parts = [one for one in node.content if shown in getattr(one, "classes", [])]
        rest = [one for one in node.content if isinstance(one, str)]
        return " ".join(
            [*(one.text for one in parts if not isinstance(one, str)), *rest]
        )
    return " ".join(
        part if isinstance(part, str) else drop_hidden(part) for part in node.content
    )


@pytest.mark.parametrize("name", MARKUP)
def test_every_text_of_a_chart_is_in_its_picture(name: str) -> None:
    content = draw_picture(make_picture(MARKUP[name]), "pdf")
    found = "".join(read_tokens(content))
    expected = drop_hidden(parse_markup(MARKUP[name])).split()
    assert expected
    assert [token for token in expected if token not in found] == []


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/spending?show=planned&by=category",
        "/spending?show=share&lang=en",
        "/spending?show=purpose",
        "/spending?absorption=month",
        "/targets",
        "/indicator?number=1&lang=en",
        "/exams",
        "/plan",
        "/municipalities",
    ],
)
def test_every_chart_of_a_page_is_drawn_whole(
    fed_settings: Settings, address: str
) -> None:
    page = run_page(fed_settings, parse_address(address))
    assert page.charts
    for name, markup in page.charts.items():
        content = draw_picture(read_picture(page, name), "pdf")
        found = "".join(read_tokens(content))
        block = parse_markup(markup)
        parts = [block.find(name="h2"), block.find("picture"), block.find("source")]
        expected = [
            token
            for part in parts
            if part
            for token in drop_hidden(part).replace(JOINER, "").split()
        ]
        assert [token for token in expected if token not in found] == [], name


@pytest.mark.parametrize(
    "address",
    ["/spending?area=steam&show=planned&lang=en", "/activity?key=birstonas:1:1"],
)
def test_link_under_a_chart_leads_to_the_same_picture(
    fed_settings: Settings, address: str
) -> None:
    page = run_page(fed_settings, parse_address(address))
    picture = read_picture(page)
    link = parse_markup(page.charts[picture.name]).find("link")
    assert link
    linked = parse_address(link.attributes["href"])
    assert read_picture(run_page(fed_settings, linked), linked.fragment) == picture


def test_every_kind_of_chart_has_a_picture() -> None:
    def list_modules(package: str) -> set[str]:
        return {path.stem for path in Path(package).parent.glob("*.py")} - {"__init__"}

    ours = list_modules(str(kinds.__file__)) - {"places"}
    assert ours == list_modules(str(charts.__file__)) - {"lines", "scales"}
    roots = {parse_markup(markup).nodes[0].classes[0] for markup in MARKUP.values()}
    assert roots == set(KINDS)


def test_words_of_a_picture_are_never_code() -> None:
    picture = make_picture(MARKUP["pairs"], title=HOSTILE, alt=HOSTILE + "</desc>")
    svg = draw_picture(picture, "svg").decode()
    assert "#panic(&quot;" in svg or '#panic("x")' in svg
    assert "&lt;/desc&gt;</desc>" in svg
    assert svg.count("<title>") == svg.count("<desc>") == 1
    assert 'role="img"' in svg.partition(">")[0]
    tokens = "".join(read_tokens(draw_picture(picture, "pdf")))
    assert "".join(HOSTILE.split()) in tokens


def test_made_up_data_are_said_in_the_picture() -> None:
    picture = make_picture(MARKUP["bars"], warning="Sugalvoti duomenys")
    assert "Sugalvoti" in read_tokens(draw_picture(picture, "pdf"))


def test_png_has_two_pixels_a_point() -> None:
    content = draw_picture(make_picture(MARKUP["bars"]), "png")
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) == 1520


def test_colours_are_those_of_the_style_sheet() -> None:
    style = STYLE.read_text("utf-8")
    assert f"var(--mark) {TINT:.0%}, var(--ground)" in style
    assert find_colour("steam") in style
    assert mix("#000000", 0.25, "#ffffff") == "#bfbfbf"
    for status, tone in STATUSES.items():
        rule = rf"\.{status}\b[^{{]*\{{ --tone: var\(--{tone}\)"
        assert re.search(rule, style), status
    for kind, tone in SERIES.items():
        assert f".years .{kind} {{ --tone: var(--{tone}); }}" in style
