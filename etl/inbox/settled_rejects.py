"""Rejected rows that a later file brings again: they are settled, and count no more.

A row is known again by its mark, where a workbook of rejected rows was corrected; else
by its business key; where the key itself was broken, by all its other cells. A good row
settles it for good. One that is rejected again waits there: what waits counts once.
The key of a payment is its document: a file that brings the document again replaces all
its rows, those rejected too. A row with a mark completes a document, and settles only
the row it names, if that is of the same plan: a copied mark settles no row of another.
Where the plan of the rejected row is not known, a row of any plan corrects it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy
import polars as pl

from etl.inbox.kept_rows import KeptRows
from etl.inbox.rejected_plans import PLAN_CODE, tell_plans
from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.cells.documents import KEY, add_document_keys
from etl.workbooks.contract.contract import KINDS, SCHEMAS, business_key, fact_columns
from etl.workbooks.tables.columns import read_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from etl.workbooks.contract.contract import Kind

PLACE: Final = ("sheet", "row_number")
SETTLED_BY: Final = "settled_by"
MARK: Final = "row_mark"
CORRECTS: Final = "corrects"
_DAYS: Final = ("date",)
"""With them the key of a payment may be unknown."""
_SOURCE: Final = "_source_document_key"
_BROKEN: Final = "_broken"
_BY_KEY: Final = "_by_key"
_NO_CELLS: Final = "{}"
_MARK_DIGITS: Final = 16
_PLAN: Final = "_known_plan"

_Names = frozenset[str]
"""Plans that rows tell of; `corrects` where one of them corrects a rejected row."""


def mark_rows(rejects: pl.DataFrame, source_key: str) -> pl.DataFrame:
    """Add to each rejected row its mark, and that nothing settles it yet.

    Args:
        rejects: Rejected cells and rows of one file, as `Reject` says.
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


