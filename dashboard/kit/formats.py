"""Numbers, dates and periods as Lithuanian and English readers write them.

Everything here is pure: value and language in, text out. Spaces inside a figure are
no-break, so that `6 637 231,24 €` never falls apart at the end of a line.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pazanga.texts import Language

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"

_MARKS: Final = {
    "lt": str.maketrans({",": NBSP, ".": ",", "-": MINUS}),
    "en": str.maketrans({"-": MINUS}),
}
_SCALES: Final[tuple[tuple[int, int, int, dict[Language, str]], ...]] = (
    (1_000_000_000, 1, 100_000, {"lt": f"{NBSP}mlrd.", "en": "bn"}),
    (1_000_000, 1, 1_000, {"lt": f"{NBSP}mln.", "en": "m"}),
    (1_000, 0, 1, {"lt": f"{NBSP}tūkst.", "en": "k"}),
)
"""Scale, decimals shown, what the scale below rounds to, and the scale's name."""

_NEARLY_ALL: Final = Decimal("99.99999")
"""Percent above which a share is the whole, but for how computers divide."""

_ROMAN: Final = ("I", "II", "III", "IV")


def format_number(
    value: Decimal | float, language: Language, *, decimals: int = 0
) -> str:
    """Write a number with a fixed count of decimals, halves rounded up."""
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    rounded = abs(rounded) if rounded == 0 else rounded
    return f"{rounded:,.{decimals}f}".translate(_MARKS[language])


def format_plain(value: Decimal, language: Language) -> str:
    """Write a number with the decimals it has: `32,61`, `13,2`, `80`."""
    return format_number(value, language, decimals=count_decimals([value]))


def format_exact(value: Decimal, language: Language) -> str:
    """Write a number with every digit it is stored with, however long."""
    return f"{value:,f}".translate(_MARKS[language])


def count_decimals(values: Iterable[Decimal | None]) -> int:
    """Count the decimals that values of one column need, so that all have as many."""
    exponents = (
        value.normalize().as_tuple().exponent for value in values if value is not None
    )
    return max(
        (-item for item in exponents if isinstance(item, int) and item < 0), default=0
    )


def format_money(value: Decimal, language: Language) -> str:
    """Write euro to the cent, for tables: `6 637 231,24 €`, `€6,637,231.24`."""
    return _with_euro(format_number(value, language, decimals=2), language)


def format_amount(value: Decimal, language: Language) -> str:
    """Write an amount to the cent without its sign, where the heading says euro."""
    return format_number(value, language, decimals=2)


def format_money_short(value: Decimal | float, language: Language) -> str:
    """Write euro in brief, for sentences and axes: `6,6 mln. €`, `€6.6m`.

    Millions have one decimal, thousands none; the scale is chosen after rounding, so
    that 999 999 is `1,0 mln. €` and never `1 000 tūkst. €`.
    """
    amount = Decimal(str(value))
    for scale, decimals, step_below, names in _SCALES:
        below = Decimal(step_below)
        if abs((amount / below).quantize(Decimal(1), ROUND_HALF_UP) * below) >= scale:
            number = format_number(amount / scale, language, decimals=decimals)
            return _with_euro(f"{number}{names[language]}", language)
    return _with_euro(format_number(amount, language), language)


def _with_euro(number: str, language: Language) -> str:
    if language == "lt":
        return f"{number}{NBSP}€"
    sign, digits = (MINUS, number[1:]) if number.startswith(MINUS) else ("", number)
    return f"{sign}€{digits}"


def format_share(
    ratio: Decimal | float,
    language: Language,
    *,
    style: Literal["sentence", "table"] = "sentence",
    decimals: int = 0,
) -> str:
    """Write a ratio (0–1) as a percentage: `33 proc.` in sentences, `33 %` in tables.

    A share that is not zero but would round to it is `< 1`, because it is not nothing;
    one that is not all but would round to it is `> 99`, in sentences in words.
    """
    percent = Decimal(str(ratio)) * 100
    smallest = Decimal(1).scaleb(-decimals)
    number = format_number(percent, language, decimals=decimals)
    if 0 < percent < smallest / 2:
        number = f"<{NBSP}{format_number(smallest, language, decimals=decimals)}"
    if _NEARLY_ALL > percent >= 100 - smallest / 2:
        words = {"lt": "daugiau kaip", "en": "more than"}[language]
        more = words if style == "sentence" else ">"
        number = (
            f"{more}{NBSP}{format_number(100 - smallest, language, decimals=decimals)}"
        )
    if language == "en":
        return f"{number}%"
    return f"{number}{NBSP}{'proc.' if style == 'sentence' else '%'}"


