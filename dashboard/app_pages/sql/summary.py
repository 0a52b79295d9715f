"""An answer as a page shows it: every value exactly, in the reader's marks."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Final, Literal

import polars as pl

from dashboard.app_pages.sql.result import find_rows
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.cache.answers import LongAnswer, keep_answer
from dashboard.kit.formats import NBSP, format_exact, format_number
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.phrases import shorten
from dashboard.kit.sheets import Download, SheetColumn
from dashboard.kit.texts import Words
from pazanga.local_time import format_moment
from pazanga.printable import escape_controls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.app_pages.sql.result import Result
    from dashboard.kit.screen import Screen
    from pazanga.errors import UserError
    from pazanga.texts import Language

SHOWN: Final = 100
"""Rows on the page at first; whoever scrolls fetches others, the files hold all."""

LONG: Final = 300
"""Characters of a value on the page."""


def write_refusal(error: UserError, screen: Screen) -> str:
    """Write why a query has no answer: the sentence, the line, DuckDB's own words."""
    sentence, _, line = escape_controls(error.text(screen.language)).partition("\n\n")
    parts = [tag("p", escape(sentence))]
    if line:
        parts.append(tag("pre", escape(line)))
    said = error.fields.get("said")
    if said and said not in sentence:
        words, _, _ = escape_controls(said).partition("\n\nLINE ")
        title = tag("summary", escape(screen.words("sql")("refusal.said")))
        parts.append(tag("details", title, tag("pre", escape(words), lang="en")))
    return tag("div", *parts, class_="refusal", role="alert")


def write_title(result: Result, screen: Screen) -> str:
    """Describe how much the answer holds."""
    say = screen.words("sql")
    if result.is_cut:
        return say("result.cut", count=result.rows.height)
    return say("result.rows", count=result.rows.height)


def list_notes(result: Result, screen: Screen) -> list[str]:
    """List what a reader must know: what is left out, and how long it took."""
    say = screen.words("sql")
    seconds = format_number(result.seconds, screen.language, decimals=1)
    notes = [say("result.note", seconds=f"{seconds}{NBSP}s")]
    if result.rows.height > SHOWN:
        notes.insert(0, say("result.shown", count=SHOWN))
    if result.is_cut:
        notes.insert(0, say("result.cut_note", count=result.rows.height))
    return notes


def write_values(values: Sequence[str]) -> str:
    """Write what was bound, for paper: there the fields are not seen."""
    said = ", ".join(f"${value.replace('=', ' = ', 1)}" for value in values)
    return tag("p", escape(said), class_="paper") if said else ""


def write_result(result: Result, screen: Screen) -> str:
    """Write an answer as a table, a long one to be scrolled; nothing for no rows."""
    rows = result.rows.head(SHOWN)
    if rows.is_empty():
        return ""
    say, is_long = screen.words("sql"), result.rows.height > SHOWN
    texts = {
        str(place): [write_value(value, screen.language) for value in rows[name]]
        for place, name in enumerate(rows.columns)
    }
    columns = [
        Column(
            str(place),
            escape_controls(name),
            write=str,
            missing="null",
            is_number=rows[name].dtype.is_numeric(),
        )
        for place, name in enumerate(rows.columns)
    ]
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    kind: Literal["small", "cards"] = "small" if is_long else "cards"
    table = write_table(frame, columns, caption=say("result.caption"), kind=kind)
    if not is_long:
        return tag("div", table, class_="as-asked")
    paper = tag(
        "p", escape(say("result.paper", count=result.rows.height)), class_="paper"
    )
    return tag(
        "div",
        paper,
        table,
        class_="as-asked scrolled",
        data_answer=_keep(result, screen),
        data_rows=str(result.rows.height),
        data_gone=say("result.gone"),
    )


def _keep(result: Result, screen: Screen) -> str:
    """Keep how the rows of an answer are written, for those who scroll to them."""
    key, language = result.key, screen.language

    def write(start: int, count: int) -> list[list[str | None]] | None:
        rows = find_rows(key)
        return (
            None if rows is None else write_cells(rows[start : start + count], language)
        )

    answer = LongAnswer(screen.snapshot.audience, write)
    return keep_answer((key, language), answer)


def write_cells(rows: pl.DataFrame, language: Language) -> list[list[str | None]]:
    """Write the values of rows; None for those that are not there."""
    return [[write_value(value, language) for value in row] for row in rows.iter_rows()]


def write_value(value: Any, language: Language) -> str | None:  # noqa: ANN401 - any type DuckDB has
    """Write a value: numbers with all their digits, an empty text as words."""
    match value:
        case None | bool():
            return None if value is None else str(value).lower()
        case Decimal():
            return format_exact(value, language)
        case float():
            return _write_float(value, language)
        case str():
            return shorten(escape_controls(value), LONG) or Words("sql", language)(
                "empty"
            )
        case _:
            return str(value)


def _write_float(value: float, language: Language) -> str:
    """Write a number of limited precision as it is, not grouped or rounded."""
    return repr(value).replace(".", "," if language == "lt" else ".")


def make_download(result: Result, sql: str, screen: Screen) -> Download:
    """Make the sheet of an answer: all its rows, and the query that gave them."""
    say, common = screen.words("sql"), screen.words("kit")
    rows = result.rows
    columns = [
        SheetColumn(name, name, kind=_find_kind(dtype))
        for name, dtype in rows.schema.items()
    ]
    about = [
        sql,
        common(
            "sheet.snapshot",
            snapshot=screen.snapshot.name,
            published=format_moment(screen.snapshot.published_at),
        ),
    ]
    if result.is_cut:
        about.append(say("result.cut_note", count=result.rows.height))
    if screen.has_synthetic:
        about.append(say("made_up"))
    return Download(
        name=say("sheet.name"),
        frame=rows,
        columns=columns,
        about=about,
        about_name=common("sheet.about"),
    )


def _find_kind(dtype: pl.DataType) -> Any:  # noqa: ANN401 - one of the kinds of a sheet
    if dtype == pl.Date:
        return "date"
    if dtype.is_integer():
        return "integer"
    return "number" if dtype.is_numeric() else "text"


def write_more(screen: Screen) -> str:
    """Write where the tables are described."""
    say = screen.words("sql")
    link = write_link(screen, "dictionary", escape(say("more")), sql=())
    return tag("p", link, class_="note")
