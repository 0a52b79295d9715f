"""A mark is obeyed within one plan: a copied one loses nobody's money, and is said."""

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.inbox.origins import ORIGIN, number_origins
from etl.inbox.rejected_plans import (
    find_foreign,
    find_shared,
    note_foreign,
    tell_plans,
)
from etl.inbox.settled_rejects import LaterRows, mark_rows
from etl.refresh.foreign_marks import note_again
from etl.workbooks.contract.contract import Reject

OTHER = "kaunas"


def reject(
    plan: str | None, broken: str = "net_eur", corrects: str = ""
) -> pl.DataFrame:
    cells = {"plan_code": plan, "net_eur": "daug", "corrects": corrects}
    row = dict.fromkeys(Reject.column_names()) | {
        "kind": "spending",
        "source_file": "a.csv",
        "sheet": "",
        "row_number": 2,
        "column_name": broken,
        "rule": "rule",
        "reason": "…",
        "raw_cells": json.dumps(cells, separators=(",", ":")),
    }
    return Reject.cast(pl.DataFrame([row], infer_schema_length=None))


@pytest.mark.parametrize(
    ("plan", "broken", "expected"),
    [
        ("birstonas", "net_eur", "birstonas"),
        (" birstonas ", "net_eur", "birstonas"),
        ("'birstonas", "net_eur", "birstonas"),
        ("birstonas", "plan_code", None),
        ("", "net_eur", None),
        (None, "net_eur", None),
    ],
)
def test_plan_of_a_rejected_row_is_what_its_cell_says(
    plan: str | None, broken: str, expected: str | None
) -> None:
    assert tell_plans(reject(plan, broken)).to_list() == [expected]


def test_plan_broken_in_one_cell_is_unknown_in_each() -> None:
    both = pl.concat([reject("birstonas"), reject("birstonas", "plan_code")])
    assert tell_plans(both).to_list() == [None, None]


@pytest.mark.parametrize(
    ("first", "broken", "then", "is_settled"),
    [
        ("birstonas", "net_eur", "birstonas", True),
        ("birstonas", "net_eur", OTHER, False),
        ("birstonas", "plan_code", OTHER, True),
        ("", "net_eur", OTHER, True),
    ],
)
def test_mark_settles_no_row_of_another_plan(
    first: str, broken: str, then: str, *, is_settled: bool
) -> None:
    waiting = mark_rows(reject(first, broken), "workbook:a")
    later = LaterRows()
    again = reject(then, corrects=waiting["row_mark"][0])
    later.add_rejects(mark_rows(again, "workbook:b"), "workbook:b")
    found = later.settle_by_rejects(waiting)["settled_by"].to_list()
    assert found == ["workbook:b" if is_settled else None]


@pytest.mark.parametrize(("then", "origin"), [("birstonas", 1), (OTHER, 5)])
def test_rejected_correction_of_another_plan_stays_in_its_own_file(
    then: str, origin: int
) -> None:
    first = mark_rows(reject("birstonas"), "a").with_columns(pl.lit(1).alias(ORIGIN))
    again = reject(then, corrects=first["row_mark"][0])
    marked = mark_rows(again, "b").with_columns(pl.lit(5).alias(ORIGIN))
    _, numbered = number_origins([first, marked])
    assert numbered.select(ORIGIN, "plan_code").rows() == [(origin, then)]


PLANS = st.sampled_from(["a", "b", "c"])
MARKS = st.sampled_from(["m", "n", "o"])


@given(
    rows=st.lists(st.tuples(PLANS, MARKS), max_size=6),
    known=st.dictionaries(MARKS, st.one_of(st.none(), PLANS)),
)
def test_every_row_that_corrects_across_plans_is_found(
    rows: list[tuple[str, str]], known: dict[str, str | None]
) -> None:
    text = pl.String()
    schema = {"plan_code": text, "corrects": text}
    marked = pl.DataFrame(rows, schema=schema, orient="row").with_row_index(
        "_source_row"
    )
    rejected = pl.DataFrame(
        list(known.items()), schema={"row_mark": text, "plan_code": text}, orient="row"
    )
    foreign = find_foreign(marked, rejected)["_source_row"].to_list()
    assert foreign == [
        place
        for place, (plan, mark) in enumerate(rows)
        if known.get(mark) not in {None, plan}
    ]
    shared = find_shared(marked, rejected)["_source_row"].to_list()
    assert shared == [
        place
        for place, (_, mark) in enumerate(rows)
        if mark in known
        and known[mark] is None
        and len({plan for plan, other in rows if other == mark}) > 1
    ]


def test_both_notes_name_the_rows() -> None:
    rows = pl.DataFrame({"_source_row": [3, 2]})
    notes = list(note_foreign(rows, rows))
    assert [note.name for note in notes] == ["corrects_other_plan", "corrects_twice"]
    assert all("2, 3" in note.text(lang) for note in notes for lang in ("lt", "en"))
    assert list(note_foreign(rows.clear(), rows.clear())) == []


def correct(key: str, net: str, mark: str = "m", row: int = 2) -> dict[str, object]:
    return {
        "plan_code": OTHER,
        "corrects": mark,
        "net_eur": net,
        "_source_row": row,
        "_source_document_key": key,
    }


SPLIT = [correct("a", "1", row=2), correct("a", "2", row=3)]
BY_B = {"_source_document_key": "b"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([correct("a", "1"), correct("b", "2", row=7)], ["b: 7, “a.xlsx”"]),
        ([correct("a", "1"), correct("b", "1")], []),
        ([correct("a", "1"), correct("b", "2", mark="n")], []),
        ([correct("a", "1"), correct("a", "2", row=3)], []),
        (
            [correct("a", "1"), correct("b", "2"), correct("c", "2", row=9)],
            ["c: 9, “a.xlsx”"],
        ),
        ([correct("a", "1"), correct("b", "2"), correct("c", "1")], ["c: 2, “b.xlsx”"]),
        ([*SPLIT, correct("b", "2", row=2), correct("b", "1", row=3)], []),
        ([*SPLIT, correct("b", "2", row=5)], ["b: 5, “a.xlsx”"]),
        ([SPLIT[0], *(one | BY_B for one in SPLIT)], ["b: 3, “a.xlsx”"]),
        ([*SPLIT, *(one | BY_B for one in SPLIT[:1] * 2)], ["b: 2, “a.xlsx”"]),
    ],
    ids=[
        *("differs", "same", "other_row", "one_file", "last_two_agree", "back_again"),
        *("same_two", "one_of_two", "one_more", "one_twice"),
    ],
)
def test_row_that_two_files_correct_otherwise_is_said(
    rows: list[dict[str, object]], said: list[str]
) -> None:
    names = {key: f"{key}.xlsx" for key in "abc"}
    columns = ["plan_code", "corrects", "net_eur"]
    found = list(note_again(pl.DataFrame(rows), columns, names))
    told = [
        f"{key}: {note.fields['rows']}, {note.fields['earlier']['en']}"
        for key, note in found
    ]
    assert told == said
    assert all("counts" in note.text("en") for _, note in found)
