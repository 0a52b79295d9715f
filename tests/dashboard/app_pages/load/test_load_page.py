"""The page on loading data: what it says of a file, and of how publishing ended."""

from __future__ import annotations

import io
import shutil
import time
from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock

import polars as pl
import pytest

from dashboard.app_pages.load import permission, steps, tables
from dashboard.app_pages.load import summary as view
from dashboard.app_pages.load.steps import KINDS
from dashboard.kit.html import render_html
from dashboard.kit.texts import Words
from dashboard.server.on_request.workbooks import make_workbook
from pazanga.access.reader import Visitor
from pazanga.access.roles import Grant
from pazanga.files.lock import hold_lock
from pazanga.processes.process import Ended
from pazanga.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from shown_page import RunPage
    from streamlit.testing.v1 import AppTest

    from dashboard.app_pages.load.given_file import GivenFile
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings
    from pazanga.texts import Language

HEADINGS = (
    "Plano kodas;Veiklos Nr.;Mokyklos kodas;Data;Dokumento Nr.;Tiekėjas;"
    "Sutarties Nr.;Suma be PVM, Eur;PVM, Eur;Finansavimo šaltinis;Etapas"
)
GOOD = "birstonas;1;;2024-05-31;SF-1;<b>UAB</b>;S-1;1 234,56;;EGADP;įvykdyta"
BAD = "birstonas;1;;2024-05-31;SF-2;=cmd();S-1;abc;0,00;EGADP;įvykdyta"
SECONDS = 60


def read_text(app: AppTest) -> str:
    bodies = (block.body for block in app.get("html"))
    return "\n".join(body for body in bodies if "<style" not in body)


