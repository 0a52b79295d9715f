"""Two states, row by row: absent, unknown and zero are three things."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from dashboard.app_pages.changes.compare import TOPICS, Compared, Topic, compare_topic

TOPIC = Topic("money", ("activity_key",), ("planned", "spent"))
BY_NAME = {topic.name: topic for topic in TOPICS}
TYPES = {"activity_key": pl.String, "planned": pl.Decimal(18, 2), "spent": pl.Int64}


def rows(*given: tuple[str, Any, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(given), schema=TYPES, orient="row")


def tell(compared: Compared) -> list[tuple[Any, ...]]:
    return [
        (
            one.row["activity_key"],
            one.field,
            one.before if one.was_there else "absent",
            one.after if one.is_there else "absent",
        )
        for one in compared.differences
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([("a", 1, 2)], [("a", 1, 2)], []),
        ([], [], []),
        ([("a", 1, None)], [("a", 1, None)], []),
        ([("a", 1, 2)], [("a", 3, 2)], [("a", "planned", 1, 3)]),
        ([("a", 1, None)], [("a", 1, 0)], [("a", "spent", None, 0)]),
        ([("a", 1, 0)], [("a", 1, None)], [("a", "spent", 0, None)]),
        ([], [("a", 1, None)], [("a", "planned", "absent", 1)]),
        ([], [("a", None, None)], [("a", "planned", "absent", None)]),
        ([("a", 0, None)], [], [("a", "planned", 0, "absent")]),
        (
            [("a", 1, 2), ("b", 1, 1)],
            [("b", 2, 1), ("c", 1, 1)],
            [
                ("b", "planned", 1, 2),
                ("c", "planned", "absent", 1),
                ("c", "spent", "absent", 1),
                ("a", "planned", 1, "absent"),
                ("a", "spent", 2, "absent"),
            ],
        ),
        # Rows of one key are told apart by their place.
        ([("a", 1, 1), ("a", 2, 2)], [("a", 1, 1)], [("a", "planned", 2, "absent")]),
    ],
)
def test_difference_has_before_and_after(
    before: list[Any], after: list[Any], expected: list[Any]
) -> None:
    found = tell(compare_topic(TOPIC, rows(*before), rows(*after)))
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_scale_of_a_number_is_no_difference() -> None:
    wider = rows(("a", Decimal("1.50"), 2)).cast({"planned": pl.Decimal(18, 4)})
    assert tell(compare_topic(TOPIC, rows(("a", Decimal("1.5"), 2)), wider)) == []


def test_field_that_one_side_lacks_is_said_and_the_others_compared() -> None:
    before = rows(("a", 1, 2)).drop("spent")
    compared = compare_topic(TOPIC, before, rows(("a", 3, 9)))
    assert tell(compared) == [("a", "planned", 1, 3)]
    assert compared.missing == ("spent",)


@pytest.mark.parametrize("lacking", [("activity_key",), ("planned", "spent")])
def test_topic_of_which_nothing_is_common_is_not_compared(
    lacking: tuple[str, ...],
) -> None:
    before = rows(("a", 1, 2)).drop(lacking)
    assert compare_topic(TOPIC, before, rows(("a", 3, 9))) == Compared(
        TOPIC, missing=("money",)
    )


def test_row_without_fields_comes_and_goes() -> None:
    topic = BY_NAME["findings"]
    names = dict.fromkeys(topic.keys, pl.String)

    def find(*subjects: str) -> pl.DataFrame:
        told = [("rule", subject, None, None) for subject in subjects]
        return pl.DataFrame(told, schema=names, orient="row")

    found = compare_topic(topic, find("1", "2", "2"), find("2", "3")).differences
    assert [(one.row["subject"], one.was_there, one.is_there) for one in found] == [
        ("3", False, True),
        ("1", True, False),
        ("2", True, False),
    ]


def test_file_that_came_without_rejected_rows_is_no_difference() -> None:
    topic = BY_NAME["rejects"]
    schema = {"source_document_key": pl.String, "waiting_count": pl.Int64}
    none = pl.DataFrame(schema=schema)
    came = pl.DataFrame([("a", 0), ("b", 2)], schema=schema, orient="row")
    (found,) = compare_topic(topic, none, came).differences
    assert (found.row["source_document_key"], found.after) == ("b", 2)
