"""Kinds of numbers that have no proof of their own, each with its reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawled_numbers import CrawledNumber

_FILE: Final = Path(__file__).with_name("unproven.toml")


@dataclass(frozen=True)
class UnprovenKind:
    """A kind of numbers without a proof of their own.

    Attributes:
        reason: What they are, and why they need none.
        places: Pattern of where they stand, see `CrawledNumber.place`.
        pages: Pages that have them; any without some.
        around: Pattern of the text around them; any by default.
    """

    reason: str
    places: str
    pages: tuple[str, ...] = ()
    around: str = ""

    def holds(self, number: CrawledNumber, page: str) -> bool:
        """Whether a number of a page is of this kind."""
        is_here = not self.pages or page in self.pages
        is_placed = re.fullmatch(self.places, number.place) is not None
        return is_here and is_placed and bool(re.search(self.around, number.around))


@cache
def read_kinds() -> Sequence[UnprovenKind]:
    """Read the kinds, in their order."""
    kinds = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]
    return [UnprovenKind(**{**one, "pages": (*one.get("pages", ()),)}) for one in kinds]


def list_unexplained(
    numbers: Sequence[CrawledNumber], page: str
) -> Sequence[CrawledNumber]:
    """List the numbers of a page that are of no kind."""
    kinds = read_kinds()
    return [one for one in numbers if not any(kind.holds(one, page) for kind in kinds)]
