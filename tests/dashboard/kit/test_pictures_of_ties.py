"""Spans on a line of time, and matrices of how often things meet."""

from __future__ import annotations

from datetime import date

from dashboard.kit.charts.matrix import list_largest, write_matrix
from dashboard.kit.charts.spans import DayMark, Span, find_scale, write_time_spans


def test_scale_is_of_whole_years() -> None:
    spans = [
        Span("a", date(2024, 3, 1), date(2024, 5, 1), "main"),
        Span("b", date(2023, 12, 31), date(2024, 1, 1), "frame"),
    ]
    assert find_scale(spans) == (date(2023, 1, 1), date(2024, 12, 31))


def test_a_span_of_one_day_is_seen_and_a_day_beyond_is_not() -> None:
    day = date(2023, 7, 1)
    marks = [DayMark("in", day, "end"), DayMark("beyond", date(2025, 1, 1), "today")]
    markup = write_time_spans([Span("<a>", day, day, "main")], marks)
    assert "&lt;a&gt;" in markup
    assert "width:0.27%" in markup
    assert "in</span>" in markup
    assert "beyond" not in markup


def test_cells_are_the_darker_the_more_and_never_of_a_thing_with_itself() -> None:
    names = {"a": "A", "b": "B", "c": "C"}
    counts = {("a", "b"): 2, ("b", "a"): 2, ("a", "c"): 1}
    markup = write_matrix(names, names, counts, caption="<ties>")
    assert markup.count('class="self"') == 3
    assert markup.count("--depth:45%") == 2
    assert markup.count("--depth:22%") == 1
    assert markup.count('class="nothing"') == 3
    assert "<ties>" not in markup


def test_largest_pairs_are_named_once() -> None:
    counts = {("a", "b"): 2, ("b", "a"): 2, ("a", "c"): 1, ("c", "d"): 2}
    assert list_largest(counts) == [("a", "b"), ("c", "d")]
    assert list_largest({}) == []
