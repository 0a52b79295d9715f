from __future__ import annotations

from typing import Any

import pytest

from etl.open_data.changes import apply_changes

HERE = [{"_id": "a", "name": "A", "size": 1}, {"_id": "b", "name": "B", "size": None}]


def change(operation: str, record: str, **fields: object) -> dict[str, Any]:
    return {"_cid": 1, "_op": operation, "_id": record, **fields}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param([], {"a": ("A", 1), "b": ("B", None)}, id="none"),
        pytest.param(
            [change("insert", "c", name="C")],
            {"a": ("A", 1), "b": ("B", None), "c": ("C", None)},
            id="insert",
        ),
        pytest.param(
            [change("patch", "a", size=2), change("patch", "b", name=None)],
            {"a": ("A", 2), "b": (None, None)},
            id="patch_touches_only_what_it_names",
        ),
        pytest.param(
            [change("upsert", "a", name="Z"), change("update", "b", size=0)],
            {"a": ("Z", 1), "b": ("B", 0)},
            id="upsert_and_update",
        ),
        pytest.param([change("delete", "a")], {"b": ("B", None)}, id="delete"),
        pytest.param(
            [change("move", "a", _same_as="b"), change("delete", "gone")],
            {"b": ("B", None)},
            id="move_and_delete_of_unknown",
        ),
        pytest.param(
            [change("insert", "c", name="C"), change("delete", "c")],
            {"a": ("A", 1), "b": ("B", None)},
            id="order_counts",
        ),
    ],
)
def test_changes_are_applied(
    changes: list[dict[str, Any]], expected: dict[str, tuple[object, object]]
) -> None:
    rows = apply_changes(HERE, changes)
    assert rows is not None
    found = {row["_id"]: (row.get("name"), row.get("size")) for row in rows}
    assert found == expected


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change("patch", "unknown"), id="record_is_not_here"),
        pytest.param(change("wipe", "a"), id="unknown_operation"),
        pytest.param({"_cid": 1, "_id": "a"}, id="no_operation"),
    ],
)
def test_change_that_makes_no_sense_is_not_guessed(change: dict[str, Any]) -> None:
    assert apply_changes(HERE, [change]) is None
