"""Figures about the whole municipality, from the prose of sections 1 and 2."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from etl.sources.plan_document.figures import parse_number, parse_school_year
from etl.sources.plan_document.municipal_fact_rules import RULES, FactRule
from etl.sources.plan_document.prose import blocks_of, join_lines
from etl.sources.plan_document.schools import lines_before_schools

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.contracts.plan_package import Row, Rows
    from etl.sources.plan_document.document import Line
    from etl.sources.plan_document.prose import Prose


def extract_municipal_facts(lines: Sequence[Line]) -> Rows:
    """Read table `municipal_facts` from section 1 and the head of section 2.

    One row per fact and period, in order of print; the first one printed counts.
    `period` is a school year or a year, the years of a growth (`2019-2021`), or empty.

    Args:
        lines: Lines of both sections; what follows the first school is left out.
    """
    blocks = blocks_of(lines_before_schools(lines))
    prose = join_lines(line for block in blocks for line in block.lines)
    rows: dict[tuple[str, str], Row] = {}
    for rule in RULES:
        for row in _read_rule(prose, rule):
            rows.setdefault((row["fact"], row["period"]), row)
    return {
        "municipal_facts": sorted(rows.values(), key=lambda row: row["source_line"])
    }


def _read_rule(prose: Prose, rule: FactRule) -> Iterator[Row]:
    for lead in _compiled(rule.lead).finditer(prose.text):
        fact = rule.fact.format(**lead.groupdict())
        if "value" in lead.groupdict():
            yield _row(prose, rule, fact, lead)
        position = lead.end()
        while rule.following:
            match = _compiled(rule.following).match(prose.text, position)
            if match is None:
                break
            yield _row(prose, rule, fact, match)
            position = match.end()


def _row(prose: Prose, rule: FactRule, fact: str, match: re.Match[str]) -> Row:
    printed = match["value"]
    return {
        "fact": fact,
        "period": _read_period(match.groupdict().get("period")),
        "value": parse_number(printed),
        "unit": rule.unit,
        "printed": printed,
        "source_line": prose.line_at(match.start("value")),
    }


def _read_period(printed: str | None) -> str:
    if not printed:
        return ""
    return parse_school_year(printed) or re.sub(r"[^\d]+", "-", printed).strip("-")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