def format_points(
    value: Decimal | float, language: Language, *, decimals: int = 1
) -> str:
    """Write a difference of two percentages: `+7,2 proc. p.`, `+7.2 pp`."""
    number = format_number(value, language, decimals=decimals)
    sign = "+" if Decimal(str(value)) > 0 else ""
    unit = f"proc.{NBSP}p." if language == "lt" else "pp"
    return f"{sign}{number}{NBSP}{unit}"


def format_difference(value: Decimal, language: Language) -> str:
    """Write a difference of amounts with its sign, under a heading that says euro."""
    sign = "+" if value > 0 else ""
    return f"{sign}{format_amount(value, language)}"


def format_date(value: date) -> str:
    """Write a date: `2024-05-31`, the same in both languages."""
    return value.isoformat()


def format_quarter(value: date, language: Language) -> str:
    """Write the quarter a date lies in: `2025 m. IV ketv.`, `Q4 2025`."""
    quarter = (value.month - 1) // 3
    if language == "en":
        return f"Q{quarter + 1}{NBSP}{value.year}"
    return f"{value.year}{NBSP}m. {_ROMAN[quarter]}{NBSP}ketv."


def format_period(start: date | None, end: date | None, language: Language) -> str:
    """Write a period by its quarters; empty when neither end is known.

    Within one year the year is said once: `2025 m. I–IV ketv.`, `Q1–Q4 2025`.
    """
    known = [day for day in (start, end) if day is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    if format_quarter(first, language) == format_quarter(last, language):
        return format_quarter(first, language)
    if first.year != last.year:
        return f"{format_quarter(first, language)} – {format_quarter(last, language)}"
    quarters = [(day.month - 1) // 3 for day in (first, last)]
    if language == "en":
        return f"Q{quarters[0] + 1}–Q{quarters[1] + 1}{NBSP}{first.year}"
    span = f"{_ROMAN[quarters[0]]}–{_ROMAN[quarters[1]]}"
    return f"{first.year}{NBSP}m. {span}{NBSP}ketv."


def format_school_year(value: str, language: Language) -> str:
    """Write a school year `2021-2022`: `2021–2022 m. m.`, `2021–2022`."""
    years = value.replace("-", "–")
    return f"{years}{NBSP}m.{NBSP}m." if language == "lt" else years


def format_reported_period(value: str, language: Language) -> str:
    """Write a school year, a year, years or a half-year: `2024 m. I pusm.`."""
    year, _, part = value.partition("-")
    if not part.startswith("S"):
        if part == str(int(year) + 1):
            return format_school_year(value, language)
        years = value.replace("-", "–")
        return f"{years}{NBSP}m." if language == "lt" else years
    half = int(part[1:])
    if language == "en":
        return f"H{half}{NBSP}{year}"
    return f"{year}{NBSP}m. {_ROMAN[half - 1]}{NBSP}pusm."


def format_title(title: str) -> str:
    """Write a title as in a sentence: plans print theirs in capitals, too."""
    return title.capitalize() if title.isupper() else title


def format_codes(codes: Sequence[str]) -> str:
    """Write codes briefly: `G1 G2 G3 G5` becomes `G1–G3, G5`.

    Args:
        codes: A letter and a number each, in order.
    """
    runs: list[list[str]] = []
    for code in codes:
        if runs and _follows(runs[-1][-1], code):
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(_format_run(run) for run in runs)


def _follows(code: str, following: str) -> bool:
    numbers = code[1:], following[1:]
    return (
        code[:1] == following[:1]
        and all(number.isdecimal() for number in numbers)
        and int(numbers[0]) + 1 == int(numbers[1])
    )


def _format_run(run: Sequence[str]) -> str:
    few = 2
    return ", ".join(run) if len(run) <= few else f"{run[0]}–{run[-1]}"
