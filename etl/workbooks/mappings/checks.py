"""What the parts of a mapping must be together: one source for each column of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.rows.rejects import say_rule
from etl.workbooks.tables.columns import read_column
from pazanga.errors import MappingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.mappings.model import LedgerMapping

GROSS: Final = "gross_eur"
NET: Final = "net_eur"
VAT: Final = "vat_eur"


def known_columns(kind: Kind) -> list[str]:
    """Return the columns of ours that a mapping of a kind may fill."""
    return [column.name for column in columns_of(kind) if column.name != "corrects"]


def amount_columns(kind: Kind) -> list[str]:
    """Return the columns of ours that hold amounts, or values with decimals."""
    schema = SCHEMAS[kind].columns()
    return [
        name for name in known_columns(kind) if isinstance(schema[name], dy.Decimal)
    ]


def check_mapping(mapping: LedgerMapping, *, is_finished: bool = True) -> None:
    """Check that a mapping gives each column of ours once, and those that are needed.

    Args:
        mapping: The mapping.
        is_finished: Whether every column that is needed must have a source.

    Raises:
        MappingError: It does not; the message names the key and what to write.
    """
    _check_names(mapping)
    _check_amounts(mapping)
    if is_finished:
        _check_needed(mapping)
    _check_values(mapping)


def _fail(mapping: LedgerMapping, name: str, key: str, **fields: Any) -> MappingError:  # noqa: ANN401
    return MappingError(name, file=f"{mapping.name}.toml", key=key, **fields)


def _sources(mapping: LedgerMapping) -> Iterator[tuple[str, str]]:
    """Yield each column of ours with the table that gives it."""
    for table in ("columns", "constants", "codes"):
        yield from ((name, table) for name in getattr(mapping, table))


def _check_names(mapping: LedgerMapping) -> None:
    known = known_columns(mapping.kind)
    seen: dict[str, str] = {}
    for name, table in _sources(mapping):
        key = f"{table}.{name}"
        if name not in known:
            raise _fail(mapping, "unknown_column", key, allowed=", ".join(known))
        if name in seen:
            raise _fail(mapping, "two_sources", key, other=f"{seen[name]}.{name}")
        seen[name] = table


def _check_amounts(mapping: LedgerMapping) -> None:
    amounts = amount_columns(mapping.kind)
    for name in mapping.subtract:
        if name not in amounts or name not in mapping.columns:
            allowed = ", ".join(n for n in amounts if n in mapping.columns)
            raise _fail(
                mapping, "unknown_column", f"subtract.{name}", allowed=allowed or "–"
            )
    given = {name for name, _ in _sources(mapping)}
    if mapping.vat is None:
        return
    if mapping.kind != "spending":
        raise _fail(mapping, "vat_of_other_kind", "vat")
    if VAT in given:
        raise _fail(mapping, "two_sources", "vat", other=f"columns.{VAT}")
    if not {NET, GROSS} & given:
        raise _fail(mapping, "no_source", f"columns.{NET}")


def _check_needed(mapping: LedgerMapping) -> None:
    given = {name for name, _ in _sources(mapping)}
    if mapping.vat and GROSS in given:
        given.add(NET)
    if mapping.kind == "spending" and GROSS in given and not {NET, VAT} & given:
        raise _fail(mapping, "gross_without_rate", f"columns.{GROSS}")
    for column in columns_of(mapping.kind):
        is_needed = not column.is_optional and not column.may_be_empty
        if is_needed and column.name not in given:
            raise _fail(mapping, "no_source", f"columns.{column.name}")


def _check_values(mapping: LedgerMapping) -> None:
    """Check what the mapping itself writes into our columns."""
    for name, value in mapping.constants.items():
        _check_value(mapping, f"constants.{name}", name, value)
    for name, codes in mapping.codes.items():
        for code, value in codes.values.items():
            _check_value(mapping, f'codes.{name}.values."{code}"', name, value)


def _check_value(mapping: LedgerMapping, key: str, name: str, value: str) -> None:
    contract = SCHEMAS[mapping.kind].columns()[name]
    read = read_column(name, contract, pl.Series([value]), epoch=EPOCH_1900)
    rule = read.rules[0]
    if rule is None and read.values[0] is None:
        rule = "missing"
    if rule:
        why = {language: say_rule(rule, language) for language in ("lt", "en")}
        raise _fail(mapping, "bad_value", key, found=value, why=why)
