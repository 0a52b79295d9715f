"""Rows put aside that a later file brings again: they are settled, and count no more.

A row is known again by its mark, where a workbook of rows put aside was corrected; else
by its business key; where the key itself was broken, by all its other cells. A good row
settles it for good. One that is put aside again waits there: what waits counts once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy
import polars as pl

from etl.contracts.workbooks import KINDS, SCHEMAS, fact_columns
from etl.sources.workbooks.columns import read_column
from etl.sources.workbooks.dates import EPOCH_1900

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from etl.contracts.workbooks import Kind

PLACE: Final = ("sheet", "row_number")
SETTLED_BY: Final = "settled_by"
MARK: Final = "row_mark"
CORRECTS: Final = "corrects"
_SOURCE: Final = "_source_document_key"
_BROKEN: Final = "_broken"
_NO_CELLS: Final = "{}"
_MARK_DIGITS: Final = 16


def mark_rows(rejects: pl.DataFrame, source_key: str) -> pl.DataFrame:
    """Give each row put aside its mark, and say that nothing settles it yet.

    Args:
        rejects: Cells and rows put aside of one file, as `Reject` says.
        source_key: Key of the source document; other content, other marks.
    """
    marks = [
        _mark(source_key, sheet, str(row))
        for sheet, row in rejects.select(PLACE).rows()
    ]
    return rejects.with_columns(
        pl.Series(MARK, marks, dtype=pl.String),
        pl.lit(None, pl.String).alias(SETTLED_BY),
    )


def _mark(*place: str) -> str:
    return f"r{sha256(chr(0).join(place).encode()).hexdigest()[:_MARK_DIGITS]}"


def settle(
    rejects: pl.DataFrame, read_later: Callable[[Kind], pl.DataFrame]
) -> pl.DataFrame:
    """Say of each reject that is not settled yet which later file settles it.

    Args:
        rejects: What `mark_rows` gives.
        read_later: Gives the rows of a kind that later files hold: those people fill
            in, `corrects`, and the key of their source document.
    """
    waiting = rejects.filter(pl.col(SETTLED_BY).is_null())
    found = [_no_matches()]
    for kind in KINDS:
        own = waiting.filter(pl.col("kind").cast(pl.String) == kind)
        later = read_later(kind) if own.height else own
        if later.height:
            found.extend(_match_kind(kind, own, _prepare(kind, later)))
    matches = pl.concat(found).unique(["kind", *PLACE], keep="first")
    return (
        rejects.join(
            matches.with_columns(pl.col("kind").cast(rejects.schema["kind"])),
            on=["kind", *PLACE],
            how="left",
            maintain_order="left",
            suffix="_now",
        )
        .with_columns(pl.coalesce(SETTLED_BY, f"{SETTLED_BY}_now").alias(SETTLED_BY))
        .drop(f"{SETTLED_BY}_now")
    )


@dataclass(frozen=True, slots=True)
class PutAside:
    """Rows put aside of the files read so far: those received later than the next."""

    _rows: defaultdict[Kind, list[pl.DataFrame]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, rejects: pl.DataFrame, source_key: str) -> None:
        """Remember the rows of a file whose cells could be told apart.

        Args:
            rejects: Cells and rows put aside of one file, as `Reject` says.
            source_key: Key of its source document.
        """
        for kind in KINDS:
            own = rejects.filter(pl.col("kind").cast(pl.String) == kind)
            rows = _group(own).filter(pl.col("raw_cells") != _NO_CELLS)
            if rows.height:
                read = _read_groups(kind, rows)
                self._rows[kind].append(
                    read.with_columns(pl.lit(source_key).alias(_SOURCE))
                )

    def read(self, kind: Kind) -> pl.DataFrame:
        """Give them as `settle` reads later rows, with the columns that are broken."""
        rows = self._rows[kind]
        return pl.concat(rows) if rows else pl.DataFrame()


def _no_matches() -> pl.DataFrame:
    return pl.DataFrame(
        schema={
            "kind": pl.String,
            "sheet": pl.String,
            "row_number": pl.Int64,
            SETTLED_BY: pl.String,
        }
    )


def _group(rejects: pl.DataFrame) -> pl.DataFrame:
    """Give each row once, with the columns that are broken in it."""
    return rejects.group_by(*PLACE, maintain_order=True).agg(
        pl.col("column_name")
        .unique()
        .sort()
        .str.join(" ")
        .str.strip_chars()
        .alias(_BROKEN),
        pl.col("raw_cells", "multipliers").first(),
        *(pl.col(name).first() for name in (MARK,) if name in rejects.columns),
    )


def _prepare(kind: Kind, later: pl.DataFrame) -> pl.DataFrame:
    """Make later rows comparable; in good rows nothing is broken."""
    broken = later[_BROKEN] if _BROKEN in later.columns else pl.lit("")
    return _make_comparable(kind, later).with_columns(
        later[CORRECTS], later[_SOURCE], broken.alias(_BROKEN)
    )


def _match_kind(
    kind: Kind, rejects: pl.DataFrame, later: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """Match the rows of a kind by mark; then those with the same cells broken."""
    rows = _group(rejects)
    marked = later.drop_nulls(CORRECTS)
    yield _name_source(
        kind, rows.join(marked, left_on=MARK, right_on=CORRECTS, how="inner")
    )
    readable = rows.filter(pl.col("raw_cells") != _NO_CELLS)
    for (broken,), group in readable.group_by(_BROKEN, maintain_order=True):
        columns = _compared_columns(kind, set(str(broken).split()))
        asked = _read_groups(kind, group)
        comparable = _without_broken(later, columns)
        found = asked.join(comparable, on=columns, how="inner", nulls_equal=True)
        yield _name_source(kind, found)


def _name_source(kind: Kind, found: pl.DataFrame) -> pl.DataFrame:
    """Name the source that settles each row: of several always the same."""
    return (
        found.group_by(*PLACE)
        .agg(pl.col(_SOURCE).max().alias(SETTLED_BY))
        .select(pl.lit(kind).alias("kind"), *PLACE, SETTLED_BY)
    )


def _compared_columns(kind: Kind, broken: set[str]) -> list[str]:
    """Name the columns of the key; if any of them is broken, all that are not."""
    key = SCHEMAS[kind].primary_key()
    if not broken & set(key):
        return list(key)
    return [name for name in fact_columns(kind) if name not in broken]


def _without_broken(later: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Leave out rows in which one of the columns is itself broken."""
    if not (later[_BROKEN] != "").any():
        return later
    shared = pl.col(_BROKEN).str.split(" ").list.set_intersection(columns)
    return later.filter(shared.list.len() == 0)


