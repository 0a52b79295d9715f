"""What a check says: as JSON for the Load data page, as lines for the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from etl.contracts.workbooks import KINDS, SCHEMAS
from etl.sources.workbooks.headings import columns_of
from etl.sources.workbooks.templates import sheet_name
from warehouse.messages import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from etl.check.check import Check
    from etl.check.compare import Comparison
    from etl.contracts.workbooks import Kind
    from etl.sources.workbooks import Note
    from warehouse.messages import Language, UserError

MOST_ROWS: Final = 100
"""Rows of each list that are told one by one; the counts are always whole."""

_NOT_TOLD: Final = ("raw_cells", "multipliers", "row_mark")

Json = dict[str, Any]


def describe_check(check: Check) -> Json:
    """Give everything a person decides by, as values JSON can hold.

    Amounts are texts, so that no cent is lost on the way.
    """
    return {
        "file": check.name,
        "snapshot": check.snapshot.name if check.snapshot else None,
        "error": None,
        "refusal": _say_both(check.refusal) if check.refusal else None,
        "known_since": check.known_since.isoformat() if check.known_since else None,
        "rows_rejected": check.rows_rejected,
        "recognised": [
            {language: _name(kind, language) for language in LANGUAGES}
            for kind in check.kinds
        ],
        "kinds": [_describe_kind(check, found) for found in check.comparisons],
        "rejects": [
            _plain(row)
            for row in check.rejects.drop(_NOT_TOLD).head(MOST_ROWS).to_dicts()
        ],
        "labels": {kind: _label_columns(kind) for kind in KINDS},
        "notes": [_describe_note(note) for note in check.notes],
    }


def describe_error(error: UserError, name: str) -> Json:
    """Say why a file cannot be used, in both languages."""
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
        "key": list(SCHEMAS[found.kind].primary_key()),
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
    if check.refusal:
        yield check.refusal.text(language)
    if check.known_since:
        yield say("known", day=check.known_since.date())
    if check.rows_rejected:
        yield say("rejected", count=check.rows_rejected)
    reason = "reason_lt" if language == "lt" else "reason"
    for row in check.rejects.head(MOST_ROWS).iter_rows(named=True):
        place = say("place", sheet=row["sheet"] or "–", row=row["row_number"])
        yield f"  {place}: {_printable(row['raw_value'] or '')} – {row[reason]}"
    for note in check.notes:
        yield note.text(language)
    yield say("nothing_published")
