"""Net and VAT columns of a table: in what they are counted, and what cells say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from etl.plans.content.table_columns import WRAPPED, table_headings
from etl.plans.findings.model import Finding
from etl.plans.form.costs.findings import report_table
from etl.plans.form.costs.said_around import is_narrowing
from etl.plans.form.money.amounts import Reading, cost_words, read_cell, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import GridCell
    from etl.plans.content.table_columns import Columns
    from etl.plans.findings.model import Reported

_TEXT_COLUMNS: Final = frozenset(
    {"number", "title", "area", "reason", "measuring", "period", "documents"}
)
"""Columns of words: a unit in their headings is of the whole table, or of none."""

_CENT = Decimal("0.01")
_REFUSED = (
    *(("currency", "foreign"), ("cents", "cents")),
    *(("spent", "spent"), ("per", "per"), ("per", "round")),
)
_CENTS = re.compile(r"\W*(?:euro?\s+)?(?:ct|cnt|cent\w*)\W*", re.IGNORECASE)
"""The heading of a column that only has the cents of the one before it."""

_WORDS = re.compile(r"[^\W_]+|[€%‰]")


@dataclass(frozen=True, slots=True)
class MoneyColumns:
    """How the money of a table is counted.

    Attributes:
        unit: What one means: 1, 1000 or 1,000,000 euro.
        heading: The headings, as printed.
        problem: Why nothing is read: `twice`, `units`, `cents`, `cents_apart`,
            `spent`, `per`, `gross`, `around` or `currency`; empty if it is.
        unclear: Words of the headings that may narrow what the amounts are.
    """

    unit: int
    heading: str
    problem: str = ""
    unclear: str = ""

    def report(self, line: int | None, section: int = 6) -> Reported:
        """Return findings about how the money is counted, or that it is not read."""
        reported: Reported = {}
        if self.problem or self.unit > 1:
            reported = report_table(self.problem, self.heading, line, section)
        if self.unclear:
            reported = {**reported, **report_unclear(self.unclear, line, section)}
        return reported

    def read(self, cell: GridCell, *, is_shared: bool) -> Reading:
        """Read a cell; one merged over other columns or rows is no amount."""
        if self.problem:
            return Reading("")
        reading = read_cell("\n".join(cell.texts), self.unit)
        if is_shared and reading.printed and reading.amount is not None:
            return Reading(reading.printed, is_whole=False)
        return reading


def read_money_columns(
    columns: Columns, above: str = "", notes: Sequence[str] = ()
) -> MoneyColumns:
    """Return how money is counted below some headings.

    Args:
        columns: The named columns.
        above: The lines right above the table.
        notes: What `find_money_notes` found around all tables.
    """
    counts = Counter(columns.names())
    own = {name: columns.headings(name) for name in ("net", "vat") if counts[name]}
    heading = " / ".join(own.values())
    if max(counts["net"], counts["vat"]) > 1:
        return MoneyColumns(1, heading, "twice")
    apart = next(filter(_CENTS.fullmatch, (one.heading for one in columns.columns)), "")
    if apart:
        return MoneyColumns(1, f"{heading} / {apart}", "cents_apart")
    around = " ".join((columns.above, *above.splitlines())).strip()
    refused = _find_refusal((around, *own.values(), *above.splitlines(), *notes))
    if refused:
        return MoneyColumns(1, *refused)
    units = {name: _units(f"{around} {text}") for name, text in own.items()}
    found = set(units.values())
    if len(found) > 1 or any(len(one) > 1 for one in found):
        return MoneyColumns(1, heading, "units")
    unit = next(iter(next(iter(found))), 1)
    contradicted = _find_contradiction(unit, columns, above, notes)
    if contradicted:
        return MoneyColumns(1, *contradicted)
    says_above = unit > 1 and _units(around)
    headings = (columns.above, *own.values())
    doubtful = (
        *filter(is_narrowing, above.splitlines()),
        *filter(is_unclear, headings),
    )
    unclear = " / ".join(doubtful)
    return MoneyColumns(unit, around if says_above else heading, unclear=unclear)


def _find_refusal(texts: Sequence[str]) -> tuple[str, str] | None:
    """Return the first text that stops a table, and why."""
    return next(
        (
            (text, problem)
            for problem, word in _REFUSED
            for text in texts
            if _says(word, text)
        ),
        None,
    )


def _find_contradiction(
    unit: int, columns: Columns, above: str, notes: Sequence[str]
) -> tuple[str, str] | None:
    """Return the text that says another unit than the headings, and why it stops."""
    for note in (*above.splitlines(), *notes):
        if _says("gross", note):
            return note, "gross"
    others = (one.heading for one in columns.columns if one.name in _TEXT_COLUMNS)
    for text in (*notes, *others):
        if _units(text) - {unit}:
            return text, "around"
    return None


def settle_money(column: Sequence[Reading], units: Sequence[int]) -> list[Reading]:
    """Decide what cells of a column are by the others, and count them in euro."""
    return [
        _scale(reading, unit)
        for reading, unit in zip(settle(column), units, strict=True)
    ]


def _scale(reading: Reading, unit: int) -> Reading:
    if unit == 1 or reading.amount is None:
        return reading
    is_counted = any(
        re.search(words, reading.said.casefold())
        for words in cost_words()["units"].values()
    )
    if is_counted:
        return Reading(reading.printed, is_whole=False)
    return replace(reading, amount=(reading.amount * unit).quantize(_CENT))


def report_unclear(heading: str, line: int | None, section: int = 6) -> Reported:
    """Return the finding about words that may narrow what amounts are."""
    finding = Finding(
        subject=f"section {section}",
        message=(
            f"“{heading}” is printed over or under amounts, which count as costs of the"
            " whole activity: its words may say otherwise."
        ),
        found=heading,
        line=line,
    )
    return {"cost_heading_unclear": [finding]}


def is_unclear(heading: str) -> bool:
    """Whether a heading has words that may narrow what its amounts are."""
    plain = re.compile(table_headings()["money"]["plain"])
    joined = WRAPPED.sub("", heading.casefold())
    return any(plain.fullmatch(word) is None for word in _WORDS.findall(joined))


def _says(word: str, text: str) -> bool:
    return re.search(table_headings()["money"][word], text.casefold()) is not None


def _units(text: str) -> frozenset[int]:
    units = table_headings()["money"]["units"].items()
    plain = text.casefold()
    return frozenset(int(unit) for unit, words in units if re.search(words, plain))
