"""The exams page's gaps between Lithuanian and mathematics, school by school."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.exams.words import (
    AMBIGUOUS,
    prove_move,
    say_measure,
    say_move,
    say_school,
    say_trend,
    say_year,
    write_school,
)
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.columns import place_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.dumbbells import Dumbbell, Mark, write_dumbbells
from dashboard.kit.charts.scales import find_scale
from dashboard.kit.formats import (
    count_decimals,
    format_number,
    format_plain,
    format_points,
    format_school_year,
)
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.typography import end_once, say_published
from dashboard.kit.values import write_tick, write_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from dashboard.kit.charts.dumbbells import Kind
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

WHOLE: Final = 100.0
"""Percent, beyond which no share goes."""

GAPS: Final = ("gap_value", "previous_gap_value")
LEVELS: Final = ("lithuanian_value", "mathematics_value")
"""Columns that stand on one scale, with equally many decimals."""


def view_gaps(
    gaps: pl.DataFrame, moves: pl.DataFrame, screen: Screen
) -> Iterator[Chart]:
    """Show one chart per exam and measure: printed gaps in time, others as levels.

    Args:
        gaps: What `query_gaps` gives.
        moves: What `query_moves` gives.
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
    scale, ticks = find_scale(_list_values(rows, GAPS))
    return Chart(
        name=f"gap_{exam}".lower(),
        title=_say_title(group, moves, screen),
        subtitle=say("gap.subtitle", published=say_published(screen)),
        alt=end_once(say("gap.alt", exam=exam, parts=_say_gaps(rows, screen))),
        figure=write_dumbbells(
            [_make_change(row, screen, _count(rows, GAPS)) for row in rows],
            scale,
            {tick: format_number(tick, screen.language) for tick in ticks},
            _name_years(rows, screen),
        ),
        table=_write_printed(group, screen),
        note=say("gap.note"),
    )


def _list_values(
    rows: Sequence[Mapping[str, Any]], names: Sequence[str]
) -> list[float]:
    return [float(row[name]) for row in rows for name in names if row[name] is not None]


