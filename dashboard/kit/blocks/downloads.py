"""Sheets of the rows on screen, and the buttons to take them away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from dashboard.kit.sheets import (
    Download,
    LateRows,
    SheetColumn,
    write_csv,
    write_parquet,
    write_xlsx,
)
from pazanga.access.asking import require_asking
from pazanga.access.marks import mark_for
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.kit.screen import Screen
    from dashboard.kit.texts import Words
    from pazanga.access.reader import Visitor
    from pazanga.texts import Language

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET: Final = "application/vnd.apache.parquet"

KEPT: Final = "_kept_sheets"
"""Where the session keeps the sheets of a page, for who reads it without a browser."""

_MADE_UP: Final = "made_up"
"""Column of a sheet that says whether its row is made up."""


@dataclass(frozen=True)
class FileNaming:
    """How a file is called that is taken away.

    Attributes:
        name: Its name.
        mime: Its media type.
    """

    name: str
    mime: str


def make_sheet(
    page: str,
    rows: pl.DataFrame | LateRows,
    columns: Sequence[SheetColumn],
    filters: str,
    screen: Screen,
    *,
    scope: str = "",
) -> Download:
    """Make the sheet of exactly these rows.

    Where something reported on the plan was made up, a column says it of each row; the
    name and the sheet "about" say it too, for a file travels without its page.

    Args:
        page: Its texts say `sheet.name` and, of the units, `sheet.measure`.
        rows: What the page shows, with words in place of codes; `is_synthetic`, if
            there, says which rows are made up. Many rows are read late.
        columns: The columns to take away.
        filters: The sentence of active filters; empty without any.
        screen: Language, plan and snapshot.
        scope: What the rows are of, if not of the plan on screen.
    """
    say, common = screen.words(page), screen.words("kit")
    whole = common("filters.none", plan=screen.plan_name)
    of_plan = [common("sheet.plan", plan=screen.plan_name), filters or whole]
    name = say("sheet.name") if scope else f"{screen.plan_code}-{say('sheet.name')}"
    about = [
        *([scope] if scope else of_plan),
        say("sheet.measure"),
        common(
            "sheet.snapshot",
            snapshot=screen.snapshot.name,
            published=format_moment(screen.snapshot.published_at),
        ),
    ]
    if screen.has_synthetic:
        rows, is_made_up = _mark_made_up(rows, common)
        heading = SheetColumn(_MADE_UP, common("sheet.made_up.column"), width=12)
        columns = [*columns, heading]
        about = [common(f"sheet.made_up.{'some' if is_made_up else 'none'}"), *about]
        name += f"-{common('sheet.made_up.name')}" if is_made_up else ""
    return Download(
        name=name,
        frame=rows,
        columns=columns,
        about=about,
        about_name=common("sheet.about"),
    )


def _mark_made_up(
    rows: pl.DataFrame | LateRows, say: Words
) -> tuple[pl.DataFrame | LateRows, bool]:
    """Write of each row whether it is made up, and return whether any is."""
    if isinstance(rows, LateRows):
        marked = replace(rows, read=lambda: _write_made_up(rows.read(), say))
        return marked, rows.is_made_up
    is_made_up = "is_synthetic" in rows.columns and any(rows["is_synthetic"])
    return _write_made_up(rows, say), is_made_up


def _write_made_up(rows: pl.DataFrame, say: Words) -> pl.DataFrame:
    """Add the column that says of each row whether it is made up."""
    if "is_synthetic" in rows.columns:
        made_up = [bool(value) for value in rows["is_synthetic"]]
    else:
        made_up = [False] * rows.height
    words = {True: say("sheet.made_up.yes"), False: say("sheet.made_up.no")}
    said = pl.Series(_MADE_UP, [words[value] for value in made_up], pl.String)
    return rows.with_columns(said)


def render_downloads(
    screen: Screen,
    sheet: Download,
    name: str = "",
    *,
    write_file: Callable[[Download, str, Language], bytes] | None = None,
) -> None:
    """Render a button per format; a file is made only when it is asked for.

    Args:
        screen: Language.
        sheet: What is taken away.
        name: Parts it from other sheets of the same page.
        write_file: Writes its XLSX and CSV, where they may be large.
    """
    kept: list[Download] | None = st.session_state.get(KEPT)
    if kept is not None:
        kept.append(sheet)
    say = screen.words("kit")
    writers = {
        "xlsx": (XLSX, write_xlsx),
        "csv": ("text/csv", lambda sheet: write_csv(sheet, screen.language)),
        "parquet": (PARQUET, write_parquet),
    }
    key = f"downloads_{name}" if name else "downloads"
    with st.container(key=key, horizontal=True, vertical_alignment="center"):
        st.markdown(say("download.label", count=sheet.frame.height))
        for ending, (kind, write) in writers.items():
            make = partial(write, sheet)
            if write_file and ending != "parquet":
                make = partial(write_file, sheet, ending, screen.language)
            render_file_button(
                say(f"download.{ending}"),
                make,
                FileNaming(f"{sheet.name}.{ending}", kind),
                screen,
                f"{key}_{ending}" if name else f"download_{ending}",
            )


def render_file_button(
    label: str,
    make: Callable[[], bytes],
    file: FileNaming,
    screen: Screen,
    key: str,
    *,
    is_primary: bool = False,
) -> None:
    """Render a button that gives a file to the reader of this run, and to nobody else.

    Args:
        label: What stands on it.
        make: Makes the file when the button is pressed.
        file: How the file is called.
        screen: For whom it is drawn.
        key: Key of the button.
        is_primary: Whether it is the one thing to do next.
    """
    st.download_button(
        label,
        partial(_make_for, screen.reader, make),
        file_name=file.name,
        mime=mark_for(screen.reader, file.mime),
        key=key,
        type="primary" if is_primary else "secondary",
        on_click="ignore",
    )


def _make_for(reader: Visitor, make: Callable[[], bytes]) -> bytes:
    """Make a file, when its button is pressed, for the reader it was drawn for.

    Raises:
        AccessError: Somebody else asks, or the same person with other rights.
    """
    require_asking(reader)
    return make()
