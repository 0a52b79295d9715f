"""The exams page's strips: how far apart schools are in each subject and year."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.charts.strips import Point, Strip, plot_strips
from dashboard.components.blocks import Chart
from dashboard.components.tables import Column, write_table
from dashboard.views.captions import end_once, say_published
from dashboard.views.exam_words import (
    AMBIGUOUS,
    say_ends,
    say_measure,
    say_school,
    say_subject,
    say_year,
)
from dashboard.views.exams import find_widest
from dashboard.views.values import write_tick, write_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.screen import Screen

SCALE: Final = (0.0, 100.0)
TICKS: Final = (0.0, 25.0, 50.0, 75.0, 100.0)
SAID: Final = 4
"""How many strips a text alternative names."""

YEARS: Final = 2
"""Years of a subject in the picture, the last ones; the table has all of them."""

SERIES: Final = ("exam_code", "measure_code", "subject_code", "school_year")


def view_spreads(
    spreads: pl.DataFrame, results: pl.DataFrame, screen: Screen, filters: str
) -> Iterator[Chart]:
    """Show one chart of strips per exam and measure that is a share.

    Args:
        spreads: What `fetch_spreads` gives.
        results: What `fetch_results` gives.
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
    latest = _keep_latest(group).to_dicts()
    notes = [say("spread.note")]
    if len(latest) < len(rows):
        notes.append(say("spread.note_years"))
    widest = find_widest(group) or first
    points = results.join(group, on=list(SERIES), how="semi", maintain_order="left")
    measure = say_measure(first["measure_code"], screen)
    return Chart(
        name=f"spread_{first['exam_code']}_{first['measure_code']}".lower(),
        title=say(
            "spread.title",
            subject=say_subject(widest, screen).lower(),
            **_say_known_ends(widest, screen),
        ),
        subtitle=say(
            "spread.subtitle",
            exam=first["exam_code"],
            measure=measure,
            filters=filters,
            published=say_published(screen),
        ),
        alt=end_once(_say_alt(rows, screen)),
        figure=plot_strips(
            [_make_strip(row, points, screen) for row in latest],
            screen.theme,
            screen.language,
            scale=SCALE,
            ticks={tick: write_tick(tick, screen.language) for tick in TICKS},
        ),
        table=_write_matrix(rows, points, screen),
        note=" ".join(notes),
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
            subject=escape(say_subject(row, screen)),
            year=escape(say_year(row, screen)),
        ),
        points=[_make_point(point, screen) for point in own.iter_rows(named=True)],
        lowest=_say_place(row["lowest_value"], screen),
        median=_say_place(row["median_value"], screen),
        highest=_say_place(row["highest_value"], screen),
    )


def _make_point(point: Mapping[str, Any], screen: Screen) -> Point:
    say = screen.words("exams")
    value = write_value(point["value"], point["unit_code"], screen.language)
    fields = {"school": escape(say_school(point)), "value": value}
    hover = (
        say(
            "spread.hover_ambiguous",
            **fields,
            printed=escape(point["printed_text"] or ""),
        )
        if point["is_ambiguous"]
        else say("spread.hover", **fields)
    )
    return Point(
        value=float(point["value"]),
        hover=hover,
        label=point["school_code"] if point["is_marked"] else "",
        is_open=point["is_ambiguous"],
    )


def _say_place(value: Any, screen: Screen) -> tuple[float, str] | None:  # noqa: ANN401
    if value is None:
        return None
    return float(value), write_value(value, None, screen.language)


def _write_matrix(
    rows: list[dict[str, Any]], points: pl.DataFrame, screen: Screen
) -> str:
    """Write schools in rows, subjects and years in columns, and what sums them up."""
    say = screen.words("exams")
    schools: dict[str, dict[str, Any]] = {}
    for point in points.sort("school_order").iter_rows(named=True):
        school = schools.setdefault(point["school_code"], {"school": say_school(point)})
        school[_key(point)] = _write_cell(point, screen)
    summary = [
        {"school": say(f"summary.{name}")}
        | {
            _key(row): write_value(row[f"{name}_value"], None, screen.language)
            for row in rows
            if row["school_count"]
        }
        for name in ("lowest", "median", "highest")
    ]
    columns = [
        Column("school", say("column.school")),
        *(
            Column(
                _key(row),
                f"{say_subject(row, screen)}, {say_year(row, screen)}, %",
                missing="–",
                is_number=True,
            )
            for row in rows
        ),
    ]
    names = [column.name for column in columns]
    frame = pl.DataFrame(
        [
            {name: row.get(name) for name in names}
            for row in [*schools.values(), *summary]
        ]
    )
    return write_table(frame, columns, caption=say("spread.caption"))


def _key(row: Mapping[str, Any]) -> str:
    return f"{row['subject_code']}_{row['school_year']}"


def _write_cell(point: Mapping[str, Any], screen: Screen) -> str | None:
    if point["value"] is None:
        return None
    value = write_value(point["value"], None, screen.language)
    return f"{AMBIGUOUS} {value}" if point["is_ambiguous"] else value
