"""Values bound in a query, on their way to the child: as JSON, every digit kept."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_DECIMAL: Final = "decimal"


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
