"""Tables of a preview: totals before and after, changes, new rows, rejected rows."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import (
    format_amount,
    format_difference,
    format_number,
    format_plain,
)
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

_MONEY: Final = ("net_eur", "vat_eur")
_FIGURES: Final = ("value", "new_value")
_CODES: Final = ("phase", "value_status", "item", "field", "is_synthetic")
_WHEN: Final = ("before", "after")


def write_kind(
    kind: Mapping[str, Any], labels: Mapping[str, Any], screen: Screen
) -> str:
    """Write what the rows of one kind would change: totals, changes, new rows.

    Args:
        kind: What the check says of the kind.
        labels: Its headings by column, in both languages.
        screen: Language.
    """
    if not kind["totals"]:
        return ""
    headings = {name: label[screen.language] for name, label in labels.items()}
    say, name = screen.words("load"), kind["name"][screen.language]
    parts = [
        tag("h2", escape(say("totals.title", kind=name))),
        tag("p", escape(say("totals.subtitle")), class_="subtitle"),
        _write_totals(kind, screen),
    ]
    if kind["changes"]:
        shown = say("changes.shown", shown=len(kind["changes"]))
        summary = say("changes.title", count=kind["change_count"])
        table = _write_changes(kind, headings, screen)
        is_cut = kind["change_count"] > len(kind["changes"])
        parts.append(_fold(summary, table, shown if is_cut else "", is_open=True))
    if kind["new_rows"]:
        shown = say("new_rows.shown", shown=len(kind["new_rows"]))
        summary = say("new_rows.title", count=kind["new"])
        is_cut = kind["new"] > len(kind["new_rows"])
        table = _write_new_rows(kind, headings, screen)
        parts.append(_fold(summary, table, shown if is_cut else ""))
    return "".join(parts)


def _fold(summary: str, table: str, note: str, *, is_open: bool = False) -> str:
    attributes = {"open": "open"} if is_open else {}
    under = tag("p", escape(note), class_="note") if note else ""
    return tag("details", tag("summary", escape(summary)), table, under, **attributes)


def _write_totals(kind: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("load")
    amounts = [name for name in _MONEY if f"{name}_after" in kind["totals"][0]]
    has_phases = "phase" in kind["totals"][0]
    columns = [Column("plan_code", screen.label("plan_code", is_short=True))]
    if has_phases:
        columns.append(
            Column("phase", screen.label("phase"), lambda code: say(f"code.{code}"))
        )
    names = [f"rows_{when}" for when in _WHEN]
    for name in amounts:
        names += [f"{name}_before", f"{name}_after", f"{name}_difference"]
    columns += [Column(name, say(f"column.{name}"), is_number=True) for name in names]
    rows = [_say_totals(row, amounts, screen) for row in kind["totals"]]
    return write_table(
        pl.DataFrame(rows), columns, caption=say("totals.caption"), kind="cards"
    )


def _say_totals(
    row: Mapping[str, Any], amounts: Sequence[str], screen: Screen
) -> dict[str, str]:
    """Write a row of totals: no rows, no amount given, and zero are told apart."""
    language = screen.language
    said = {name: row[name] for name in ("plan_code", "phase") if name in row}
    for when in _WHEN:
        said[f"rows_{when}"] = format_number(row[f"rows_{when}"], language)
    for name in amounts:
        sums = [_read_sum(row, name, when) for when in _WHEN]
        for when, amount in zip(_WHEN, sums, strict=True):
            said[f"{name}_{when}"] = (
                screen.words("load")("value.none")
                if amount is None
                else format_amount(amount, language)
            )
        before, after = sums
        said[f"{name}_difference"] = (
            "–"
            if before is None or after is None
            else format_difference(after - before, language)
        )
    return said


def _read_sum(row: Mapping[str, Any], name: str, when: str) -> Decimal | None:
    """Read a sum; that of no rows is zero, that of rows that give none is unknown."""
    amount = row[f"{name}_{when}"]
    if amount is None:
        return None if row[f"rows_{when}"] else Decimal(0)
    return Decimal(amount)


def _write_changes(
    kind: Mapping[str, Any], headings: Mapping[str, str], screen: Screen
) -> str:
    say = screen.words("load")
    rows = [
        {
            "row": " · ".join(_say_value(row, name, screen) for name in kind["key"]),
            "column": headings.get(row["column_name"], row["column_name"]),
            "old": _write_value(row["column_name"], row["old"], screen),
            "new": _write_value(row["column_name"], row["new"], screen),
        }
        for row in kind["changes"]
    ]
    columns = [
        Column("row", say("column.row")),
        Column("column", say("column.what")),
        Column("old", say("column.old"), missing=say("value.none"), is_number=True),
        Column("new", say("column.new"), missing=say("value.none"), is_number=True),
    ]
    schema = dict.fromkeys(("row", "column", "old", "new"), pl.String)
    caption = say("changes.caption")
    return write_table(
        pl.DataFrame(rows, schema), columns, caption=caption, kind="cards"
    )


def _say_value(row: Mapping[str, Any], name: str, screen: Screen) -> str:
    return _write_value(name, row[name], screen) or "–"


def _write_value(name: str, value: Any, screen: Screen) -> str:  # noqa: ANN401 - of JSON
    """Write a cell as the reader writes it; codes of ours become words."""
    if value is None:
        return ""
    if name in _MONEY:
        return format_amount(Decimal(value), screen.language)
    if name in _FIGURES:
        return format_plain(Decimal(value), screen.language)
    if name in _CODES:
        return screen.words("load")(f"code.{value}")
    return str(value)


def _write_new_rows(
    kind: Mapping[str, Any], headings: Mapping[str, str], screen: Screen
) -> str:
    say = screen.words("load")
    names = list(kind["new_rows"][0])
    rows = [
        {name: _write_value(name, row[name], screen) for name in names}
        for row in kind["new_rows"]
    ]
    columns = [
        Column(
            name,
            headings[name],
            missing="–",
            is_number=name in _MONEY,
        )
        for name in names
    ]
    schema = dict.fromkeys(names, pl.String)
    caption = say("new_rows.caption")
    return write_table(pl.DataFrame(rows, schema), columns, caption=caption)


def write_rejects(answer: Mapping[str, Any], screen: Screen) -> str:
    """Write rejected rows with their place, what they hold, and what to do."""
    if not answer["rejects"]:
        return ""
    say = screen.words("load")
    reason = "reason_lt" if screen.language == "lt" else "reason"
    rows = [
        {
            "place": _say_place(row, screen),
            "column": _label(answer, row, screen),
            "value": row["raw_value"],
            "why": row[reason],
        }
        for row in answer["rejects"]
    ]
    columns = [
        Column("place", say("column.place")),
        Column("column", say("column.column"), missing=say("value.whole_row")),
        Column("value", say("column.value"), missing=say("value.none")),
        Column("why", say("column.why")),
    ]
    schema = dict.fromkeys(("place", "column", "value", "why"), pl.String)
    table = write_table(
        pl.DataFrame(rows, schema),
        columns,
        caption=say("rejects.caption"),
        kind="cards",
    )
    heading = tag("h2", escape(say("rejects.title", count=answer["rows_rejected"])))
    advice = "rejects.subtitle_refused" if answer["refusal"] else "rejects.subtitle"
    subtitle = tag("p", escape(say(advice)), class_="subtitle")
    return heading + subtitle + table


def _say_place(reject: Mapping[str, Any], screen: Screen) -> str:
    key = "place.sheet" if reject["sheet"] else "place.row"
    place = {"row": reject["row_number"], "sheet": reject["sheet"]}
    return screen.words("load")(key, **place)


def _label(answer: Mapping[str, Any], reject: Mapping[str, Any], screen: Screen) -> str:
    labels = answer["labels"][reject["kind"]]
    label = labels.get(reject["column_name"])
    return str(label[screen.language]) if label else ""
