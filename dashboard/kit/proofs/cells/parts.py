"""Parts of a figure that pages prove: some of the rows behind it, or their share.

`planned` narrowed to `item:kaunas:1:1` is what is planned for one activity under the
filter of the page; `planned/all` its share of the sum, `spent/in_force` what is spent
of what it got.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dashboard.kit.proofs.cells.anew import parse_conditions, write_conditions
from dashboard.kit.proofs.cells.cell import LESS, PART, ROW
from dashboard.kit.proofs.recomputing import (
    Recomputed,
    narrow,
    recompute,
    write_runnable,
)
from dashboard.kit.proofs.registry import read_figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.kit.proofs.cells.anew import Condition
    from dashboard.kit.proofs.recomputing import Ask
    from dashboard.kit.proofs.registry import ProvenFigure
    from pazanga.texts import Language

WHOLE = "all"


def recompute_part(
    name: str,
    plan: str,
    language: Language,
    chosen: Mapping[str, Sequence[str]],
    ask: Ask,
) -> Recomputed:
    """Compute anew a figure of `figures.toml`, or the part of it an address names.

    Args:
        name: Its name, behind `/` what it is divided by.
        plan: Code of the plan.
        language: Language of the names of areas and categories.
        chosen: What the address narrows it to.
        ask: Runs the query of a file with values by name.

    Raises:
        LookupError: There is no such figure, or its rows do not tell such parts apart.
    """
    above, _, below = name.partition("/")
    figure = read_figures()[above]
    conditions = parse_conditions(chosen.get(ROW, ()))
    bound = figure.bind(plan, language, chosen)
    if not conditions and not below:
        return recompute(figure, bound, ask)
    rows = _query_rows(figure, bound, ask)
    is_off = any(one.mark == LESS for one in conditions)
    if is_off or not {one.column for one in conditions} <= {*rows.columns}:
        raise LookupError(name)
    part = _select(rows, conditions)
    added = _sum(part)
    if part.is_empty() and (rows.height or figure.unit == "count"):
        added = Decimal(0)
    if not below:
        return Recomputed(added, part, added)
    if below == WHOLE:
        whole = _select(rows, [one for one in conditions if one.mark != PART])
    else:
        other = read_figures()[below]
        whole = _select(_query_rows(other, {**bound, **other.fixed}, ask), conditions)
    under = _sum(whole)
    share = float(added) / float(under) if added is not None and under else None
    return Recomputed(share, part, None)


def _query_rows(
    figure: ProvenFigure, bound: Mapping[str, Any], ask: Ask
) -> pl.DataFrame:
    return ask(figure.rows_file, narrow(figure.rows_file, bound))


def _select(rows: pl.DataFrame, conditions: Sequence[Condition]) -> pl.DataFrame:
    """Return the rows that meet conditions on columns they have."""
    for one in conditions:
        if one.column in rows.columns:
            texts = ("" if v is None else str(v) for v in rows[one.column])
            rows = rows.filter([one.is_met(text) for text in texts])
    return rows


def _sum(rows: pl.DataFrame) -> Decimal | None:
    known = [one for one in rows["amount"] if one is not None]
    return sum(known[1:], known[0]) if known else None


def write_part_query(
    name: str,
    plan: str,
    language: Language,
    chosen: Mapping[str, Sequence[str]],
) -> str:
    """Write the query that gives a figure or a part of it, to be run as it stands."""
    above, _, below = name.partition("/")
    figure = read_figures()[above]
    bound = figure.bind(plan, language, chosen)
    conditions = parse_conditions(chosen.get(ROW, ()))
    if not conditions and not below:
        return write_runnable(figure.figure_file, bound).strip()
    part = _write_sum(figure, bound, conditions)
    if not below:
        return f"select {part} as figure"
    other = figure if below == WHOLE else read_figures()[below]
    kept = [one for one in conditions if one.mark != PART]
    whole = _write_sum(other, {**bound, **other.fixed}, kept)
    return f"select {part}\n/ {whole} as figure"


def _write_sum(
    figure: ProvenFigure, bound: Mapping[str, Any], conditions: Sequence[Condition]
) -> str:
    rows = write_runnable(figure.rows_file, bound).strip()
    met = write_conditions(conditions)
    return f"(\nselect sum(amount) from (\n{rows}\n) as rows_behind{met}\n)"
