"""Writes a presentation: one HTML file that needs no network and no program but one.

All words are escaped, charts are pictures inside the file, and the file itself forbids
its reader's browser everything but its one script and its one style.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.kit.html import tag
from dashboard.kit.typography import keep_days
from dashboard.report.charts import count_first, draw_chart
from dashboard.report.model import (
    FactsBlock,
    FiguresBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    TableBlock,
    join_words,
)
from dashboard.report.slides import list_slides
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.report.model import Block, CouncilReport, Line, Lines
    from dashboard.report.slides import Slide

_HERE: Final = Path(__file__).parent
MOST_PARTS: Final = 6
"""Rows of a chart that a room can read; a longer one goes on, on the next screen."""

MOST_SCREENS: Final = 2
"""Screens that a chart may take; of a longer one only the first rows are shown."""

MOST_HEIGHT: Final = 1.0
"""Height of a picture, in its widths; what is higher is told by its table."""

_VIEW_BOX: Final = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def write_slides(report: CouncilReport) -> bytes:
    """Write a report as a presentation.

    Raises:
        TypesettingError: Typst refuses a chart.
    """
    screens = [_write_cover(report)]
    for slide in list_slides(report):
        screens += _write_slide(slide, report)
    screens.append(_write_end(report))
    count = len(screens)
    sections = (
        tag(
            "section",
            screen,
            _write_foot(report, number, count),
            id=f"s{number}",
            tabindex="-1",
            aria_label=f"{number} / {count}",
        )
        for number, screen in enumerate(screens, start=1)
    )
    return _write_document(report, "\n".join(sections)).encode()


def _write_document(report: CouncilReport, body: str) -> str:
    style, script = (
        (_HERE / f"slides.{kind}").read_text("utf-8") for kind in ("css", "js")
    )
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; "
        f"script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
    )
    title = tag("title", escape(f"{report.title} – {report.kicker}"))
    return (
        f'<!doctype html>\n<html lang="{report.language}"><head>{head}{title}'
        f"<style>{style}</style></head><body>\n{body}\n"
        f"<script>{script}</script></body></html>\n"
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _write_cover(report: CouncilReport) -> str:
    keys = text("dashboard.report", "slides.keys", report.language)
    return tag(
        "div",
        tag("p", escape(report.kicker), class_="lead"),
        tag("h1", escape(report.title), lang="lt"),
        tag("p", escape(report.lead), class_="lead") if report.lead else "",
        _write_warning(report.warning),
        _write_block(report.facts),
        tag("p", escape(keys), class_="left"),
        class_="whole",
    )


def _write_end(report: CouncilReport) -> str:
    say = report.language
    ends = [text("dashboard.report", f"slides.{one}", say) for one in ("chosen", "as")]
    return tag(
        "div",
        tag("h2", escape(text("dashboard.report", "slides.end", say))),
        *(tag("p", escape(one)) for one in ends),
        tag("p", escape(report.source)),
        _write_warning(report.warning),
        class_="whole",
    )


def _write_slide(slide: Slide, report: CouncilReport) -> Iterator[str]:
    """Write a slide; a long chart makes it several, and stands for its table."""
    charts = [
        one for one in slide.blocks if isinstance(one, PictureBlock) and one.picture
    ]
    pictures = [drawn for block in charts for drawn in _draw(block)]
    blocks = [
        one for one in slide.blocks if not (pictures and isinstance(one, TableBlock))
    ]
    cut_to, left = slide.cut_to, ""
    if len(pictures) > MOST_SCREENS:
        pictures, cut_to = pictures[:1], count_first(charts[0], MOST_PARTS)
    elif not any(isinstance(one, ListBlock | TableBlock) for one in blocks):
        cut_to = 0
    if cut_to:
        said = text("dashboard.report", "slides.left", report.language, count=cut_to)
        left = tag("p", escape(said), class_="left")
    for number, picture in enumerate(pictures or [""], start=1):
        part = f" ({number} / {len(pictures)})" if len(pictures) > 1 else ""
        yield (
            tag("header", escape(slide.chapter))
            + tag("h2", _write_line(slide.title), escape(part))
            + tag("div", *map(_write_block, blocks), picture, left, class_="whole")
        )


def _draw(block: PictureBlock) -> Iterator[str]:
    """Yield a chart as pictures; none where one is too high to be read in a room."""
    drawn = list(draw_chart(block, parts=MOST_PARTS, picture_format="svg"))
    if all(map(_fits, drawn)):
        for picture in drawn:
            held = base64.b64encode(picture).decode()
            source = f"data:image/svg+xml;base64,{held}"
            yield f'<img alt="{escape(block.alt)}" src="{source}">'


def _fits(picture: bytes) -> bool:
    found = _VIEW_BOX.search(picture)
    return found is not None and float(found[2]) <= float(found[1]) * MOST_HEIGHT


def _write_block(block: Block) -> str:
    if isinstance(block, ParagraphBlock):
        return tag("p", _write_line(block.words), class_=block.kind)
    if isinstance(block, FiguresBlock):
        figures = (
            tag(
                "div",
                tag("span", escape(one.label)),
                tag("b", escape(one.value)),
                tag("small", escape(keep_days(one.note))),
            )
            for one in block.figures
        )
        return tag("div", *figures, class_="figures")
    if isinstance(block, ListBlock):
        items = (
            tag("li", _write_shape(one.shape, one.status), _write_lines(one.lines))
            for one in block.items
        )
        return tag("ul", *items)
    if isinstance(block, FactsBlock):
        facts = (
            tag("dt", escape(name)) + tag("dd", _write_lines(lines))
            for name, lines in block.facts
        )
        return tag("dl", *facts)
    return _write_table(block) if isinstance(block, TableBlock) else ""


def _write_shape(shape: str, status: str) -> str:
    return tag("i", escape(shape), class_=status or "none") if shape else ""


def _write_table(block: TableBlock) -> str:
    kinds = ["number" if column.is_number else "words" for column in block.columns]
    heads = "".join(
        tag("th", escape(column.label), class_=kind, scope="col")
        for column, kind in zip(block.columns, kinds, strict=True)
    )

    def write_row(cells: tuple[Lines, ...]) -> str:
        pairs = zip(cells, kinds, strict=False)
        return tag(
            "tr", *(tag("td", _write_lines(one), class_=kind) for one, kind in pairs)
        )

    rows = "".join(map(write_row, block.rows))
    total = tag("tfoot", write_row(block.total)) if block.total else ""
    return tag(
        "table",
        tag("caption", escape(block.caption)),
        tag("thead", tag("tr", heads)),
        tag("tbody", rows),
        total,
    )


def _write_lines(lines: Lines) -> str:
    return "<br>".join(map(_write_line, lines))


def _write_line(line: Line) -> str:
    names = {"strong": "b", "small": "small"}
    written = []
    for span in line:
        language = {"lang": span.language} if span.language else {}
        style = {"class_": "missing"} if span.style == "missing" else {}
        name = names.get(span.style, "span")
        words = escape(keep_days(span.text))
        written.append(tag(name, words, **language, **style))
    return "".join(written) if join_words(line) else ""


def _write_warning(words: str) -> str:
    return tag("p", escape(words), class_="warning-line") if words else ""


def _write_foot(report: CouncilReport, number: int, count: int) -> str:
    said = " · ".join(one for one in (report.mark, report.source) if one)
    place = tag("span", f"{number} / {count}")
    return tag("footer", tag("span", escape(said)), place)
