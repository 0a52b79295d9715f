"""What a PDF lays over its pages: filled-in fields, notes that print, struck-out words.

A viewer draws them after the page, each by an appearance of its own. Where a field or
a note has none, the viewer writes its value into its box; that is done here as well.
Notes that only show an icon are not read.
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from pdfminer.pdftypes import (
    PDFStream,
    dict_value,
    list_value,
    num_value,
    resolve1,
)
from pdfminer.psparser import LIT, PSLiteral
from pdfminer.utils import apply_matrix_pt, decode_text, mult_matrix

from etl.plans.content.content import UNKNOWN_CHARACTER
from etl.plans.content.pdf.layers import LayerInterpreter, Layers
from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Matrix = tuple[float, float, float, float, float, float]
    Box = tuple[float, float, float, float]

_HIDDEN, _PRINTED, _NOT_VIEWED = 2, 4, 32
_PASSWORD: Final = 8192
_CORNERS: Final = 8
_SIDES: Final = 4
_WRITTEN: Final = frozenset({"FreeText", "Stamp"})
_TEXT, _CHOICE = "Tx", "Ch"
_SIZE: Final = re.compile(r"([\d.]+)\s+Tf")
_FONT: Final = {
    "Font": {
        "F": {
            "Type": LIT("Font"),
            "Subtype": LIT("Type1"),
            "BaseFont": LIT("Helvetica"),
        }
    }
}
_FIGURE: Final = "0"


class PageInterpreter(LayerInterpreter):
    """Draws a page, and over it what its annotations print."""

    def process_page(self, page: Any) -> None:  # noqa: ANN401 – pdfminer has no types
        """Draw a page as pdfminer does, with its annotations."""
        x0, y0, x1, y1 = page.mediabox
        ctm = {
            90: (0, -1, 1, 0, -y0, x1),
            180: (-1, 0, 0, -1, x1, y1),
            270: (0, 1, -1, 0, y1, -x0),
        }.get(page.rotate, (1, 0, 0, 1, -x0, -y0))
        self.device.begin_page(page, ctm)
        self.layers = Layers(page.doc.catalog)
        self.render_contents(page.resources, page.contents, ctm=ctm)
        form = dict_value(resolve1(page.doc.catalog.get("AcroForm")) or {})
        for number, (own, box) in enumerate(_list_annotations(page)):
            self._draw(_Annotation(own, box, form), ctm, -1 - number)
        self.device.end_page(page)

    def _draw(self, one: _Annotation, ctm: Matrix, number: int) -> None:
        if one.is_hidden or not self.layers.show(one.own.get("OC")):
            return
        if one.subtype == "StrikeOut":
            strokes = " ".join(one.strokes())
            self._render({}, _stream(strokes, number), ctm)
            return
        if not one.is_written:
            return
        device: Any = self.device
        appearance = one.appearance
        if appearance is not None and not one.is_outdated:
            with device.only_text():
                resources = dict_value(appearance.get("Resources") or one.resources)
                self._render(resources, appearance, mult_matrix(one.placed(), ctm))
            return
        for line, drawing in one.lines():
            with device.only_text(line):
                self._render(_FONT, _stream(drawing, number), ctm)

    def _render(self, resources: Any, stream: PDFStream, ctm: Matrix) -> None:  # noqa: ANN401
        self.subinterp().render_contents(resources, [stream], ctm=ctm)


class _Annotation:
    """An annotation, with what it takes from the fields it belongs to."""

    def __init__(
        self, own: Mapping[str, Any], box: Box, form: Mapping[str, Any]
    ) -> None:
        self.own = own
        self.box = box
        self.form = form
        self.subtype = _name(own.get("Subtype"))

    @property
    def is_hidden(self) -> bool:
        """Whether it neither is shown nor prints."""
        flags = _number(self.own.get("F"))
        is_viewed = not flags & _NOT_VIEWED or flags & _PRINTED
        return bool(flags & _HIDDEN) or not is_viewed

    @property
    def is_written(self) -> bool:
        """Whether it prints words: a note on the page, or a field with a value."""
        if self.subtype != "Widget":
            return self.subtype in _WRITTEN
        kind, flags = _name(self.inherited("FT")), _number(self.inherited("Ff"))
        return kind in {_TEXT, _CHOICE} and not (kind == _TEXT and flags & _PASSWORD)

    @property
    def resources(self) -> Any:  # noqa: ANN401
        """Return the resources that the form gives to its fields."""
        return resolve1(self.form.get("DR")) or {}

    @property
    def appearance(self) -> PDFStream | None:
        """Return the drawing of its usual look; None where the viewer makes one."""
        looks = dict_value(resolve1(self.own.get("AP")) or {})
        usual = resolve1(looks.get("N"))
        if isinstance(usual, dict):
            usual = resolve1(usual.get(_name(self.own.get("AS"))))
        return usual if isinstance(usual, PDFStream) else None

    @property
    def is_outdated(self) -> bool:
        """Whether the viewer draws a field anew, from its value."""
        return self.subtype == "Widget" and bool(
            resolve1(self.form.get("NeedAppearances"))
        )

    def inherited(self, key: str) -> Any:  # noqa: ANN401
        """Return an entry of the field, or of a field above it."""
        field: Any = self.own
        for _ in range(PDF.field_levels):
            if field.get(key) is not None:
                return resolve1(field[key])
            field = resolve1(field.get("Parent"))
            if not isinstance(field, dict):
                break
        return None

    def placed(self) -> Matrix:
        """Return how the drawing is moved and stretched into its box."""
        look = self.appearance
        attributes: Any = look.attrs if look is not None else {}
        matrix = _matrix(attributes.get("Matrix"))
        drawn = _box(attributes.get("BBox")) or self.box
        corners = [(x, y) for x in drawn[::2] for y in drawn[1::2]]
        xs, ys = zip(*(apply_matrix_pt(matrix, one) for one in corners), strict=True)
        across = _ratio(self.box[2] - self.box[0], max(xs) - min(xs))
        up = _ratio(self.box[3] - self.box[1], max(ys) - min(ys))
        right, above = self.box[0] - min(xs) * across, self.box[1] - min(ys) * up
        return mult_matrix(matrix, (across, 0, 0, up, right, above))

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield the lines that a viewer writes into the box, and their drawing."""
        left, low, right, high = self.box
        texts, size = _fit(self._text(), self._size(), right - left, high - low)
        top = high - max(high - low - len(texts) * size, 0.0) / 2
        for number, text in enumerate(texts, start=1):
            y = top - number * size + 0.2 * size
            signs = "".join(" " if sign == " " else _FIGURE for sign in text)
            look = f"/F {size:.3f} Tf 1 0 0 1 {left:.3f} {y:.3f} Tm"
            yield text, f"BT {look} ({signs}) Tj ET"

    def strokes(self) -> Iterator[str]:
        """Yield the lines that go through the words it strikes out."""
        given = list_value(self.own.get("QuadPoints") or [])
        points = [float(num_value(one)) for one in given]
        for start in range(0, len(points) - _CORNERS + 1, _CORNERS):
            x0, y0, x1, y1, x2, y2, x3, y3 = points[start : start + _CORNERS]
            x, y, right, high = (
                (x0 + x2) / 2,
                (y0 + y2) / 2,
                (x1 + x3) / 2,
                (y1 + y3) / 2,
            )
            yield f"{x:.3f} {y:.3f} m {right:.3f} {high:.3f} l S"

    def _text(self) -> str:
        """Return what it says; what a viewer may write otherwise is not known."""
        if self.subtype != "Widget":
            return _decode(self.own.get("Contents"))
        text = _decode(self.inherited("V"))
        is_formatted = (
            self.own.get("AA") is not None or _name(self.inherited("FT")) == _CHOICE
        )
        has_figures = any(map(str.isdigit, text))
        return text + UNKNOWN_CHARACTER * (is_formatted and has_figures)

    def _size(self) -> float:
        said = _SIZE.search(_decode(self.inherited("DA") or self.form.get("DA")))
        size = float(said[1]) if said and said[1].count(".") < 2 else 0.0  # noqa: PLR2004
        return size or PDF.field_size


