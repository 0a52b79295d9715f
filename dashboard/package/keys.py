"""What tells the rows of a table apart, and which columns lead to other tables.

Both are what the models promise and every refresh checks: their generic tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from warehouse.build import MODELS_DIR
from warehouse.descriptions import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class TableKeys:
    """Keys of a table.

    Attributes:
        primary: Columns that tell its rows apart; empty where nothing promises it.
        foreign: Table and column that a column leads to, by column.
        required: Columns that are never empty.
    """

    primary: tuple[str, ...] = ()
    foreign: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()


@cache
def read_keys() -> Mapping[str, TableKeys]:
    """Read the keys of all tables, by schema and name."""
    return {
        f"{path.parent.name}.{entry['name']}": _read_table(entry)
        for path in sorted(MODELS_DIR.glob("*/*.yml"))
        for entry in read_yaml(path)["models"]
    }


def _read_table(entry: Mapping[str, Any]) -> TableKeys:
    columns = entry.get("columns", [])
    alone = [one["name"] for one in columns if "unique" in one.get("data_tests", ())]
    joint = [
        tuple(found["combination_of_columns"])
        for found in _find_tests(entry, "unique_combination_of_columns")
    ]
    return TableKeys(
        primary=next(iter(joint), tuple(alone[:1])),
        foreign=dict(_list_foreign(columns)),
        required=frozenset(
            one["name"] for one in columns if "not_null" in one.get("data_tests", ())
        ),
    )


def _list_foreign(
    columns: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[str, tuple[str, str]]]:
    for column in columns:
        for found in _find_tests(column, "relationships"):
            yield column["name"], (found["to"], found["field"])


def _find_tests(entry: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    for test in entry.get("data_tests", ()):
        if isinstance(test, dict) and name in test:
            yield test[name]
