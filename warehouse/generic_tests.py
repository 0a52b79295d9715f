"""dbt's four generic tests, written as queries that must return no rows.

A key of several columns is declared at the model, in the words of dbt-utils:
`unique_combination_of_columns: {combination_of_columns: [a, b]}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pazanga.errors import DescriptionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from warehouse.descriptions import TableDescription

_OF_A_PLAN: Final = frozenset({"plan_code", "source_document_key"})
"""Rows of two plans never share these: plans of one document are built together."""

_OF_A_ROW: Final = frozenset({"not_null", "accepted_values"})
"""Tests that look at one row at a time."""


@dataclass(frozen=True, slots=True)
class GenericTest:
    """One test of one column.

    Attributes:
        name: `not_null`, `unique`, `accepted_values` or `relationships`.
        table: `schema.name`.
        column: The column that is tested, or the columns of a key.
        sql: Gives the rows that break it.
        parent: Table and column in which values must be found; of relationships alone.
    """

    name: str
    table: str
    column: str
    sql: str
    parent: tuple[str, str] | None = None

    @property
    def is_by_plan(self) -> bool:
        """Whether rows of other plans cannot make rows of one break it."""
        if self.name == "unique":
            return not _OF_A_PLAN.isdisjoint(self.column.split(", "))
        return self.name in _OF_A_ROW


def read_generic_tests(
    descriptions: Mapping[str, TableDescription],
) -> Iterator[GenericTest]:
    """Read the test of every `data_tests` entry.

    Args:
        descriptions: What `read_descriptions` gave.

    Raises:
        DescriptionError: A test is none of the four.
    """
    for table, words in descriptions.items():
        for test in words.data_tests:
            columns = ", ".join(_split(test)[1]["combination_of_columns"])
            yield GenericTest(
                "unique", table, columns, _write("unique", table, columns, {})
            )
        for column in sorted(words.named):
            for test in words.columns[column].data_tests:
                name, options = _split(test)
                sql = _write(name, table, column, options)
                found_in = (
                    (options["to"], options["field"]) if "to" in options else None
                )
                yield GenericTest(name, table, column, sql, found_in)


def _split(test: Any) -> tuple[str, Mapping[str, Any]]:  # noqa: ANN401 - YAML
    """Read `not_null` or `{relationships: {to: …, field: …}}`."""
    if isinstance(test, str):
        return test, {}
    ((name, options),) = test.items()
    return name, options


def _write(name: str, table: str, column: str, options: Mapping[str, Any]) -> str:
    match name:
        case "not_null":
            return f"select * from {table} where {column} is null"  # noqa: S608
        case "unique":
            return (
                f"select {column}, count(*) as rows_found from {table}"  # noqa: S608
                f" where ({column}) is not null group by {column}"
                " having count(*) > 1"
            )
        case "accepted_values":
            values = ", ".join(f"'{value}'" for value in options["values"])
            return (
                f"select * from {table}"  # noqa: S608
                f" where cast({column} as string) not in ({values})"
            )
        case "relationships":
            return (
                f"select child.* from {table} as child"  # noqa: S608
                f" left join {options['to']} as parent"
                f" on child.{column} = parent.{options['field']}"
                f" where child.{column} is not null"
                f" and parent.{options['field']} is null"
            )
    raise DescriptionError("unknown_test", table=table, column=column, found=name)
