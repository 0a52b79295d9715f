"""Values in an address, as what the column they are compared with holds."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.formats import format_number
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pazanga.texts import Language

_WHOLE: Final = re.compile(r"-?\d{1,39}", re.ASCII)
_DECIMAL: Final = re.compile(r"-?(\d{1,38})(?:\.(\d{1,38}))?", re.ASCII)
_FLOAT: Final = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z?)?", re.ASCII
)
_DECIMAL_TYPE: Final = re.compile(r"DECIMAL\((\d+),(\d+)\)")
_WHOLE_BITS: Final = {
    f"{sign}{name}": (bits, not sign)
    for sign in ("", "U")
    for name, bits in {
        "TINYINT": 8,
        "SMALLINT": 16,
        "INTEGER": 32,
        "BIGINT": 64,
        "HUGEINT": 128,
    }.items()
}


@dataclass(frozen=True, slots=True)
class ValueKind:
    """What values of a type are like.

    Attributes:
        name: `text`, `number`, `moment`, `flag` or `other`; says which operators fit.
        example: A good value.
        parse: Makes the value of a text.
    """

    name: str
    example: str
    parse: Callable[[str], Any]


def say_number(value: int) -> dict[Language, str]:
    """Write a number for people, in each language."""
    return {language: format_number(value, language) for language in LANGUAGES}


def find_kind(kind: str) -> ValueKind:
    """Find what values of a type of DuckDB are like.

    The parser of a kind raises a `ValueError` for what is no value of the type.
    """
    if kind in _WHOLE_BITS:
        bits, is_signed = _WHOLE_BITS[kind]
        return ValueKind(
            "number", "7", lambda text: _parse_whole(text, bits, is_signed=is_signed)
        )
    if found := _DECIMAL_TYPE.fullmatch(kind):
        width, scale = int(found[1]), int(found[2])
        example = f"{Decimal('1234.5'):.{scale}f}" if width - scale > 3 else "0"  # noqa: PLR2004 - 1234 has four digits
        return ValueKind(
            "number", example, lambda text: _parse_decimal(text, width, scale)
        )
    return _KINDS.get(kind, _OTHER)


def _parse_whole(text: str, bits: int, *, is_signed: bool) -> int:
    value = int(_match(_WHOLE, text)[0])
    least = -(2 ** (bits - 1)) if is_signed else 0
    most = 2 ** (bits - 1 if is_signed else bits) - 1
    if not least <= value <= most:
        raise ValueError(text)
    return value


def _parse_decimal(text: str, width: int, scale: int) -> Decimal:
    """Parse a number that the column could hold: it is never rounded to fit."""
    whole, part = _match(_DECIMAL, text).groups()
    if len(whole.lstrip("0")) > width - scale or len(part or "") > scale:
        raise ValueError(text)
    return Decimal(text)


def _parse_float(text: str) -> float:
    value = float(_match(_FLOAT, text)[0])
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _parse_day(text: str) -> date:
    return date.fromisoformat(_match(_DAY, text)[0])


def _parse_moment(text: str) -> datetime:
    """Parse a moment; those of the warehouse are UTC, and do not say so."""
    moment = datetime.fromisoformat(_match(_MOMENT, text)[0])
    return moment.replace(tzinfo=None) if moment.tzinfo else moment


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found


def parse_flag(text: str) -> bool:
    """Parse `true` or `false`.

    Raises:
        ValueError: It is neither.
    """
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


FLAG: Final = ValueKind("flag", "true", parse_flag)
_OTHER: Final = ValueKind("other", "", str)
_FLOATS: Final = ValueKind("number", "0.5", _parse_float)
_KINDS: Final = {
    "VARCHAR": ValueKind("text", "steam", str),
    "BOOLEAN": FLAG,
    "DATE": ValueKind("moment", "2024-05-31", _parse_day),
    "TIMESTAMP": ValueKind("moment", "2024-05-31T10:20:30", _parse_moment),
    "DOUBLE": _FLOATS,
    "FLOAT": _FLOATS,
}
