"""Figures computed anew: by another query, on marts alone, and by adding up rows."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.formats import (
    format_amount,
    format_date,
    format_money,
    format_money_short,
    format_number,
    format_plain,
    format_share,
)
from dashboard.kit.sql_files import read_sql
from dashboard.kit.typography import JOINER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from dashboard.kit.proofs.proof import Value
    from dashboard.kit.proofs.registry import ProvenFigure, Unit
    from pazanga.texts import Language

    Ask = Callable[[Path, Mapping[str, Any]], pl.DataFrame]

_PARAMETER: Final = re.compile(r"\$(\w+)")
_NEAR: Final = 1e-9
"""Relative difference of two shares that were divided in binary."""


@dataclass(frozen=True)
class Recomputed:
    """A figure that was computed anew.

    Attributes:
        value: What its query gives; None where no row gives anything.
        rows: The rows behind it.
        added: What the amounts of the rows sum up to, added one by one; None where the
            figure is no sum.
    """

    value: Value | None
    rows: pl.DataFrame
    added: Value | None

    @property
    def is_whole(self) -> bool:
        """Whether the rows sum up to the figure, if it is a sum."""
        return self.added is None or is_same(self.value or 0, self.added)


def recompute(figure: ProvenFigure, bound: Mapping[str, Any], ask: Ask) -> Recomputed:
    """Compute a figure anew.

    Args:
        figure: What to compute.
        bound: What `ProvenFigure.bind` gives.
        ask: Runs the query of a file with values by name.
    """
    value = compute(figure, bound, ask)
    rows = ask(figure.rows_file, narrow(figure.rows_file, bound))
    added: Value | None = None
    if figure.adds:
        added = sum((one for one in rows["amount"] if one is not None), Decimal(0))
    return Recomputed(value, rows, added)


def compute(figure: ProvenFigure, bound: Mapping[str, Any], ask: Ask) -> Value | None:
    """Compute a figure anew without the rows behind it, of which there may be many."""
    value: Value | None = ask(
        figure.figure_file, narrow(figure.figure_file, bound)
    ).item()
    return value


def narrow(file: Path, bound: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that the query of a file names."""
    named = set(_PARAMETER.findall(read_sql(file)))
    return {name: value for name, value in bound.items() if name in named}


def is_same(one: Value, other: Value) -> bool:
    """Whether two values are the same: to the cent, shares to the last binary digit."""
    if isinstance(one, date) or isinstance(other, date):
        return one == other
    if isinstance(one, float) or isinstance(other, float):
        return math.isclose(one, other, rel_tol=_NEAR)
    return one == other


def is_written(text: str, value: Value, unit: Unit, language: Language) -> bool:
    """Whether a text writes a value: rounded as pages round, never otherwise.

    Blanks of all kinds are equal: who reads markup has joined them.
    """
    read = " ".join(text.replace(JOINER, "").split())
    spellings = (
        " ".join(said.split()) for said in _list_spellings(value, unit, language)
    )
    return any(
        re.search(rf"(?<![\d,.]){re.escape(said)}(?!\d)", read) for said in spellings
    )


def _list_spellings(value: Value, unit: Unit, language: Language) -> Sequence[str]:
    if isinstance(value, date):
        return (format_date(value),)
    if unit == "share":
        return (
            format_share(value, language),
            format_share(value, language, style="table"),
        )
    if unit == "eur":
        amount = Decimal(value)
        return (
            format_money_short(amount, language),
            format_money(amount, language),
            format_amount(amount, language),
        )
    if unit == "value":
        exact = Decimal(value)
        rounded = (format_number(exact, language, decimals=one) for one in (1, 2))
        return (format_plain(exact, language), *rounded)
    return (format_number(value, language),)


def write_runnable(file: Path, bound: Mapping[str, Any]) -> str:
    """Write the query of a file with its values in it, to be run as it stands."""
    values = narrow(file, bound)
    return _PARAMETER.sub(
        lambda found: _write_literal(values[found[1]]), read_sql(file)
    )


def _write_literal(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_write_literal, value))}]"
    if isinstance(value, int):
        return str(value)
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"
