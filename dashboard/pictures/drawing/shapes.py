"""What a picture is made of: data that `figure.typ` lays out, never code of Typst.

Colours are hexadecimal, see `colours.py`; lengths are points, and places across a plot
are percent of its width. Texts are plain: Typst gets them as strings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dashboard.pictures.drawing.colours import find_colour

Across = Literal["left", "center", "right"]
Down = Literal["top", "horizon", "bottom"]

TEXT = 14.0
SMALL = 12.0
INK = find_colour("ink")
MUTED = find_colour("muted")
LINE = find_colour("line")
RULE = find_colour("rule")
GROUND = find_colour("ground")


@dataclass(frozen=True, kw_only=True)
class Caption:
    """Caption that wrap.

    Attributes:
        text: The words.
        tone: Their colour.
        size: Their size.
        is_bold: Whether they are bold.
    """

    text: str
    tone: str = INK
    size: float = TEXT
    is_bold: bool = False
    kind: str = "words"


@dataclass(frozen=True, kw_only=True)
class Captions:
    """Caption of several kinds on the same lines."""

    parts: list[Caption]
    kind: str = "run"


@dataclass(frozen=True, kw_only=True)
class LegendSign:
    """A mark of a legend.

    Attributes:
        form: `swatch`, `dot`, `stroke` (a line that lies), `post` (one that stands) or
            `glyph`.
        fill: Colour inside; empty for none.
        stroke: Colour of the line around, or of the line.
        dashes: Lengths of dashes and gaps.
        size: Height of a swatch or a dot.
        text: The glyph, or the letter in a dot.
        tone: Colour of that text.
    """

    form: str
    fill: str = ""
    stroke: str = ""
    dashes: list[float] = field(default_factory=list)
    size: float = 11
    text: str = ""
    tone: str = INK


@dataclass(frozen=True, kw_only=True)
class Legend:
    """Signs, each with its words, on as many lines as they need."""

    parts: list[tuple[LegendSign, str]]
    tone: str = MUTED
    kind: str = "legend"


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle in a plot.

    Attributes:
        x: Its left side, percent.
        width: Its width, percent.
        y: Its top.
        height: Its height.
        fill: Colour inside; empty for none.
        stroke: Colour of its edge; empty for none.
        dashes: Lengths of dashes and gaps of the edge.
        least: Least width, so that it is seen.
        shift: How far it is moved to the right.
        is_tall: Whether it goes from the top of its row to the bottom instead.
    """

    x: float
    width: float
    y: float
    height: float
    fill: str = ""
    stroke: str = ""
    dashes: list[float] = field(default_factory=list)
    least: float = 0
    shift: float = 0
    is_tall: bool = False
    kind: str = "box"


@dataclass(frozen=True, kw_only=True)
class Path:
    """A line in a plot through points: percent across, points down."""

    points: list[tuple[float, float]]
    tone: str
    width: float = 1
    dashes: list[float] = field(default_factory=list)
    kind: str = "path"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A filled surface in a plot, within points: percent across, points down."""

    points: list[tuple[float, float]]
    fill: str
    kind: str = "shape"


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A point in a plot.

    Attributes:
        x: Its middle, percent.
        y: Its middle.
        radius: Its radius.
        fill: Colour inside; empty for none.
        stroke: Colour of its edge; empty for none.
        text: Letter in it, in `tone`.
        tone: Colour of the letter.
    """

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    text: str = ""
    tone: str = INK
    kind: str = "dot"


@dataclass(frozen=True, kw_only=True)
class Label:
    """Caption at a place of a plot, on a line of their own.

    Attributes:
        x: Place, percent.
        y: Place.
        text: The words.
        across: Which part of the words stands there.
        down: The same upright.
        shift: How far they are moved to the right.
        tone: Their colour.
        size: Their size.
        is_bold: Whether they are bold.
        ground: Colour behind them; empty for none.
        is_kept: Whether they are moved to stay within the plot and its margins.
    """

    x: float
    y: float
    text: str
    across: Across = "left"
    down: Down = "horizon"
    shift: float = 0
    tone: str = INK
    size: float = SMALL
    is_bold: bool = False
    ground: str = ""
    is_kept: bool = True
    kind: str = "label"


@dataclass(frozen=True, kw_only=True)
class BoxWords:
    """Caption in a rectangle of a plot, from its upper left corner on.

    Attributes:
        x: Its left side, percent.
        width: Its width, percent.
        y: Its top.
        height: Its height.
        parts: The words.
        is_line: Whether they stand on one line, else each from a line of its own.
    """

    x: float
    width: float
    y: float
    height: float
    parts: list[Caption]
    is_line: bool = False
    kind: str = "tile"


Mark = Box | Path | Shape | Dot | Label | BoxWords


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Marks at places.

    Attributes:
        height: Its height.
        marks: What stands in it, the last on top.
        left: Margin left of the places, in which words may stand.
        right: Margin right of them.
    """

    height: float
    marks: list[Mark]
    left: float = 0
    right: float = 0
    kind: str = "plot"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a split bar: its share of the bar in percent, and words in it."""

    width: float
    fill: str
    stroke: str
    words: list[str]


@dataclass(frozen=True, kw_only=True)
class SplitBar:
    """A bar whose parts hold words; those without room stand under it.

    Attributes:
        width: Its width, percent of what there is.
        parts: Its parts, left to right.
    """

    width: float
    parts: list[Part]
    kind: str = "split"


@dataclass(frozen=True, kw_only=True)
class Row:
    """Things side by side.

    Attributes:
        columns: Their widths; 0 takes what is left.
        cells: The things.
        across: How each stands in its column.
        gap: Between columns.
        pad: Above and below.
        rule: Colour of the line under it; empty for none.
        ground: Colour behind it; empty for none.
        down: How the things stand beside each other.
    """

    columns: list[float]
    cells: list[Item]
    across: list[Across] = field(default_factory=list)
    gap: float = 14
    pad: float = 5
    rule: str = LINE
    ground: str = ""
    down: Down = "horizon"
    kind: str = "row"


@dataclass(frozen=True, kw_only=True)
class Stack:
    """Things under each other."""

    items: list[Item]
    gap: float = 0
    kind: str = "stack"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a table, its words in the middle, and the colour behind them."""

    text: str
    tone: str = INK
    fill: str = ""
    is_bold: bool = False
    across: Across = "center"


@dataclass(frozen=True, kw_only=True)
class CellGrid:
    """A table of short cells, the first column as wide as it needs to be."""

    rows: list[list[Cell]]
    kind: str = "cells"


Item = Caption | Captions | Legend | Plot | SplitBar | Row | Stack | CellGrid

EMPTY = Caption(text="")
"""Nothing, in a column that other rows use."""
