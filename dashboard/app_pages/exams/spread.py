"""The exams page's strips: how far apart schools are in each subject and year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.exams.summary import find_widest
from dashboard.app_pages.exams.words import (
    AMBIGUOUS,
    SERIES,
    prove_ends,
    say_ends,
    say_measure,
    say_school,
    say_subject,
    say_year,
)
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.strips import Strip, StripPoint, write_strips
from dashboard.kit.formats import count_decimals
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.typography import end_once, say_published
from dashboard.kit.values import write_tick, write_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.kit.screen import Screen

SCALE: Final = (0.0, 100.0)
TICKS: Final = (0.0, 25.0, 50.0, 75.0, 100.0)
SAID: Final = 4
"""How many strips a text alternative names."""

YEARS: Final = 2
"""Years of a subject in the picture, the last ones."""

MOST_ROWS: Final = 60
"""Rows of a table that has all years, some ten subjects of six; else the last ones."""

FEW: Final = 30
"""Pupils below which chance alone moves a figure so far that its bounds are drawn."""

SUMMARY: Final = ("lowest", "median", "highest")


def view_spreads(
    spreads: pl.DataFrame, results: pl.DataFrame, screen: Screen, filters: str
) -> Iterator[Chart]:
    """Show one chart of strips per exam and measure that is a share.

    Args:
        spreads: What `query_spreads` gives.
        results: What `query_results` gives.
        screen: Language and theme.
        filters: The sentence of active filters.
    """
    shares = spreads.filter(spreads["unit_code"] == "percent")
    for _, group in shares.group_by("exam_code", "measure_code", maintain_order=True):
        yield _view_group(group, results, screen, filters)


def _view_group(
    group: pl.DataFrame, results: pl.DataFrame, screen: Screen, filters: str
) -> Chart:
    say = screen.words("exams")
    rows = group.to_dicts()
    first = rows[0]
    latest = _keep_latest(group)
    listed = group if group.height <= MOST_ROWS else latest
    notes = [say("spread.note")]
    if latest.height < listed.height:
        notes.append(say("spread.note_years"))
    elif latest.height < group.height:
        notes.append(say("spread.note_latest"))
    widest = find_widest(group) or first
    points = results.join(listed, on=list(SERIES), how="semi", maintain_order="left")
    measure = say_measure(first["measure_code"], screen)
    return Chart(
        name=f"spread_{first['exam_code']}_{first['measure_code']}".lower(),
        title=prove(
            say(
                "spread.title",
                subject=say_subject(widest, screen).lower(),
                **_say_known_ends(widest, screen),
            ),
            *prove_ends(widest),
        ),
        subtitle=say(
            "spread.subtitle",
            exam=first["exam_code"],
            measure=measure,
            filters=filters,
            published=say_published(screen),
        ),
        alt=end_once(_say_alt(rows, screen)),
        figure=write_strips(
            [_make_strip(row, points, screen) for row in latest.to_dicts()],
            SCALE,
            {tick: write_tick(tick, screen.language) for tick in TICKS},
        ),
        table=_write_matrix(listed.to_dicts(), points, screen),
        note=" ".join(notes),
        is_folded=True,
    )


def _keep_latest(group: pl.DataFrame) -> pl.DataFrame:
    """Keep the last years of each subject: rows stand from the latest year on."""
    return group.filter(pl.int_range(pl.len()).over("subject_code") < YEARS)


def _say_known_ends(row: Mapping[str, Any], screen: Screen) -> dict[str, str]:
    if not row["school_count"]:
        return {"low": AMBIGUOUS, "high": AMBIGUOUS}
    return say_ends(row, screen)


def _say_alt(rows: list[dict[str, Any]], screen: Screen) -> str:
    say = screen.words("exams")
    parts = [
        say(
            "spread.alt_part",
            subject=say_subject(row, screen),
            year=say_year(row, screen),
            median=write_value(
                row["median_value"], row["unit_code"], screen.language, "sentence"
            ),
            **say_ends(row, screen),
        )
        for row in rows[:SAID]
        if row["school_count"]
    ]
    return say("spread.alt", exam=rows[0]["exam_code"], parts="; ".join(parts))


def _make_strip(row: Mapping[str, Any], points: pl.DataFrame, screen: Screen) -> Strip:
    say = screen.words("exams")
    own = points.filter(
        (points["subject_code"] == row["subject_code"])
        & (points["school_year"] == row["school_year"])
        & points["value"].is_not_null()
    )
    return Strip(
        label=say(
            "spread.strip",
            subject=say_subject(row, screen),
            year=say_year(row, screen),
        ),
        points=[_make_point(point, screen) for point in own.iter_rows(named=True)],
        lowest=_say_place(row["lowest_value"], screen),
        median=_say_place(row["median_value"], screen),
        highest=_say_place(row["highest_value"], screen),
    )


def _make_point(point: Mapping[str, Any], screen: Screen) -> StripPoint:
    say = screen.words("exams")
    value = write_value(point["value"], point["unit_code"], screen.language)
    fields = {"school": say_school(point), "value": value}
    hover = (
        say(
            "spread.hover_ambiguous",
            **fields,
            printed=point["printed_text"] or "",
        )
        if point["is_ambiguous"]
        else say("spread.hover", **fields)
    )
    return StripPoint(
        value=float(point["value"]),
        hover=hover,
        label=point["school_code"] if point["is_marked"] else "",
        is_open=point["is_ambiguous"],
        bounds=_find_bounds(point),
    )


def _find_bounds(point: Mapping[str, Any]) -> tuple[float, float] | None:
    """Find between what the figure of a small group, or of a chosen school, lies."""
    if point["low_value"] is None:
        return None
    if point["candidates_count"] >= FEW and not point["is_marked"]:
        return None
    return point["low_value"], point["high_value"]


def _say_place(value: Any, screen: Screen) -> tuple[float, str] | None:  # noqa: ANN401
    if value is None:
        return None
    return float(value), write_value(value, None, screen.language)


def _write_matrix(
    rows: list[dict[str, Any]], points: pl.DataFrame, screen: Screen
) -> str:
    """Write a matrix: a row per subject and year, a column per sum and school.

    A code heads the column of a school: eleven names would not fit on paper.
    """
    say = screen.words("exams")
    # The median of an even count of schools has a decimal more than theirs.
    medians = (row["median_value"] for row in rows)
    decimals = count_decimals([*points["value"], *medians])
    by = (*SERIES, "school_code")
    results = ProvenCells(screen, "fct_exam_result", by=by)
    spreads = ProvenCells(screen, "rpt_exam_spread", by=SERIES)
    values = {
        (*(point[name] for name in SERIES), point["school_code"]): _write_cell(
            point, decimals, results
        )
        for point in points.iter_rows(named=True)
    }
    codes = points.sort("school_order")["school_code"].unique(maintain_order=True)
    frame = pl.DataFrame(
        [
            {"subject_code": f"{say_subject(row, screen)}, {say_year(row, screen)}, %"}
            | {name: _write_summary(row, name, decimals, spreads) for name in SUMMARY}
            | {
                code: values.get((*(row[name] for name in SERIES), code))
                for code in codes
            }
            for row in rows
        ],
        infer_schema_length=None,
    )
    columns = [
        Column("subject_code", screen.label("subject_code")),
        *(_number_column(name, say(f"summary.{name}")) for name in SUMMARY),
        *(_number_column(code, code) for code in codes),
    ]
    return write_table(frame, columns, caption=say("spread.caption"))


def _write_summary(
    row: Mapping[str, Any], name: str, decimals: int, cells: ProvenCells
) -> str | None:
    if not row["school_count"]:
        return None
    column, language = f"{name}_value", cells.screen.language
    value = write_value(row[column], None, language, decimals=decimals)
    return cells.link(row, column, value)


def _number_column(name: str, label: str) -> Column:
    """Return a column whose cells are markup already."""

    def write(row: Mapping[str, Any]) -> str:
        return str(row[name])

    return Column(name, label, missing="–", is_number=True, markup=write)


def _write_cell(
    point: Mapping[str, Any], decimals: int, cells: ProvenCells
) -> str | None:
    if point["value"] is None:
        return None
    language = cells.screen.language
    written = write_value(point["value"], None, language, decimals=decimals)
    value = cells.link(point, "value", written)
    return f"{AMBIGUOUS} {value}" if point["is_ambiguous"] else value
