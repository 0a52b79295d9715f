"""`pazanga chart`: one chart of a page, as its address says, into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.pictures.chart import draw_picture, read_picture
from pazanga.errors import PageError
from pazanga.files.durable import replace_bytes
from pazanga.files.private import write_as_given

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dashboard.pictures.chart import Format
    from pazanga.settings import Settings

ENDINGS: Final[Mapping[str, Format]] = {".svg": "svg", ".png": "png", ".pdf": "pdf"}


def write_chart(settings: Settings, address: str, chart: str, out: Path) -> None:
    """Write a chart of a page into a file, which is replaced whole.

    Args:
        settings: Which home.
        address: As it is copied from the browser.
        chart: Name of the chart; empty for the one behind `#`, else the first.
        out: File whose ending says the format.

    Raises:
        UserError: The file cannot be such, or the address has no such chart.
        OSError: The file cannot be written.
    """
    if out.is_dir():
        raise PageError("chart_folder", path=out)
    if out.suffix.lower() not in ENDINGS:
        raise PageError("chart_ending", path=out, endings=", ".join(ENDINGS))
    asked = parse_address(address)
    picture = read_picture(run_page(settings, asked), chart or asked.fragment)
    content = draw_picture(picture, ENDINGS[out.suffix.lower()])
    with write_as_given():
        replace_bytes(out, content)
