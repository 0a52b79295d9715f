"""What the child does that looks into an unknown file: what it holds, what may be ours.

A file of strangers is read in a process of its own, with limits; what comes back is
plain and short.
"""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.cells.personal import hide_personal_codes
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.files.limits import LIMITS
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import Heading, find_heading
from etl.workbooks.headings.periods import is_turned
from etl.workbooks.mappings import Mappings, parse_mapping
from etl.workbooks.mappings.amounts import CURRENCY_RULE
from etl.workbooks.mappings.apply import apply_mapping
from etl.workbooks.mappings.checks import known_columns
from etl.workbooks.mappings.profile import Ledger, find_ledger
from etl.workbooks.mappings.propose import Known, propose
from etl.workbooks.mappings.recognise import find_fit
from etl.workbooks.mappings.thresholds import MAPPING
from etl.workbooks.reading import read_sheets
from etl.workbooks.tables.columns import read_column
from pazanga.errors import MappingError, WorkbookError, pack_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.mappings import LedgerMapping
    from etl.workbooks.mappings.apply import MappedSheet

FIRST_ROWS: Final = 5
TRIED: Final = "new"
"""Name of a mapping that has none yet."""


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Read a file and propose a mapping, or try one.

    Args:
        request: `path` and `name` of the file, `kind`, what is `known`, the `mappings`
            there are, and the `content` of one to try, or none.
    """
    try:
        return _look(request)
    except (WorkbookError, MappingError) as error:
        if isinstance(error, WorkbookError):
            error.fields.setdefault("name", request["name"])
        return {"error": pack_error(error)}
    except OSError as error:
        unreadable = WorkbookError("unreadable", name=request["name"], reason=error)
        return {"error": pack_error(unreadable)}


def _look(request: Mapping[str, Any]) -> dict[str, Any]:
    there_are = Mappings.from_plain(request["mappings"])
    tried = request["content"]
    asked = (
        [parse_mapping(TRIED, tried, is_finished=False)] if tried else there_are.found
    )
    sheets, _ = read_sheets(Path(request["path"]), LIMITS, asked)
    if not tried and _find_ours(sheets):
        return {"ours": True}
    ledger = find_ledger(sheets)
    asked_of = [ledger.sheet] if ledger else sheets
    if not tried and any(is_turned(sheet.head()) for sheet in asked_of):
        raise MappingError("table_turned", file=request["name"])
    if ledger is None:
        raise MappingError("nothing_to_map", file=request["name"])
    fit = None if tried else find_fit(ledger.sheet.head(), asked)
    name = fit.mapping.name if fit else ""
    content, questions = tried or there_are.contents.get(name), []
    if not content:
        known = Known(**request["known"])
        proposal = propose(ledger, request["kind"], known)
        content = proposal.content
        questions = [asdict(question) for question in proposal.questions]
    return {
        "fits": name,
        "content": content,
        "questions": questions,
        **_describe(ledger),
        **_try(ledger.sheet, content),
    }


def _find_ours(sheets: Sequence[Sheet]) -> bool:
    return any(isinstance(find_heading(sheet.head()), Heading) for sheet in sheets)


def _describe(ledger: Ledger) -> dict[str, Any]:
    """Describe the columns of a ledger, and the codes of those that have few."""
    columns = []
    for profile in ledger.columns:
        counted = profile.cells.value_counts(sort=True)
        is_list = 0 < counted.height <= MAPPING.codes
        columns.append(
            {
                "heading": profile.heading,
                "looks": profile.looks,
                "samples": profile.samples,
                "filled": len(profile.cells),
                "distinct": counted.height,
                "codes": [list(row) for row in counted.rows()] if is_list else [],
            }
        )
    return {
        "sheet": ledger.sheet.name,
        "row": ledger.row,
        "lines": ledger.lines,
        "columns": columns,
    }


def _try(sheet: Sheet, content: dict[str, Any]) -> dict[str, Any]:
    """Show the first rows as ours, as far as the mapping goes."""
    mapping = parse_mapping(TRIED, content, is_finished=False)
    if not mapping.columns:
        return {"first": {"columns": [], "rows": []}, "amount": None, "unread": 0}
    fit = find_fit(sheet.head(), [mapping])
    if fit is None:
        raise WorkbookError("not_recognised")
    mapped = apply_mapping(sheet, fit)
    places = mapped.heading.places
    rows = mapped.sheet.rows.select(
        pl.col(str(place)).alias(name) for name, place in places.items()
    )
    foreign = _in_other_currency(mapped)
    filled = rows.filter(pl.any_horizontal(pl.all().is_not_null()))
    first = _read(filled.head(FIRST_ROWS), mapping)
    return {
        "first": {"columns": first.columns, "rows": [list(r) for r in first.rows()]},
        **_add_up(mapped, rows, foreign),
    }


def _read(rows: pl.DataFrame, mapping: LedgerMapping) -> pl.DataFrame:
    """Read cells as our own are read, in our order; what cannot be read stays."""
    contract = SCHEMAS[mapping.kind].columns()
    rows = rows.with_columns(hide_personal_codes(*rows.columns))
    constants = {n: pl.lit(value).alias(n) for n, value in mapping.constants.items()}
    rows = rows.with_columns(constants.values())
    read = {
        name: read_column(name, contract[name], rows[name], epoch=EPOCH_1900).values
        for name in known_columns(mapping.kind)
        if name in rows.columns
    }
    return pl.DataFrame(
        {
            name: pl.select(pl.coalesce(values.cast(pl.String), rows[name])).to_series()
            for name, values in read.items()
        }
    )


def _in_other_currency(mapped: MappedSheet) -> pl.Series:
    """Find the lines that are not in euro: what they hold is added to nothing."""
    refused = mapped.refused
    if "net_eur" not in refused.columns:
        return pl.repeat(value=False, n=mapped.sheet.rows.height, eager=True)
    rows = refused.filter(pl.col("net_eur") == CURRENCY_RULE)[ROW]
    return mapped.sheet.rows[ROW].is_in(rows.implode())


def _add_up(
    mapped: MappedSheet, rows: pl.DataFrame, foreign: pl.Series
) -> dict[str, Any]:
    if "net_eur" not in rows.columns:
        return {"amount": None, "unread": 0}
    blank = rows["net_eur"].fill_null("").str.strip_chars() == ""
    texts = pl.select(pl.when(~foreign).then(rows["net_eur"])).to_series()
    amounts = texts.cast(pl.Decimal(18, 2), strict=False)
    left = sum((rule.amount or Decimal(0) for rule in mapped.left_out), Decimal(0))
    total = sum(amounts.drop_nulls().to_list(), Decimal(0))
    return {
        "amount": str(total + left),
        "unread": int((amounts.is_null() & ~blank).sum()),
    }