@pytest.fixture
def home(
    shown_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A copy of the published warehouse into which a page may load data."""
    shutil.copytree(shown_settings.home, tmp_path / "home")
    monkeypatch.setenv("PAZANGA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PAZANGA_DATA", str(shown_settings.data))
    monkeypatch.setenv("PAZANGA_LOAD_PAGE", "1")
    return tmp_path / "home"


@pytest.fixture
def open_load(
    home: Path, run_page: RunPage, monkeypatch: pytest.MonkeyPatch
) -> RunPage:
    """Open the page on the copy."""

    def run(**parameters: str) -> AppTest:
        monkeypatch.setenv("PAZANGA_HOME", str(home))
        app = run_page("load", **parameters)
        app.default_timeout = SECONDS
        return app

    return run


def drop(app: AppTest, *lines: str, name: str = "mokėjimai.csv") -> None:
    content = "\n".join([HEADINGS, *lines]).encode()
    app.file_uploader[0].upload(name, content, "text/csv")
    app.run()


def publish(app: AppTest) -> str:
    """Publish and wait for the end; give what the page says then."""
    app.button(key="publish").click().run()
    until = time.monotonic() + SECONDS
    while 'class="notice"' not in read_text(app) and time.monotonic() < until:
        time.sleep(0.2)
        app.run()
    return read_text(app)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_dropped_file_is_recognised_and_previewed(
    open_load: RunPage, home: Path, language: Language
) -> None:
    app = open_load(lang=language)
    drop(app, GOOD, BAD, name="<i>x</i>.csv")
    say, body = Words("load", language), read_text(app)
    kind = {"lt": "Išlaidos", "en": "Spending"}[language]
    recognised = say("recognised", file="<i>x</i>.csv", kinds=kind)
    assert recognised.replace("<", "&lt;").replace(">", "&gt;") in body
    assert "<i>" not in body
    assert "<b>UAB" not in body
    assert say("rejects.title", count=1) in body
    assert not list((home / "uploads").iterdir())
    assert not list((home / "inbox").iterdir())


def test_rejects_are_offered_with_formulas_neutralised(open_load: RunPage) -> None:
    app = open_load()
    drop(app, BAD)
    workbook = app.session_state["_load"].rejects
    rows = pl.read_excel(io.BytesIO(workbook), has_header=False, infer_schema_length=0)
    assert "'=cmd()" in rows.row(1)
    assert not [button for button in app.button if button.key == "publish"]


@pytest.mark.slow
def test_published_file_lies_in_the_inbox_or_is_taken_in(
    open_load: RunPage, home: Path
) -> None:
    app = open_load()
    drop(app, GOOD)
    said = publish(app)
    kept = [*home.glob("inbox/*.csv"), *home.glob("originals/*.csv")]
    assert [path.read_text().splitlines()[1] for path in kept] == [GOOD]
    assert Words("load", "lt")("outcome.published.title") in said
    app.button(key="another").click().run()
    assert app.file_uploader[0].value is None


def wait(app: AppTest) -> str:
    """Wait for the end of what was started; give what the page says then."""
    until = time.monotonic() + SECONDS
    while 'class="notice"' not in read_text(app) and time.monotonic() < until:
        time.sleep(0.2)
        app.run()
    return read_text(app)


@pytest.mark.slow
def test_published_file_is_listed_and_withdrawn_after_a_question(
    open_load: RunPage,
) -> None:
    say = Words("load", "lt")
    app = open_load()
    drop(app, GOOD, BAD)
    said = publish(app)
    assert say("published_rejects", count=1, loaded="1") in said
    assert [b for b in app.get("download_button") if "published" in str(b.proto.id)]
    assert "1\xa0234,56" in said
    app.button(key="another").click().run()
    app.selectbox(key="withdraw_file").select_index(0).run()
    app.button(key="withdraw").click().run()
    assert "panaudota 1\xa0234,56\xa0€" in read_text(app)
    app.button(key="withdraw_no").click().run()
    assert "panaudota 1\xa0234,56\xa0€" not in read_text(app)
    app.button(key="withdraw").click().run()
    app.button(key="withdraw_yes").click().run()
    said = wait(app)
    assert say("outcome.withdrawn.title") in said
    assert text("warehouse", "file_state.withdrawn", "lt") in said


def test_busy_refresh_is_said_and_offered_again(open_load: RunPage, home: Path) -> None:
    app = open_load()
    drop(app, GOOD)
    with hold_lock(home / "warehouse"):
        said = publish(app)
    assert Words("load", "lt")("outcome.busy.title") in said
    app.button(key="again").click().run()
    assert app.session_state["_load"].job is not None
    app.session_state["_load"].job.end()


def test_file_of_no_known_kind_is_refused(open_load: RunPage) -> None:
    app = open_load()
    app.file_uploader[0].upload("x.csv", b"a;b\n1;2\n", "text/csv")
    app.run()
    assert Words("load", "lt")("error.title") in read_text(app)
    assert "nerasta žinomos lentelės antraštės" in read_text(app)


def test_bytes_put_under_the_id_of_a_checked_file_are_checked_anew(
    open_load: RunPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[bytes] = []
    sent: list[bytes] = []
    empty: dict[str, list[Any]] = {"kinds": [], "notes": [], "rejects": []}
    none = {"error": None, "refusal": None, "known_since": None}

    def check(state: steps.Steps, file: GivenFile, _: Language) -> None:
        checked.append(file.content)
        state.answer = {**empty, **none, "rows_rejected": 0, "labels": {}}
        state.answer |= {"file": file.name, "recognised": []}

    monkeypatch.setattr(steps, "_check", check)
    monkeypatch.setattr(view, "has_rows", lambda _: True)
    monkeypatch.setattr(steps, "send_to_inbox", lambda *given: sent.append(given[-1]))
    monkeypatch.setattr(steps, "_refresh", lambda _: None)
    app = open_load()
    app.file_uploader[0].upload("a.csv", b"first", "text/csv")
    app.run()
    [(file_id, *_)] = app.file_uploader[0]._get_files_to_register()
    app.file_uploader[0]._files = [(file_id, "a.csv", b"second", "text/csv")]
    app.run()
    assert checked == [b"first", b"second"]
    # What comes in their place with the click itself is not what was checked.
    app.file_uploader[0]._files = [(file_id, "a.csv", b"third", "text/csv")]
    app.button(key="publish").click().run()
    assert sent == [b"second"]
    assert app.session_state["_load"].answered[0].file_id == file_id


@pytest.mark.parametrize(("code", "may_publish"), [("12", True), ("19", False)])
def test_an_editor_of_another_municipality_sees_and_loads_nothing_of_a_file(
    open_load: RunPage, monkeypatch: pytest.MonkeyPatch, code: str, *, may_publish: bool
) -> None:
    grant = Grant("editor", frozenset({code}), "rule")
    reader = Visitor("login", "person:1", (grant,))
    monkeypatch.setattr(permission, "find_page_reader", lambda: reader)
    app = open_load()
    drop(app, GOOD, BAD)
    offered = [button for button in app.button if button.key == "publish"]
    assert bool(offered) is may_publish
    assert ("1\xa0234,56" in read_text(app)) is may_publish
    forbidden = Words("load", "lt")("outcome.forbidden.title")
    assert (forbidden in read_text(app)) is not may_publish


@pytest.mark.parametrize("code", ["12", "all"])
@pytest.mark.parametrize("municipality", [None, ""])
@pytest.mark.parametrize("language", ["lt", "en"])
def test_rows_of_no_known_plan_are_for_those_who_edit_all(
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    municipality: str | None,
    language: Language,
) -> None:
    reader = Visitor("login", "a", (Grant("editor", frozenset({code}), "a"),))
    known = {"birstonas": "12", "kaunas": municipality}
    monkeypatch.setattr(permission, "find_page_reader", lambda: reader)
    monkeypatch.setattr(permission, "query_municipalities", lambda _: known)
    monkeypatch.setattr(permission, "read_screen", MagicMock())
    assert permission.refuse_load({"plans": ["birstonas"]}, language) == ""
    for plan in ("", "kaunas", "niekur", "38001010011"):
        said = permission.refuse_load({"plans": [plan, "birstonas"]}, language)
        why = Words("load", language)("unknown_plan")
        assert (why in said) is (code != "all")
        # What stands in a cell of others is not repeated.
        assert not plan or plan not in said


def test_a_file_of_many_plans_is_decided_by_all_of_them() -> None:
    assert permission.list_plans({"plans": ["c", "a", "b"]}) == ["a", "b", "c"]
    # What names no plan is of no municipality: those who edit all load it.
    assert permission.list_plans({"plans": []}) == [""]
    assert permission.list_plans(None) == [""]


@pytest.mark.parametrize("access", ["0", ""])
def test_page_is_hidden_where_nobody_may_load(
    open_load: RunPage, monkeypatch: pytest.MonkeyPatch, access: str
) -> None:
    monkeypatch.setenv("PAZANGA_LOAD_PAGE", access)
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_load()


@pytest.mark.parametrize("kind", KINDS)
def test_templates_are_workbooks_of_their_kind(kind: str, home: Path) -> None:
    book = io.BytesIO(make_workbook("en", "template", kind))
    assert pl.read_excel(book, has_header=False).width > 5
    assert not (home / "uploads").exists()


def test_what_breaks_off_tells_the_log_only(caplog: pytest.LogCaptureFixture) -> None:
    trace = "Traceback (most recent call last):\n/home/x\nKeyError: 1"
    for ended in (Ended(1, complaints=trace), Ended(-9, complaints="/home/x")):
        caplog.clear()
        assert steps._list_lines("refresh", "audits_failed", ended) == ("broken", ())
        assert "/home/x" in caplog.text
    said = Ended(1, b"a", "b")
    assert steps._list_lines("refresh", "busy", said) == ("busy", ("a", "b"))


@pytest.mark.parametrize(
    ("exit_code", "is_new", "name"),
    [
        (0, True, "published"),
        (0, False, "unchanged"),
        (1, False, "audits_failed"),
        (2, False, "unusable"),
        (2, True, "published_partly"),
        (3, False, "busy"),
        (-9, False, "broken"),
        (127, False, "broken"),
    ],
)
def test_every_exit_code_has_words(
    screen: Screen, exit_code: int, *, is_new: bool, name: str
) -> None:
    assert view.name_outcome(exit_code, is_new=is_new) == name
    outcome = view.Outcome(name, "<b>.csv", ("<script>",))
    markup = view.write_outcome(outcome, screen)
    assert "&lt;b&gt;.csv" in markup
    assert "<script>" not in markup


def totals(**cells: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "plan_code": "kaunas",
        "rows_before": 1,
        "rows_after": 2,
        "net_eur_before": "1.00",
        "net_eur_after": "3.50",
        **cells,
    }


@pytest.mark.parametrize(
    ("cells", "difference"),
    [
        pytest.param({}, "+2,50", id="grows"),
        pytest.param({"net_eur_after": "0.50"}, "\u22120,50", id="shrinks"),
        pytest.param({"net_eur_before": None}, "–", id="not_given"),
        pytest.param(
            {"net_eur_before": None, "rows_before": 0}, "+3,50", id="no_rows_are_zero"
        ),
    ],
)
def test_difference_of_sums(
    screen: Screen, cells: dict[str, Any], difference: str
) -> None:
    said = tables._say_totals(totals(**cells), ["net_eur"], screen)
    written = said["net_eur_difference"].replace(".", ",")
    assert written == difference


def test_changed_cells_are_shown_old_and_new(screen: Screen) -> None:
    kind = {
        "kind": "measurements",
        "name": {"lt": "Matavimai", "en": "Measurements"},
        "key": ["plan_code", "school_code"],
        "changes": [
            {
                "plan_code": "kaunas",
                "school_code": "",
                "column_name": "value",
                "old": "12.5000",
                "new": None,
            }
        ],
        "change_count": 300,
        "new_rows": [],
        "totals": [{"plan_code": "kaunas", "rows_before": 1, "rows_after": 1}],
    }
    labels = {"value": {"lt": "Reikšmė", "en": "Value"}}
    markup = tables.write_kind(kind, labels, screen)
    assert "kaunas · –" in markup
    assert {"lt": "12,5", "en": "12.5"}[screen.language] in markup
    assert screen.words("load")("value.none") in markup
    assert screen.words("load")("changes.shown", shown=1) in markup


def test_rows_of_a_refused_file_are_not_said_to_load(screen: Screen) -> None:
    row = {"row_number": 4, "sheet": None, "column_name": None, "kind": "spending"}
    answer: dict[str, Any] = {
        "rejects": [{**row, "raw_value": "abc", "reason": "x", "reason_lt": "x"}],
        "rows_rejected": 1,
        "labels": {"spending": {}},
    }
    say = screen.words("load")
    for refusal, advice in ((None, "subtitle"), ({"lt": "ne"}, "subtitle_refused")):
        markup = tables.write_rejects({**answer, "refusal": refusal}, screen)
        assert say(f"rejects.{advice}") in markup


@pytest.mark.parametrize(
    ("name", "is_open"), [("published", False), ("published_partly", True)]
)
def test_what_went_wrong_is_not_folded_away(
    screen: Screen, name: str, *, is_open: bool
) -> None:
    markup = view.write_outcome(view.Outcome(name, "a.csv", ("KLAIDA",)), screen)
    assert ('<details open="open">' in markup) is is_open


def test_nothing_to_say_draws_nothing() -> None:
    render_html("")


def test_document_is_refused_with_what_to_do(open_load: RunPage) -> None:
    app = open_load()
    app.file_uploader[0].upload("laiškas.pdf", b"%PDF-1.4", "application/pdf")
    app.run()
    assert "dokumentas (DOCX arba PDF)" in read_text(app)