@dataclass(frozen=True, slots=True)
class LaterRows:
    """Rows of the files read so far: those received later than the next one.

    A made-up row settles nothing. Rows are made comparable when they are asked for,
    since most files put nothing aside; many of them wait on the disk.

    Attributes:
        folder: Where these wait; None: where the system keeps such files.
    """

    folder: Path | None = None
    _good: dict[Kind, KeptRows] = field(default_factory=dict)
    _prepared: defaultdict[Kind, dict[int, pl.DataFrame]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _rejects: defaultdict[Kind, list[tuple[pl.DataFrame, _Names]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, kind: Kind, rows: pl.DataFrame, source_key: str) -> None:
        """Keep the good rows of a file.

        Args:
            kind: Kind of the rows.
            rows: Those that are loaded.
            source_key: Key of its source document.
        """
        real = rows.filter(~pl.col("is_synthetic"))
        if real.height:
            columns = real.select(*fact_columns(kind), CORRECTS)
            sourced = columns.with_columns(pl.lit(source_key).alias(_SOURCE))
            if kind not in self._good:
                self._good[kind] = KeptRows(beside=self.folder)
            self._good[kind].add(sourced, _list_names(sourced))

    def add_rejects(self, rejects: pl.DataFrame, source_key: str) -> None:
        """Keep the rejected rows of a file whose cells could be told apart.

        Args:
            rejects: Rejected cells and rows of one file, as `Reject` says.
            source_key: Key of its source document.
        """
        for kind in KINDS:
            own = rejects.filter(pl.col("kind").cast(pl.String) == kind)
            rows = _group(own).filter(pl.col("raw_cells") != _NO_CELLS)
            if rows.height:
                read = _read_groups(kind, rows)
                keyed = read.with_columns(pl.lit(source_key).alias(_SOURCE))
                prepared = _prepare(kind, keyed)
                self._rejects[kind].append((prepared, _list_names(prepared)))

    def settle_by_good(self, rejects: pl.DataFrame) -> pl.DataFrame:
        """Return what `mark_rows` gives, with the later file that settles each row.

        Args:
            rejects: Rejected cells and rows of one file.
        """
        return _settle(rejects, self._read_good)

    def settle_by_rejects(self, rejects: pl.DataFrame) -> pl.DataFrame:
        """Return rejected rows with the later file that rejects them once more.

        Args:
            rejects: What `settle_by_good` gives.
        """
        return _settle(rejects, self._read_rejects)

    def settles(self, rejects: pl.DataFrame) -> bool:
        """Whether any of these rows settles a rejected one, whenever it was received.

        Args:
            rejects: Rejected rows of several files, as `ops.quarantine` has them.
        """
        if rejects.is_empty():
            return False
        # A row is told by its place in a file: here, by its mark.
        waiting = rejects.with_columns(
            pl.col(MARK).alias("sheet"), pl.lit(None, pl.String).alias(SETTLED_BY)
        )
        found = self.settle_by_rejects(self.settle_by_good(waiting))
        return bool(found[SETTLED_BY].is_not_null().any())

    def _read_rejects(self, kind: Kind, asked: _Asked) -> Iterator[pl.DataFrame]:
        for rows, names in self._rejects[kind]:
            if asked.may_meet(names):
                yield rows

    def _read_good(self, kind: Kind, asked: _Asked) -> Iterator[pl.DataFrame]:
        if kind not in self._good:
            return
        kept, prepared = self._good[kind], self._prepared[kind]
        for place, rows in enumerate(kept.held):
            if asked.may_meet(kept.names[place]):
                if place not in prepared:
                    prepared[place] = _prepare(kind, rows)
                yield prepared[place]
        for rows in kept.read_written(asked.may_meet):
            yield _prepare(kind, rows)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Rejected rows of one kind of a file, read once for all later files.

    Attributes:
        kind: Their kind.
        rows: Each row once, with what is broken in it.
        groups: Rows whose cells can be read, by what is broken in them.
        names: Plans that they name; None where a row may be of any plan.
    """

    kind: Kind
    rows: pl.DataFrame
    groups: tuple[tuple[list[str], pl.DataFrame], ...]
    names: _Names | None

    def may_meet(self, names: _Names) -> bool:
        """Whether rows that tell of such plans, or correct others, may settle one."""
        return self.names is None or bool(names & self.names) or CORRECTS in names


def _ask(kind: Kind, rejects: pl.DataFrame) -> _Asked:
    """Read the rejected rows of a kind, those with the same cells broken together."""
    rows = _group(rejects.with_columns(tell_plans(rejects).alias(_PLAN)))
    readable = rows.filter(pl.col("raw_cells") != _NO_CELLS)
    groups = tuple(
        (str(broken).split(), _read_groups(kind, group))
        for (broken,), group in readable.group_by(_BROKEN, maintain_order=True)
    )
    plans: set[str] = set()
    for broken, group in groups:
        if PLAN_CODE in broken or (group[PLAN_CODE].fill_null("") == "").any():
            return _Asked(kind, rows, groups, None)
        plans |= set(group[PLAN_CODE].unique())
    return _Asked(kind, rows, groups, frozenset(plans))


def _list_names(rows: pl.DataFrame) -> _Names:
    """List the plans of rows, and whether one of them corrects another."""
    names = frozenset(rows[PLAN_CODE].unique())
    return names | {CORRECTS} if rows[CORRECTS].is_not_null().any() else names


def _settle(
    rejects: pl.DataFrame, read_later: Callable[[Kind, _Asked], Iterable[pl.DataFrame]]
) -> pl.DataFrame:
    """Find the later file that settles each reject that is not settled yet.

    A mark goes before a key; of several files always the same is taken.
    """
    waiting = rejects.filter(pl.col(SETTLED_BY).is_null())
    found = [_no_matches()]
    for kind in KINDS:
        own = waiting.filter(pl.col("kind").cast(pl.String) == kind)
        if own.height:
            asked = _ask(kind, own)
            for later in read_later(kind, asked):
                found.extend(_match(asked, later))
    matches = (
        pl.concat(found)
        .sort(_BY_KEY, SETTLED_BY, descending=[False, True])
        .unique(["kind", *PLACE], keep="first", maintain_order=True)
        .drop(_BY_KEY)
    )
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


def _no_matches() -> pl.DataFrame:
    return pl.DataFrame(
        schema={
            "kind": pl.String,
            "sheet": pl.String,
            "row_number": pl.Int64,
            SETTLED_BY: pl.String,
            _BY_KEY: pl.Boolean,
        }
    )


def _group(rejects: pl.DataFrame) -> pl.DataFrame:
    """Return each row once, with the columns that are broken in it."""
    return rejects.group_by(*PLACE, maintain_order=True).agg(
        pl.col("column_name")
        .unique()
        .sort()
        .str.join(" ")
        .str.strip_chars()
        .alias(_BROKEN),
        pl.col("raw_cells", "multipliers").first(),
        *(pl.col(name).first() for name in (MARK, _PLAN) if name in rejects.columns),
    )


def _prepare(kind: Kind, later: pl.DataFrame) -> pl.DataFrame:
    """Make later rows comparable; in good rows nothing is broken."""
    broken = later[_BROKEN] if _BROKEN in later.columns else pl.lit("")
    return _make_comparable(kind, later).with_columns(
        later[CORRECTS], later[_SOURCE], broken.alias(_BROKEN)
    )


def _match(asked: _Asked, later: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Match rejected rows by mark; then those with the same cells broken.

    A mark is obeyed within one plan, and where that of the rejected row is not known.
    """
    kind = asked.kind
    marked = later.drop_nulls(CORRECTS)
    if marked.height:
        by_mark = asked.rows.join(marked, left_on=MARK, right_on=CORRECTS, how="inner")
        plan = pl.col(_PLAN)
        own = by_mark.filter(plan.is_null() | (plan == pl.col(PLAN_CODE)))
        yield _name_source(kind, own, is_by_key=False)
    if kind == "spending":
        later = later.filter(pl.col(CORRECTS).is_null())
    for broken, group in asked.groups:
        again = _find_again(kind, group, later, broken)
        yield _name_source(kind, again, is_by_key=True)


def _find_again(
    kind: Kind, asked: pl.DataFrame, later: pl.DataFrame, broken: list[str]
) -> pl.DataFrame:
    """Find rows again by their key; where it is broken, by all cells that are not."""
    key = business_key(kind)
    others = [name for name in fact_columns(kind) if name not in broken]
    if set(broken) & {*key, *_DAYS}:
        comparable = _without_broken(later, others)
        return asked.join(comparable, on=others, how="inner", nulls_equal=True)
    comparable = _without_broken(later, list(key))
    if kind != "spending":
        return asked.join(comparable, on=list(key), how="inner", nulls_equal=True)
    # Without any day there is no key, and null equals nothing here.
    return asked.join(comparable, on=KEY, how="inner")


def _name_source(kind: Kind, found: pl.DataFrame, *, is_by_key: bool) -> pl.DataFrame:
    """Choose the source that settles each row: of several always the same."""
    return (
        found.group_by(*PLACE)
        .agg(pl.col(_SOURCE).max().alias(SETTLED_BY))
        .select(
            pl.lit(kind).alias("kind"),
            *PLACE,
            SETTLED_BY,
            pl.lit(is_by_key).alias(_BY_KEY),
        )
    )


def _without_broken(later: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Drop rows in which one of the columns is itself broken."""
    if not (later[_BROKEN] != "").any():
        return later
    shared = pl.col(_BROKEN).str.split(" ").list.set_intersection(columns)
    return later.filter(shared.list.len() == 0)


def _read_groups(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """Read the cells of rejected rows, those together whose headings had one unit."""
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
    """Read the cells of rejected rows as those of good rows are read."""
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
    """Return the columns people fill in, in types that compare across sources."""
    contract = SCHEMAS[kind].columns()
    found = rows.select(
        _comparable(name, contract[name]) for name in fact_columns(kind)
    )
    return add_document_keys(found) if kind == "spending" else found


def _comparable(name: str, contract: dy.Column) -> pl.Expr:
    if isinstance(contract, dy.Enum):
        return pl.col(name).cast(pl.String)
    values = pl.col(name).cast(contract.dtype)
    is_needed_text = isinstance(contract, dy.String) and not contract.nullable
    return values.fill_null("") if is_needed_text else values
