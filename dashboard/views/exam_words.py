"""How exam figures are said: measures, schools, subjects, years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from dashboard.formats import NBSP, format_plain, format_school_year
from dashboard.views.captions import keep_whole
from dashboard.views.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.screen import Screen

_SHARE: Final = re.compile(r"share_(?P<low>\d+)_(?P<high>\d+)")

AMBIGUOUS: Final = "△"
"""Stands beside every figure that can be read in two ways."""

AFTER_BREAK: Final = "‡"
"""Stands beside every year that cannot be compared with earlier ones."""


def say_measure(code: str, screen: Screen) -> str:
    """Say what is measured: `share_36_100` is a share of pupils with 36–100 points."""
    say = screen.words("exams")
    if match := _SHARE.fullmatch(code):
        return say("measure.share", low=match["low"], high=match["high"])
    if code.startswith("gap_lt_math"):
        return say("measure.gap")
    if code == "mean_score":
        return say("measure.mean_score")
    return say("measure.other", code=code)


def say_measure_short(code: str, screen: Screen) -> str:
    """Say in a word or two what is measured, where subjects are chosen from."""
    say = screen.words("exams")
    if match := _SHARE.fullmatch(code):
        return say("measure_short.share", low=match["low"], high=match["high"])
    if code == "mean_score":
        return say("measure.mean_score")
    return code


def say_subject(row: Mapping[str, Any], screen: Screen) -> str:
    """Say a subject; a figure of no single subject is one of two."""
    if row["subject_code"] == "none" or not row["subject_name"]:
        return screen.words("exams")("subject.none")
    return str(row["subject_name"])


def say_year(row: Mapping[str, Any], screen: Screen) -> str:
    """Say a school year, with a mark where the series has broken before it."""
    year = keep_whole(format_school_year(row["school_year"], screen.language))
    return f"{year}{NBSP}{AFTER_BREAK}" if row.get("is_after_series_break") else year


def say_school(row: Mapping[str, Any]) -> str:
    """Say a school: code and name."""
    return " ".join(part for part in (row["school_code"], row["school_name"]) if part)


def say_trend(move: Mapping[str, Any]) -> str:
    """Say whether more schools grew or shrank: name of a text."""
    return "grew" if move["grown_count"] >= move["shrunk_count"] else "shrank"


def say_move(move: Mapping[str, Any], screen: Screen) -> dict[str, Any]:
    """Give the fields of a text on how many schools moved, and from where to where."""
    unit, language = move["unit_code"], screen.language
    name = "grown" if say_trend(move) == "grew" else "shrunk"
    return {
        name: move[f"{name}_count"],
        "count": move["school_count"],
        "exam": move["exam_code"],
        "start": format_plain(move["previous_median"], language),
        "end": write_value(move["median_value"], unit, language, "sentence"),
    }


def say_ends(spread: Mapping[str, Any], screen: Screen) -> dict[str, str]:
    """Give the fields of a text on the lowest and the highest school."""
    unit, language = spread["unit_code"], screen.language
    return {
        "low": format_plain(spread["lowest_value"], language),
        "high": write_value(spread["highest_value"], unit, language, "sentence"),
    }
