from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import polars as pl
import pytest
from shown_page import RunPage, read_text, unlink

from dashboard.app_pages.exams import spread
from dashboard.app_pages.exams.changes_section import sort_results
from dashboard.app_pages.exams.matrix import (
    is_gap,
    list_series,
    write_matrix,
)
from dashboard.app_pages.exams.queries import (
    query_choices,
    query_moves,
    query_points,
    query_results,
    query_series_results,
    query_spreads,
    query_totals,
)
from dashboard.app_pages.exams.spread import view_spreads
from dashboard.app_pages.exams.summary import (
    label_series,
    list_choices,
    write_answer,
)
from dashboard.app_pages.exams.table import (
    keep_marked,
    list_late,
    list_sheet_columns,
    write_figure,
)
from dashboard.app_pages.exams.words import say_measure, say_move
from dashboard.kit.blocks.downloads import make_sheet
from dashboard.kit.blocks.filter_row import describe_condition
from dashboard.kit.filters import ExamFilter
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.sheets import write_csv
from dashboard.kit.texts import Words

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen


def test_exams_page_answers_with_its_query(
    run_bundled: RunPage, bundled: str, screen: Screen
) -> None:
    language = screen.language
    name = {"lt": "Kauno m. sav.", "en": "Kaunas City"}[language]
    body = read_text(run_bundled("exams", lang=language, plan=name))
    moves = query_moves(bundled, ExamFilter("kaunas"), language)
    fields = say_move(moves.row(0, named=True), screen)
    say, ends = Words("exams", language), ("start", "end")
    median = say("median.with_up", **{name: fields.pop(name) for name in ends})
    answer = say("answer.gap_grew", median=median, **fields)
    assert answer.replace("..", ".") in body
    assert ".." not in body


@pytest.mark.parametrize(
    ("grown", "before", "after", "lt"),
    [
        (6, "24.3", "23.17", "padidėjo, tačiau mokyklų mediana sumažėjo nuo 24,30 iki"),
        (
            6,
            "23.17",
            "24.3",
            "padidėjo, o mokyklų mediana padidėjo nuo 23,17 iki 24,3",
        ),
        (4, "24.3", "23.17", "sumažėjo, o mokyklų mediana sumažėjo nuo 24,30 iki 23,1"),
        (4, "23.17", "24.3", "sumažėjo, tačiau mokyklų mediana padidėjo nuo 23,17 iki"),
        (6, "24", "24", "padidėjo, o mokyklų mediana nepakito: 24 proc. p."),
    ],
)
def test_answer_never_says_a_rise_and_a_fall_in_one_breath(
    screen: Screen, grown: int, before: str, after: str, lt: str
) -> None:
    move = {
        "exam_code": "PUPP",
        "measure_code": "gap_lt_math_basic",
        "subject_code": "none",
        "unit_code": "percentage_points",
        "school_year": "2025-2026",
        "school_count": 11,
        "grown_count": grown,
        "shrunk_count": 11 - grown - 1,
        "previous_median": Decimal(before),
        "median_value": Decimal(after),
        "is_gap": True,
    }
    empty = pl.DataFrame()
    answer = write_answer(
        {}, pl.DataFrame([move]), empty, ExamFilter("kaunas"), "", screen
    )
    assert lt in answer.replace("\u00a0", " ") or screen.language == "en"
    assert ("but" in answer) == ("tačiau" in lt) or screen.language == "lt"


def test_every_filter_stands_in_the_headline(bundled: str, screen: Screen) -> None:
    options = query_choices(bundled, "kaunas", screen.language)
    choices = list_choices(options, screen)
    given = [(one.name, code) for one in choices for code in one.options or {}]
    for name, code in given:
        chosen = ExamFilter("kaunas", **{name: (code,)})
        asked = (bundled, chosen, screen.language)
        condition = describe_condition(screen, chosen, choices)
        answer = write_answer(
            query_totals(*asked),
            query_moves(*asked),
            query_spreads(*asked),
            chosen,
            condition,
            screen,
        )
        assert condition
        assert condition in answer, name
    assert len(given) > 15


