"""Remarks on the files that were received, a fold per file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.html import tag
from dashboard.kit.marks import mark_severity
from dashboard.kit.proofs.cells.cell import KNOWN, prove_cell
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.values import show_hidden

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

_SEVERITIES: Final = ("error", "warning", "note")
_NOTES_ONLY: Final = 3


def write_heading(counts: Mapping[str, int], screen: Screen) -> tuple[str, str]:
    """Return the title and the subtitle: how much a person has to look at.

    Args:
        counts: What `query_counts` gives.
        screen: Language.
    """
    say = screen.words("quality")
    if not counts["error_count"] and not counts["warning_count"]:
        return say("remarks.title_none"), ""
    parts = _say_counts({name: counts[f"{name}_count"] for name in _SEVERITIES}, screen)
    proofs = (_prove_count(name, counts[f"{name}_count"]) for name in _SEVERITIES)
    title = prove(say("remarks.title", parts=parts), *proofs)
    return title, say("remarks.subtitle")


def list_notes(counts: Mapping[str, int], shown: int, screen: Screen) -> list[str]:
    """Describe what the table leaves out.

    Args:
        counts: What `query_counts` gives.
        shown: How many remarks are shown.
        screen: Language.
    """
    say = screen.words("quality")
    standing = sum(counts[f"{name}_count"] for name in _SEVERITIES)
    notes = []
    if not standing:
        notes.append(say("remarks.none"))
    if shown < standing:
        notes.append(say("remarks.most", most=shown, count=standing))
    if counts["settled_count"]:
        count = counts["settled_count"]
        proof = prove_cell("remark.rows", count, settled_by=KNOWN)
        notes.append(prove(say("remarks.settled", count=count), proof))
    return notes


def write_remarks(remarks: pl.DataFrame, screen: Screen) -> str:
    """Write remarks: files with errors and warnings one by one, then all notes.

    Args:
        remarks: What `query_remarks` gives.
        screen: Language.
    """
    is_note = pl.col("gravest") == _NOTES_ONLY
    by_file = remarks.filter(~is_note).group_by(
        "source_document_key", maintain_order=True
    )
    parts = [_write_file(group, screen) for _, group in by_file]
    if (rest := remarks.filter(is_note)).height:
        summary = screen.words("quality")("remarks.notes_only", count=rest.height)
        parts.append(_write_fold(summary, rest, screen, names_file=True))
    return tag("div", *parts, class_="rules")


def _write_file(remarks: pl.DataFrame, screen: Screen) -> str:
    first = remarks.row(0, named=True)
    found = dict(remarks["severity"].value_counts().iter_rows())
    counts = {name: found.get(name, 0) for name in _SEVERITIES}
    parts = [first["source_file"], _say_counts(counts, screen)]
    if coverage := say_coverage(first, screen):
        parts.append(coverage)
    return _write_fold(" · ".join(parts), remarks, screen, is_open=True)


def _write_fold(
    summary: str,
    remarks: pl.DataFrame,
    screen: Screen,
    *,
    is_open: bool = False,
    names_file: bool = False,
) -> str:
    say = screen.words("quality")

    def write_severity(row: Mapping[str, Any]) -> str:
        return mark_severity(row["severity"], screen)

    def write_message(row: Mapping[str, Any]) -> str:
        return escape(show_hidden(row["message"], screen.language))

    columns = [
        Column("severity", screen.label("severity"), markup=write_severity),
        *([Column("source_file", screen.label("source_file"))] if names_file else []),
        Column(
            "sheet",
            say("column.sheet"),
            lambda sheet: show_hidden(sheet, screen.language),
            missing=say("remarks.whole_file"),
        ),
        Column("message", say("column.remark"), markup=write_message),
    ]
    table = write_table(remarks, columns, caption=summary, kind="cards")
    opened = {"open": "open"} if is_open else {}
    return tag("details", tag("summary", escape(summary)), table, **opened)


def say_coverage(load: Mapping[str, Any], screen: Screen) -> str:
    """Describe how many sheets of a workbook were read; empty where all of them were.

    Args:
        load: Row with `sheets_read` and `sheets_left`.
        screen: Language.
    """
    read, left = load["sheets_read"], load["sheets_left"]
    if not left:
        return ""
    return screen.words("quality")("coverage", read=read, count=read + left)


def _prove_count(severity: str, count: int) -> Proof | None:
    if not count:
        return None
    return prove_cell("remark.rows", count, severity=severity, settled_by=None)


def _say_counts(counts: Mapping[str, int], screen: Screen) -> str:
    """Describe how many there are of each severity, those there are."""
    say = screen.words("quality")
    return ", ".join(
        say(f"remarks.count.{name}", count=count)
        for name, count in counts.items()
        if count
    )