def _fit(
    text: str, size: float, width: float, height: float
) -> tuple[list[str], float]:
    """Return the lines of a text and their size, so that none leaves its box.

    What does not fit even in small letters is cut, and said to be.
    """
    lines = text.split("\n")
    wide = PDF.field_width
    longest = max(map(len, lines))
    size = min(size, height / len(lines) if len(lines) > 1 else 0.9 * height)
    if width >= longest * wide * PDF.field_least:
        return lines, max(min(size, width / (max(longest, 1) * wide)), PDF.field_least)
    size = min(size, (width * height / (wide * len(text))) ** 0.5 / 1.5)
    size = max(size, PDF.field_least)
    letters = max(int(width / (wide * size)), 1)
    wrapped = [part for line in lines for part in wrap(line, letters)]
    fitting = max(int(height / size), 1)
    cut = [UNKNOWN_CHARACTER] if len(wrapped) > fitting else []
    return [*wrapped[: fitting - len(cut)], *cut], size


def count_annotations(page: Any) -> int:  # noqa: ANN401
    """Count the notes and fields of a page: of too many, none is read."""
    listed = resolve1(page.annots)
    return len(listed) if isinstance(listed, list) else 0


def _list_annotations(page: Any) -> Iterator[tuple[Mapping[str, Any], Box]]:  # noqa: ANN401
    """Yield the annotations that have a place on the page."""
    listed = resolve1(page.annots)
    for one in listed if isinstance(listed, list) else ():
        annotation = resolve1(one)
        box = _box(annotation.get("Rect")) if isinstance(annotation, dict) else None
        if box is not None:
            yield annotation, box


