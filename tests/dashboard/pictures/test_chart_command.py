"""`pazanga chart`: files it writes, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.pictures.command import write_chart
from pazanga.errors import PageError

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings


def test_chart_is_written_as_its_address_says(
    shown_settings: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "chart.svg"
    out.write_text("an older one")
    address = "http://127.0.0.1:8501/spending?area=steam&lang=en#comparison"
    write_chart(shown_settings, address, "", out)
    svg = out.read_text("utf-8")
    assert svg.startswith("<svg")
    assert "STEAM" in svg.partition("<desc>")[2].partition("</desc>")[0]
    assert [path.name for path in tmp_path.iterdir()] == ["chart.svg"]


@pytest.mark.parametrize(
    ("address", "chart", "name", "refusal"),
    [
        ("/spending", "", "chart.gif", "chart_ending"),
        ("/spending", "", "chart", "chart_ending"),
        ("/spending", "", "", "chart_folder"),
        ("/nera", "", "a.svg", "page_unknown"),
        ("/spending", "nera", "a.png", "chart_unknown"),
        ("/spending#nera", "", "a.png", "chart_unknown"),
        ("/activity", "", "a.pdf", "page_without_charts"),
        ("/spending?area=nera", "", "a.svg", "page_refused"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    shown_settings: Settings,
    tmp_path: Path,
    address: str,
    chart: str,
    name: str,
    refusal: str,
) -> None:
    with pytest.raises(PageError) as caught:
        write_chart(shown_settings, address, chart, tmp_path / name)
    assert caught.value.name == refusal
    assert list(tmp_path.iterdir()) == []
