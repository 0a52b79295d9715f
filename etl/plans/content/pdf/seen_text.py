"""What a reader of a page sees: no hidden text, nothing beyond the edges, set upright.

Scanners put what they guess behind their picture as text that is not drawn; programs
write white on white, and keep print outside of the part of the paper that is shown.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from pdfminer.layout import LTChar, LTFigure, LTImage
from pdfplumber.page import Page as PlumberPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from etl.plans.content.content import UNKNOWN_CHARACTER
from etl.plans.content.pdf.annotations import PageInterpreter
from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.plans.content.pdf.text import Char

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

# Rendering modes of the PDF format: text that is not drawn, and text that is only
# filled, so that its colour hides it.
_NOT_DRAWN: Final = frozenset({3, 7})
_FILLED: Final = frozenset({0, 4})
_WHITE: Final = "white"
_SIDEWAYS: Final = (90, 270)


class _DrawnText(PDFPageAggregatorWithMarkedContent):
    """Gathers what is drawn, and marks what is filled with white."""

    written: str | None = None
    is_annotation: bool = False

    @contextmanager
    def only_text(self, written: str | None = None) -> Iterator[None]:
        """Keep only characters and pictures: frames of notes rule no table.

        Args:
            written: What the characters say, whatever they are drawn as.
        """
        before = len(self.cur_item._objs)  # noqa: SLF001
        self.is_annotation, self.written = True, written
        yield
        self.is_annotation, self.written = False, None
        drawn = list(_text_of(self.cur_item._objs[before:]))  # noqa: SLF001
        self.cur_item._objs[before:] = drawn  # noqa: SLF001

    def render_string(
        self,
        textstate: Any,  # noqa: ANN401 – pdfminer has no types for it
        *others: Any,  # noqa: ANN401
    ) -> None:
        before = len(self.cur_item._objs)  # noqa: SLF001 – nothing public tells
        super().render_string(textstate, *others)
        drawn: list[Any] = self.cur_item._objs[before:]  # noqa: SLF001
        if textstate.render in _NOT_DRAWN:
            del self.cur_item._objs[before:]  # noqa: SLF001
        for char, sign in zip(drawn, self.written or "", strict=False):
            char._text = sign  # noqa: SLF001
        for char in drawn:
            _set_turn(char)
        if self.is_annotation:
            return
        for char in drawn if textstate.render in _FILLED else ():
            if _is_white(char.graphicstate.ncolor):
                char.tag = _WHITE


def _set_turn(char: Any) -> None:  # noqa: ANN401
    """Set whether a character stands level; pdfminer takes `cos 90°` for more than 0.

    A figure upside down in a page that is not would be read from its wrong end.
    """
    turn = _turn_of(*char.matrix[:4])
    if turn in _SIDEWAYS:
        char.upright = False
    elif turn and char._text.isdigit():  # noqa: SLF001
        char._text = UNKNOWN_CHARACTER  # noqa: SLF001


def _text_of(drawn: Iterable[Any]) -> Iterator[Any]:
    for one in drawn:
        if isinstance(one, (LTChar, LTImage)):
            yield one
        elif isinstance(one, LTFigure):
            yield from _text_of(one)


def open_seen_page(page: Any) -> Any:  # noqa: ANN401 – pdfplumber has no types
    """Return a page of pdfplumber's with what is drawn, turned upright, in its box."""
    _lay_out(page)
    turn = _find_turn(page)
    if turn:
        source = page.page_obj
        source.rotate = (source.rotate + turn) % 360
        source.attrs["Rotate"] = source.rotate
        page = PlumberPage(page.pdf, source, page.page_number, page.initial_doctop)
        _lay_out(page)
    box = _shown_box(page)
    if box != page.bbox:
        _cut(page, box)
    return page


def keep_seen(page: Any) -> list[Char]:  # noqa: ANN401
    """Return the characters of a page without those that are white on white."""
    if not any(char.get("tag") == _WHITE for char in page.chars):
        return list(page.chars)
    dark = _Bands(_dark_boxes(page))
    return [
        char
        for char in page.chars
        if char.get("tag") != _WHITE or dark.cover(*_middle(char))
    ]


