"""The exams page's slopes: how each school moved in one subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.app_pages.exams.words import (
    prove_move,
    say_measure,
    say_move,
    say_school,
    say_subject,
    say_trend,
    write_school,
)
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.slopes import Slope, write_slopes
from dashboard.kit.formats import (
    count_decimals,
    format_number,
    format_plain,
    format_points,
    format_school_year,
)
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.typography import end_once, say_published
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen


def view_changes(changes: pl.DataFrame, moves: pl.DataFrame, screen: Screen) -> Chart:
    """Show how schools moved in one series between its last two years.

    Args:
        changes: What `query_changes` gives for the series; not empty.
        moves: What `query_moves` gives.
        screen: Language and theme.
    """
    say = screen.words("exams")
    first = changes.row(0, named=True)
    keys = ("exam_code", "measure_code", "subject_code")
    own = moves.filter(*(moves[key] == first[key] for key in keys))
    move = own.row(0, named=True)
    fields = say_move(move, screen)
    ends = {name: fields.pop(name) for name in ("start", "end")}
    del fields["exam"]
    counts, levels = prove_move(move)[:2], prove_move(move)[2:]
    title = say(
        f"change.title_{say_trend(move)}",
        subject=say_subject(first, screen),
        **fields,
    )
    subtitle = say(
        "change.subtitle",
        exam=first["exam_code"],
        measure=say_measure(first["measure_code"], screen),
        published=say_published(screen),
        **ends,
    )
    years = tuple(
        format_school_year(first[name], screen.language)
        for name in ("previous_year", "school_year")
    )
    medians = (move["previous_median"], move["median_value"])
    decimals = count_decimals([*changes["previous_value"], *changes["value"], *medians])
    slopes = _list_slopes(changes, decimals, screen)
    slopes.append(_make_middle(move, decimals, screen))
    return Chart(
        name="changes",
        title=prove(title, *counts),
        subtitle=prove(subtitle, *levels),
        alt=end_once(_say_alt(changes, years, ends, screen)),
        figure=write_slopes(slopes, (years[0], years[1])),
        table=_write_changes(changes, screen),
        note=say("change.note"),
        is_folded=True,
    )


def _say_alt(
    changes: pl.DataFrame,
    years: tuple[str, ...],
    ends: Mapping[str, str],
    screen: Screen,
) -> str:
    say = screen.words("exams")
    parts = [
        say(
            "change.alt_part",
            school=row["school_code"],
            start=format_plain(row["previous_value"], screen.language),
            end=format_plain(row["value"], screen.language),
        )
        for row in changes.iter_rows(named=True)
    ]
    return say(
        "change.alt",
        previous=years[0],
        year=years[1],
        parts="; ".join(parts),
        **ends,
    )


def _list_slopes(changes: pl.DataFrame, decimals: int, screen: Screen) -> list[Slope]:
    say = screen.words("exams")
    slopes = []
    for row in changes.iter_rows(named=True):
        start, end = (
            format_number(row[name], screen.language, decimals=decimals)
            for name in ("previous_value", "value")
        )
        school = say_school(row)
        slopes.append(
            Slope(
                start=float(row["previous_value"]),
                end=float(row["value"]),
                start_label=f"{row['school_code']}  {start}",
                end_label=f"{end}  {row['school_code']}",
                hover=say("change.hover", school=school, start=start, end=end),
                is_marked=row["is_marked"],
            )
        )
    return slopes


def _make_middle(move: Mapping[str, Any], decimals: int, screen: Screen) -> Slope:
    say = screen.words("exams")
    start, end = (
        format_number(move[name], screen.language, decimals=decimals)
        for name in ("previous_median", "median_value")
    )
    word = say("change.median")
    return Slope(
        start=float(move["previous_median"]),
        end=float(move["median_value"]),
        start_label=f"{word}  {start}",
        end_label=f"{end}  {word}",
        hover=say("change.hover", school=word, start=start, end=end),
        is_middle=True,
    )


def _write_changes(changes: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("exams")
    first = changes.row(0, named=True)
    unit, language = first["unit_code"], screen.language
    decimals = count_decimals([*changes["previous_value"], *changes["value"]])

    def write(value: Any) -> str:  # noqa: ANN401
        return write_value(value, unit, language, decimals=decimals)

    def write_move(value: Any) -> str:  # noqa: ANN401
        return format_points(value, language, decimals=2)

    columns = [
        Column(
            "school_code",
            screen.label("school_code", is_short=True),
            markup=lambda row: write_school(row, screen),
        ),
        Column(
            "previous_value",
            format_school_year(first["previous_year"], language),
            write,
            is_number=True,
        ),
        Column(
            "value",
            format_school_year(first["school_year"], language),
            write,
            is_number=True,
        ),
        Column("change_value", say("column.change"), write_move, is_number=True),
    ]
    cells = ProvenCells(
        screen,
        "rpt_exam_change",
        by=("exam_code", "measure_code", "subject_code", "school_year", "school_code"),
    )
    caption = say("change.caption")
    return write_table(changes, columns, caption=caption, cells=cells)
