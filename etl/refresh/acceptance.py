"""A workbook on its way to `raw`: what is good, what is rejected, what stops it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.beside_held import match_beside, note_days_of_force
from etl.inbox.names.schools import names_twice, resolve_schools
from etl.inbox.plausible import say_doubts
from etl.inbox.references import COLUMN, RULE, mark_twice
from etl.inbox.settled_rejects import LaterRows, mark_rows
from etl.inbox.units_held import match_units
from etl.refresh.inputs import require_original
from etl.refresh.load import SETTLED_BY, Load, count_rows
from etl.refresh.raw import PRECEDENCE, SPENDING, name_table
from etl.workbooks.cells.documents import add_document_keys
from etl.workbooks.cells.personal import hide_personal_codes
from etl.workbooks.contract.contract import KINDS, SCHEMAS, Reject, fact_columns
from etl.workbooks.mappings import Mappings
from pazanga.errors import ArrivalError, LoadedPartlyError, WorkbookError
from pazanga.program import plain_calls
from pazanga.remarks import Remark, find_errors
from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.inbox.originals import Original
    from etl.inbox.references import References
    from etl.refresh.inputs import Source
    from etl.workbooks import WorkbookReading
    from etl.workbooks.contract.contract import Kind
    from pazanga.errors import UserError

FEWEST_BAD_ROWS: Final = 5
"""Fewer bad rows stop no file with a good one: in a short one a share says little."""

_MADE_UP: Final = 1_000_000_000
"""More than there are files: a made-up row never goes before a real one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Judges workbooks that were read, the one received last before all others.

    Attributes:
        references: What the plans list.
        bad_rows_percent: A file with a larger share of bad rows is stopped.
        mappings: How ledgers of another layout are read.
        later: Rows of the files judged before, which were received later.
    """

    references: References
    bad_rows_percent: int
    mappings: Mappings = field(default_factory=Mappings)
    later: LaterRows = field(default_factory=LaterRows)

    def accept(
        self, source: Source, reading: WorkbookReading, *, was_loaded: bool
    ) -> Load:
        """Decide what becomes of a workbook; one loaded before is not stopped any more.

        Args:
            source: A file that was received.
            reading: What was read of it.
            was_loaded: Whether the current snapshot holds rows of it.

        Returns:
            What becomes of it: its rows to load, ranked, and those rejected.

        Raises:
            WorkbookError: The mapping that read it before reads it no more.
            MappingError: That mapping cannot be used as it is written.
        """
        original = require_original(source)
        if original.mapping and not reading.depends_on:
            raise self._miss_mapping(original, reading)
        if reading.error:
            return _reject_unread(source, reading.rejects, reading.error)
        facts, rejects = self._separate_kinds(reading, original)
        said = _match_changes(facts, reading)
        found = self.later.settle_by_good(mark_rows(rejects, source.key))
        refusal = None if was_loaded else self._judge(found, reading)
        # A row that is rejected once more speaks against this file all the same.
        found = self.later.settle_by_rejects(found)
        self.later.add_rejects(found, source.key)
        load = Load(
            source=source,
            rejects=found,
            sha256=source.sha256,
            remarks=(*reading.remarks, *self._doubt(facts, said, original)),
            said_of_changes=said,
            sheets_read=len(reading.sheets),
            sheets_left=len(reading.sheets_left),
        )
        if refusal:
            return replace(load, status="stopped", error=refusal)
        if errors := find_errors(load.remarks):
            error = LoadedPartlyError(errors, source.name)
            load = replace(load, status="partly", error=error)
        named = {name_table(kind): rows for kind, rows in facts.items()}
        tables = rank_tables(named, source.arrival_number)
        self.remember(tables, source.key)
        return replace(load, tables=tables)

    def remember(self, tables: Mapping[str, pl.DataFrame], source_key: str) -> None:
        """Keep the rows of a file for those that were received earlier.

        Args:
            tables: Its good rows by raw table.
            source_key: Key of its source document.
        """
        for kind in KINDS:
            if (rows := tables.get(name_table(kind))) is not None:
                self.later.add(kind, rows, source_key)

    def settle_again(self, rejects: pl.DataFrame, source_key: str) -> pl.DataFrame:
        """Find once more what settles rejected rows of a file that is unreadable now.

        Args:
            rejects: As `Load.rejects` was.
            source_key: Key of its source document.
        """
        waiting = rejects.with_columns(pl.lit(None, pl.String).alias(SETTLED_BY))
        found = self.later.settle_by_rejects(self.later.settle_by_good(waiting))
        self.later.add_rejects(found, source_key)
        return found

    def _miss_mapping(self, original: Original, reading: WorkbookReading) -> UserError:
        """Return why the mapping of an original reads it no more."""
        mapping = str(original.mapping)
        if mapping in self.mappings.broken:
            return self.mappings.broken[mapping]
        fields = {"name": original.name, "mapping": f"{mapping}.toml"}
        if mapping not in self.mappings.contents or reading.error is None:
            return WorkbookError("mapping_gone", **fields)
        with plain_calls():
            reason = {language: reading.error.text(language) for language in LANGUAGES}
        return WorkbookError("mapping_no_longer_fits", **fields, reason=reason)

    def _separate_kinds(
        self, reading: WorkbookReading, original: Original
    ) -> tuple[dict[Kind, pl.DataFrame], pl.DataFrame]:
        """Return the good rows of each kind, and all rejected rows of a workbook."""
        good: dict[Kind, pl.DataFrame] = {}
        rejects = [reading.rejects]
        for kind, rows in reading.facts.items():
            good[kind], bad = self._separate(kind, rows, reading, original)
            rejects.append(bad)
        return good, pl.concat(rejects)

    def _separate(
        self,
        kind: Kind,
        rows: pl.DataFrame,
        reading: WorkbookReading,
        original: Original,
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return rows whose codes are listed, and those that break a rule of plans."""
        read, rows = rows, resolve_schools(rows, self.references.lists["school"])
        faults = self.references.find_faults(
            kind,
            rows,
            original.received_at,
            match_units(rows, reading.units),
            match_beside(rows, reading.beside),
        )
        faults = mark_twice(faults, names_twice(kind, read, rows))
        is_bad = faults[RULE].is_not_null()
        if not is_bad.any():
            return rows, Reject.create_empty()
        bad = pl.concat([rows, faults], how="horizontal").filter(is_bad)
        return rows.filter(~is_bad), _say_faults(kind, bad, original.name)

    def _doubt(
        self, facts: Mapping[Kind, pl.DataFrame], said: pl.DataFrame, original: Original
    ) -> Iterator[Remark]:
        """Yield what is hardly true of a file, its good rows held against the plans."""
        yield from _remark_record(original)
        for kind, rows in facts.items():
            yield from say_doubts(kind, rows, self.references.lists)
        for note in note_days_of_force(said, original.received_at):
            yield note.to_remark()

    def _judge(
        self, rejects: pl.DataFrame, reading: WorkbookReading
    ) -> UserError | None:
        bad, rows = count_rows(rejects), reading.rows_read
        if bad and bad == rows:
            return ArrivalError("no_good_row", name=reading.source_file, rows=rows)
        if bad < FEWEST_BAD_ROWS or bad * 100 <= rows * self.bad_rows_percent:
            return None
        return ArrivalError(
            "too_many_bad_rows",
            name=reading.source_file,
            bad=bad,
            rows=rows,
            limit=self.bad_rows_percent,
        )


