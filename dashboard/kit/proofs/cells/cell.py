"""Cells of published tables as figures: their proofs, and links from tables of pages.

A cell is named by its column, `rpt_indicator.target_value`, and by what its rows have
in common, `indicator_number:5`. Both stand in the address of its proof, so that a link
is a text made of what the page has read already: no query, no search.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_plus

from dashboard.kit.links import write_address
from dashboard.kit.proofs.proof import PAGE, VALUE, Proof, list_chosen, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.filters import PlanFilter
    from dashboard.kit.proofs.proof import Value
    from dashboard.kit.screen import Screen

ROW: Final = "row"
"""Parameter of an address that says which rows a figure is of; it may stand often."""

EQUAL: Final = ":"
PART: Final = "~"
"""Between a column and its value: the value of the part whose share is told."""

UNTIL: Final = "<="

NOT: Final = "!="

LESS: Final = "-"
"""Between a column and its value: the row whose value is taken off."""


class Unlike(str):
    """In place of a value: rows in which there is another."""

    __slots__ = ()


KNOWN: Final = Unlike()
"""In place of a value: rows in which there is one."""

ANY: Final = "*"
"""In a row of a frame: a column of `by` that does not narrow it."""

ROWS: Final = "rows"
"""In place of a column: how many rows there are."""


def prove_cell(column: str, value: Value | None, **row: object) -> Proof | None:
    """Make the proof of a figure that stands in a published table.

    Args:
        column: Table and column, e.g. `rpt_indicator.target_value`.
        value: What the page writes, before rounding; one that nobody knows has none.
        row: What the rows have in common, by column; without the plan's code, the plan
            on screen.
    """
    if value is None:
        return None
    return Proof(column, value, ((ROW, tuple(map(_write_part, row.items()))),))


def prove_change(
    column: str, value: Value | None, since: Mapping[str, object], **row: object
) -> Proof | None:
    """Make the proof of how much a cell of a published table differs from another.

    Args:
        column: Table and column of both.
        value: The difference, with its sign; one that nobody knows has no proof.
        since: What tells the other row from this one, by column.
        row: What the row has in common with its like, see `prove_cell`.
    """
    if value is None:
        return None
    parts = (
        *map(_write_part, row.items()),
        *(_write_part(one, LESS) for one in since.items()),
    )
    return Proof(column, value, ((ROW, parts),))


def prove_share(
    column: str, value: Value | None, part: Mapping[str, object], **row: object
) -> Proof | None:
    """Make the proof of a share in a whole of a published table.

    Args:
        column: Table and column whose share it is.
        value: The share, before rounding; one that nobody knows has no proof.
        part: What tells the part from the whole, by column.
        row: What the rows of the whole have in common, see `prove_cell`.
    """
    if value is None:
        return None
    parts = (
        *map(_write_part, row.items()),
        *(_write_part(one, PART) for one in part.items()),
    )
    return Proof(f"{column}/all", value, ((ROW, parts),))


def _write_part(part: tuple[str, object], mark: str = EQUAL) -> str:
    name, value = part
    if isinstance(value, Unlike):
        return f"{name}{NOT}{value}"
    said = "" if value is None else str(value)
    return f"{name}{mark}{said.lower() if isinstance(value, bool) else said}"


@dataclass(frozen=True)
class ProvenCells:
    """What makes the figures of a page's table cells of a published table.

    Attributes:
        screen: Language and plan.
        table: The published table, e.g. `rpt_indicator`.
        by: Columns that tell its rows apart.
        at: What all its rows have in common.
        names: What the frame calls columns of `by`, where it is something else.
        columns: What figures of the frame are, where they are not the column of their
            name: another column, also of another table; `net_eur/all` for the share
            in the whole, `spent/planned` for a ratio of two columns;
            `spent<=` for what it adds up to until the last of `by`;
            `rows?is_late:true` for rows that have more in common; nothing for figures
            that stand in no table.
        adds: Figures whose rows may be summed: the row of totals proves these alone.
        of: Those of `by` that shares are told within.
        chosen: The filter of the page, where figures are those of `figures.toml`: then
            there is no table, and `by` are columns of the rows behind them.
    """

    screen: Screen
    table: str
    by: Sequence[str] = ()
    at: Mapping[str, object] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    adds: Sequence[str] = ()
    of: Sequence[str] = ()
    chosen: PlanFilter | None = None

    def link(self, row: Mapping[str, Any], name: str, text: str) -> str:
        """Return the markup of a figure's text, a link to its proof.

        Args:
            row: The row of the frame, or of its totals.
            name: Column of the frame.
            text: The figure as the page writes it.
        """
        figure = self._figures.get(name) or self._name_figure(name)
        value = row.get(name)
        is_total = any(self.names.get(one, one) not in row for one in self.by)
        if not figure or value is None or (is_total and name not in self.adds):
            return escape(text)
        mark = next((one for one in (UNTIL, "/all") if figure.endswith(one)), EQUAL)
        narrowed = "" if is_total else self._narrow(row, mark)
        figure = figure.removesuffix(UNTIL)
        behind = "" if (exact := write_value(value)) == text else f' {VALUE}="{exact}"'
        address = f"{self._start}{narrowed}{figure}"
        return f'<a class="proof" href="{address}"{behind}>{escape(text)}</a>'

    def link_within(
        self, row: Mapping[str, Any], name: str, sentence: str, text: str
    ) -> str:
        """Return the markup of a sentence in which a figure is a link to its proof."""
        return self.link_all(row, sentence, [(name, text)])

    def link_all(
        self, row: Mapping[str, Any], sentence: str, figures: Sequence[tuple[str, str]]
    ) -> str:
        """Return the markup of a sentence whose figures are links to their proofs.

        Args:
            row: The row of the frame.
            sentence: The text, not escaped.
            figures: Columns with the figures as the sentence writes them, in its order.
        """
        parts, rest = [], sentence
        for name, text in figures:
            before, found, after = rest.partition(text)
            if found:
                parts.append(escape(before) + self.link(row, name, text))
                rest = after
        return "".join([*parts, escape(rest)])

    def _narrow(self, row: Mapping[str, Any], mark: str) -> str:
        marks = dict.fromkeys(self.by, EQUAL)
        if mark == UNTIL:
            marks[self.by[-1]] = UNTIL
        elif mark != EQUAL:
            marks |= {one: PART for one in self.by if one not in self.of}
        return "".join(
            _write_parameter(one, row[self.names.get(one, one)], marks[one])
            for one in self.by
            if row[self.names.get(one, one)] != ANY
        )

    def _name_figure(self, name: str) -> str:
        """Return a figure with what is always so of it, as a part of an address."""
        column, _, more = self.columns.get(name, name).partition("?")
        if not column:
            return ""
        is_whole = "." in column or not self.table
        full = column if is_whole else f"{self.table}.{column}"
        parts = "".join(
            f"&amp;{ROW}={_quote(one)}" for one in filter(None, more.split("&"))
        )
        figure = f"{parts}&amp;figure={full}"
        self._figures[name] = figure
        return figure

    @cached_property
    def _figures(self) -> dict[str, str]:
        return {}

    @cached_property
    def _start(self) -> str:
        given = list_chosen(self.chosen) if self.chosen else {}
        parts = "".join(_write_parameter(*part) for part in self.at.items())
        return escape(write_address(self.screen, PAGE, **given)) + parts


def _quote(part: str) -> str:
    return quote_plus(part, safe=EQUAL + PART)


def _write_parameter(name: str, value: object, mark: str = EQUAL) -> str:
    return f"&amp;{ROW}={_quote(_write_part((name, value), mark))}"
