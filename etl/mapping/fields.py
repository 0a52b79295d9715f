"""What a mapping can fill: the columns of ours, as a form to choose in needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dataframely as dy

from etl.workbooks.cells.words import read_words
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.mappings.checks import known_columns

if TYPE_CHECKING:
    from etl.workbooks.contract.contract import Kind


def describe_fields(kind: Kind) -> list[dict[str, Any]]:
    """Describe the columns of a kind, those that are needed first.

    Args:
        kind: Kind of workbook.
    """
    known = known_columns(kind)
    columns = [c for c in columns_of(kind) if c.name in known]
    choices = read_words().choices
    fields = [
        {
            "name": column.name,
            "lt": column.lt,
            "en": column.en,
            "is_needed": not (column.is_optional or column.may_be_empty),
            "takes": _takes(kind, column.name),
            "choices": [
                {"code": choice.code, "lt": choice.lt, "en": choice.en}
                for choice in choices.get(column.name, ())
            ],
        }
        for column in columns
        if column.name != "is_synthetic"
    ]
    return sorted(fields, key=lambda field: not field["is_needed"])


def _takes(kind: Kind, name: str) -> str:
    match SCHEMAS[kind].columns()[name]:
        case dy.Date():
            return "day"
        case dy.Decimal() | dy.Int64():
            return "amount"
    return "text"
