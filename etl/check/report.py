"""What a check says: as JSON for the Load data page, as lines for the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from etl.contracts.workbooks import SCHEMAS
from etl.sources.workbooks.headings import columns_of
from etl.sources.workbooks.templates import sheet_name
from warehouse.messages import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from etl.check.check import Check
    from etl.check.compare import Comparison
    from etl.contracts.workbooks import Kind
    from etl.sources.workbooks import Note, WorkbookError
    from warehouse.messages import Language

MOST_ROWS: Final = 100
"""Rows of each list that are told one by one; the counts are always whole."""

MOST_CODES: Final = 10

Json = dict[str, Any]


def describe_check(check: Check) -> Json:
    """Give everything a person decides by, as values JSON can hold.

    Amounts are texts, so that no cent is lost on the way.
    """
    reading = check.reading
    return {
        "file": reading.source_file,
        "snapshot": check.snapshot.name if check.snapshot else None,
        "error": None,
        "rows_rejected": reading.rows_rejected,
        "kinds": [_describe_kind(check, found) for found in check.comparisons],
        "sheets": [
            {
                "sheet": sheet.sheet,
                "kind": sheet.kind,
                "heading_row": sheet.heading_row,
                "rows_read": sheet.rows_read,
                "rows_rejected": sheet.rows_rejected,
                "rows_repeated": sheet.rows_repeated,
                "totals_skipped": sheet.totals_skipped,
            }
            for sheet in reading.sheets
        ],
        "rejects": [
            _plain(row)
            for row in reading.rejects.drop("raw_cells").head(MOST_ROWS).to_dicts()
        ],
        "notes": [_describe_note(note) for note in reading.notes],
    }


def describe_error(error: WorkbookError, name: str) -> Json:
    """Say why a file cannot be used, in both languages."""
    said = {language: error.text(language) for language in LANGUAGES}
    return {"file": name, "error": {"code": error.code, **said}}


def _describe_kind(check: Check, found: Comparison) -> Json:
    rejected = sum(
        sheet.rows_rejected
        for sheet in check.reading.sheets
        if sheet.kind == found.kind
    )
    return {
        "kind": found.kind,
        "name": {language: _name(found.kind, language) for language in LANGUAGES},
        "key": list(SCHEMAS[found.kind].primary_key()),
        "labels": {
            column.name: {language: column.label(language) for language in LANGUAGES}
            for column in columns_of(found.kind)
        },
        "new": found.new.height,
        "changed": found.changed.height,
        "same": found.same_count,
        "rejected": rejected,
        "new_rows": _list_rows(found.new.drop("is_synthetic")),
        "changes": _list_rows(found.changes),
        "change_count": found.changes.height,
        "totals": _list_rows(found.totals),
        "unknown": [
            {"column": column, "count": rows.height, "codes": _list_rows(rows)}
            for column, rows in check.unknown[found.kind].items()
        ],
    }


def _list_rows(rows: pl.DataFrame) -> list[Json]:
    return [_plain(row) for row in rows.head(MOST_ROWS).to_dicts()]


def _plain(row: Json) -> Json:
    return {
        name: str(value) if isinstance(value, Decimal | date) else value
        for name, value in row.items()
    }


def _describe_note(note: Note) -> Json:
    said = {language: note.text(language) for language in LANGUAGES}
    return {"name": note.name, "severity": note.severity, "sheet": note.sheet, **said}


def _name(kind: Kind, language: Language) -> str:
    return sheet_name(kind, language)


def _printable(cell: str) -> str:
    """Keep what would command a terminal out of what is printed."""
    return "".join(sign if sign.isprintable() else "·" for sign in cell)


def say_check(check: Check, language: Language) -> Iterator[str]:
    """Give the lines the command line prints: recognised, changes, rows put aside."""

    def say(key: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
        return text("etl.check", key, language, **fields)

    yield say("compared", snapshot=check.snapshot.name if check.snapshot else "–")
    for found in check.comparisons:
        yield say("kind", kind=_name(found.kind, language))
        yield say(
            "counts",
            new=found.new.height,
            changed=found.changed.height,
            same=found.same_count,
        )
        for column, rows in check.unknown[found.kind].items():
            labels = {c.name: c.label(language) for c in columns_of(found.kind)}
            codes = ", ".join(rows["code"].head(MOST_CODES))
            yield say(
                "unknown", column=labels[column], codes=codes, count=rows["rows"].sum()
            )
    if check.reading.rows_rejected:
        yield say("rejected", count=check.reading.rows_rejected)
    reason = "reason_lt" if language == "lt" else "reason"
    for row in check.reading.rejects.head(MOST_ROWS).iter_rows(named=True):
        place = say("place", sheet=row["sheet"] or "–", row=row["row_number"])
        yield f"  {place}: {_printable(row['raw_value'] or '')} – {row[reason]}"
    for note in check.reading.notes:
        yield note.text(language)
    yield say("nothing_published")