def _match_changes(
    facts: Mapping[Kind, pl.DataFrame], reading: WorkbookReading
) -> pl.DataFrame:
    """Return what a file says beside its changes of plans; of no change nothing."""
    none = SCHEMAS["plan-changes"].create_empty()
    return match_beside(facts.get("plan-changes", none), reading.beside)


def rank_tables(
    tables: Mapping[str, pl.DataFrame], arrival_number: int
) -> dict[str, pl.DataFrame]:
    """Return rows with the rank by which one of a business key counts.

    A file received later goes before an earlier one, a real row before a made-up one.
    What is the key of spending, its document, is written beside each row.

    Args:
        tables: Rows of one workbook by raw table.
        arrival_number: Place of the workbook in the order of arrival.
    """
    made_up = _MADE_UP * pl.col("is_synthetic").cast(pl.Int64)
    rank = (pl.lit(arrival_number) - made_up).cast(pl.Int64).alias(PRECEDENCE)
    return {
        name: (add_document_keys(rows) if name == SPENDING else rows).with_columns(rank)
        for name, rows in tables.items()
    }


def _reject_unread(source: Source, rejects: pl.DataFrame, error: UserError) -> Load:
    """Return what becomes of a workbook that could not be read."""
    return Load(
        source=source,
        status="rejected",
        rejects=mark_rows(rejects, source.key),
        sha256=source.sha256,
        error=error,
        remarks=_remark_record(require_original(source)),
        sheets_read=0,
        sheets_left=0,
    )


def _remark_record(original: Original) -> tuple[Remark, ...]:
    """Make the remark that the record of an original's arrival is lost."""
    if not original.is_recovered:
        return ()
    rule = "record_recovered"
    said, said_lt = (
        text("etl.inbox", f"remarks.{rule}", lang) for lang in ("en", "lt")
    )
    return (Remark(rule, "warning", "", said, said_lt),)


def _say_faults(kind: Kind, bad: pl.DataFrame, source_file: str) -> pl.DataFrame:
    """List rows that break a rule of references, with their cells and the reason."""
    rules = bad[RULE].unique().to_list()
    reasons = {
        language: {rule: text("etl.inbox", f"rules.{rule}", language) for rule in rules}
        for language in ("en", "lt")
    }
    names = fact_columns(kind)
    is_made_up = pl.when("is_synthetic").then(pl.lit("true")).alias("is_synthetic")
    texts = bad.with_columns(pl.col(names).cast(pl.String), is_made_up)
    texts = texts.with_columns(hide_personal_codes(*names))
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
