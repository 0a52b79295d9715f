"""Values bound in a query, on their way to the child: as JSON, every digit kept."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DECIMAL: Final = "decimal"
_MOST_DIGITS: Final = 38
_LEAST, _MOST = -(1 << 127), (1 << 128) - 1


def are_exact(values: Iterable[object]) -> bool:
    """Whether numbers are bound as they are: DuckDB rounds in silence what is longer.

    Args:
        values: A value alone, or those of a list, which share a type.
    """
    numbers = [one for one in values if isinstance(one, int | Decimal)]
    if not any(isinstance(one, Decimal) for one in numbers):
        return all(_LEAST <= one <= _MOST for one in numbers)
    decimals = [Decimal(one) for one in numbers]
    places = [_count_places(one) for one in decimals]
    if all(whole + part <= _MOST_DIGITS for whole, part in places):
        longest = max(whole for whole, _ in places) + max(part for _, part in places)
        return longest <= _MOST_DIGITS
    # They become floating point.
    return all(Decimal(repr(float(one))) == one for one in decimals)


def _count_places(number: Decimal) -> tuple[int, int]:
    """Count the digits before and after the point."""
    _, digits, exponent = number.as_tuple()
    shift = int(exponent)
    return max(len(digits) + shift, 1), max(-shift, 0)


def pack_parameters(parameters: Mapping[str, Any]) -> str:
    """Convert values to JSON: texts, whole numbers, decimals, truth, none, lists."""
    return json.dumps(list(parameters.items()), default=_pack_decimal)


def unpack_parameters(packed: str) -> dict[str, Any]:
    """Unpack what `pack_parameters` gives."""
    return dict(json.loads(packed, object_hook=_unpack_decimal))


def _pack_decimal(value: object) -> dict[str, str]:
    if not isinstance(value, Decimal):
        raise TypeError(value)
    return {_DECIMAL: str(value)}


def _unpack_decimal(entry: dict[str, str]) -> Decimal:
    return Decimal(entry[_DECIMAL])
