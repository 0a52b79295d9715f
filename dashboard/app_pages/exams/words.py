"""How exam figures are said: measures, schools, subjects, years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.exams.queries import find_measure_name
from dashboard.kit.formats import (
    NBSP,
    count_decimals,
    format_number,
    format_school_year,
)
from dashboard.kit.links import name_school
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.typography import keep_whole
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

_SHARE: Final = re.compile(r"share_(?P<low>\d+)_(?P<high>\d+)")

SERIES: Final = ("exam_code", "measure_code", "subject_code", "school_year")
"""Columns that tell series and years of figures apart."""

AMBIGUOUS: Final = "△"
"""Stands beside every figure that can be read in two ways."""

AFTER_BREAK: Final = "‡"
"""Stands beside every year that cannot be compared with earlier ones."""


def say_measure(code: str, screen: Screen) -> str:
    """Describe a measure: `share_36_100` is a share of pupils with 36–100 points."""
    say = screen.words("exams")
    if match := _SHARE.fullmatch(code):
        return say("measure.share", low=match["low"], high=match["high"])
    if code.startswith("gap_lt_math"):
        return say("measure.gap")
    if code == "mean_score":
        return say("measure.mean_score")
    name = find_measure_name(screen.snapshot.path, code, screen.language)
    return name or say("measure.other", code=code)


def say_measure_short(code: str, screen: Screen) -> str:
    """Describe in a word or two what is measured, where subjects are chosen from."""
    say = screen.words("exams")
    if match := _SHARE.fullmatch(code):
        return say("measure_short.share", low=match["low"], high=match["high"])
    if code == "mean_score":
        return say("measure.mean_score")
    return find_measure_name(screen.snapshot.path, code, screen.language) or code


def say_subject(row: Mapping[str, Any], screen: Screen) -> str:
    """Return the name of a subject; a figure of no single subject is one of two."""
    if row["subject_code"] == "none" or not row["subject_name"]:
        return screen.words("exams")("subject.none")
    return str(row["subject_name"])


def say_year(row: Mapping[str, Any], screen: Screen) -> str:
    """Describe a school year, with a mark where the series has broken before it."""
    year = keep_whole(format_school_year(row["school_year"], screen.language))
    return f"{year}{NBSP}{AFTER_BREAK}" if row.get("is_after_series_break") else year


def say_school(row: Mapping[str, Any]) -> str:
    """Describe a school: code and name."""
    return " ".join(part for part in (row["school_code"], row["school_name"]) if part)


def write_school(row: Mapping[str, Any], screen: Screen) -> str:
    """Return the markup of a school: code and name, linked to its page."""
    return name_school(screen, row["school_code"], row["school_name"])


def say_trend(move: Mapping[str, Any]) -> str:
    """Return the name of the text that says whether more schools grew or shrank."""
    return "grew" if move["grown_count"] >= move["shrunk_count"] else "shrank"


def say_median(move: Mapping[str, Any]) -> str:
    """Return the name of the text that says how the median moved.

    `with_…` where it went the way of most schools, `against_…` where it did not.
    """
    change = move["median_value"] - move["previous_median"]
    if not change:
        return "same"
    way = "up" if change > 0 else "down"
    is_with = (way == "up") == (say_trend(move) == "grew")
    return f"{'with' if is_with else 'against'}_{way}"


def say_move(move: Mapping[str, Any], screen: Screen) -> dict[str, Any]:
    """Return the fields of a text on how many schools moved, from where to where."""
    unit, language = move["unit_code"], screen.language
    name = "grown" if say_trend(move) == "grew" else "shrunk"
    ends = move["previous_median"], move["median_value"]
    decimals = count_decimals(ends)
    return {
        name: move[f"{name}_count"],
        "count": move["school_count"],
        "exam": move["exam_code"],
        "start": format_number(ends[0], language, decimals=decimals),
        "end": write_value(ends[1], unit, language, "sentence", decimals=decimals),
    }


def prove_move(move: Mapping[str, Any]) -> list[Proof | None]:
    """Make the proofs of what `say_move` describes, in its order."""
    name = "grown" if say_trend(move) == "grew" else "shrunk"
    return [
        prove_series(f"exam_{name}", move, f"{name}_count"),
        prove_series("exam_moved", move, "school_count"),
        prove_series("exam_before", move, "previous_median"),
        prove_series("exam_gap", move, "median_value"),
    ]


def prove_series(figure: str, row: Mapping[str, Any], value: str) -> Proof | None:
    """Make the proof of a value of one series and school year."""
    codes = (row["exam_code"], row["measure_code"], row["subject_code"])
    year = row["school_year"]
    return make_proof(figure, row[value], series="/".join(codes), school_year=year)


def prove_ends(spread: Mapping[str, Any]) -> list[Proof | None]:
    """Make the proofs of the lowest and the highest school of a series and year."""
    at = {name: spread[name] for name in SERIES}
    ends = ("lowest_value", "highest_value")
    return [prove_cell(f"rpt_exam_spread.{one}", spread[one], **at) for one in ends]


def say_ends(spread: Mapping[str, Any], screen: Screen) -> dict[str, str]:
    """Return the fields of a text on the lowest and the highest school."""
    unit, language = spread["unit_code"], screen.language
    low, high = spread["lowest_value"], spread["highest_value"]
    decimals = count_decimals((low, high))
    return {
        "low": format_number(low, language, decimals=decimals),
        "high": write_value(high, unit, language, "sentence", decimals=decimals),
    }
