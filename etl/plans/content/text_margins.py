"""Headers, footers and page numbers of a text: print of the margins, left out.

A cell may stand at the edge of a page, too. A line there is print of the margin where
most pages have the same one, or where numbers go on from page to page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from etl.plans.content.thresholds import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Line

_WORD: Final = r"(?:psl|pusl|puslapis|page|lapas)\b\.?"
_OF: Final = r"(?:\s*(?:/|iš|of)\s*\d{1,4})?"
_NUMBER: Final = rf"(?:{_WORD}\s*)?(?P<number>\d{{1,4}}){_OF}(?:\s*{_WORD})?"
PAGE_NUMBER: Final = re.compile(
    rf"(?P<dash>[-–—|]\s*)?{_NUMBER}(?(dash)\s*[-–—|])", re.IGNORECASE
)
"""A line that may be the number of a page, with its dashes and words."""


def split_text_margins(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Split the lines of a text from its headers, footers and page numbers.

    Returns:
        The lines, those emptied; a page begins with its first other line. And what the
        headers and footers say, each once.
    """
    numbers = _find_by_place(lines) | _find_by_words(lines)
    plain = tuple(_empty(lines, numbers))
    running = _find_running(plain)
    texts = [line.text for line in plain if line.number in running]
    plain = tuple(_empty(plain, running))
    # It may stand on the inner side of a header; others that go on are activities.
    if not numbers:
        plain = tuple(_empty(plain, _find_by_place(plain)))
    return plain, tuple(dict.fromkeys(texts))


def _find_running(lines: Sequence[Line]) -> set[int]:
    """Find the first and the last lines that most pages have."""
    pages = list(_split_pages(lines))
    edges: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for page in pages:
        for place in (*range(PAGES.edge), *range(-PAGES.edge, 0)):
            if page and -len(page) <= place < len(page):
                line = page[place]
                edges[place, line.text].append(line.number)
    fewest = max(PAGES.fewest_running, PAGES.share * len(pages))
    return {
        number
        for (_, text), numbers in edges.items()
        if len(numbers) >= fewest and _may_run(text)
        for number in numbers
    }


def _may_run(text: str) -> bool:
    """Whether a line is no short cell with figures, such as `2025 m.`."""
    has_figures = any(map(str.isdigit, text))
    is_long = len(text) >= PAGES.shortest_running
    return any(map(str.isalpha, text)) and (is_long or not has_figures)


def _empty(lines: Sequence[Line], numbers: set[int]) -> Iterator[Line]:
    begins_page = False
    for line in lines:
        if line.number in numbers:
            begins_page = begins_page or line.starts_page
            yield replace(line, text="", starts_page=False, is_margin=True)
        elif begins_page and line.text:
            yield replace(line, starts_page=True)
            begins_page = False
        else:
            yield line


def _find_by_place(lines: Sequence[Line]) -> set[int]:
    """Find lines at the edges of pages whose numbers go on from page to page."""
    pages = list(_split_pages(lines))
    bottoms = [(place, page[-1]) for place, page in enumerate(pages) if page]
    tops = [(place, page[0]) for place, page in enumerate(pages) if page]
    return _going_on(bottoms, len(pages)) or _going_on(tops, len(pages))


def _going_on(edges: Iterable[tuple[int, Line]], pages: int) -> set[int]:
    found = [
        (int(match["number"]) - place, line.number)
        for place, line in edges
        if (match := PAGE_NUMBER.fullmatch(line.text))
    ]
    counts = Counter(offset for offset, _ in found)
    offset, count = max(counts.items(), key=lambda item: item[1], default=(0, 0))
    if count < max(PAGES.fewest, PAGES.share * pages):
        return set()
    return {number for own, number in found if own == offset}


def _split_pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each page that hold something."""
    page: list[Line] = []
    for line in lines:
        if line.starts_page and page:
            yield page
            page = []
        if line.text:
            page.append(line)
    yield page


def _find_by_words(lines: Sequence[Line]) -> set[int]:
    """Find lines that say they are pages, one after the other: `- 3 -`, `4 psl.`."""
    found: list[tuple[str, int, int]] = []
    for line in lines:
        match = PAGE_NUMBER.fullmatch(line.text)
        if match and match["number"] != line.text:
            around = (
                line.text[: match.start("number")],
                line.text[match.end("number") :],
            )
            found.append(("#".join(around), int(match["number"]), line.number))
    numbers: set[int] = set()
    for _, group in groupby(sorted(found), key=lambda one: one[0]):
        for one, other in pairwise(sorted(group, key=lambda item: item[2])):
            if other[1] == one[1] + 1:
                numbers |= {one[2], other[2]}
    return numbers
