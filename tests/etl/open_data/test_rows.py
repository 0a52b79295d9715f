from __future__ import annotations

from datetime import date

import dataframely as dy
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from etl.open_data.notes import SourceNote
from etl.open_data.rows import build_frame, compare_fields
from pazanga.errors import OpenDataError


class Town(dy.Schema):
    _id = dy.String(primary_key=True)
    name = dy.String(nullable=True)
    people = dy.Int64(nullable=True)
    area = dy.Float64(nullable=True)
    founded = dy.Date(nullable=True)


ROW = {"_id": "a", "name": "Aa", "people": 7, "area": 1.5, "founded": "2020-02-29"}


def test_rows_become_typed_columns() -> None:
    frame = build_frame("Town", Town, [ROW, {"_id": "b", "area": 2}])
    assert_frame_equal(
        frame,
        pl.DataFrame(
            {
                "_id": ["a", "b"],
                "name": ["Aa", None],
                "people": [7, None],
                "area": [1.5, 2.0],
                "founded": [date(2020, 2, 29), None],
            }
        ),
    )


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        pytest.param("name", 7, "string", id="number_for_text"),
        pytest.param("name", {"lt": "A"}, "string", id="object_for_text"),
        pytest.param("people", "7", "integer", id="text_for_number"),
        pytest.param("people", 7.0, "integer", id="fraction_for_count"),
        pytest.param("people", True, "integer", id="truth_for_count"),
        pytest.param("people", 2**63, "integer", id="too_large"),
        pytest.param("area", "1,5", "number", id="comma"),
        pytest.param("area", float("inf"), "number", id="infinite"),
        pytest.param("founded", "2021-02-29", "date", id="no_such_day"),
        pytest.param("founded", 20200229, "date", id="number_for_date"),
    ],
)
def test_retyped_field_is_named(field: str, value: object, expected: str) -> None:
    with pytest.raises(OpenDataError) as caught:
        build_frame("Town", Town, [ROW, {**ROW, "_id": "b", field: value}])
    fields = caught.value.fields
    assert caught.value.code == "open_data.field_retyped"
    assert (fields["field"], fields["expected"]) == (field, expected)
    assert (fields["record"], fields["found"]) == ("b", repr(value))


def test_missing_field_is_named_with_what_was_found() -> None:
    found = [name for name in ROW if name != "area"]
    with pytest.raises(OpenDataError, match="the field “area” is gone") as caught:
        compare_fields("Town", Town, found)
    assert caught.value.fields["expected"] == "number"
    assert caught.value.fields["found"] == "name, people, founded"


def test_new_field_is_a_note_and_portals_own_are_not() -> None:
    notes = compare_fields("Town", Town, [*ROW, "_type", "_revision", "river"])
    assert notes == (SourceNote("field_new", {"model": "Town", "field": "river"}),)
    assert notes[0].text("lt").startswith("Town: atsirado naujas laukas „river“")