def test_median_of_an_even_count_of_schools_is_not_rounded(
    bundled: str, screen: Screen
) -> None:
    asked = (bundled, ExamFilter("kaunas"), screen.language)
    points = query_points(*asked, [])
    spreads = query_spreads(*asked).with_columns(median_value=Decimal("62.125"))
    mark = {"lt": ",", "en": "."}[screen.language]
    for chart in view_spreads(spreads, points, screen, ""):
        assert f"62{mark}125</td>" in unlink(chart.table)


def test_long_tables_of_strips_have_the_last_years_only(
    bundled: str, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A country's fifteen years of a subject are read one series at a time."""
    asked = (bundled, ExamFilter("kaunas"), screen.language)
    drawn = query_spreads(*asked), query_points(*asked, []), screen, ""
    said = screen.words("exams")
    for chart in view_spreads(*drawn):
        assert said("spread.note_latest") not in chart.note
    whole = [chart.table.count("<tr") for chart in view_spreads(*drawn)]
    monkeypatch.setattr(spread, "MOST_ROWS", 1)
    monkeypatch.setattr(spread, "YEARS", 1)
    charts = list(view_spreads(*drawn))
    assert sum(chart.table.count("<tr") for chart in charts) < sum(whole)
    assert any(said("spread.note_latest") in chart.note for chart in charts)


def test_matrix_has_a_school_a_row_and_a_year_a_column(
    bundled: str, screen: Screen
) -> None:
    asked = (bundled, ExamFilter("kaunas"), screen.language)
    labels = label_series(list_series(query_spreads(*asked)), screen)
    told = 0
    for series in labels:
        own = query_series_results(*asked, series)
        markup = write_matrix(own, screen)
        assert markup.count('scope="row"') == own["school_code"].n_unique()
        assert markup.count('scope="col"') == own["school_year"].n_unique() + 1
        told += own.height
    assert told == query_results(*asked).height
    assert not is_gap(next(iter(labels)))


def test_matrix_is_sorted_by_the_latest_value_only_when_asked(
    bundled: str, screen: Screen
) -> None:
    asked = (bundled, ExamFilter("kaunas"), screen.language)
    own = query_series_results(*asked, "VBE/share_36_100/math")
    latest = own["school_year"].max()
    by_value = sort_results(own, "value").filter(pl.col("school_year") == latest)
    values = by_value["value"].drop_nulls().to_list()
    assert values == sorted(values, reverse=True)
    codes = sort_results(own, "code")["school_code"].unique(maintain_order=True)
    assert codes.to_list()[:2] == ["G1", "G2"]


def test_exams_page_gives_context_before_order(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("exams"))
    say = Words("exams", "lt")
    context, table = body.index(say("note.context")), body.index('<th scope="row"')
    assert context < table
    assert "2025" in body
    chart = body.partition('class="dumbbells"')[2].partition("<details")[0]
    codes = re.findall(r">(G\d+) ", chart)
    assert codes == [f"G{number}" for number in range(1, 12)]


def test_exams_page_marks_ambiguous_figures(run_bundled: RunPage) -> None:
    app = run_bundled("exams", lang="en")
    app.multiselect(key="school").set_value(["G6"]).run()
    body = read_text(app)
    assert "△ ambiguous" in body
    assert "ambiguous: “68, 0,82, 100”" in body
    assert '<div class="row marked">' in body


def test_exams_page_shows_change_of_the_chosen_series(run_bundled: RunPage) -> None:
    app = run_bundled("exams", lang="en")
    app.selectbox(key="series").set_value("VBE/share_36_100/math").run()
    assert "Mathematics: the result fell" in read_text(app)
    app.multiselect(key="subject").set_value(["en"]).run()
    body = read_text(app)
    assert Words("kit", "en")("state.failed.title") not in body
    assert "English: the result" in body


@pytest.mark.parametrize(
    ("name", "value"),
    [("exam", ["PUPP"]), ("subject", ["history"]), ("school_year", ["2020-2021"])],
)
def test_exams_page_holds_any_one_filter(
    run_bundled: RunPage, name: str, value: list[str]
) -> None:
    app = run_bundled("exams")
    app.multiselect(key=name).set_value(value).run()
    body = read_text(app)
    assert not app.exception
    assert Words("kit", "lt")("state.failed.title") not in body
    assert '<p class="answer">' in body


def test_exams_page_offers_to_loosen_contradicting_filters(
    run_bundled: RunPage,
) -> None:
    app = run_bundled("exams")
    app.multiselect(key="exam").set_value(["PUPP"])
    app.multiselect(key="subject").set_value(["math"]).run()
    assert Words("kit", "lt")("state.empty.title") in read_text(app)
    app.button(key="loosen").click().run()
    assert Words("kit", "lt")("state.empty.title") not in read_text(app)


def test_exams_page_of_a_plan_without_exams_says_so(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("exams", plan="anyksciai"))
    assert Words("exams", "lt")("answer.none") in body


@pytest.mark.parametrize(
    ("code", "lt"),
    [
        pytest.param("share_36_100", "mokinių, gavusių 36–100 balų, dalis, %", id="s"),
        pytest.param("mean_score", "balų vidurkis", id="mean"),
        pytest.param("odd_thing", "rodmuo „odd_thing“", id="unknown"),
    ],
)
def test_measure_is_said_in_words(screen: Screen, code: str, lt: str) -> None:
    assert say_measure(code, screen) == lt or screen.language == "en"


@pytest.mark.parametrize(
    ("cells", "lt"),
    [
        pytest.param({}, "19 %", id="plain"),
        pytest.param({"value": None}, "plane nenurodyta", id="not_printed"),
        pytest.param(
            {"value": None, "is_small_group": True}, "mažiau nei 5", id="small_group"
        ),
        pytest.param({"is_ambiguous": True}, "△ 19 %", id="ambiguous"),
        pytest.param(
            {"low_value": 7.6, "high_value": 39.8}, "tikėtina 8–40 %", id="bounds"
        ),
    ],
)
def test_figure_says_what_makes_it_less_than_sure(
    screen: Screen, cells: dict[str, Any], lt: str
) -> None:
    row = {
        "value": Decimal(19),
        "unit_code": "percent",
        "is_ambiguous": False,
        "is_small_group": None,
        "printed_text": "<19>",
        "low_value": None,
        "high_value": None,
        **cells,
    }
    cells = ProvenCells(screen, "fct_exam_result")
    markup = unlink(write_figure(row, cells)).replace("\u00a0", " ")
    assert lt in markup or screen.language == "en"
    assert "<19>" not in markup


def test_sheet_has_the_rows_of_the_chosen_schools(bundled: str, screen: Screen) -> None:
    chosen = ExamFilter("kaunas", school=("G3", "G6"))
    results = keep_marked(query_results(bundled, chosen, screen.language))
    totals = query_totals(bundled, chosen, screen.language)
    screen = replace(screen, snapshot=replace(screen.snapshot, path=bundled))
    late, columns = list_late(screen, chosen, totals), list_sheet_columns(screen)
    sheet = make_sheet("exams", late, columns, "", screen)
    assert sheet.frame.height == results.height
    text = write_csv(sheet, screen.language)
    mark = {"lt": ";", "en": ","}[screen.language]
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=mark))[1:]
    assert [row[0] for row in rows] == results["school_code"].to_list()
    assert {row[0] for row in rows} == {"G3", "G6"}
    said = cast("str", Words("exams", screen.language)("reading.ambiguous"))
    assert sum(row[8] == said for row in rows) == 8


def test_listed_measure_is_said_by_its_name(screen: Screen) -> None:
    names = {"lt": "dalis, išlaikiusi egzaminą", "en": "share that passed"}
    assert say_measure("share_passed", screen) == names[screen.language]
    assert "no_such" in say_measure("no_such", screen)
