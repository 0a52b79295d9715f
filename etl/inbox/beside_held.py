"""What a file says of its rows besides what loads, held against the plans.

An old figure beside a change has to be the one in force before the decision, an
opposite share is right for the indicator that is called so.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.names.titles import find_other_names, find_other_schools
from etl.inbox.plausible import Fault
from etl.workbooks.cells.meanings import holds_word
from etl.workbooks.contract.notes import Note, say_figure, say_money
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from etl.inbox.plausible import Lists
    from etl.workbooks.contract.contract import Kind

_ITEM: Final = ["plan_code", "item", "number", "field"]
_PLACE: Final = ["_source_sheet", "_source_row"]
_NUMBERS: Final[Mapping[Kind, str]] = {
    "spending": "activity_number",
    "measurements": "indicator_number",
    "plan-changes": "number",
    "outcomes": "activity_number",
}
"""Column of numbers beside which names stand, by kind."""

_TARGET: Final = "target_value"
_ONE_DAY: Final = timedelta(days=1)


def match_beside(rows: pl.DataFrame, beside: pl.DataFrame) -> pl.DataFrame:
    """Return what a file says of some of its rows, each beside its row.

    Args:
        rows: Rows of one file.
        beside: What the file says, as `BESIDE` says.
    """
    numbered = rows.with_row_index("_at")
    return beside.join(
        numbered,
        left_on=["sheet", "row_number"],
        right_on=_PLACE,
        how="inner",
        maintain_order="left",
    )


def find_said_otherwise(
    kind: Kind, facts: pl.DataFrame, lists: Lists, said: pl.DataFrame
) -> Iterator[Fault]:
    """Yield the rules broken by rows that are said to be of something else.

    Args:
        kind: Kind of the rows.
        facts: Good rows of one file.
        lists: What plans and reference tables say.
        said: What the file says of them, as `match_beside` returns it.
    """
    if not {"activity_name", "indicator_name"} <= lists.keys():
        return  # a snapshot of an earlier program
    names = said.filter(pl.col("what") == "name")
    column = _NUMBERS.get(kind, "")
    if column and names.height:
        rows = names.select("_at", "plan_code", _item(kind), column, "said").rows()
        wrong = find_other_names(rows, lists)
        yield Fault("named_otherwise", column, _mark(facts, wrong))
    if "school_code" in facts.columns and names.height:
        schools = names.select("_at", "plan_code", "school_code", "said").rows()
        wrong = find_other_schools(schools, lists["school"])
        yield Fault("school_named_otherwise", "school_code", _mark(facts, wrong))
    if kind == "measurements":
        yield _find_opposites(facts, lists, said)


def _item(kind: Kind) -> pl.Expr:
    """Return of what the numbers of a kind are: activities or indicators."""
    if kind == "plan-changes":
        return pl.col("item").cast(pl.String)
    return pl.lit("indicator" if kind == "measurements" else "activity").alias("item")


def _mark(facts: pl.DataFrame, wrong: Collection[int]) -> pl.Series:
    return pl.Series([at in wrong for at in range(facts.height)], dtype=pl.Boolean)


def _find_opposites(facts: pl.DataFrame, lists: Lists, said: pl.DataFrame) -> Fault:
    """Find values said to be of the opposite share, where no title says so."""
    titles = {
        (plan, code): name or ""
        for plan, code, name in lists["indicator_name"].iter_rows()
    }
    columns = ["_at", "what", "said", "plan_code", "indicator_number"]
    rows = said.filter(pl.col("what").is_in(["opposite", "name"])).select(columns)
    wrong = {
        at
        for at, what, text, *key in rows.rows()
        if (what == "opposite" or _is_opposite(text))
        and not _is_opposite(titles.get(tuple(key), ""))
    }
    return Fault("opposite_share", "value", _mark(facts, wrong))


def _is_opposite(text: str) -> bool:
    return holds_word(text, "measurements", "opposite")


def note_days_of_force(said: pl.DataFrame, received_at: datetime) -> Iterator[Note]:
    """Yield warnings of changes that come into force later than they count.

    Args:
        said: What a file says of changes of plans, as `match_beside` returns it.
        received_at: When the file was received, UTC.
    """
    latest = received_at.date() + _ONE_DAY
    days = said.filter(pl.col("what") == "in_force_from").select(
        "sheet", "row_number", "title", "said", "decided_on"
    )
    found: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for sheet, row, title, text, decided in days.rows():
        day = date.fromisoformat(text)
        name = "change_not_in_force_yet" if day > latest else ""
        name = name or ("change_in_force_later" if day.year > decided.year else "")
        if name:
            found.setdefault((name, sheet, title), []).append((row, text))
    for (name, sheet, title), rows in found.items():
        numbers = sorted(row for row, _ in rows)
        fields = {
            "count": len(rows),
            "rows": list_ranges(numbers),
            "column": title,
            "said": min(text for _, text in rows),
        }
        yield Note(name, "warning", sheet, fields)


def note_old_values(
    said: pl.DataFrame, changes: pl.DataFrame, printed: pl.DataFrame
) -> Iterator[Note]:
    """Yield warnings of old figures that are not those in force before a decision.

    Args:
        said: What a file says of changes of plans, as `match_beside` returns it.
        changes: All changes that count, these among them: the key of each figure,
            `decision_number`, `decided_on`, `new_value`.
        printed: Figures as the plans print them: the key of each, and `value`.
    """
    wanted = said.filter(pl.col("what").is_in(["old_value", "printed_value"]))
    if wanted.is_empty():
        return
    known = _printed(printed)
    before = _find_before(changes)
    found: dict[tuple[str, str], list[tuple[int, Decimal, Decimal | None, bool]]] = {}
    columns = ["sheet", "row_number", "what", "title", "value", "within"]
    for row in wanted.select(*columns, *_ITEM, "decision_number").rows(named=True):
        item = tuple(row[name] for name in _ITEM)
        is_old = row["what"] == "old_value"
        earlier = before.get((*item, row["decision_number"])) if is_old else None
        if earlier is None and item not in known:
            continue
        figure = known[item] if earlier is None else earlier
        if abs(row["value"] - (figure or 0)) > row["within"]:
            is_money = row["field"] != _TARGET
            told = (row["row_number"], row["value"], figure, is_money)
            found.setdefault((row["sheet"], row["title"]), []).append(told)
    for (sheet, title), rows in found.items():
        yield _say_old(sheet, title, rows)


def _say_old(
    sheet: str, title: str, rows: Sequence[tuple[int, Decimal, Decimal | None, bool]]
) -> Note:
    number, value, figure, is_money = min(rows, key=lambda row: row[0])
    write = say_money if is_money else say_figure
    nothing = {"lt": "nenurodyta", "en": "nothing"}
    fields = {
        "count": len(rows),
        "rows": list_ranges(sorted(row[0] for row in rows)),
        "column": title,
        "row": number,
        "said": write(value),
        "found": nothing if figure is None else write(figure),
    }
    return Note("old_values_differ", "warning", sheet, fields)


def _printed(printed: pl.DataFrame) -> dict[tuple[str, ...], Decimal | None]:
    """Return the printed figures; those of a number that stands twice nobody knows."""
    once = printed.filter(pl.len().over(_ITEM) == 1)
    return {tuple(key): value for *key, value in once.select(*_ITEM, "value").rows()}


def _find_before(changes: pl.DataFrame) -> Mapping[tuple[str, ...], Decimal | None]:
    """Return the figure that each decision replaced; None: the printed one."""
    ordered = changes.with_columns(
        pl.col("item", "field").cast(pl.String),
        pl.col("decision_number").str.len_chars().alias("_length"),
    ).sort("decided_on", "_length", "decision_number")
    rows = ordered.with_columns(pl.col("new_value").shift(1).over(_ITEM).alias("_old"))
    key = [*_ITEM, "decision_number"]
    return {tuple(key): old for *key, old in rows.select(*key, "_old").rows()}
