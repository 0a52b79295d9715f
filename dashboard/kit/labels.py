"""Labels of columns, as the warehouse gives them: said once, in `columns.yml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from warehouse.build import MODELS_DIR
from warehouse.descriptions import read_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pazanga.texts import Language
    from warehouse.descriptions import ColumnDescription

_SIGNS: Final = {"eur": "€"}
"""Units that stand in the heading of a column, so that its cells need none."""


def label_column(
    name: str, language: Language, *, of: str = "", is_short: bool = False
) -> str:
    """Return the label of a column with the sign of its unit: `Suma be PVM, €`.

    Args:
        name: Name of the column.
        language: Language of the reader.
        of: Report that gives the column a label of its own.
        is_short: Whether the table around it says the rest: `Nr.` of an activity.

    Raises:
        KeyError: The warehouse gives the column no label: a mistake in the program.
    """
    meta = _read_columns()[of][name].meta
    label = meta[f"label_{language}"]
    if is_short:
        label = meta.get(f"short_{language}", label)
    sign = _SIGNS.get(meta.get("unit", ""))
    return f"{label}, {sign}" if sign else str(label)


@cache
def _read_columns() -> dict[str, Mapping[str, ColumnDescription]]:
    return read_columns(MODELS_DIR)
