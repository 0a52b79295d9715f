"""Writes a report as PDF: tagged, with text to select, the same on every machine.

A fixed template of Typst sets it. All words pass as data of JSON, never as its markup:
no sign in a title can become a command, load a file or end the document.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.pictures.drawing.glyphs import STANDARD
from dashboard.pictures.drawing.typesetting import typeset
from dashboard.report.charts import make_chart
from dashboard.report.model import PictureBlock, TableBlock
from dashboard.report.widths import share_width

if TYPE_CHECKING:
    from dashboard.report.model import Block, CouncilReport

TEMPLATE: Final = Path(__file__).with_name("report.typ")


def write_pdf(report: CouncilReport) -> bytes:
    """Write a report as PDF.

    Args:
        report: What it holds.

    Raises:
        TypesettingError: Typst refuses it.
    """
    return typeset(
        TEMPLATE,
        _pack_report(report),
        format="pdf",
        pdf_standards=STANDARD,
        timestamp=int(report.published_at.timestamp()),
    )


def _pack_report(report: CouncilReport) -> dict[str, Any]:
    """Convert a report to what JSON holds, each block with its kind."""
    chapters = [
        {"title": chapter.title, "blocks": [_pack_block(one) for one in chapter.blocks]}
        for chapter in report.chapters
    ]
    frame = {
        field.name: getattr(report, field.name)
        for field in fields(report)
        if field.name not in {"chapters", "facts", "published_at"}
    }
    return frame | {"facts": asdict(report.facts)["facts"], "chapters": chapters}


def _pack_block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.removesuffix("Block").lower()
    if isinstance(block, PictureBlock):
        return {"block": kind, "alt": block.alt, **make_chart(block)}
    packed = {"block": kind, **asdict(block)}
    if isinstance(block, TableBlock):
        packed["widths"] = share_width(block)
    return packed
