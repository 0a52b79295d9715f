from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.charts.bars import Bar, Segment, plot_bars
from dashboard.charts.style import PALETTES, mix
from dashboard.charts.treemap import Tile, plot_treemap

BARS = [
    Bar(
        "a",
        "Pirma",
        "30 €",
        [Segment(Decimal(20), "steam"), Segment(Decimal(10), "culture")],
    ),
    Bar("b", "Antra", "5 €", [Segment(Decimal(5), "unassigned")]),
]


def test_bars_start_at_zero_and_keep_their_order() -> None:
    figure = plot_bars(BARS, "light", "lt")
    first, second = figure.data
    assert figure.layout.xaxis.range[0] == 0
    assert list(first.x) == [20.0, 5.0]
    assert list(first.y) == [1, 0]
    assert list(second.x) == [10.0]
    assert [note.text for note in figure.layout.annotations[:2]] == ["Pirma", "30 €"]


def test_bars_draw_planned_money_as_a_tint_with_a_full_outline() -> None:
    palette = PALETTES["light"]
    first = plot_bars(BARS, "light", "lt").data[0]
    assert list(first.marker.color) == [
        palette.planned("steam"),
        palette.planned("unassigned"),
    ]
    assert first.marker.line.color[0] == palette.areas["steam"]
    assert first.marker.line.color[1] == palette.neutral


def test_bars_leave_more_room_for_values_on_a_phone() -> None:
    wide = plot_bars(BARS, "light", "lt").layout.xaxis.range[1]
    narrow = plot_bars(BARS, "light", "lt", is_narrow=True).layout.xaxis.range[1]
    assert 30 < wide < narrow


def test_no_bars_make_an_empty_figure() -> None:
    assert len(plot_bars([], "dark", "en").data) == 0


def test_treemap_keeps_groups_and_their_colour() -> None:
    tiles = [
        Tile("steam", "", "steam", "STEAM", "3 €", Decimal(3)),
        Tile("steam/x", "steam", "steam", "Įranga", "3 €", Decimal(3)),
    ]
    (trace,) = plot_treemap(tiles, "dark", "lt").data
    assert list(trace.parents) == ["", "steam"]
    assert set(trace.marker.colors) == {PALETTES["dark"].planned("steam")}
    assert trace.branchvalues == "total"


@pytest.mark.parametrize(("language", "marks"), [("lt", ",\u00a0"), ("en", ".,")])
def test_figures_write_numbers_in_the_language(language: str, marks: str) -> None:
    figure = plot_bars(BARS, "light", language)  # type: ignore[arg-type]
    assert figure.layout.separators == marks


@pytest.mark.parametrize(
    ("share", "expected"), [(0, "#ffffff"), (0.5, "#808080"), (1, "#000000")]
)
def test_mix_lays_a_colour_over_a_ground(share: float, expected: str) -> None:
    assert mix("#000000", "#ffffff", share) == expected


def brightness(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("area", ["leadership", "inclusion", "culture", "steam"])
def test_colours_can_be_told_from_the_page_and_read_upon(theme: str, area: str) -> None:
    palette = PALETTES[theme]  # type: ignore[index]
    assert contrast(palette.areas[area], palette.background) >= 3
    assert contrast(palette.text, palette.planned(area)) >= 4.5
    assert contrast(palette.muted, palette.background) >= 4.5
