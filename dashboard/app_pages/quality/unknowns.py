"""What is not known of a plan: what has no data, what is old, what contradicts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.quality.unknown_proofs import prove_unknown
from dashboard.kit.filters import list_filters
from dashboard.kit.formats import format_date, format_number
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.typography import keep_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.kit.screen import Screen

GROUPS: Final = ("missing", "old", "contradiction")

OLD: Final = 3
"""Months without anything newer, after which data are called old."""

_PLACES: Final[Mapping[str, tuple[str, Mapping[str, Sequence[str]]]]] = {
    "missing.payments": ("spending", {}),
    "missing.outcomes": ("plan", {}),
    "missing.measurements": ("targets", {"status": ("not_measured",)}),
    "missing.baselines": ("targets", {}),
    "missing.indicators": ("targets", {}),
    "missing.exams": ("exams", {}),
    "missing.exam_sizes": ("exams", {}),
    "missing.periods": ("plan", {}),
    "missing.vat": ("spending", {}),
    "missing.categories": ("spending", {"category": ("unassigned",)}),
    "missing.schools": ("schools", {}),
    "missing.school_names": ("schools", {}),
    "old.payments": ("spending", {}),
    "old.measurements": ("targets", {}),
    "old.sources": ("quality", {}),
    "contradiction.errors": ("quality", {"severity": ("error",)}),
    "contradiction.warnings": ("quality", {"severity": ("warning",)}),
    "contradiction.totals": ("quality", {}),
    "contradiction.ambiguous": ("exams", {}),
}
"""Page and filters that show of what something is not known."""


def write_title(unknowns: pl.DataFrame, screen: Screen) -> str:
    """Describe how many kinds of things are not known, or that none is."""
    say = screen.words("quality.unknowns")
    count = unknowns.height
    return say("title", count=count) if count else say("none")


def write_unknowns(unknowns: pl.DataFrame, screen: Screen) -> str:
    """Write what is not known, a line each that leads to it.

    Args:
        unknowns: What `query_unknowns` gives; not empty.
        screen: Language, plan and choices of the reader.
    """
    say = screen.words("quality.unknowns")
    items = []
    for group in GROUPS:
        rows = unknowns.filter(unknowns["group_code"] == group).to_dicts()
        if not rows:
            continue
        lines = [tag("div", _write_line(row, screen)) for row in rows]
        items.append(
            tag("div", tag("dt", escape(say(f"group.{group}"))), tag("dd", *lines))
        )
    return tag("dl", *items, class_="facts whole")


def _write_line(row: Mapping[str, Any], screen: Screen) -> str:
    kind = f"{row['group_code']}.{row['code']}"
    day = row["known_until_date"]
    said = screen.words("quality.unknowns")(
        kind,
        count=row["unknown_count"],
        all=format_number(row["all_count"], screen.language),
        day=keep_whole(format_date(day)) if day else "",
    )
    page, chosen = _PLACES[kind]
    no_filters: dict[str, Sequence[str]] = dict.fromkeys(list_filters(), ())
    words = write_sentence(prove(said, *prove_unknown(row)), screen, is_inside=True)
    return write_link(screen, page, words, **(no_filters | dict(chosen)))
