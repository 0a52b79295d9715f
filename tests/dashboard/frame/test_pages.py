"""Every page in both languages and in the states all pages share."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import duckdb
import pytest
from shown_page import RunPage, read_text

from dashboard.frame import shell
from dashboard.kit.pages import HELP_PAGES, PAGES
from dashboard.kit.plans import query_plans
from dashboard.kit.texts import Words
from warehouse.connection import open_building, query_frame
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from duckdb import DuckDBPyConnection

    from pazanga.settings import Settings
    from pazanga.texts import Language


NAMELESS = "20990101T000000Z-00000000.duckdb"


@pytest.fixture
def home(shown_settings: Settings, tmp_path: Path) -> Path:
    """A copy of the published warehouse that a test may break."""
    shutil.copytree(shown_settings.home, tmp_path / "home")
    return tmp_path / "home"


def keep_only_plans(home: Path) -> None:
    """Publish a snapshot that has plans and nothing else: every page's query fails."""
    warehouse = home / "warehouse"
    plans = query_plans(str(read_current(warehouse).path), "lt").drop("plan_name")
    with open_building(warehouse / "snapshots" / NAMELESS) as connection:
        connection.execute("create schema reports")
        connection.register("plans", plans)
        connection.execute("create table reports.rpt_plan as select * from plans")
        connection.unregister("plans")
    point_at(home, NAMELESS)


def point_at(home: Path, snapshot: str) -> None:
    pointer = home / "warehouse" / "CURRENT"
    entry = json.loads(pointer.read_text())
    # As an older program wrote it: without the checksum, which would not fit.
    pointer.write_text(json.dumps({**entry, "snapshot": snapshot, "sha256": ""}))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["lt", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("plan", ["birstonas", "kalvarija"])
def test_page_shows_data_and_its_source(
    run_page: RunPage, page: str, language: Language, plan: str
) -> None:
    names = {
        "lt": {"birstonas": "Birštono sav.", "kalvarija": "Kalvarijos sav."},
        "en": {"birstonas": "Birštonas", "kalvarija": "Kalvarija"},
    }
    name = names[language][plan]
    app = run_page(page, lang=language, plan=plan)
    say = Words("kit", language)
    assert not app.exception
    assert say("state.failed.title") not in read_text(app)
    assert say("footer.method") in read_text(app)
    assert "Pavyzdinis planas" in read_text(app).rpartition("<footer")[2]
    assert name in read_text(app)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["lt", pytest.param("en", marks=pytest.mark.slow)])
def test_page_without_a_warehouse_says_what_to_run(
    run_page: RunPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    language: Language,
) -> None:
    monkeypatch.setenv("PAZANGA_HOME", str(tmp_path))
    app = run_page(page, lang=language)
    assert not app.exception
    assert Words("kit", language)("state.no_warehouse.title") in read_text(app)
    assert "<code>pazanga refresh</code>" in read_text(app)


# These two ask the catalogue of whatever is shown, and readers ask the rest.
@pytest.mark.few(4)
@pytest.mark.parametrize("page", sorted({*PAGES} - {"sql", "dictionary", *HELP_PAGES}))
def test_page_says_that_an_earlier_version_built_what_it_shows(
    run_page: RunPage, home: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    keep_only_plans(home)
    monkeypatch.setenv("PAZANGA_HOME", str(home))
    app = run_page(page)
    assert not app.exception
    assert Words("kit", "lt")("state.outdated.title") in read_text(app)
    assert "<code>pazanga refresh</code>" in read_text(app)
    assert Words("kit", "lt")("footer.method") in read_text(app)
    assert Words("kit", "lt")("footer.unread_unknown") in read_text(app)


@pytest.mark.few(4)
@pytest.mark.parametrize("page", sorted({*PAGES} - {"sql", *HELP_PAGES}))
def test_page_says_when_a_query_fails(
    run_page: RunPage, home: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    def query_plans_only(
        connection: DuckDBPyConnection, sql: str, *arguments: object
    ) -> pl.DataFrame:
        if "reports.rpt_plan\n" not in sql:
            raise duckdb.OutOfMemoryException
        return query_frame(connection, sql, *arguments)  # type: ignore[arg-type]

    monkeypatch.setenv("PAZANGA_HOME", str(home))
    monkeypatch.setattr("dashboard.kit.snapshot.query_page", query_plans_only)
    app = run_page(page)
    assert not app.exception
    assert Words("kit", "lt")("footer.method") in read_text(app)
    assert Words("kit", "lt")("state.failed.title") in read_text(app)


def test_unreadable_snapshot_is_said_when_there_was_none_before(
    run_page: RunPage, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for snapshot in home.glob("warehouse/snapshots/*.duckdb"):
        snapshot.chmod(0o600)
        snapshot.write_bytes(b"no database")
    monkeypatch.setenv("PAZANGA_HOME", str(home))
    app = run_page()
    assert not app.exception
    assert "<code>pazanga rollback</code>" in read_text(app)


def test_last_good_snapshot_stays_when_the_next_cannot_be_opened(
    run_page: RunPage, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAZANGA_HOME", str(home))
    run_page()
    point_at(home, "gone.duckdb")
    app = run_page()
    assert 'class="notice-line"' in read_text(app)
    assert Words("kit", "lt")("footer.method") in read_text(app)


def test_change_of_language_keeps_the_filters(run_page: RunPage) -> None:
    app = run_page("spending")
    app.multiselect(key="area").set_value(["culture"]).run()
    app.segmented_control(key="lang").set_value("en").run()
    assert app.multiselect(key="area").value == ["culture"]
    assert "area – Cultural education" in read_text(app)


def test_change_of_page_keeps_the_filters(run_page: RunPage) -> None:
    app = run_page("spending")
    app.multiselect(key="area").set_value(["culture"]).run()
    app.switch_page("app_pages/overview/page.py").run()
    app.switch_page("app_pages/spending/page.py").run()
    assert app.multiselect(key="area").value == ["culture"]


def test_few_plans_are_listed_by_size_and_many_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = {"v": "Vilnius", "s": "Šiauliai", "k": "Skuodas", "a": "Ąžuolai"}
    assert shell._order_plans(names) == ["v", "s", "k", "a"]
    monkeypatch.setattr(shell, "_SEEN_AT_ONCE", 3)
    assert shell._order_plans(names) == ["a", "k", "s", "v"]


@pytest.mark.parametrize(("seen", "is_searched"), [(8, False), (1, True)])
def test_many_plans_are_looked_for_by_a_part_of_their_name(
    run_page: RunPage, monkeypatch: pytest.MonkeyPatch, seen: int, *, is_searched: bool
) -> None:
    monkeypatch.setattr(shell, "_SEEN_AT_ONCE", seen)
    chooser = run_page("overview").selectbox(key="plan")
    assert ("CONTAINS" in str(chooser.proto)) is is_searched
