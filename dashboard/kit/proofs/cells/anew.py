"""Tables of the reports computed anew: their models, run on the marts of a snapshot.

A report that was published is not read: its model is, with the models it reads in
turn, down to marts. What somebody did to a report is seen, and so is a page that reads
another row than it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from dashboard.kit.proofs.cells.cell import EQUAL, LESS, NOT, PART, ROWS
from dashboard.kit.proofs.recomputing import Recomputed
from pazanga.texts import LANGUAGES
from warehouse.build import MODELS_DIR
from warehouse.connection import connect_memory
from warehouse.descriptions import parse_comment
from warehouse.lineage import Model, read_models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import polars as pl
    from duckdb import DuckDBPyConnection

    Ask = Callable[[str, Mapping[str, Any]], pl.DataFrame]

_HERE: Final = Path(__file__).parent
_REPORT: Final = re.compile(r"\breports\.(rpt_\w+)")
_MARKS: Final = f"{EQUAL}|{PART}|{NOT}|<=|>=|{LESS}"
_CONDITION: Final = re.compile(rf"(\w+)({_MARKS})(.*)", re.DOTALL)
_FACTS: Final = ("fct_", "bridge_")
ADDED: Final = frozenset({"eur", "count", "rows", "pupils", "schools", "activities"})
"""Units whose values may be summed over rows."""


@dataclass(frozen=True)
class Condition:
    """What rows have in common.

    Attributes:
        column: Column of the table.
        mark: How it is compared: `:`, `~` for the part whose share is told, `!=`,
            `<=`, `>=`, `-` for the row that is taken off.
        value: With what; nothing for an empty one.
    """

    column: str
    mark: str
    value: str

    def is_met(self, text: str) -> bool:
        """Whether a value, as text, is what the rows have in common."""
        if self.mark == "<=":
            return text <= self.value
        if self.mark == ">=":
            return text >= self.value
        if self.mark == NOT:
            return text != self.value
        return text == self.value

    def write(self, table: str = "") -> str:
        """Write the condition as SQL, its column with the name of a table before it."""
        column = f"{table}.{self.column}" if table else self.column
        if not self.value:
            sign = "<>" if self.mark == NOT else "="
            return f"coalesce(cast({column} as varchar), '') {sign} ''"
        sign = "=" if self.mark in (EQUAL, PART) else self.mark
        quoted = self.value.replace("'", "''")
        return f"cast({column} as varchar) {sign} '{quoted}'"


def write_conditions(row: Sequence[Condition]) -> str:
    """Write conditions as SQL; nothing where there are none."""
    return f"\nwhere {' and '.join(one.write() for one in row)}" if row else ""


@dataclass(frozen=True)
class PublishedCell:
    """A figure of a published table.

    Attributes:
        schema: Schema of the table.
        table: The table.
        column: Its column, or `rows` for how many there are.
        below: What it is divided by: another column, `all` for the same one over the
            whole, or nothing.
        row: What its rows have in common.
        unit: Unit of the column, as its comment says.
        names: Its name by language, where it has any.
        description: What it means, in English.
    """

    schema: str
    table: str
    column: str
    below: str
    row: tuple[Condition, ...]
    unit: str
    names: Mapping[str, str]
    description: str

    @property
    def adds(self) -> bool:
        """Whether several rows may be summed."""
        return self.column == ROWS or self.unit in ADDED

    @property
    def whole(self) -> tuple[Condition, ...]:
        """Return what the rows have in common that a share is told of."""
        return tuple(one for one in self.row if one.mark != PART)

    @property
    def sides(self) -> tuple[tuple[Condition, ...], ...]:
        """Return what the rows have in common, and those that are taken off, if any."""
        own = tuple(one for one in self.row if one.mark != LESS)
        off = {one.column: one.value for one in self.row if one.mark == LESS}
        if not off:
            return (own,)
        kept = (one for one in own if one.column not in off)
        return own, (*kept, *(Condition(*one) for one in _equal(off)))


def _equal(values: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    return ((column, EQUAL, value) for column, value in values.items())


def find_cell(name: str, plan: str, parts: Sequence[str], ask: Ask) -> PublishedCell:
    """Find the figure that an address names.

    Args:
        name: Table and column.
        plan: Code of the plan on screen.
        parts: What the rows have in common, `column:value` each.
        ask: Runs a query with values by name.

    Raises:
        LookupError: No such table or column is published.
    """
    table, _, figure = name.partition(".")
    column, _, below = figure.partition("/")
    described = ask(_read("columns.sql"), {"table": table})
    comments = dict(described.select("column_name", "comment").iter_rows())
    row = parse_conditions(parts)
    named = {column, *(one.column for one in row), *([below] if below else [])}
    if not comments or not named - {ROWS, "all"} <= comments.keys():
        raise LookupError(name)
    if "plan_code" in comments and "plan_code" not in named:
        row = (Condition("plan_code", EQUAL, plan), *row)
    description, notes = parse_comment(comments.get(column) or "")
    names = {str(one): notes[one] for one in LANGUAGES if one in notes}
    schema = described["schema_name"][0]
    unit = notes.get("unit", "")
    return PublishedCell(schema, table, column, below, row, unit, names, description)


def parse_conditions(parts: Sequence[str]) -> tuple[Condition, ...]:
    """Parse what the rows of a figure have in common, as an address says it.

    Raises:
        LookupError: A part is none.
    """
    found = [_CONDITION.fullmatch(part) for part in parts]
    if None in found:
        raise LookupError(*parts)
    return tuple(Condition(*one.groups()) for one in found if one)


class CellDesk:
    """Cells of a snapshot computed anew, each report only once.

    Args:
        connection: To the snapshot; used by one thread.
    """

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._cursor = connection.cursor()
        self._known: dict[str, str] = {}
        self._described: dict[str, pl.DataFrame] = {}

    def recompute(self, name: str, plan: str, parts: Sequence[str]) -> Recomputed:
        """Compute anew the figure that an address names, see `find_cell`."""
        cell = find_cell(name, plan, parts, self._describe)
        if cell.table not in self._known:
            self._known[cell.table] = self._build(cell)
        return recompute_cell(cell, self._ask, self._known[cell.table])

    def _describe(self, sql: str, bound: Mapping[str, Any]) -> pl.DataFrame:
        """Query the columns of a table, once for all its cells."""
        table = bound["table"]
        if table not in self._described:
            self._described[table] = self._ask(sql, bound)
        return self._described[table]

    def _build(self, cell: PublishedCell) -> str:
        """Build a report anew beside the published one; return its name."""
        steps, table = write_table_anew(cell)
        if not steps:
            return table
        anew = f"anew_{cell.table}"
        self._cursor.execute(
            f"create temp table {anew} as {steps}select * from {table}"  # noqa: S608
        )
        return anew

    def _ask(self, sql: str, bound: Mapping[str, Any]) -> pl.DataFrame:
        import polars as pl  # noqa: PLC0415 - a command that asks nothing does without

        table = self._cursor.execute(sql, dict(bound)).to_arrow_table()
        return cast("pl.DataFrame", pl.from_arrow(table))


def recompute_cell(cell: PublishedCell, ask: Ask, source: str = "") -> Recomputed:
    """Compute a figure anew, with the rows it stands in.

    Args:
        cell: The figure.
        ask: Runs a query with values by name.
        source: Where its table was computed anew already; its model by default.
    """
    own, *off = cell.sides
    rows = ask(_narrow(cell, own, source), {})
    if off:
        return _subtract(cell, rows, ask(_narrow(cell, off[0], source), {}))
    if not cell.below:
        return _sum_column(cell, rows)
    whole = rows if cell.below != "all" else ask(_narrow(cell, cell.whole, source), {})
    below = cell.column if cell.below == "all" else cell.below
    above, under = (
        sum(one for one in frame[name] if one is not None)
        for frame, name in ((rows, cell.column), (whole, below))
    )
    return Recomputed(float(above) / float(under) if under else None, rows, None)


def _subtract(cell: PublishedCell, rows: pl.DataFrame, off: pl.DataFrame) -> Recomputed:
    """Compute one value less another; nothing where one of them is not known."""
    own, other = (_sum_column(cell, frame).value for frame in (rows, off))
    is_told = isinstance(own, Decimal | int) and isinstance(other, Decimal | int)
    value = cast("Decimal", own) - cast("Decimal", other) if is_told else None
    return Recomputed(value, rows.vstack(off), None)


def _sum_column(cell: PublishedCell, rows: pl.DataFrame) -> Recomputed:
    """Sum a column; values that do not add up have to be one and the same."""
    if cell.column == ROWS:
        return Recomputed(rows.height, rows, None)
    values = [one for one in rows[cell.column] if one is not None]
    if len(values) < 2 or not cell.adds:  # noqa: PLR2004 - one value is no sum
        distinct = set(values)
        value = distinct.pop() if len(distinct) == 1 else None
        return Recomputed(value, rows, None)
    added = sum(values, Decimal(0) if isinstance(values[0], Decimal) else 0)
    return Recomputed(added, rows, added)


def _narrow(cell: PublishedCell, row: Sequence[Condition], source: str) -> str:
    steps, table = ("", source) if source else write_table_anew(cell)
    return f"{steps}select *\nfrom {table}{write_conditions(row)}"


def write_cell_query(cell: PublishedCell) -> str:
    """Write the query that gives a figure, to be run as it stands."""
    steps, table = write_table_anew(cell)
    figure = f"sum({cell.column})" if cell.adds else f"any_value({cell.column})"
    if cell.column == ROWS:
        figure = "count(*)"
    if cell.below == "all":
        whole = f"from {table}{write_conditions(cell.whole)}"
        figure = f"sum({cell.column}) / (select sum({cell.column}) {whole})"
    elif cell.below:
        figure = f"sum({cell.column}) / sum({cell.below})"
    sums = [
        f"select {figure} as figure\nfrom {table}{write_conditions(side)}"
        for side in cell.sides
    ]
    if len(sums) == 1:
        return f"{steps}{sums[0]}"
    return f"{steps}select (\n{sums[0]}\n) - (\n{sums[1]}\n) as figure"


def write_table_anew(cell: PublishedCell) -> tuple[str, str]:
    """Write the steps that compute a table anew, empty for one that is no report.

    Returns:
        The steps, and the name of the table after them.
    """
    models = _list_models(f"{cell.schema}.{cell.table}")
    if not models:
        return "", f"{cell.schema}.{cell.table}"
    steps = ",\n\n".join(
        f"{model.name} as (\n{_inline(model.sql)}\n)" for model in models
    )
    return f"with {steps}\n\n", cell.table


def _inline(sql: str) -> str:
    """Replace reports that a model reads by the steps that compute them anew."""
    return _REPORT.sub(lambda found: found[1], sql)


def list_facts(cell: PublishedCell) -> list[str]:
    """List the fact tables of marts that a figure comes from, in their order."""
    if cell.table.startswith(_FACTS):
        return [cell.table]
    read = set().union(
        *(model.references for model in _list_models(f"{cell.schema}.{cell.table}"))
    )
    names = (table.removeprefix("marts.") for table in sorted(read))
    return [name for name in names if name.startswith(_FACTS)]


@cache
def _list_models(table: str) -> tuple[Model, ...]:
    """List the model of a report after those it reads; none for other tables."""
    models = _read_reports()
    if table not in models:
        return ()
    found: dict[str, Model] = {}
    for one in sorted(models[table].references):
        found |= {model.table: model for model in _list_models(one)}
    return (*found.values(), models[table])


@cache
def _read_reports() -> Mapping[str, Model]:
    with connect_memory() as connection:
        models = read_models(connection, MODELS_DIR)
    return {model.table: model for model in models if model.schema == "reports"}


@cache
def _read(file: str) -> str:
    return (_HERE / file).read_text(encoding="utf-8")
