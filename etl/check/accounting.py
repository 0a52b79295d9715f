"""What becomes of every row of a file: the parts add up to what the file holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from etl.inbox.settled_rejects import PLACE
from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.contract.notes import add_up
from etl.workbooks.tables.columns import read_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks import WorkbookReading

Fate = Literal["loaded", "rejected", "repeated", "left_out"]

AMOUNT: Final = "net_eur"
_CONTRACT: Final = SCHEMAS["spending"].columns()[AMOUNT]
_IS_WRONG: Final = "_is_wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Rows of a file that share one fate.

    Attributes:
        fate: What becomes of them.
        rule: Name of the rule of a mapping that leaves them out; else empty.
        rows: How many they are.
        amount: What they add up to, net; `None` where they have no amount.
        unread: Rows whose amount could not be read.
    """

    fate: Fate
    rows: int
    rule: str = ""
    amount: Decimal | None = None
    unread: int = 0


def account(reading: WorkbookReading, rejects: pl.DataFrame) -> tuple[Account, ...]:
    """List what became of every row of a file that was read.

    Args:
        reading: What was read of it.
        rejects: Everything of it that is rejected, as `Reject` says.
    """
    return (*_loaded(reading, rejects), *_rejected(rejects), *_noted(reading))


def _loaded(reading: WorkbookReading, rejects: pl.DataFrame) -> Iterator[Account]:
    bad = rejects.select(*PLACE).unique()
    places = {"_source_sheet": "sheet", "_source_row": "row_number"}
    good = [
        rows.rename(places).join(bad, on=list(PLACE), how="anti")
        for rows in reading.facts.values()
    ]
    amounts = [rows[AMOUNT].to_list() for rows in good if AMOUNT in rows.columns]
    total = sum((sum(part) for part in amounts), Decimal(0)) if amounts else None
    yield Account(fate="loaded", rows=sum(map(len, good)), amount=total)


def _rejected(rejects: pl.DataFrame) -> Iterator[Account]:
    if rejects.is_empty():
        return
    is_wrong = (pl.col("column_name") == AMOUNT).any()
    rows = rejects.group_by(*PLACE, maintain_order=True).agg(
        pl.col("kind", "raw_cells", "multipliers").first(), is_wrong.alias(_IS_WRONG)
    )
    paid = rows.filter(pl.col("kind").cast(pl.String) == "spending")
    amounts = _read_amounts(paid)
    yield Account(
        fate="rejected",
        rows=rows.height,
        amount=add_up(amounts) if paid.height else None,
        unread=amounts.null_count(),
    )


def _read_amounts(rows: pl.DataFrame) -> pl.Series:
    """Read the amounts of rejected rows as those of good rows are read.

    One that broke a rule itself stays unread, whatever its text looks like.
    """
    found = [pl.Series(AMOUNT, [], dtype=_CONTRACT.dtype)]
    for (units,), group in rows.filter(~pl.col(_IS_WRONG)).group_by("multipliers"):
        texts = [json.loads(cells).get(AMOUNT) for cells in group["raw_cells"]]
        unit = json.loads(str(units)).get(AMOUNT, 1) if units else 1
        series = pl.Series(AMOUNT, texts, dtype=pl.String)
        read = read_column(AMOUNT, _CONTRACT, series, multiplier=unit, epoch=EPOCH_1900)
        found.append(read.values)
    wrong = int(rows[_IS_WRONG].sum())
    return pl.concat([*found, pl.Series(AMOUNT, [None] * wrong, _CONTRACT.dtype)])


def _noted(reading: WorkbookReading) -> Iterator[Account]:
    unread = {
        note.fields["rule"]: note.fields["count"]
        for note in reading.notes
        if note.name == "mapping_left_out_unread"
    }
    for note in reading.notes:
        if note.name in {"rows_repeated", "payments_repeated"}:
            total = note.fields.get("total")
            yield Account(
                fate="repeated",
                rows=note.fields["count"],
                amount=None if total is None else Decimal(total),
            )
        if note.name in {"mapping_left_out", "mapping_left_out_rows"}:
            total, rule = note.fields["total"], note.fields["rule"]
            yield Account(
                fate="left_out",
                rule=rule,
                rows=note.fields["count"],
                amount=None if total is None else Decimal(total),
                unread=unread.get(rule, 0),
            )