def _lay_out(page: Any) -> None:  # noqa: ANN401
    device = _DrawnText(
        page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams
    )
    PageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 – pdfplumber's own cache


def _find_turn(page: Any) -> int:  # noqa: ANN401
    """Find by how many degrees most of a page's text has to be turned to be level."""
    turns = Counter(
        _turn_of(*char["matrix"][:4])
        for char in page.chars
        if not char["text"].isspace()
    )
    turn, count = max(turns.items(), key=lambda item: item[1], default=(0, 0))
    return turn if count > PDF.turned_share * turns.total() else 0


def _turn_of(a: float, b: float, c: float, d: float) -> int:
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def _shown_box(page: Any) -> Box:  # noqa: ANN401
    """Return the part of a page that is shown, in the units of its characters."""
    cropped = page.page_obj.cropbox
    if not cropped:
        return _as_box(page.bbox)
    x0, y0, x1, y1 = (float(side) for side in page.page_obj.mediabox)
    left, low, right, high = (float(side) for side in cropped)
    corners = {
        0: (left - x0, low - y0, right - x0, high - y0),
        90: (low - y0, x1 - right, high - y0, x1 - left),
        180: (x1 - right, y1 - high, x1 - left, y1 - low),
        270: (y1 - high, left - x0, y1 - low, right - x0),
    }
    found = corners.get(page.page_obj.rotate % 360, corners[0])
    across, up = sorted(found[::2]), sorted(found[1::2])
    start, top = page.bbox[:2]
    height = page.height
    box = (start + across[0], top + height - up[1], start + across[1])
    return _overlap(_as_box(page.bbox), (*box, top + height - up[0]))


def _as_box(sides: Any) -> Box:  # noqa: ANN401
    left, top, right, bottom = (float(side) for side in sides)
    return left, top, right, bottom


def _overlap(one: Box, other: Box) -> Box:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (left, top, right, bottom) if left < right and top < bottom else one


def _cut(page: Any, box: Box) -> None:  # noqa: ANN401
    """Limit a page to what is shown of it; places count from the corner of that."""
    for kind, objects in page.objects.items():
        kept = [one for one in objects if kind != "char" or _is_inside(box, one)]
        for one in kept:
            for side, shift in (("x0", 0), ("x1", 0), ("top", 1), ("bottom", 1)):
                one[side] -= box[shift]
            if one.get("pts"):
                one["pts"] = [(x - box[0], y - box[1]) for x, y in one["pts"]]
        objects[:] = kept
    page.bbox = (0.0, 0.0, box[2] - box[0], box[3] - box[1])


def _is_inside(box: Box, char: Char) -> bool:
    x, y = _middle(char)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _middle(char: Char) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _dark_boxes(page: Any) -> Iterator[Box]:  # noqa: ANN401
    """Yield what white text can be seen on: filled areas and pictures."""
    for kind in ("rect", "curve", "image"):
        for one in page.objects.get(kind, ()):
            is_filled = one.get("fill") and not _is_white(one["non_stroking_color"])
            if kind == "image" or is_filled:
                yield one["x0"], one["top"], one["x1"], one["bottom"]


class _Bands:
    """Finds the areas over a point: they are kept by the bands of height they take."""

    def __init__(self, areas: Iterator[Box]) -> None:
        self.bands: dict[int, list[Box]] = {}
        self.tall: list[Box] = []
        for area in areas:
            first, last = int(area[1] // PDF.band), int(area[3] // PDF.band)
            if last - first > PDF.tall_bands:
                self.tall.append(area)
                continue
            for band in range(first, last + 1):
                self.bands.setdefault(band, []).append(area)

    def cover(self, x: float, y: float) -> bool:
        """Whether an area lies under a point."""
        near = (*self.tall, *self.bands.get(int(y // PDF.band), ()))
        return any(
            left <= x <= right and top <= y <= bottom
            for left, top, right, bottom in near
        )


def _is_white(color: Any) -> bool:  # noqa: ANN401 – whatever a colour space has
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return False
    if len(parts) == PDF.ink_parts:
        return all(part <= PDF.lightest for part in parts)
    return all(part >= 1 - PDF.lightest for part in parts)
