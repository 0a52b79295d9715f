"""The order in which loose lines are read: column by column, where a page has columns.

Two lines of print at one height are one line of the page, or two that have nothing to
do with each other. They are two where many lines in a row keep the same gap free.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.plans.content.pdf.text import group_lines, read_lines
from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.pdf.text import Char, PrintedLine

Gap = tuple[float, float]
"""Where print ends and where it goes on, in one line."""


def read_in_columns(
    chars: Iterable[Char], tables: Sequence[float], page: int
) -> Iterator[PrintedLine]:
    """Yield lines of loose print in the order they are read in.

    Args:
        chars: Characters outside of tables.
        tables: Upper edges of the page's tables, from the top: a column ends there.
        page: Number of the page.
    """
    upright = [char for char in chars if char["upright"]]
    bands: dict[int, list[Char]] = {}
    for char in upright:
        bands.setdefault(bisect_right(tables, char["top"]), []).append(char)
    for _, band in sorted(bands.items()):
        for part in _split_columns(list(group_lines(band))):
            yield from read_lines(part, page)


@dataclass(slots=True)
class _Run:
    """Lines in a row that keep a gap free.

    Attributes:
        gap: What all of them keep free.
        lines: The lines.
        both: How many have print on both sides.
    """

    gap: Gap
    lines: list[list[Char]] = field(default_factory=list)
    both: int = 0

    def takes(self, line: list[Char], gaps: Sequence[Gap]) -> bool:
        """Add a line, if it keeps enough of the gap free."""
        shared = [(max(self.gap[0], a), min(self.gap[1], b)) for a, b in gaps]
        widest = max(shared, key=lambda gap: gap[1] - gap[0], default=None)
        if widest is None or widest[1] - widest[0] < _least(line):
            return False
        self.gap = widest
        self.lines.append(line)
        self.both += line[0]["x0"] < widest[0] and line[-1]["x1"] > widest[1]
        return True


def _split_columns(lines: Sequence[list[Char]]) -> Iterator[list[Char]]:
    """Yield characters part by part: a column, or lines over the whole width."""
    run: _Run | None = None
    for line in lines:
        gaps = _gaps(line)
        if run and run.takes(line, _with_sides(line, gaps)):
            continue
        if run:
            yield from _close(run)
            run = None
        if gaps:
            run = _Run(max(gaps, key=lambda gap: gap[1] - gap[0]))
            run.takes(line, gaps)
        else:
            yield line
    if run:
        yield from _close(run)


def _close(run: _Run) -> Iterator[list[Char]]:
    if run.both < PDF.column_lines:
        yield [char for line in run.lines for char in line]
        return
    middle = sum(run.gap) / 2
    for is_right in (False, True):
        side = (
            [c for c in line if (c["x0"] > middle) == is_right] for line in run.lines
        )
        yield from _split_columns([line for line in side if line])


def _gaps(line: Sequence[Char]) -> list[Gap]:
    """Return the wide gaps inside of a line, whose characters come from the left."""
    printed = [char for char in line if not char["text"].isspace()]
    gaps: list[Gap] = []
    end = printed[0]["x1"] if printed else 0.0
    for char in printed[1:]:
        if char["x0"] - end > _least(line):
            gaps.append((end, char["x0"]))
        end = max(end, char["x1"])
    return gaps


def _with_sides(line: Sequence[Char], gaps: Sequence[Gap]) -> list[Gap]:
    """Return the gaps of a line, and what it leaves free beside itself."""
    printed = [char for char in line if not char["text"].isspace()]
    if not printed:
        return [(float("-inf"), float("inf"))]
    first, last = printed[0]["x0"], max(char["x1"] for char in printed)
    return [(float("-inf"), first), *gaps, (last, float("inf"))]


def _least(line: Sequence[Char]) -> float:
    return PDF.column_gap * float(line[0]["size"])
