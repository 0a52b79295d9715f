"""The basket that slides share out: one sum without VAT, read whole or not at all."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from etl.plans.form.money.amounts import Reading, read_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]
"""Where something begins and ends in a text."""

BASKET: Final = re.compile(r"krepšelis\s+be\s+PVM", re.IGNORECASE)
"""What slides call the basket."""

_FIRST_BLOCK: Final = re.compile(
    r"[\s:]*(?:[–—-]\s)?\s*(?P<printed>\S[^\n]*(?:\n[^\n]+)*)"
)


@dataclass(frozen=True, slots=True)
class Basket:
    """What slides print as their basket.

    Attributes:
        reading: The sum; not whole where several baskets are named, or more than a sum.
        start: Where it begins in the text.
        spans: Where the words and the sum of every basket stand.
    """

    reading: Reading
    start: int
    spans: tuple[Span, ...]


def find_basket(text: str, starts: Sequence[int]) -> Basket | None:
    """Find the basket of a text; None where no basket without VAT is named.

    Args:
        text: The whole text.
        starts: Where titles of shares and names of baskets begin: a sum ends there.
    """
    found = list(_read_baskets(text, starts))
    if not found:
        return None
    readings = [reading for reading, _, _ in found]
    is_one = len({reading.amount for reading in readings}) == 1
    printed = " / ".join(reading.printed for reading in readings)
    first = readings[0] if is_one else Reading(printed, is_whole=False)
    return Basket(first, found[0][1], tuple(span for _, _, span in found))


@cache
def slide_words() -> dict[str, Any]:
    """Return the words of slides."""
    source = Path(__file__).with_name("words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _read_baskets(
    text: str, starts: Sequence[int]
) -> Iterator[tuple[Reading, int, Span]]:
    for match in BASKET.finditer(text):
        end = next((one for one in starts if one >= match.end()), len(text))
        block = _FIRST_BLOCK.match(text[:end], match.end())
        printed = block["printed"].strip() if block else ""
        start = block.start("printed") if block else match.start()
        line_start = text.rfind("\n", 0, match.start()) + 1
        before = text[line_start : match.start()].strip()
        reading = _read_sum(before, printed)
        yield reading, start, (match.start(), block.end() if block else match.end())


def _read_sum(before: str, printed: str) -> Reading:
    """Read a sum in euro; none where words before the basket may narrow it."""
    words = slide_words()["basket"]
    reading = read_cell(printed)
    is_euro = re.search(words["currency"], printed.casefold()) is not None
    is_known = re.fullmatch(rf"(?:{words['before']}\s*)*", before.casefold())
    if reading.amount is not None and is_euro and is_known and not reading.note:
        return reading
    said = f"{before} {' '.join(printed.split())}".strip()
    return Reading(said, is_whole=False, either=reading.either)
