"""Slides: one finding a screen, whole or said to be cut, in a file of its own."""

import base64
import re
from html.parser import HTMLParser

import pytest
from made_report import HOSTILE, line, make_report

from dashboard.report.charts import draw_chart
from dashboard.report.compose import build_report
from dashboard.report.model import (
    Chapter,
    FiguresBlock,
    HeadingBlock,
    ListBlock,
    ListItem,
    ParagraphBlock,
    PictureBlock,
    ReportColumn,
    ReportFigure,
    TableBlock,
    join_words,
)
from dashboard.report.sections import SECTIONS
from dashboard.report.slides import MOST_ITEMS, MOST_ROWS, list_slides
from dashboard.report.slides_file import MOST_PARTS, write_slides
from pazanga.settings import Settings

FIGURES = FiguresBlock((ReportFigure("Planuota", "5 €"),))
LAST = Chapter("Metodika", (HeadingBlock(line("Kaip skaičiuota")), FIGURES))


def make_table(rows: int) -> TableBlock:
    columns = (ReportColumn("Veikla"), ReportColumn("Be PVM, €", is_number=True))
    cells = tuple(((line(f"V{n}"),), (line("1,00"),)) for n in range(rows))
    return TableBlock("Veiklos", columns, cells, ((line("Iš viso"),), (line("9,00"),)))


class Reader(HTMLParser):
    """Reads the words and the elements of a file."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.names: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_every_finding_has_a_screen() -> None:
    blocks = (
        ParagraphBlock(line("Atsakymas."), "answer"),
        FIGURES,
        HeadingBlock(line("Radinys")),
        ParagraphBlock(line("Ko."), "subtitle"),
        ParagraphBlock(line("Pastaba."), "note"),
        make_table(2),
        HeadingBlock(line("Smulkmenos"), level=3),
        make_table(3),
        HeadingBlock(line("Be nieko")),
        ParagraphBlock(line("Tik žodžiai.")),
    )
    slides = list_slides(make_report(chapters=(Chapter("Pinigai", blocks), LAST)))
    assert [join_words(one.title) for one in slides] == ["Atsakymas.", "Radinys"]
    assert [one.chapter for one in slides] == ["Pinigai"] * 2
    assert [len(one.blocks) for one in slides] == [1, 2]
    assert [one.cut_to for one in slides] == [0, 0]


@pytest.mark.parametrize("more", [-1, 0, 1, 30])
def test_what_is_cut_is_said(more: int) -> None:
    items = tuple(ListItem((line(f"L{n}"),)) for n in range(MOST_ITEMS + more))
    for block, most in (
        (make_table(MOST_ROWS + more), MOST_ROWS),
        (ListBlock(items), MOST_ITEMS),
    ):
        chapter = Chapter("Pinigai", (HeadingBlock(line("Radinys")), block))
        report = make_report(chapters=(chapter, LAST))
        (slide,) = list_slides(report)
        assert slide.cut_to == (most if more > 0 else 0)
        words = " ".join(Reader(write_slides(report)).words)
        assert (f"tik pirmos {most};" in words) == (more > 0)
        has_total = isinstance(block, TableBlock) and more <= 0
        assert ("9,00" in words) == has_total


def test_signs_in_titles_are_only_signs() -> None:
    content = write_slides(make_report())
    read = Reader(content)
    words = "".join(read.words)
    assert all(one in words for one in HOSTILE[:2])
    assert read.names.count("script") == 1
    assert read.names.count("style") == 1
    assert "a" not in read.names


def test_nothing_is_asked_of_the_network() -> None:
    content = write_slides(make_report()).decode()
    assert "default-src 'none'" in content
    assert not re.search(r"(?:src|href)=\"(?!data:image/svg)", content)
    assert "http:" not in re.sub(r"base64,[^\"]+", "", content)


def test_made_up_data_are_said_on_every_screen() -> None:
    report = make_report(warning="Sugalvoti duomenys.", mark="SUGALVOTI DUOMENYS")
    content = write_slides(report).decode()
    assert content.count("SUGALVOTI DUOMENYS") == content.count("<section")
    assert content.count("Sugalvoti duomenys.") == 2


def test_all_rows_of_a_chart_are_drawn(shown_settings: Settings) -> None:
    """However long it is: the parts hold what the whole holds, under its heads."""
    report = build_report(shown_settings, "birstonas", SECTIONS, "lt")
    pictures = [
        block
        for chapter in report.chapters
        for block in chapter.blocks
        if isinstance(block, PictureBlock) and block.picture is not None
    ]
    assert pictures
    for block in pictures:
        whole = list(draw_chart(block, parts=10_000, picture_format="svg"))
        parts = list(draw_chart(block, parts=1, picture_format="svg"))
        assert len(whole) == 1
        assert len(parts) >= 1
        few = list(draw_chart(block, parts=MOST_PARTS, picture_format="svg"))
        assert all(one.startswith(b"<svg") for one in (*whole, *parts, *few))


def test_pictures_are_whole_svg() -> None:
    content = write_slides(make_report()).decode()
    for held in re.findall(r"svg\+xml;base64,([^\"]+)", content):
        assert base64.b64decode(held).rstrip().endswith(b"</svg>")
