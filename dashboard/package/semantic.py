"""`metrics.yml`: figures as metrics over tables, by Open Semantic Interchange."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.texts import Words
from dashboard.package.keys import TableKeys, read_keys
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.api.catalogue import Relation
    from pazanga.texts import Language

FILE: Final = "metrics.yml"
VERSION: Final = "0.1.1"
DIALECT: Final = "ANSI_SQL"

_METRICS: Final = Path(__file__).with_name("semantic.toml")


@cache
def read_expressions() -> Mapping[str, Mapping[str, str]]:
    """Read table and expression of each metric, by the name of its figure."""
    read: dict[str, dict[str, str]] = tomllib.loads(_METRICS.read_text("utf-8"))
    return read


def write_expression(metric: Mapping[str, str], table: str) -> str:
    """Write the aggregate of a metric, over a table by some name."""
    return metric["expression"].format(table=table)


def write_semantic_model(relations: Mapping[str, Relation], language: Language) -> str:
    """Write the metrics with the tables that they are of, and how those are joined."""
    metrics = read_expressions()
    used = {one["table"] for one in metrics.values()}
    used |= {to for table in used for to, _ in _list_foreign(table).values()}
    tables = [relations[name] for name in sorted(used) if name in relations]
    model = {
        "name": "pazanga",
        "description": text("dashboard.package", "package.title", language),
        "ai_context": text("dashboard.package", "semantic.context", language),
        "datasets": [_describe_table(table) for table in tables],
        "relationships": list(_list_relationships(tables)),
        "metrics": [
            _describe_metric(name, metric, language) for name, metric in metrics.items()
        ],
    }
    whole = {"version": VERSION, "semantic_model": [model]}
    written: str = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=100)
    return written


def _list_foreign(table: str) -> Mapping[str, tuple[str, str]]:
    return read_keys().get(table, TableKeys()).foreign


def _describe_table(relation: Relation) -> dict[str, Any]:
    keys = read_keys().get(relation.full_name, TableKeys())
    primary = {"primary_key": list(keys.primary)} if keys.primary else {}
    return {
        "name": relation.name,
        "source": f"pazanga.{relation.full_name}",
        **primary,
        "description": f"{relation.description} Grain: {relation.grain}".strip(),
        "fields": [
            {
                "name": column.name,
                "expression": _express(column.name),
                "dimension": {"is_time": column.type == "DATE"},
                "description": column.description,
            }
            for column in relation.columns.values()
        ],
    }


def _list_relationships(tables: list[Relation]) -> Iterator[dict[str, Any]]:
    names = {table.full_name: table.name for table in tables}
    for table in tables:
        for column, (to, field) in _list_foreign(table.full_name).items():
            if to in names and column in table.columns:
                yield {
                    "name": f"{table.name}_{column}",
                    "from": table.name,
                    "to": names[to],
                    "from_columns": [column],
                    "to_columns": [field],
                }


def _describe_metric(
    name: str, metric: Mapping[str, str], language: Language
) -> dict[str, Any]:
    say, table = Words("proof", language), metric["table"].partition(".")[2]
    figure = read_figures()[name]
    return {
        "name": name,
        "expression": _express(write_expression(metric, table)),
        "description": say(f"figure.{name}.definition"),
        "ai_context": {
            "synonyms": [say(f"figure.{name}.name")],
            "instructions": f"unit: {figure.unit}",
        },
    }


def _express(expression: str) -> dict[str, Any]:
    return {"dialects": [{"dialect": DIALECT, "expression": expression}]}
