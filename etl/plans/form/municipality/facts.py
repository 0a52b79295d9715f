"""Figures about the whole municipality, from the prose and tables of sections 1 and 2.

A sentence counts where its whole wording says what is counted; a table where a row and
a column do. Other figures are findings: what is printed is named and nothing guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding
from etl.plans.form.municipality.fact_rules import RULES, FactRule
from etl.plans.form.municipality.fact_tables import read_fact_tables
from etl.plans.form.municipality.thresholds import FACT
from etl.plans.form.prose.figures import PERCENT, parse_number, parse_school_year
from etl.plans.form.prose.prose import blocks_of, join_lines, split_sentences
from etl.plans.form.tables.named_rows import join_reported, lines_of
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Grid, GridCell, Line
    from etl.plans.contract.plan_package import Row
    from etl.plans.form.prose.prose import Prose

# A number with what it counts; the end of a range and a number of a list are none.
_FIGURE: Final = re.compile(
    r"(?<![\w.,/–-])(?P<number>\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?)\s*"
    rf"(?P<unit>{PERCENT}|(?:tūkst|mln|mlrd)\b\.?(?:\s*(?:eur\w*|€))?|eur\w*|€|balų|balai"
    r"|(?:pro)?gimnazij\w*|mokykl\w*|mokin[iy]\w*|mokytoj\w*|pedagog\w*|vaik\w*|klasi?ų"
    r"|etat\w*|specialist\w*|įstaig\w*)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _ProseReader:
    """What the sentences said so far.

    Attributes:
        rows: One row per fact and period, the first that was printed.
        found: Figures that were not read, and facts printed again in another way.
    """

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def read(self, prose: Prose) -> None:
        understood: set[int] = set()
        for rule in RULES:
            for match, fact in _match_rule(prose.text, rule):
                understood.update(_understood(match))
                if "value" in match.groupdict():
                    self._add(_row(prose, rule, fact, match))
        self.found.extend(_find_unread(prose, understood))

    def _add(self, row: Row) -> None:
        known = self.rows.setdefault((row["fact"], row["period"]), row)
        if known["value"] != row["value"]:
            name = " ".join(filter(None, (row["fact"], row["period"])))
            self.found.append(
                Finding(
                    subject=row["fact"],
                    message=(
                        f"{name} is printed as {known['printed']} first and as"
                        f" {row['printed']} here; the first counts."
                    ),
                    expected=known["printed"],
                    found=row["printed"],
                    line=row["source_line"],
                )
            )


def extract_municipal_facts(
    lines: Sequence[Line], grids: Sequence[Grid] = ()
) -> SectionRows:
    """Read table `municipal_facts` from section 1 and the head of section 2.

    One row per fact and period, in order of print; the first one printed counts.
    `period` is a school year or a year, the years of a growth (`2019-2021`), or empty.

    Args:
        lines: Lines of section 1, and those of section 2 above the first school.
        grids: Tables of section 1; a long cell of them is prose.
    """
    reader = _ProseReader()
    for part in _split_prose(lines, grids):
        blocks = blocks_of(part)
        reader.read(join_lines(line for block in blocks for line in block.lines))
    tables = read_fact_tables(grids)
    for row in tables.rows["municipal_facts"]:
        reader.rows.setdefault((row["fact"], row["period"]), row)
    rows = sorted(reader.rows.values(), key=lambda row: row["source_line"])
    reported = {"facts_unread": reader.found} if reader.found else {}
    return SectionRows(
        {"municipal_facts": rows}, join_reported(reported, tables.reported)
    )


def _split_prose(
    lines: Sequence[Line], grids: Sequence[Grid]
) -> Iterator[Sequence[Line]]:
    """Yield the running text between tables, and each long cell of them by itself."""
    by_number = {line.number: line for line in lines}
    rest = list(lines)
    for grid in grids:
        yield [line for line in rest if line.number < grid.first_line]
        rest = [line for line in rest if line.number > grid.last_line]
        for cell in _long_cells(grid):
            yield list(lines_of(cell, by_number))
    yield rest


def _long_cells(grid: Grid) -> Iterator[GridCell]:
    for row in grid.rows:
        for cell in row:
            if len(cell.text) > FACT.longest_label:
                yield cell


def _match_rule(text: str, rule: FactRule) -> Iterator[tuple[re.Match[str], str]]:
    for lead in _compiled(rule.lead).finditer(text):
        fact = rule.fact.format(**lead.groupdict())
        yield lead, fact
        position = lead.end()
        while rule.following:
            match = _compiled(rule.following).match(text, position)
            if match is None:
                break
            yield match, fact
            position = match.end()


def _understood(match: re.Match[str]) -> Iterator[int]:
    """Yield where the figures stand that a wording gives a meaning."""
    for name in ("value", "limit"):
        if name in match.groupdict():
            yield match.start(name)
    for whole in re.finditer(r"\biš (?=\d)", match[0]):
        yield match.start() + whole.end()


def _find_unread(prose: Prose, understood: set[int]) -> Iterator[Finding]:
    for sentence, start in split_sentences(prose.text):
        unread = [
            (figure["number"], figure["unit"], start + figure.start())
            for figure in _FIGURE.finditer(sentence)
            if start + figure.start() not in understood
        ]
        if unread:
            printed = ", ".join(f"{number} {unit}" for number, unit, _ in unread)
            yield Finding(
                subject="municipality",
                message=(
                    "A sentence about the municipality prints figures in words that are"
                    f" not read: {printed[: FACT.longest_found]}."
                ),
                found=printed[: FACT.longest_found],
                line=prose.line_at(unread[0][2]),
            )


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
