"""The exams page's gaps between Lithuanian and mathematics, school by school."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.components.blocks import Chart
from dashboard.components.dumbbells import Dumbbell, Mark, write_dumbbells
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_plain, format_points, format_school_year
from dashboard.views.captions import end_once, say_published
from dashboard.views.exam_words import (
    AMBIGUOUS,
    say_measure,
    say_move,
    say_school,
    say_trend,
    say_year,
)
from dashboard.views.values import write_tick, write_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from dashboard.components.dumbbells import Kind
    from dashboard.screen import Screen

SCALE: Final = (0.0, 100.0)
TICKS: Final = (0.0, 25.0, 50.0, 75.0, 100.0)
STEP: Final = 5
"""What a scale that goes below zero is rounded to."""


def view_gaps(
    gaps: pl.DataFrame, moves: pl.DataFrame, screen: Screen
) -> Iterator[Chart]:
    """Show one chart per exam and measure: printed gaps in time, others as levels.

    Args:
        gaps: What `fetch_gaps` gives.
        moves: What `fetch_moves` gives.
        screen: Language.
    """
    for _, group in gaps.group_by("exam_code", "measure_code", maintain_order=True):
        if group["is_derived"][0]:
            yield _view_levels(group, screen)
        else:
            yield _view_printed(group, moves, screen)


def _view_printed(group: pl.DataFrame, moves: pl.DataFrame, screen: Screen) -> Chart:
    say = screen.words("exams")
    rows = group.to_dicts()
    exam = rows[0]["exam_code"]
    return Chart(
        name=f"gap_{exam}".lower(),
        title=_say_title(group, moves, screen),
        subtitle=say("gap.subtitle", published=say_published(screen)),
        alt=end_once(say("gap.alt", exam=exam, parts=_say_gaps(rows, screen))),
        figure=write_dumbbells(
            [_make_change(row, screen) for row in rows],
            _find_scale(rows),
            {tick: f"{tick:.0f}" for tick in TICKS},
            _name_years(rows, screen),
        ),
        table=_write_printed(group, screen),
        note=say("gap.note"),
    )


def _find_scale(rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Begin the scale below zero where mathematics is ahead of Lithuanian somewhere."""
    values = [row[name] for row in rows for name in ("gap_value", "previous_gap_value")]
    lowest = min((float(value) for value in values if value is not None), default=0.0)
    return (STEP * math.floor(min(lowest, 0.0) / STEP), SCALE[1])