def _stream(drawing: str, number: int) -> PDFStream:
    """Return a drawing as a stream; its number tells it from those of the file."""
    stream = PDFStream({}, drawing.encode("ascii"))
    stream.set_objid(number, 0)
    return stream


def _name(value: Any) -> str:  # noqa: ANN401
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""


def _number(value: Any) -> int:  # noqa: ANN401
    value = resolve1(value)
    return value if isinstance(value, int) else 0


def _numbers(value: Any, count: int) -> Sequence[float] | None:  # noqa: ANN401
    given = resolve1(value)
    numbers = [resolve1(one) for one in given] if isinstance(given, list) else []
    is_right = len(numbers) == count and all(
        isinstance(one, (int, float)) for one in numbers
    )
    return [float(one) for one in numbers] if is_right else None


def _box(value: Any) -> Box | None:  # noqa: ANN401
    sides = _numbers(value, _SIDES)
    if sides is None:
        return None
    (left, right), (low, high) = sorted(sides[::2]), sorted(sides[1::2])
    return left, low, right, high


def _matrix(value: Any) -> Matrix:  # noqa: ANN401
    a, b, c, d, e, f = _numbers(value, 6) or (1, 0, 0, 1, 0, 0)
    return a, b, c, d, e, f


def _ratio(wanted: float, drawn: float) -> float:
    return wanted / drawn if drawn else 1.0


def _decode(value: Any) -> str:  # noqa: ANN401
    """Return a text as it is written into a field, its lines kept."""
    value = resolve1(value)
    if isinstance(value, PDFStream):
        value = value.get_data()
    if isinstance(value, list):
        return " ".join(_decode(one) for one in value)
    if isinstance(value, PSLiteral):
        return str(value.name)
    text = decode_text(value) if isinstance(value, bytes) else ""
    return re.sub(r"\r\n?", "\n", text).strip()
