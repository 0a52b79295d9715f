from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashboard.frame.shell
from dashboard.kit.charts.bars import Bar, Segment, write_bars
from dashboard.kit.charts.lines import STROKES, write_lines
from dashboard.kit.charts.treemap import (
    SIZES,
    Tile,
    TileBox,
    split_box,
    write_treemap,
)
from dashboard.kit.status_shapes import SHAPES

STYLE = Path(dashboard.frame.shell.__file__).with_name("style.css").read_text("utf-8")
BARS = [
    Bar(
        "Pirma <b>",
        "30 €",
        [Segment(Decimal(20), "steam"), Segment(Decimal(10), "culture")],
    ),
    Bar("Antra", "5 €", [Segment(Decimal(5), "")]),
]


def read_colours(name: str) -> tuple[str, str]:
    """Light and dark value of a colour of the style sheet."""
    found = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", STYLE)
    assert found
    return found[1], found[2]


def test_bars_share_one_scale_and_keep_their_order() -> None:
    markup = write_bars(BARS)
    assert re.findall(r"--share:([\d.]+)", markup) == ["1.00000", "0.16667"]
    assert re.findall(r'<i class="tint (\w+)"', markup) == ["steam", "culture", "none"]
    assert re.findall(r"width:([\d.]+)%", markup) == ["66.667", "33.333", "100.000"]


def test_bars_escape_their_labels_and_say_their_values() -> None:
    markup = write_bars(BARS)
    assert "Pirma &lt;b&gt;" in markup
    assert '<span class="value">30 €</span>' in markup
    assert "<b>Antra</b> 5 €" in write_bars(BARS, is_thick=True)


def test_label_of_a_bar_leads_on() -> None:
    markup = write_bars([Bar("Pirma <b>", "5 €", [], href="activity?key=a&lang=en")])
    assert '<a href="activity?key=a&amp;lang=en">Pirma &lt;b&gt;</a>' in markup


def test_no_bars_make_an_empty_picture() -> None:
    assert write_bars([]) == '<div class="bars"></div>'


def make_tiles(values: list[int]) -> list[Tile]:
    whole = Tile("steam", "", "steam", "STEAM", "iš viso", Decimal(sum(values)))
    return [
        whole,
        *(
            Tile(str(index), "steam", "steam", f"Dalis{index}", "€", Decimal(value))
            for index, value in enumerate(values)
        ),
    ]


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=20).filter(any))
def test_treemap_names_every_part_at_every_width(values: list[int]) -> None:
    drawings = write_treemap(make_tiles(values), "Kitos:").split('class="drawing ')[1:]
    assert len(drawings) == len(SIZES)
    for drawing in drawings:
        words = re.sub(r"<[^>]*>", " ", drawing)
        for index in range(len(values)):
            assert re.search(rf"Dalis{index}\b", words)


@given(
    st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20),
    st.floats(50, 1200),
    st.floats(50, 600),
)
def test_split_box_gives_each_part_its_area(
    values: list[float], width: float, height: float
) -> None:
    ordered = sorted(values, reverse=True)
    boxes = split_box(ordered, TileBox(0, 0, width, height))
    whole = width * height
    for value, box in zip(ordered, boxes, strict=True):
        share = box.width * box.height / whole
        assert share == pytest.approx(value / sum(values), rel=1e-6, abs=1e-9)
        assert box.left + box.width <= width * (1 + 1e-9)
        assert box.top + box.height <= height * (1 + 1e-9)


def test_lines_are_masks_one_for_each_kind() -> None:
    markup = write_lines(
        [("dash", [(0, 1), (2, 3)]), ("solid", [(4, 5)]), ("dash", [(6, 7)])]
    )
    assert re.findall(r'class="lines (\w+)"', markup) == ["dash", "solid"]
    assert 'points="0.00,1.00 2.00,3.00"' in unquote(markup)
    assert STROKES["dash"].dashes in unquote(markup)


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


def mix(colour: str, ground: str, share: float) -> str:
    pairs = (
        (int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)
    )
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


@pytest.mark.parametrize(("theme", "share"), [(0, 0.35), (1, 0.45)])
@pytest.mark.parametrize("area", ["leadership", "inclusion", "culture", "steam"])
def test_colours_can_be_told_from_the_page_and_read_upon(
    theme: int, share: float, area: str
) -> None:
    colour, ground = read_colours(area)[theme], read_colours("ground")[theme]
    assert f"var(--mark) {share:.0%}" in STYLE
    assert contrast(colour, ground) >= 3
    ink = read_colours("ink")[theme]
    assert contrast(ink, mix(colour, ground, share)) >= 4.5
    assert contrast(read_colours("muted")[theme], ground) >= 4.5


TONES = dict(re.findall(r"--(\w+): light-dark\((#\w{6}, #\w{6})\)", STYLE))


def find_contrast(one: str, other: str) -> float:
    """Find the ratio of contrast of two colours, as WCAG 2 counts it."""

    def shine(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((shine(one), shine(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", ["bad", "warn", "good", "muted", "link", "field"])
@pytest.mark.parametrize("theme", [0, 1])
def test_tones_that_carry_meaning_stand_out(tone: str, theme: int) -> None:
    colour, ground = (TONES[name].split(", ")[theme] for name in (tone, "ground"))
    assert find_contrast(colour, ground) >= 3


def test_every_status_has_a_tone_beside_its_shape() -> None:
    toned = set(re.findall(r"\.(\w+)", " ".join(re.findall(r"(.*) \{ --tone", STYLE))))
    known = {"plan", "sum", "figure", "nothing"}
    plain = {"pace_unknown", "no_target", "not_chosen", "note", *known}
    assert set(SHAPES) - plain <= toned
