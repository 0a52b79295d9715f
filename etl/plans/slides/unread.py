"""Findings about figures that slides print and that are not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.plans.findings.model import Finding
from etl.plans.form.costs.findings import PrintedCell, report_cells
from etl.plans.form.money.amounts import Reading
from etl.plans.form.tables.named_rows import join_reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.findings.model import Reported
    from etl.plans.slides.reading import Slides


def report_unread(slides: Slides) -> Reported:
    """Return findings about figures that are not read, and parts that are not printed.

    Args:
        slides: What was read.
    """
    return join_reported(
        report_cells(_list_cells(slides)),
        {
            "amount_left_over": [
                Finding(
                    subject="slides",
                    message=(
                        f"“{printed.text}” prints money or a share that belongs to no"
                        " activity of the slides."
                    ),
                    found=printed.text,
                    line=printed.line,
                )
                for printed in slides.left_over
            ],
            "share_unknown": [
                Finding(
                    subject="shares",
                    message=(
                        f"“{printed.text}” is about a part of the basket whose share is"
                        " not printed."
                    ),
                    found=printed.text,
                    line=printed.line,
                )
                for printed in slides.unknown
            ],
        },
    )


def _list_cells(slides: Slides) -> Iterator[PrintedCell]:
    for number, share in enumerate(slides.shares, start=1):
        if share.percent is None:
            reading = Reading(share.printed, is_whole=False)
            yield PrintedCell(str(number), "net_eur", reading, share.line)
    if slides.basket:
        reading, line = slides.basket
        yield PrintedCell("grand", "net_eur", reading, line, is_total=True)