def _say_title(group: pl.DataFrame, moves: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("exams")
    first = group.row(0, named=True)
    own = moves.filter(
        moves["is_gap"] & (moves["exam_code"] == first["exam_code"])
    ).to_dicts()
    if own:
        fields = say_move(own[0], screen)
        del fields["start"], fields["end"]
        return say(f"gap.title_{say_trend(own[0])}", **fields)
    return say(
        "gap.title_one_year", exam=first["exam_code"], **_say_range(group, screen)
    )


def _say_range(group: pl.DataFrame, screen: Screen) -> dict[str, str]:
    sure = group.filter(~group["is_ambiguous"])["gap_value"].drop_nulls().to_list()
    if not sure:
        return {"low": AMBIGUOUS, "high": AMBIGUOUS}
    high = write_value(max(sure), "percentage_points", screen.language, "sentence")
    return {"low": format_plain(min(sure), screen.language), "high": high}


def _say_gaps(rows: list[dict[str, Any]], screen: Screen) -> str:
    say = screen.words("exams")
    return "; ".join(
        say(
            "gap.alt_part",
            school=row["school_code"],
            value=_say_gap(row, screen),
        )
        for row in rows
    )


def _say_gap(row: Mapping[str, Any], screen: Screen) -> str:
    if row["is_ambiguous"]:
        return screen.words("exams")("row.ambiguous")
    if row["gap_value"] is None:
        return screen.words("exams")("value.not_printed")
    return write_value(row["gap_value"], "percentage_points", screen.language)


def _name_years(rows: list[dict[str, Any]], screen: Screen) -> dict[Kind, str]:
    latest: dict[Kind, str] = {"end": say_year(rows[0], screen)}
    previous = next(
        (row["previous_year"] for row in rows if row["previous_year"]), None
    )
    if previous is None:
        return latest
    return {"start": format_school_year(previous, screen.language), **latest}


def _make_change(row: Mapping[str, Any], screen: Screen) -> Dumbbell:
    say = screen.words("exams")
    start = None if row["is_previous_unfit"] else row["previous_gap_value"]
    value = say("row.no_previous")
    if row["is_ambiguous"]:
        value = say("row.ambiguous")
    elif start is not None and row["gap_value"] is not None:
        change = row["gap_value"] - start
        value = format_points(change, screen.language, decimals=2)
    return Dumbbell(
        label=say_school(row),
        detail=_say_context(row, screen),
        start=_make_mark(start, screen),
        end=_make_mark(row["gap_value"], screen),
        value=value,
        is_marked=row["is_marked"],
    )


def _make_mark(value: Any, screen: Screen, *, sure: bool = True) -> Mark | None:  # noqa: ANN401
    if value is None:
        return None
    text = format_plain(value, screen.language)
    return Mark(float(value), text if sure else f"{AMBIGUOUS} {text}")


def _say_context(row: Mapping[str, Any], screen: Screen) -> str:
    if row["sen_pupil_share"] is None:
        return ""
    share = write_value(row["sen_pupil_share"], "percent", screen.language)
    year = format_school_year(row["sen_period"], screen.language)
    return screen.words("exams")("row.sen", share=share, year=year)


def _view_levels(group: pl.DataFrame, screen: Screen) -> Chart:
    say = screen.words("exams")
    rows = group.to_dicts()
    first = rows[0]
    return Chart(
        name=f"levels_{first['exam_code']}_{first['measure_code']}".lower(),
        title=say("levels.title", exam=first["exam_code"], **_say_range(group, screen)),
        subtitle=end_once(
            say(
                "levels.subtitle",
                measure=say_measure(first["measure_code"], screen).capitalize(),
                year=say_year(first, screen),
                published=say_published(screen),
            )
        ),
        alt=end_once(
            say("gap.alt", exam=first["exam_code"], parts=_say_gaps(rows, screen))
        ),
        figure=write_dumbbells(
            [_make_levels(row, screen) for row in rows],
            SCALE,
            {tick: write_tick(tick, screen.language) for tick in TICKS},
            {"start": say("levels.mathematics"), "end": say("levels.lithuanian")},
        ),
        table=_write_levels(group, screen),
        note=say("levels.note"),
    )


def _make_levels(row: Mapping[str, Any], screen: Screen) -> Dumbbell:
    sure = not row["is_ambiguous"]
    return Dumbbell(
        label=say_school(row),
        detail=_say_context(row, screen),
        start=_make_mark(row["mathematics_value"], screen, sure=sure),
        end=_make_mark(row["lithuanian_value"], screen, sure=sure),
        value=_say_gap(row, screen),
        is_marked=row["is_marked"],
    )


def _write_printed(group: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("exams")
    columns = [
        _school_column(screen),
        _number_column("previous_gap_value", say("column.previous_gap"), screen),
        _gap_column(screen),
        Column("source_line", say("column.line"), is_number=True),
    ]
    return write_table(group, columns, caption=say("gap.caption"))


def _write_levels(group: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("exams")
    columns = [
        _school_column(screen),
        _number_column("lithuanian_value", say("column.lithuanian"), screen),
        _number_column("mathematics_value", say("column.mathematics"), screen),
        _gap_column(screen),
        Column("source_line", say("column.line"), is_number=True),
    ]
    return write_table(group, columns, caption=say("gap.caption"))


def _school_column(screen: Screen) -> Column:
    say = screen.words("exams")
    return Column(
        "school_code",
        say("column.school"),
        markup=lambda row: escape(say_school(row)),
    )


def _number_column(name: str, label: str, screen: Screen) -> Column:
    return Column(
        name,
        label,
        lambda value: format_plain(value, screen.language),
        missing="–",
        is_number=True,
    )


def _gap_column(screen: Screen) -> Column:
    say = screen.words("exams")

    def write(row: Mapping[str, Any]) -> str:
        if row["is_ambiguous"]:
            return escape(say("row.ambiguous"))
        return escape(format_plain(row["gap_value"], screen.language))

    return Column(
        "gap_value",
        say("column.gap"),
        missing=say("value.not_printed"),
        is_number=True,
        markup=write,
    )
