"""Two states of a plan, row by row: what differs, before and after.

A row that one side lacks, a value that is not known, and zero are three things: they
are never taken for each other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Topic:
    """Rows that are compared.

    Attributes:
        name: Its query, and its texts.
        keys: Columns that tell which row of one side is which of the other.
        fields: Columns whose values are compared; without any, only whether a row is
            there.
        page: Page its rows lead to.
        is_of_plan: Whether its rows belong to the plan on screen.
    """

    name: str
    keys: tuple[str, ...]
    fields: tuple[str, ...] = ()
    page: str = "quality"
    is_of_plan: bool = True


TOPICS: Final = (
    Topic(
        "money", ("activity_key",), ("in_force_net_eur", "executed_net_eur"), "activity"
    ),
    Topic(
        "decisions",
        ("decision_number", "decided_date", "item", "number", "field_code"),
        ("new_value",),
        "plan",
    ),
    Topic(
        "indicators",
        ("indicator_number",),
        ("baseline_value", "target_in_force_value", "actual_value"),
        "indicator",
    ),
    Topic(
        "measurements",
        ("indicator_number", "period", "school_code"),
        ("value",),
        "indicator",
    ),
    Topic("findings", ("rule_code", "subject", "expected_text", "found_text")),
    Topic("rejects", ("source_document_key",), ("waiting_count",), is_of_plan=False),
)
"""What is compared, in the order a reader is told."""


@dataclass(frozen=True)
class Difference:
    """One value, or one row, that differs.

    Attributes:
        topic: What it belongs to.
        row: The row as it is now, or as it was where it is gone.
        field: Column that differs; empty where only a row came or went.
        before: Value then; None where it was not known, or there was no row.
        after: Value now, likewise.
        was_there: Whether there was such a row then.
        is_there: Whether there is one now.
    """

    topic: Topic
    row: Mapping[str, Any]
    field: str
    before: Any
    after: Any
    was_there: bool = True
    is_there: bool = True


@dataclass(frozen=True)
class Compared:
    """One topic, compared.

    Attributes:
        topic: Which.
        differences: In the order of its rows now; what is gone comes last.
        missing: Fields that one side does not know, for another version made it; the
            topic's own name where nothing of it can be compared.
    """

    topic: Topic
    differences: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = ()


def compare_topic(topic: Topic, before: pl.DataFrame, after: pl.DataFrame) -> Compared:
    """Compare what both sides know of a topic.

    Args:
        topic: Keys and fields.
        before: Rows then.
        after: Rows now.
    """
    both = set(before.columns) & set(after.columns)
    if not set(topic.keys) <= both:
        return Compared(topic, missing=(topic.name,))
    known = tuple(field for field in topic.fields if field in both)
    missing = tuple(field for field in topic.fields if field not in both)
    if missing and not known:
        return Compared(topic, missing=(topic.name,))
    found = tuple(_compare_rows(topic, known, _key(topic, before), _key(topic, after)))
    return Compared(topic, found, missing)


def _key(topic: Topic, rows: pl.DataFrame) -> dict[Key, Mapping[str, Any]]:
    """Return rows by their key; equal ones are told apart by their place."""
    seen: Counter[Key] = Counter()
    keyed: dict[Key, Mapping[str, Any]] = {}
    for row in rows.iter_rows(named=True):
        key = tuple(row[name] for name in topic.keys)
        seen[key] += 1
        keyed[(*key, seen[key])] = row
    return keyed


def _compare_rows(
    topic: Topic,
    fields: tuple[str, ...],
    before: Mapping[Key, Mapping[str, Any]],
    after: Mapping[Key, Mapping[str, Any]],
) -> Iterator[Difference]:
    for key, row in after.items():
        if key not in before:
            for field in _list_told(fields, row):
                yield Difference(
                    topic, row, field, None, row.get(field), was_there=False
                )
            continue
        earlier = before[key]
        for field in fields:
            if earlier[field] != row[field]:
                yield Difference(topic, row, field, earlier[field], row[field])
    for key, row in before.items():
        if key not in after:
            for field in _list_told(fields, row):
                yield Difference(
                    topic, row, field, row.get(field), None, is_there=False
                )


def _list_told(fields: tuple[str, ...], row: Mapping[str, Any]) -> tuple[str, ...]:
    """List the fields that say something of a row the other side lacks."""
    if not fields:
        return ("",)
    # A file that came with no rejected row is no news of rejected rows.
    known = tuple(field for field in fields if row[field] is not None)
    if fields == ("waiting_count",):
        return tuple(field for field in known if row[field])
    return known or fields[:1]
