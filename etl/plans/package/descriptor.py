"""`datapackage.json`: a Frictionless Data Package that says what each table holds.

The cost table also speaks the Fiscal Data Package vocabulary: `columnType` names the
fiscal concept of a column, and `extraFields` say how net and VAT become one measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dataframely as dy

from etl.plans.contract.cells import may_be_empty
from etl.plans.contract.plan_package import TABLES, Correction
from etl.plans.package.read import CORRECTIONS

if TYPE_CHECKING:
    from decimal import Decimal

    from etl.plans.contract.plan_package import Row

Descriptor = dict[str, Any]

_TYPES: Final[dict[type[dy.Column], str]] = {
    dy.Decimal: "number",
    dy.Float64: "number",
    dy.Int64: "integer",
    dy.Bool: "boolean",
    dy.Date: "date",
}
_FISCAL: Final[dict[str, Descriptor]] = {
    "activity_number": {"columnType": "activity:generic:project:code"},
    "title": {"columnType": "activity:generic:project:label"},
    "cost_category": {"columnType": "economic-classification:generic:code"},
    "net_eur": {"normalize": {"value_kind": "net"}},
    "vat_eur": {"normalize": {"value_kind": "vat"}},
    "period_start": {"columnType": "date:fiscal:activity-start"},
    "period_end": {"columnType": "date:fiscal:activity-end"},
}
_FACTS_LICENCE: Final = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "CC0 1.0 (the selection and form of the facts)",
}


def describe_package(plan: Row, *, has_corrections: bool) -> Descriptor:
    """Describe a whole package.

    Args:
        plan: The one row of its table `plan`.
        has_corrections: Whether `corrections.csv` lies beside the tables.
    """
    resources = [describe_table(name, schema) for name, schema in TABLES.items()]
    if has_corrections:
        resources.append(describe_table(CORRECTIONS[:-4], Correction))
    return {
        "profile": "tabular-data-package",
        "name": plan["plan_code"],
        "title": plan["title"],
        "description": (
            "Facts of an education progress plan: figures, codes, titles and names as"
            " printed. Empty means not printed."
        ),
        "licenses": [_FACTS_LICENCE],
        "sources": [
            {
                "title": plan["title"],
                "path": plan["document_name"],
                "hash": f"sha256:{plan['document_sha256']}",
            }
        ],
        "resources": [
            _add_fiscal_terms(resource, plan["currency"])
            if resource["name"] == "activities"
            else resource
            for resource in resources
        ],
    }


def describe_table(name: str, schema: type[dy.Schema]) -> Descriptor:
    """Describe one CSV table: its grain, columns, types, limits and key."""
    description = {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "description": (schema.__doc__ or "").strip(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": describe_schema(schema),
    }
    return {key: value for key, value in description.items() if value}


def describe_schema(schema: type[dy.Schema]) -> Descriptor:
    """Describe the columns of a table in the words of Table Schema."""
    columns = schema.columns()
    described: Descriptor = {
        "fields": [_describe_column(name, column) for name, column in columns.items()]
    }
    if schema.primary_key():
        described["primaryKey"] = schema.primary_key()
    return described


def _describe_column(name: str, column: dy.Column) -> Descriptor:
    field: Descriptor = {
        "name": name,
        "type": _TYPES.get(type(column), "string"),
        "description": column.description,
    }
    constraints = _describe_constraints(column)
    if constraints:
        field["constraints"] = constraints
    return field


def _describe_constraints(column: dy.Column) -> Descriptor:
    constraints = {
        "required": not may_be_empty(column),
        "enum": getattr(column, "categories", None),
        "pattern": getattr(column, "regex", None),
        "minimum": _limit(getattr(column, "min", None)),
        "maximum": _limit(getattr(column, "max", None)),
    }
    return {
        key: value
        for key, value in constraints.items()
        if value is not None and value is not False
    }


def _limit(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _add_fiscal_terms(resource: Descriptor, currency: str) -> Descriptor:
    fields = [
        {**field, **_FISCAL.get(field["name"], {})}
        for field in resource["schema"]["fields"]
    ]
    extra = [
        {
            "name": "value",
            "type": "number",
            "columnType": "value",
            "normalizationTarget": True,
        },
        {"name": "value_kind", "type": "string", "columnType": "value-kind:code"},
        _constant("currency", "value-currency:code", currency),
        _constant("direction", "direction", "expenditure"),
        _constant("phase", "phase:id", "approved"),
    ]
    schema = {**resource["schema"], "fields": fields, "extraFields": extra}
    return {**resource, "schema": schema}


def _constant(name: str, column_type: str, value: str) -> Descriptor:
    return {
        "name": name,
        "type": "string",
        "columnType": column_type,
        "constant": value,
    }
