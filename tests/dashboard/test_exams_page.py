from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import ExamFilter
from dashboard.queries.exams import fetch_moves, fetch_results
from dashboard.sheets import write_csv
from dashboard.views.exam_table import keep_marked, make_sheet, write_figure
from dashboard.views.exam_words import say_measure, say_move
from dashboard.words import Words

if TYPE_CHECKING:
    from dashboard.screen import Screen

RunPage = Callable[..., AppTest]


def read_text(app: AppTest) -> str:
    return "\n".join(block.body for block in app.get("html"))


def test_exams_page_answers_with_its_query(
    run_bundled: RunPage, bundled: str, screen: Screen
) -> None:
    language = screen.language
    name = {"lt": "Kauno m. sav.", "en": "Kaunas City"}[language]
    body = read_text(run_bundled("exams", lang=language, plan=name))
    moves = fetch_moves(bundled, ExamFilter("kaunas"), language)
    fields = say_move(moves.row(0, named=True), screen)
    answer = Words("exams", language)("answer.gap_grew", **fields)
    assert answer.replace("..", ".") in body
    assert ".." not in body


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
    app.segmented_control(key="series").set_value("VBE/share_36_100/math").run()
    assert "Mathematics: the result fell" in read_text(app)
    app.multiselect(key="subject").set_value(["en"]).run()
    body = read_text(app)
    assert Words("common", "en")("state.failed.title") not in body
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
    assert Words("common", "lt")("state.failed.title") not in body
    assert '<p class="answer">' in body


def test_exams_page_offers_to_loosen_contradicting_filters(
    run_bundled: RunPage,
) -> None:
    app = run_bundled("exams")
    app.multiselect(key="exam").set_value(["PUPP"])
    app.multiselect(key="subject").set_value(["math"]).run()
    assert Words("common", "lt")("state.empty.title") in read_text(app)
    app.button(key="loosen").click().run()
    assert Words("common", "lt")("state.empty.title") not in read_text(app)


def test_exams_page_of_a_plan_without_exams_says_so(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("exams", plan="Anykščių r. sav."))
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
            {"low_value": 7.6, "high_value": 39.8}, "8–40 % (95 proc.", id="bounds"
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
    markup = write_figure(row, screen).replace("\u00a0", " ")
    assert lt in markup or screen.language == "en"
    assert "<19>" not in markup


def test_sheet_has_the_rows_of_the_chosen_schools(bundled: str, screen: Screen) -> None:
    chosen = ExamFilter("kaunas", school=("G3", "G6"))
    results = keep_marked(fetch_results(bundled, chosen, screen.language))
    text = write_csv(make_sheet(results, "", screen), screen.language)
    mark = {"lt": ";", "en": ","}[screen.language]
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=mark))[1:]
    assert [row[0] for row in rows] == results["school_code"].to_list()
    assert {row[0] for row in rows} == {"G3", "G6"}
    said = cast("str", Words("exams", screen.language)("reading.ambiguous"))
    assert sum(row[8] == said for row in rows) == 8
