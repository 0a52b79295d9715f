from typing import Any

import pytest

from etl.plans.content.pdf.ruling_lines import drop_shading, level_lines

THIN = {"width": 100.0, "height": 0.7, "fill": True, "stroke": False}
SHADE = {"width": 100.0, "height": 12.0, "fill": True, "stroke": False}
BOX = {"width": 100.0, "height": 12.0, "fill": True, "stroke": True}


class Page:
    def __init__(self, rects: list[dict[str, Any]], lines: int) -> None:
        self.objects = {"rect": rects}
        self.lines = [{}] * lines


@pytest.mark.parametrize(
    ("rects", "lines", "kept"),
    [
        pytest.param([THIN] * 8 + [SHADE], 0, 8, id="rules_and_shading"),
        pytest.param([BOX, SHADE], 9, 1, id="lines_and_shading"),
        pytest.param([SHADE] * 9, 0, 9, id="shading_is_all_there_is"),
        pytest.param([BOX] * 9, 0, 9, id="boxes"),
    ],
)
def test_shading_is_no_rule_of_a_table(
    rects: list[dict[str, Any]], lines: int, kept: int
) -> None:
    page = Page(list(rects), lines)
    drop_shading(page)
    assert len(page.objects["rect"]) == kept


def test_level_lines_are_thin_and_flat() -> None:
    class Drawn:
        lines = ({"x0": 0, "x1": 10, "top": 5, "bottom": 5},)
        rects = (
            {"x0": 0, "x1": 10, "top": 3, "bottom": 3.6},
            {"x0": 0, "x1": 10, "top": 1, "bottom": 9},
        )
        curves = ({"x0": 4, "x1": 4, "top": 0, "bottom": 1},)

    assert level_lines(Drawn()) == [(3.3, 0, 10), (5.0, 0, 10)]