def _count(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> int:
    """Count the decimals that figures of these columns need."""
    return count_decimals(row[name] for row in rows for name in names)


def _say_title(group: pl.DataFrame, moves: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("exams")
    first = group.row(0, named=True)
    own = moves.filter(
        moves["is_gap"] & (moves["exam_code"] == first["exam_code"])
    ).to_dicts()
    if own:
        fields = say_move(own[0], screen)
        del fields["start"], fields["end"]
        said = say(f"gap.title_{say_trend(own[0])}", **fields)
        return prove(said, *prove_move(own[0])[:2])
    said = say(
        "gap.title_one_year", exam=first["exam_code"], **_say_range(group, screen)
    )
    return prove(said, *_prove_range(group))


def _prove_range(group: pl.DataFrame) -> list[Proof | None]:
    """Make the proofs of the least and the largest gap."""
    sure = group.filter(~group["is_ambiguous"] & group["gap_value"].is_not_null())
    if sure.is_empty():
        return []
    by = ("exam_code", "measure_code", "school_code", "school_year")
    ends = sure.sort("gap_value").to_dicts()
    return [
        prove_cell(
            "rpt_exam_gap.gap_value",
            row["gap_value"],
            **{name: row[name] for name in by},
        )
        for row in (ends[0], ends[-1])
    ]


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


def _say_gap(
    row: Mapping[str, Any], screen: Screen, *, decimals: int | None = None
) -> str:
    if row["is_ambiguous"]:
        return screen.words("exams")("row.ambiguous")
    if row["gap_value"] is None:
        return screen.words("exams")("value.not_printed")
    unit, language = "percentage_points", screen.language
    return write_value(row["gap_value"], unit, language, decimals=decimals)


def _name_years(rows: list[dict[str, Any]], screen: Screen) -> dict[Kind, str]:
    latest: dict[Kind, str] = {"end": say_year(rows[0], screen)}
    previous = next(
        (row["previous_year"] for row in rows if row["previous_year"]), None
    )
    if previous is None:
        return latest
    return {"start": format_school_year(previous, screen.language), **latest}


def _find_start(row: Mapping[str, Any]) -> Decimal | None:
    """Find the gap of the year before, where one may be told from it."""
    start: Decimal | None = row["previous_gap_value"]
    return None if row["is_previous_unfit"] else start


def _find_change(row: Mapping[str, Any]) -> Decimal | None:
    """Find how much a gap has changed within a year; None where none can be told."""
    start, gap = _find_start(row), row["gap_value"]
    if start is None or gap is None or row["is_ambiguous"]:
        return None
    change: Decimal = gap - start
    return change


def _make_change(row: Mapping[str, Any], screen: Screen, decimals: int) -> Dumbbell:
    say = screen.words("exams")
    start, change = _find_start(row), _find_change(row)
    value = say("row.ambiguous" if row["is_ambiguous"] else "row.no_previous")
    if change is not None:
        value = format_points(change, screen.language, decimals=2)
    return Dumbbell(
        label=say_school(row),
        detail=_say_context(row, screen),
        start=_make_mark(start, screen, decimals),
        end=_make_mark(row["gap_value"], screen, decimals),
        value=value,
        is_marked=row["is_marked"],
    )


def _make_mark(
    value: Decimal | None, screen: Screen, decimals: int, *, sure: bool = True
) -> Mark | None:
    if value is None:
        return None
    text = format_number(value, screen.language, decimals=decimals)
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
    scale, ticks = find_scale(_list_values(rows, LEVELS), most=WHOLE)
    return Chart(
        name=f"levels_{first['exam_code']}_{first['measure_code']}".lower(),
        title=prove(
            say("levels.title", exam=first["exam_code"], **_say_range(group, screen)),
            *_prove_range(group),
        ),
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
            [_make_levels(row, screen, _count(rows, LEVELS)) for row in rows],
            scale,
            {tick: write_tick(tick, screen.language) for tick in ticks},
            {"start": say("levels.mathematics"), "end": say("levels.lithuanian")},
            {"start": say("levels.letter_m"), "end": say("levels.letter_l")},
        ),
        is_folded=True,
        table=_write_levels(group, screen),
        note=say("levels.note"),
    )


def _make_levels(row: Mapping[str, Any], screen: Screen, decimals: int) -> Dumbbell:
    sure = not row["is_ambiguous"]
    return Dumbbell(
        label=say_school(row),
        detail=_say_context(row, screen),
        start=_make_mark(row["mathematics_value"], screen, decimals, sure=sure),
        end=_make_mark(row["lithuanian_value"], screen, decimals, sure=sure),
        value=_say_gap(row, screen, decimals=2),
        is_marked=row["is_marked"],
    )


def _write_printed(group: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("exams")
    columns = [
        _school_column(screen),
        _previous_column(screen, group),
        _gap_column(screen, group),
        Column(
            "change_value",
            say("column.change"),
            lambda change: format_points(change, screen.language, decimals=2),
            missing="–",
            is_number=True,
        ),
        place_column(screen),
    ]
    caption = say("gap.caption", exam=group["exam_code"][0])
    changes = pl.Series("change_value", map(_find_change, group.to_dicts()), pl.Decimal)
    frame = group.with_columns(changes)
    return write_table(frame, columns, caption=caption, cells=_make_cells(screen))


def _write_levels(group: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("exams")
    columns = [
        _school_column(screen),
        _number_column("lithuanian_value", say("column.lithuanian"), screen, group),
        _number_column("mathematics_value", say("column.mathematics"), screen, group),
        _gap_column(screen, group),
        place_column(screen),
    ]
    caption = say("gap.caption", exam=group["exam_code"][0])
    return write_table(group, columns, caption=caption, cells=_make_cells(screen))


def _make_cells(screen: Screen) -> ProvenCells:
    series = ("exam_code", "measure_code", "school_code")
    return ProvenCells(
        screen,
        "rpt_exam_gap",
        by=(*series, "school_year"),
        columns={
            "previous_gap_value": "",
            "change_value": "rpt_exam_change.change_value",
        },
    )


def _school_column(screen: Screen) -> Column:
    return Column(
        "school_code",
        screen.label("school_code", is_short=True),
        markup=lambda row: write_school(row, screen),
    )


def _number_column(
    name: str, label: str, screen: Screen, group: pl.DataFrame
) -> Column:
    decimals = count_decimals(group[name])
    return Column(
        name,
        label,
        lambda value: format_number(value, screen.language, decimals=decimals),
        missing="–",
        is_number=True,
    )


def _previous_column(screen: Screen, group: pl.DataFrame) -> Column:
    label = screen.words("exams")("column.previous_gap")
    column = _number_column("previous_gap_value", label, screen, group)
    cells = replace(
        _make_cells(screen),
        names={"school_year": "previous_year"},
        columns={"previous_gap_value": "gap_value"},
    )

    def write(row: Mapping[str, Any]) -> str:
        return cells.link(row, column.name, column.write(row[column.name]))

    return replace(column, markup=write)


def _gap_column(screen: Screen, group: pl.DataFrame) -> Column:
    say, decimals = screen.words("exams"), count_decimals(group["gap_value"])
    cells = _make_cells(screen)

    def write(row: Mapping[str, Any]) -> str:
        if row["is_ambiguous"]:
            return escape(say("row.ambiguous"))
        number = format_number(row["gap_value"], screen.language, decimals=decimals)
        return cells.link(row, "gap_value", number)

    return Column(
        "gap_value",
        say("column.gap"),
        missing=say("value.not_printed"),
        is_number=True,
        markup=write,
    )
