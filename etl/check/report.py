"""What a check says: as JSON for the Load data page, as lines for the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from etl.workbooks.contract.contract import KINDS, business_key
from etl.workbooks.contract.notes import say_money
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.templates.templates import sheet_name
from pazanga.local_time import find_day
from pazanga.printable import escape_line
from pazanga.remarks import order_remarks, say_remark
from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from etl.check.check import Check
    from etl.check.compare import Comparison
    from etl.workbooks.contract.contract import Kind
    from pazanga.errors import UserError
    from pazanga.remarks import Remark
    from pazanga.texts import Language

MOST_ROWS: Final = 100
"""Rows of each list that are told one by one; the counts are always whole."""

_NOT_TOLD: Final = ("raw_cells", "multipliers", "row_mark")

Json = dict[str, Any]


def describe_check(check: Check) -> Json:
    """Describe everything a person decides by, as values JSON can hold.

    Amounts are texts, so that no cent is lost on the way.
    """
    return {
        "file": check.name,
        "snapshot": check.snapshot.name if check.snapshot else None,
        "error": None,
        "refusal": _say_both(check.refusal) if check.refusal else None,
        "known_since": check.known_since.isoformat() if check.known_since else None,
        "known_as": check.known_as or None,
        "rows_loaded": check.rows_loaded,
        "rows_rejected": check.rows_rejected,
        "extent": check.extent,
        "recognised": [
            {language: _name(kind, language) for language in LANGUAGES}
            for kind in check.kinds
        ],
        # Lists of rows are cut; who may load a file is decided by all of its plans.
        "plans": list(check.plans),
        "kinds": [_describe_kind(check, found) for found in check.comparisons],
        "rejects": [
            _plain(row)
            for row in check.rejects.drop(_NOT_TOLD).head(MOST_ROWS).to_dicts()
        ],
        "labels": {kind: _label_columns(kind) for kind in KINDS},
        "notes": [_describe_remark(remark) for remark in order_remarks(check.remarks)],
    }


def describe_error(error: UserError, name: str) -> Json:
    """Describe why a file cannot be used, in both languages."""
    return {"file": name, "error": _say_both(error)}


def _say_both(error: UserError) -> Json:
    said = {language: error.text(language) for language in LANGUAGES}
    return {"code": error.code, **said}


def _label_columns(kind: Kind) -> Json:
    return {
        column.name: {language: column.label(language) for language in LANGUAGES}
        for column in columns_of(kind)
    }


def _describe_kind(check: Check, found: Comparison) -> Json:
    return {
        "kind": found.kind,
        "name": {language: _name(found.kind, language) for language in LANGUAGES},
        "key": list(business_key(found.kind)),
        "new": found.new.height,
        "changed": found.changed.height,
        "same": found.same_count,
        "rejected": check.rejected.get(found.kind, 0),
        "new_rows": _list_rows(found.new.drop("is_synthetic")),
        "changes": _list_rows(found.changes),
        "change_count": found.changes.height,
        "totals": _list_rows(found.totals),
    }


def _list_rows(rows: pl.DataFrame) -> list[Json]:
    return [_plain(row) for row in rows.head(MOST_ROWS).to_dicts()]


def _plain(row: Json) -> Json:
    return {
        name: str(value) if isinstance(value, Decimal | date) else value
        for name, value in row.items()
    }


def _describe_remark(remark: Remark) -> Json:
    said = {language: remark.text(language) for language in LANGUAGES}
    place = {"severity": remark.severity, "sheet": remark.sheet}
    return {"name": remark.rule, **place, **said}


def _name(kind: Kind, language: Language) -> str:
    return sheet_name(kind, language)


def say_check(check: Check, language: Language) -> Iterator[str]:
    """Yield the report: what was recognised, changes, rejected rows."""

    def say(key: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
        return text("etl.check", key, language, **fields)

    yield say("compared", snapshot=check.snapshot.name if check.snapshot else "–")
    names = ", ".join(_name(kind, language) for kind in check.kinds)
    yield say("kind", kind=names)
    for found in check.comparisons:
        yield say(
            "counts",
            kind=_name(found.kind, language),
            new=found.new.height,
            changed=found.changed.height,
            same=found.same_count,
        )
    yield from _say_amounts(check, language)
    if check.refusal:
        yield check.refusal.text(language)
    if check.known_since:
        key = "known" if check.known_as == check.name else "known_as"
        day = find_day(check.known_since)
        yield say(key, day=day, original=check.known_as)
    if check.rows_rejected:
        yield say("rejected", count=check.rows_rejected)
    reason = "reason_lt" if language == "lt" else "reason"
    for row in check.rejects.head(MOST_ROWS).iter_rows(named=True):
        place = say("place", sheet=row["sheet"] or "–", row=row["row_number"])
        yield f"  {place}: {escape_line(row['raw_value'] or '')} – {row[reason]}"
    for remark in order_remarks(check.remarks):
        yield say_remark(remark, language)
    if check.extent != "whole":
        yield say(f"extent_{check.extent}")
    yield say("nothing_published")


def _say_amounts(check: Check, language: Language) -> Iterator[str]:
    """Yield what becomes of the money in a file; of one refused nothing is loaded."""
    if check.refusal or "spending" not in check.kinds:
        return
    said = [
        text(
            "etl.check",
            f"amount_{part.fate}",
            language,
            amount=say_money(part.amount)[language],
        )
        for part in check.accounting
        if part.amount is not None
    ]
    yield text("etl.check", "amounts", language, parts=", ".join(said))
    if unread := sum(part.unread for part in check.accounting):
        yield text("etl.check", "amounts_unread", language, count=unread)
