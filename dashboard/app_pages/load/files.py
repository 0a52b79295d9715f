"""What the list of loaded files says, and what is asked before one is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_amount, format_money, format_number
from dashboard.kit.html import tag
from pazanga.local_time import format_moment
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

PHASES: Final = ("approved", "revised", "executed")
MOST_FILES: Final = 50

_CELLS: Final = ("received", "name", "state", "rows", "rejects", *PHASES)


def write_files(files: pl.DataFrame, screen: Screen) -> str:
    """Write a table of the files, the latest first."""
    say = screen.words("load")
    rows = [_say_file(row, screen) for row in files.head(MOST_FILES).to_dicts()]
    columns = [
        Column("name", say("files.name")),
        Column("received", say("files.received")),
        Column("state", say("files.state")),
        Column("rows", say("files.rows"), is_number=True),
        Column("rejects", say("files.rejects"), is_number=True),
        *(
            Column(phase, say(f"files.{phase}"), missing="–", is_number=True)
            for phase in PHASES
        ),
    ]
    frame = pl.DataFrame(rows, dict.fromkeys(_CELLS, pl.String))
    table = write_table(frame, columns, caption=say("files.caption"), kind="cards")
    if files.height <= MOST_FILES:
        return table
    note = say("files.shown", shown=MOST_FILES, count=files.height)
    return table + tag("p", escape(note), class_="note")


def list_counting(files: pl.DataFrame) -> list[dict[str, Any]]:
    """List the files that can still be taken back."""
    return files.filter(pl.col("load_status") != "withdrawn").to_dicts()


def name_choice(row: Mapping[str, Any]) -> str:
    """Return the name of a file, told apart from others of that name."""
    return f"{row['source_name']} · {_received(row)}"


def ask_withdrawal(row: Mapping[str, Any], screen: Screen) -> str:
    """Describe what taking a file back would take away."""
    say, language = screen.words("load"), screen.language
    sums = [
        say(f"files.sum.{phase}", amount=format_money(amount, language))
        for phase in PHASES
        if (amount := row[f"{phase}_net_eur"]) is not None
    ]
    question = say(
        "files.confirm",
        file=row["source_name"],
        rows=format_number(row["row_count"], language),
        sums="; ".join(sums) or say("files.no_sums"),
    )
    after = tag("p", escape(say("files.confirm_note")))
    return tag("div", tag("p", escape(question)), after, class_="notice", role="status")


def _say_file(row: Mapping[str, Any], screen: Screen) -> dict[str, str | None]:
    language = screen.language
    amounts = {
        phase: None if amount is None else format_amount(amount, language)
        for phase in PHASES
        for amount in [row[f"{phase}_net_eur"]]
    }
    return {
        "received": _received(row),
        "name": row["source_name"],
        "state": text("warehouse", f"file_state.{row['load_status']}", language),
        "rows": format_number(row["row_count"], language),
        "rejects": format_number(row["quarantined_count"], language),
        **amounts,
    }


def _received(row: Mapping[str, Any]) -> str:
    moment: datetime = row["changed_at"]
    return format_moment(moment.replace(tzinfo=UTC))
