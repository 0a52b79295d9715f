"""Reports of plans: they say what the pages say, or why they cannot."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from dashboard.headless.addresses import PageAddress
from dashboard.headless.drawn_page import run_page
from dashboard.headless.markup import parse_markup
from dashboard.report import writing_child
from dashboard.report.command import write_report
from dashboard.report.compose import build_report
from dashboard.report.docx_file import write_docx
from dashboard.report.model import CouncilReport, FiguresBlock, PictureBlock, TableBlock
from dashboard.report.paper import FEW_MORE, MOST_ROWS
from dashboard.report.pdf import write_pdf
from dashboard.report.sections import SECTIONS, choose_sections
from pazanga.errors import NoSnapshot, ReportError
from pazanga.settings import Settings
from pazanga.texts import LANGUAGES, Language, text

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK_OF_SPACES = dict.fromkeys(map(ord, "\u2060\u00ad"))


def squeeze(said: str) -> str:
    return "".join(said.translate(BLOCK_OF_SPACES).split())


def list_key_figures(
    settings: Settings, page: str, plan: str, language: Language
) -> "Iterator[str]":
    """Yield the key figures of a page, as the page itself writes them."""
    given = (("plan", plan), ("lang", language))
    for piece in run_page(settings, PageAddress(page, given)).pieces:
        for node in parse_markup(piece.markup).find_all("value", "dd"):
            yield squeeze("".join(node.list_texts()))


def read_pdf(report: CouncilReport) -> str:
    with pypdfium2.PdfDocument(write_pdf(report)) as read:
        return squeeze("".join(page.get_textpage().get_text_range() for page in read))


def read_docx(report: CouncilReport) -> str:
    read = docx.Document(io.BytesIO(write_docx(report)))
    cells = [
        cell.text for table in read.tables for row in table.rows for cell in row.cells
    ]
    return squeeze("".join([*(one.text for one in read.paragraphs), *cells]))


def test_child_says_that_there_is_no_such_plan(shown_settings: Settings) -> None:
    request = {"plan": "nera", "ending": "pdf", "language": "lt", "audience": ""}
    folders = {"home": shown_settings.home, "data": shown_settings.data}
    answer = writing_child.answer(request | folders)
    assert answer["error"]["name"] == "plan_unknown"


def test_report_says_what_the_pages_say(fed_settings: Settings) -> None:
    report = build_report(
        fed_settings, "birstonas", choose_sections("late,money"), "lt"
    )
    assert [chapter.title for chapter in report.chapters] == [
        "Svarbiausia",
        "Kas vėluoja",
        "Kur eina pinigai",
        "Kaip skaičiuota, iš ko ir ko nežinoma",
    ]
    figures = [
        figure.value
        for chapter in report.chapters
        for block in chapter.blocks
        if isinstance(block, FiguresBlock)
        for figure in block.figures
    ]
    shown = [
        figure
        for page in ("overview", "spending")
        for figure in list_key_figures(fed_settings, page, "birstonas", "lt")
    ]
    assert [squeeze(figure) for figure in figures] == shown
    assert report.mark
    assert report.warning
    said = read_pdf(report)
    assert [figure for figure in shown if figure not in said] == []


def test_each_chart_has_its_words_in_word(fed_settings: Settings) -> None:
    report = build_report(fed_settings, "birstonas", choose_sections("money"), "lt")
    charts = [
        block
        for chapter in report.chapters
        for block in chapter.blocks
        if isinstance(block, PictureBlock)
    ]
    document = docx.Document(io.BytesIO(write_docx(report)))
    alts = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert alts == [chart.alt for chart in charts]
    assert all(alts)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_files_hold_every_key_figure_of_the_bundled_plan(
    bundled_settings: Settings, language: Language
) -> None:
    report = build_report(bundled_settings, "kaunas", SECTIONS, language)
    pages = {"overview", *(one.page for one in SECTIONS if not one.takes)}
    figures = [
        figure
        for page in pages
        for figure in list_key_figures(bundled_settings, page, "kaunas", language)
    ]
    assert len(figures) > 20
    for said in (read_pdf(report), read_docx(report)):
        assert [figure for figure in figures if figure not in said] == []
    tables = [
        block
        for chapter in report.chapters
        for block in chapter.blocks
        if isinstance(block, TableBlock)
    ]
    longest = max(len(table.rows) for table in tables)
    assert MOST_ROWS <= longest <= MOST_ROWS + FEW_MORE
    # Every section has its part of a page; payments alone are not loaded.
    empty = [chapter for chapter in report.chapters if len(chapter.blocks) == 1]
    assert len(empty) == 1
    assert not report.mark


def test_section_without_anything_says_so(shown_settings: Settings) -> None:
    report = build_report(shown_settings, "birstonas", choose_sections("late"), "en")
    (said,) = report.chapters[1].blocks
    assert said.words[0].text == text("dashboard.report", "absent.late", "en")


@pytest.mark.parametrize(
    ("plan", "out", "sections", "name"),
    [
        ("nera", "a.pdf", None, "plan_unknown"),
        ("birstonas", "a.odt", None, "ending_unknown"),
        ("birstonas", "a", None, "ending_unknown"),
        ("birstonas", "a.pdf", "money,nera", "section_unknown"),
        ("birstonas", "a.pdf", "", "section_unknown"),
    ],
)
def test_what_cannot_be_made_is_said(
    shown_settings: Settings,
    tmp_path: Path,
    plan: str,
    out: str,
    sections: str | None,
    name: str,
) -> None:
    with pytest.raises(ReportError) as refused:
        write_report(shown_settings, plan, tmp_path / out, sections, "lt")
    assert refused.value.name == name
    assert list(tmp_path.iterdir()) == []


def test_report_needs_data_and_a_place(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        write_report(settings, "birstonas", tmp_path / "a.pdf", None, "lt")
    with pytest.raises(FileNotFoundError):
        write_report(settings, "birstonas", tmp_path / "nera" / "a.pdf", None, "lt")
