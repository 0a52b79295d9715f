"""Forms of days and amounts that a mapping states: read as stated, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.numbers import drop_currency
from etl.workbooks.cells.words import fold, read_words, tidy
from etl.workbooks.mappings.ledger_words import read_mapping_words
from etl.workbooks.mappings.thresholds import LEDGER

if TYPE_CHECKING:
    from etl.workbooks.mappings.model import Formats

THOUSANDS: Final = (" ", "", ".", ",", "'")
NEGATIVES: Final = ("brackets", "minus_after")
AMOUNT_RULE: Final = "amount_not_as_mapped"
DATE_RULE: Final = "date_not_as_mapped"

_TOKENS: Final = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short_year>\d\d)",
    "MON": r"(?P<name>[^\W\d_]{3,12})\.?",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
}
_TOKEN: Final = re.compile("|".join(_TOKENS))
_TIME: Final = r"(?:[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?"
_NEEDED: Final = ({"YYYY", "YY"}, {"MON", "MM"}, {"DD"})


@dataclass(frozen=True, slots=True)
class DateForm:
    """A form of a day, such as `DD-MON-YY`, ready to read with."""

    pattern: re.Pattern[str]

    @classmethod
    def parse(cls, form: str) -> DateForm | None:
        """Make it from `YYYY`, `YY`, `MM`, `MON`, `DD`; None where one lacks."""
        tokens = _TOKEN.findall(form)
        if len(tokens) != len(_NEEDED) or not all(
            set(tokens) & part for part in _NEEDED
        ):
            return None
        pieces, end = [], 0
        for match in _TOKEN.finditer(form):
            pieces += [re.escape(form[end : match.start()]), _TOKENS[match[0]]]
            end = match.end()
        rest = form[end:]
        if re.search(r"\w", _TOKEN.sub("", form)):
            return None
        pattern = "".join(pieces) + re.escape(rest) + _TIME
        return cls(re.compile(pattern, re.IGNORECASE))

    def read(self, text: str) -> tuple[str, str]:
        """Read a day as `2024-05-31`; else give the text with the rule it breaks."""
        plain = tidy(text)
        if plain in read_words().none:
            return text, ""
        match = self.pattern.fullmatch(plain)
        parts = match.groupdict() if match else {}
        if not match or not all(map(str.isascii, filter(None, _digits(parts)))):
            return text, DATE_RULE
        month = parts.get("month") or read_mapping_words().months.get(
            fold(parts.get("name") or ""), 0
        )
        year = parts.get("year") or LEDGER.century + int(parts["short_year"])
        try:
            return date(int(year), int(month), int(parts["day"])).isoformat(), ""
        except ValueError:
            return text, "impossible_date" if month else DATE_RULE


def _digits(parts: dict[str, str]) -> list[str | None]:
    return [text for name, text in parts.items() if name != "name"]


def amount_pattern(formats: Formats) -> re.Pattern[str]:
    """Make the pattern of an amount without its sign."""
    spaces = " " if formats.thousands is None else formats.thousands
    whole = r"\d+"
    if spaces:
        separator = "['’]" if spaces == "'" else re.escape(spaces)
        whole = rf"\d{{1,3}}(?:{separator}\d{{3}})+|\d+"
    decimal = re.escape(formats.decimal)
    return re.compile(
        rf"(?P<whole>{whole})(?:{decimal}(?P<fraction>\d*))?|{decimal}(?P<bare>\d+)",
        re.ASCII,
    )


def read_amount(
    text: str, pattern: re.Pattern[str], negative: tuple[str, ...]
) -> tuple[str, str]:
    """Read an amount as `-1234.56`; else give the text with the rule it breaks."""
    plain = tidy(text).replace("\u2212", "-")
    if plain in read_words().none:
        return text, ""
    plain = drop_currency(plain).strip()
    bare, is_negative = _part_sign(plain, negative)
    match = pattern.fullmatch(bare)
    if match is None:
        return text, AMOUNT_RULE
    whole = re.sub(r"\D", "", match["whole"] or "0")
    fraction = match["fraction"] or match["bare"] or ""
    if len(fraction) == LEDGER.long_fraction:
        fraction += "0"  # so that it cannot be taken for thousands
    number = f"{whole}.{fraction}" if fraction else whole
    return f"-{number}" if is_negative else number, ""


def _part_sign(plain: str, negative: tuple[str, ...]) -> tuple[str, bool]:
    if "brackets" in negative and plain.startswith("(") and plain.endswith(")"):
        return plain[1:-1].strip(), True
    if "minus_after" in negative and plain.endswith("-"):
        return plain[:-1].rstrip(), True
    if plain.startswith("-"):
        return plain[1:].lstrip(), True
    return plain.removeprefix("+"), False
