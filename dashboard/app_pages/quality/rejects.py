"""Rows put aside: which files they wait in, what is wrong, how to give them back."""

from __future__ import annotations

from datetime import UTC
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.columns import count_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_number
from dashboard.kit.html import tag
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.proofs.proof import make_proof, prove_part
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.typography import keep_whole
from dashboard.kit.values import show_hidden
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen

MOST_NAME: Final = 40
"""Characters of a file's name on a button."""

_TAIL: Final = 12


def write_heading(counts: Mapping[str, int], screen: Screen) -> tuple[str, str]:
    """Return the title and the subtitle.

    Args:
        counts: What `query_counts` gives.
        screen: Language.
    """
    say = screen.words("quality")
    count = counts["waiting_count"]
    if not count:
        return say("rejects.title_none"), ""
    is_correctable = count > counts["open_data_count"]
    subtitle = say("rejects.subtitle") if is_correctable else ""
    return prove(
        say("rejects.title", count=count), make_proof("rejects", count)
    ), subtitle


def list_notes(counts: Mapping[str, int], shown: int, screen: Screen) -> list[str]:
    """Describe what the counts leave out, and what the table does.

    Args:
        counts: What `query_counts` gives.
        shown: How many broken rules the table shows.
        screen: Language.
    """
    say = screen.words("quality")
    notes = []
    if not counts["waiting_count"] and not counts["settled_count"]:
        none = "rejects.none_unread" if counts["unread_count"] else "rejects.none"
        notes.append(say(none))
    if counts["settled_count"]:
        notes.append(say("rejects.settled", count=counts["settled_count"]))
    if counts["open_data_count"]:
        notes.append(say("rejects.open_data", count=counts["open_data_count"]))
    if shown < counts["breach_count"]:
        notes.append(say("rejects.most", most=shown, count=counts["breach_count"]))
    return notes


def write_files(files: pl.DataFrame, screen: Screen) -> str:
    """Write the files whose rows wait, or nothing where there are none.

    Args:
        files: What `query_files` gives.
        screen: Language.
    """
    if files.is_empty():
        return ""
    say = screen.words("quality")

    def write_waiting(row: Mapping[str, Any]) -> str:
        count, key = row["waiting_count"], row["source_document_key"]
        proof = prove_part("rejects", count, source_document_key=key)
        return write_sentence(prove(format_number(count, screen.language), proof))

    def write_status(row: Mapping[str, Any]) -> str:
        status = escape(say(f"sources.status.{row['status']}"))
        reason = show_hidden(row["message"], screen.language)
        return status + (tag("small", escape(reason)) if reason else "")

    columns = [
        Column("source_name", screen.label("source_name", is_short=True)),
        Column(
            "waiting_count",
            say("column.waiting"),
            is_number=True,
            markup=write_waiting,
        ),
        count_column("row_count", say("column.loaded"), screen),
        Column(
            "changed_at",
            screen.label("changed_at"),
            lambda moment: keep_whole(format_moment(moment.replace(tzinfo=UTC))),
        ),
        Column("status", say("column.status"), markup=write_status),
    ]
    cells = ProvenCells(screen, "load", by=("source_document_key",))
    caption = say("rejects.files_caption")
    return write_table(files, columns, caption=caption, kind="cards", cells=cells)


def write_breaches(breaches: pl.DataFrame, screen: Screen) -> str:
    """Write broken rules with their place and what to do, or nothing where none is.

    Args:
        breaches: What `query_breaches` gives.
        screen: Language.
    """
    if breaches.is_empty():
        return ""
    say = screen.words("quality")

    def write_place(row: Mapping[str, Any]) -> str:
        key = "place.sheet" if row["sheet"] else "place.row"
        row_number = format_number(row["row_number"], screen.language)
        sheet = show_hidden(row["sheet"], screen.language)
        place = say(f"rejects.{key}", sheet=sheet, row=row_number)
        return escape(row["source_file"]) + tag("small", escape(place))

    columns = [
        Column("source_file", say("column.place"), markup=write_place),
        Column("column_label", say("column.column"), missing=say("value.whole_row")),
        Column(
            "raw_value",
            say("column.value"),
            missing=say("value.none"),
            write=lambda value: show_hidden(str(value), screen.language),
        ),
        Column(
            "why",
            say("column.why"),
            write=lambda value: show_hidden(str(value), screen.language),
        ),
    ]
    caption = say("rejects.caption")
    return write_table(breaches, columns, caption=caption, kind="cards")


def shorten_name(name: str) -> str:
    """Shorten the name of a file in its middle: the end often tells files apart."""
    if len(name) <= MOST_NAME:
        return name
    return f"{name[: MOST_NAME - _TAIL - 1]}…{name[-_TAIL:]}"


def name_download(name: str | None, screen: Screen) -> str:
    """Return a name for the workbook to correct, after the file of its rows.

    Args:
        name: Name of that file; none where the rows are those of all.
        screen: Language.
    """
    say = screen.words("quality")
    stem = PurePath(name).stem if name else say("rejects.download.every_file")
    return f"{stem}-{say('rejects.download.suffix')}.xlsx"
