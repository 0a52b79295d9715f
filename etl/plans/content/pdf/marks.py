"""What the place of a character says: raised and lowered digits, struck-out words.

A footnote mark is a small digit set higher than the number it stands at; taken for one
of its digits it would make another number. A line through the middle of characters
strikes them out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from etl.plans.content.content import lower_text, raise_text
from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.plans.content.pdf.ruling_lines import Segment
    from etl.plans.content.pdf.text import Char


def is_struck(char: Char, lines: Sequence[Segment]) -> bool:
    """Whether a line goes through the middle of a character."""
    height = char["bottom"] - char["top"]
    top, bottom = (char["top"] + share * height for share in PDF.struck_band)
    for y, left, right in lines[bisect_left(lines, (top, 0.0, 0.0)) :]:
        if y > bottom:
            return False
        covered = min(right, char["x1"]) - max(left, char["x0"])
        if covered > PDF.struck_share * (char["x1"] - char["x0"]):
            return True
    return False


def set_marks(chars: Sequence[Char]) -> list[Char]:
    """Return characters with raised and lowered figures written as such.

    They are given the height of the character they stand at, so that they belong to its
    line.
    """
    bands: dict[int, list[Char]] = defaultdict(list)
    for char in sorted(chars, key=_end):
        bands[int(char["bottom"] // PDF.band)].append(char)
    places = {band: [_end(char) for char in own] for band, own in bands.items()}
    marked: dict[int, Char] = {}
    for char in sorted(chars, key=_start):
        bases = _neighbours(char, bands, places)
        found = (_change(char, marked.get(id(base), base)) for base in bases)
        changed = next((one for one in found if one), None)
        if changed:
            marked[id(char)] = changed
    return [marked.get(id(char), char) for char in chars]


def _neighbours(
    char: Char, bands: Mapping[int, list[Char]], places: Mapping[int, list[float]]
) -> Iterator[Char]:
    """Yield the characters beside one, mostly as high, that end where it begins."""
    if char["text"].isspace() or not char["upright"]:
        return
    reach = PDF.touching * char["size"]
    lowest = int((char["bottom"] + char["size"]) // PDF.band)
    for band in range(int(char["top"] // PDF.band), lowest + 1):
        start = bisect_left(places.get(band, ()), char["x0"] - reach)
        for other in bands.get(band, ())[start:]:
            if other["x1"] > char["x0"] + reach:
                break
            shared = _shared_height(char, other)
            if (
                shared > PDF.beside * (char["bottom"] - char["top"])
                and other is not char
            ):
                yield other


def _change(char: Char, base: Char) -> Char | None:
    """Return a character as a mark of the one before it, if it is one."""
    size = base["size"]
    is_small = char["size"] < PDF.small * size
    if base["text"].isspace() or char["size"] > size:
        return None
    if base["bottom"] - char["bottom"] > PDF.raised * size:
        text = raise_text(char["text"])
    elif is_small and char["bottom"] - base["bottom"] > PDF.lowered * size:
        text = lower_text(char["text"])
    else:
        return None
    height = {"top": base["top"], "bottom": base["bottom"]}
    return {**char, "text": text, "size": size, **height}


def _shared_height(char: Char, other: Char) -> float:
    bottom, top = min(char["bottom"], other["bottom"]), max(char["top"], other["top"])
    return float(bottom - top)


def turn_upright(chars: Sequence[Char]) -> list[Char]:
    """Return characters of turned text as if it were set level.

    Text that goes up is read from the left side of its lines, text that goes down from
    the right.
    """
    turned = []
    for char in chars:
        goes_up = char["matrix"][1] > 0
        if goes_up:
            box = (-char["bottom"], -char["top"], char["x0"], char["x1"])
        else:
            box = (char["top"], char["bottom"], -char["x1"], -char["x0"])
        level = dict(zip(("x0", "x1", "top", "bottom"), box, strict=True))
        size = char["x1"] - char["x0"]
        turned.append({**char, **level, "size": size, "upright": True})
    return turned


def _start(char: Char) -> float:
    return float(char["x0"])


def _end(char: Char) -> float:
    return float(char["x1"])