def _read_groups(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """Read the cells of rows put aside, those together whose headings had one unit."""
    parts = []
    for (multipliers,), group in rows.group_by("multipliers", maintain_order=True):
        units = json.loads(str(multipliers)) if multipliers else {}
        cells = [json.loads(text) for text in group["raw_cells"]]
        marks = [(row.get(CORRECTS) or "").strip() or None for row in cells]
        read = _read_cells(kind, cells, units).with_columns(
            pl.Series(CORRECTS, marks, dtype=pl.String)
        )
        parts.append(pl.concat([group.drop("raw_cells"), read], how="horizontal"))
    return pl.concat(parts)


def _read_cells(
    kind: Kind, rows: list[dict[str, Any]], multipliers: dict[str, int]
) -> pl.DataFrame:
    """Read the cells of rows put aside as those of good rows are read."""
    columns = SCHEMAS[kind].columns()
    read = {
        name: read_column(
            name,
            columns[name],
            pl.Series(name, [row.get(name) for row in rows], dtype=pl.String),
            multiplier=multipliers.get(name, 1),
            epoch=EPOCH_1900,
        ).values
        for name in fact_columns(kind)
    }
    return _make_comparable(kind, pl.DataFrame(read))


def _make_comparable(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """Give the columns people fill in, in types that compare wherever they are from."""
    contract = SCHEMAS[kind].columns()
    return rows.select(_comparable(name, contract[name]) for name in fact_columns(kind))


def _comparable(name: str, contract: dy.Column) -> pl.Expr:
    if isinstance(contract, dy.Enum):
        return pl.col(name).cast(pl.String)
    values = pl.col(name).cast(contract.dtype)
    is_key_text = contract.primary_key and isinstance(contract, dy.String)
    return values.fill_null("") if is_key_text else values
