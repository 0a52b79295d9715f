"""Numbers as they stand in a text of a page, and whether one writes a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from dashboard.kit.typography import JOINER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.kit.proofs.proof import Value
    from pazanga.texts import Language

_BELOW: Final = re.compile(r"(?:<|mažiau kaip|less than)\s*$")
_ABOVE: Final = re.compile(r"(?:>|daugiau kaip|more than)\s*$")
_SCALE: Final = r"(?:[ \u00a0\u202f]?(?P<scale>mlrd|mln|tūkst|bn|m|k)\b)?"
_NUMBERS: Final[Mapping[Language, re.Pattern[str]]] = {
    "lt": re.compile(
        r"(?<![\w,.])(?P<digits>\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+)"
        rf"(?:,(?P<decimals>\d+))?(?!\d){_SCALE}"
    ),
    "en": re.compile(
        r"(?<![\w,.])(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
        rf"(?:\.(?P<decimals>\d+))?(?!\d){_SCALE}"
    ),
}
_SCALES: Final = {
    "mlrd": 9, "bn": 9, "mln": 6, "m": 6, "tūkst": 3, "k": 3,
}  # fmt: skip


@dataclass(frozen=True)
class WrittenNumber:
    """A number as a text writes it, without its sign.

    Attributes:
        text: As it stands.
        start: Where it stands.
        value: What it says, in its scale: `6.6` for `6,6 mln.`.
        decimals: How many of them it has.
        scale: Zeros behind it: 6 for millions.
        bound: `<` or `>` where a share is below or above it.
    """

    text: str
    start: int
    value: Decimal
    decimals: int
    scale: int = 0
    bound: str = ""

    def tells(self, value: Value) -> bool:
        """Whether it is a value as pages round it, as it is or in per cent."""
        if isinstance(value, date):
            return False
        exact = abs(Decimal(str(value)))
        step = Decimal(1).scaleb(-self.decimals)
        if self.bound:
            percent = exact * 100
            return (
                0 < percent < self.value if self.bound == "<" else percent > self.value
            )
        said = [exact * 100]
        if not 0 < exact < 1 or self.decimals:
            # No page rounds a share to one: that is a number in a name beside it.
            said.append(exact.scaleb(-self.scale))
        return any(
            one.quantize(step, rounding=ROUND_HALF_UP) == self.value for one in said
        )


def list_numbers(text: str, language: Language) -> Iterator[WrittenNumber]:
    """Yield the numbers of a text; those that are a part of a word are none."""
    read = text.replace(JOINER, "")
    for found in _NUMBERS[language].finditer(read):
        decimals = found["decimals"] or ""
        digits = re.sub(r"\D", "", found["digits"])
        value = Decimal(f"{digits}.{decimals}" if decimals else digits)
        scale = _SCALES.get(found["scale"] or "", 0)
        before = read[: found.start()]
        bound = "<" if _BELOW.search(before) else ">" if _ABOVE.search(before) else ""
        yield WrittenNumber(found[0], found.start(), value, len(decimals), scale, bound)


def tells(text: str, value: Value, language: Language) -> bool:
    """Whether a text writes a value, rounded as pages round, never otherwise."""
    if isinstance(value, date):
        return value.isoformat() in text.replace(JOINER, "")
    return any(number.tells(value) for number in list_numbers(text, language))
