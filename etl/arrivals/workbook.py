"""One original on its way to `raw`: what is good, what is put aside, what stops it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.arrivals.errors import CATALOGUE, ArrivalError
from etl.arrivals.parsed import read_parsed
from etl.arrivals.references import COLUMN, RULE
from etl.arrivals.settling import PLACE, SETTLED_BY, PutAside, mark_rows, settle
from etl.contracts.workbooks import Reject, fact_columns
from etl.sources.workbooks.rejects import hide_personal_codes
from warehouse.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from etl.arrivals.originals import Original
    from etl.arrivals.references import References
    from etl.contracts.workbooks import Kind
    from warehouse.messages import UserError

FEWEST_BAD_ROWS: Final = 5
"""So many bad rows never stop a file: in a short one a share says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What an original brings to the warehouse.

    Attributes:
        facts: Rows to load by kind; none where the file is refused.
        rejects: Cells and rows put aside as `Reject` says, and what `settle` adds.
        refusal: Why the file as a whole is not loaded; none where it is.
        is_readable: Whether it could be read at all.
    """

    facts: Mapping[Kind, pl.DataFrame]
    rejects: pl.DataFrame
    refusal: UserError | None = None
    is_readable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What originals are checked with.

    Attributes:
        parsed_dir: Where rows that were read are kept.
        references: What the plans list.
        read_later: Rows of a kind that files received later hold.
        bad_rows_percent: A file with a larger share of bad rows is stopped.
        put_aside: Rows put aside of files received later.
    """

    parsed_dir: Path
    references: References
    read_later: Callable[[Kind], pl.DataFrame]
    bad_rows_percent: int
    put_aside: PutAside = field(default_factory=PutAside)

    def receive(self, original: Original, *, was_loaded: bool) -> Delivery:
        """Check an original; a file that was loaded before is not stopped any more.

        Args:
            original: A file that was received.
            was_loaded: Whether the snapshot shown now holds rows of it.

        Raises:
            WorkbookError: The system does not let us read the original.
            OSError: The disk is full or not writable.
        """
        parsed = read_parsed(original, self.parsed_dir)
        if parsed.error:
            return Delivery(
                facts={},
                rejects=mark_rows(parsed.rejects, original.key),
                refusal=parsed.error,
                is_readable=False,
            )
        facts: dict[Kind, pl.DataFrame] = {}
        rejects = [parsed.rejects]
        for kind, rows in parsed.facts.items():
            facts[kind], bad = self._part(kind, rows, original)
            rejects.append(bad)
        found = settle(mark_rows(pl.concat(rejects), original.key), self.read_later)
        refusal = self._judge(original, found, parsed.rows_read)
        # A row that is put aside once more speaks against this file all the same.
        found = settle(found, self.put_aside.read)
        self.put_aside.add(found, original.key)
        if refusal and not was_loaded:
            return Delivery(facts={}, rejects=found, refusal=refusal)
        return Delivery(facts=facts, rejects=found)

    def settle(self, rejects: pl.DataFrame, source_key: str) -> pl.DataFrame:
        """Say anew what settles rows put aside of a file that cannot be read any more.

        Args:
            rejects: As `Delivery.rejects` was.
            source_key: Key of the source document.
        """
        waiting = rejects.with_columns(pl.lit(None, pl.String).alias(SETTLED_BY))
        found = settle(settle(waiting, self.read_later), self.put_aside.read)
        self.put_aside.add(found, source_key)
        return found

    def _part(
        self, kind: Kind, rows: pl.DataFrame, original: Original
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Part rows whose codes are listed from those that name something unknown."""
        faults = self.references.find_faults(kind, rows, original.received_at)
        is_bad = faults[RULE].is_not_null()
        if not is_bad.any():
            return rows, Reject.create_empty()
        bad = pl.concat([rows, faults], how="horizontal").filter(is_bad)
        return rows.filter(~is_bad), _say_faults(kind, bad, original.name)

    def _judge(
        self, original: Original, rejects: pl.DataFrame, rows_read: int
    ) -> UserError | None:
        bad = count_rows(rejects)
        if bad < FEWEST_BAD_ROWS or bad * 100 <= rows_read * self.bad_rows_percent:
            return None
        return ArrivalError(
            "too_many_bad_rows",
            name=original.name,
            bad=bad,
            rows=rows_read,
            limit=self.bad_rows_percent,
        )


def count_rows(rejects: pl.DataFrame) -> int:
    """Count the rows put aside that no later file settles, each once."""
    return rejects.filter(pl.col(SETTLED_BY).is_null()).select(PLACE).n_unique()


def _say_faults(kind: Kind, bad: pl.DataFrame, source_file: str) -> pl.DataFrame:
    """List rows that break a rule of references, with their cells and the reason."""
    rules = bad[RULE].unique().to_list()
    reasons = {
        language: {rule: text(CATALOGUE, f"rules.{rule}", language) for rule in rules}
        for language in ("en", "lt")
    }
    names = fact_columns(kind)
    is_made_up = pl.when("is_synthetic").then(pl.lit("true")).alias("is_synthetic")
    texts = bad.with_columns(pl.col(names).cast(pl.String), is_made_up)
    texts = texts.with_columns(hide_personal_codes(*names).name.keep())
    raw_value = pl.coalesce(
        pl.when(pl.col(COLUMN) == name).then(pl.col(name)) for name in names
    )
    listed = texts.select(
        kind=pl.lit(kind),
        source_file=pl.lit(source_file),
        sheet="_source_sheet",
        row_number="_source_row",
        column_name=COLUMN,
        raw_value=raw_value,
        rule=RULE,
        reason=pl.col(RULE).replace(reasons["en"]),
        reason_lt=pl.col(RULE).replace(reasons["lt"]),
        raw_cells=pl.struct(*names, "is_synthetic", "corrects").struct.json_encode(),
        multipliers=pl.lit(None, pl.String),
    )
    return Reject.cast(listed.select(Reject.column_names()))
