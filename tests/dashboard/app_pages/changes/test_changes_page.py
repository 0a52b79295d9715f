"""The page of changes: since a day or a snapshot, and why it cannot tell."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.changes.comparison import compare_snapshots
from dashboard.app_pages.changes.since import Earlier, Since, find_since
from dashboard.kit.snapshot import Shown
from dashboard.kit.texts import Words
from dashboard.kit.typography import JOINER
from warehouse.connection import open_building, open_snapshot, query_frame
from warehouse.integrity import hash_file
from warehouse.publications import append_publication
from warehouse.snapshots import list_snapshots, read_current, roll_back

if TYPE_CHECKING:
    from pazanga.settings import Settings
    from pazanga.texts import Language

WAREHOUSE = Path("/nowhere")
NOON = datetime(2026, 5, 31, 9, tzinfo=UTC)
SHOWN = Shown(f"/s/{NOON:%Y%m%dT%H%M%SZ}-00000000.duckdb", NOON)


def earlier(days: int, hours: int = 0) -> Earlier:
    moment = NOON - timedelta(days=days, hours=hours)
    return Earlier(Path(f"/s/{moment:%Y%m%dT%H%M%SZ}-00000000.duckdb"), moment)


KEPT = [earlier(1), earlier(3), earlier(10)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", Since("found", KEPT[0])),
        (KEPT[1].code, Since("found", KEPT[1])),
        (KEPT[1].path.name, Since("found", KEPT[1])),
        ("2026-05-30", Since("found", KEPT[0], date(2026, 5, 30))),
        ("2026-05-29", Since("found", KEPT[1], date(2026, 5, 29))),
        ("2026-05-21", Since("found", KEPT[2], date(2026, 5, 21))),
        ("2026-05-20", Since("too_old", day=date(2026, 5, 20))),
        ("2026-05-31", Since("current", day=date(2026, 5, 31))),
        ("2031-01-01", Since("current", day=date(2031, 1, 1))),
        (SHOWN.name, Since("current")),
        ("20200101T000000Z-abcdef01", Since("gone")),
        ("2026-02-30", Since("unknown")),
        ("2026-5-1", Since("unknown")),
        ("<b>", Since("unknown")),
        ("../../etc/passwd", Since("unknown")),
    ],
)
def test_day_or_code_means_a_snapshot_or_is_answered(
    asked: str, expected: Since, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "dashboard.app_pages.changes.since.is_whole", lambda _snapshot: True
    )
    assert find_since(asked, KEPT, SHOWN, WAREHOUSE) == expected


def test_day_ends_in_the_time_of_vilnius(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "dashboard.app_pages.changes.since.is_whole", lambda _snapshot: True
    )
    at_night = datetime(2026, 5, 20, 22, tzinfo=UTC)  # the 21st in Vilnius
    kept = [Earlier(Path("/s/20260520T220000Z-00000000.duckdb"), at_night)]
    assert find_since("2026-05-20", kept, SHOWN, WAREHOUSE).answer == "too_old"
    assert find_since("2026-05-21", kept, SHOWN, WAREHOUSE).answer == "found"


def test_snapshot_that_is_not_whole_is_not_compared(tmp_path: Path) -> None:
    assert find_since("", KEPT, SHOWN, tmp_path).answer == "damaged"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_page_tells_what_came_since_the_snapshot_before(
    run_fed: RunPage, language: Language
) -> None:
    app = run_fed("changes", lang=language)
    said, say = unescape(read_text(app)), Words("changes", language)
    assert not app.exception
    assert say("heading.money", count=2) in said
    assert say("heading.measurements", count=4) in said
    assert "plan=birstonas&key=birstonas%3A1%3A1" in said
    assert "plan=birstonas&number=1" in said
    assert said.count(say("value.unknown")) >= 2  # spent: not reported before
    assert say("value.not_yet") in said


def test_nothing_changed_is_said(run_fed: RunPage, fed_settings: Settings) -> None:
    old = list_snapshots(fed_settings.warehouse_dir)[0]
    app = run_fed("changes", plan="kalvarija", since=old.stem)
    moment = Words("changes", "lt")("answer.none", when="")
    assert moment.removesuffix(".")[4:].strip() in read_text(app)


def test_without_an_earlier_snapshot_there_is_nothing_to_compare_with(
    run_page: RunPage,
) -> None:
    assert Words("changes", "lt")("refusal.first") in read_text(run_page("changes"))


@pytest.mark.parametrize("asked", ["2020-01-01", "20200101T000000Z-abcdef01", "<b>x"])
def test_what_is_not_kept_is_answered_with_the_oldest_day(
    run_fed: RunPage, asked: str
) -> None:
    app = run_fed("changes", since=asked)
    said = unescape(read_text(app)).replace(JOINER, "")
    assert not app.exception
    assert "eniausia palyginama diena" in said
    assert asked in said
    assert 'class="figures"' not in said
    assert "<b>x" not in read_text(app)


@pytest.fixture
def older_version(fed_settings: Settings, tmp_path: Path) -> Path:
    """An earlier snapshot of a version with fewer tables and columns."""
    path = tmp_path / "older.duckdb"
    source = list_snapshots(fed_settings.warehouse_dir)[0]
    with closing(open_snapshot(source)) as connection:
        kept = {
            "reports.rpt_plan": query_frame(connection, "from reports.rpt_plan"),
            "reports.rpt_activity_absorption": query_frame(
                connection,
                "select plan_code, activity_key, activity_order, activity_number,"
                " activity_title, printed_net_eur + 1 as in_force_net_eur"
                " from reports.rpt_activity_absorption",
            ),
        }
    with open_building(path) as connection:
        connection.execute("create schema reports")
        for name, frame in kept.items():
            connection.register("given", frame)
            connection.execute(f"create table {name} as from given")
            connection.unregister("given")
    return path


def test_older_version_is_compared_as_far_as_both_know(
    older_version: Path, fed_settings: Settings
) -> None:
    shown = str(read_current(fed_settings.warehouse_dir).path)
    compared = compare_snapshots(str(older_version), shown, "birstonas")
    money, *others = compared.topics
    assert {one.field for one in money.differences} == {"in_force_net_eur"}
    assert all(one.before == one.after + Decimal(1) for one in money.differences)
    assert money.missing == ("executed_net_eur",)
    assert [one.missing for one in others] == [(one.topic.name,) for one in others]
    assert compared.before == {}


def test_plan_that_was_not_there_is_not_called_new(
    older_version: Path, fed_settings: Settings
) -> None:
    shown = str(read_current(fed_settings.warehouse_dir).path)
    compared = compare_snapshots(str(older_version), shown, "kaunas")
    assert not compared.has_plan
    assert {one.topic.name for one in compared.topics} == {"rejects"}


def test_rolled_back_page_does_not_compare_with_what_came_later(
    fed_settings: Settings,
    run_page: RunPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(fed_settings.home, tmp_path / "home")
    settings: Any = replace(fed_settings, home=tmp_path / "home")
    newest = read_current(settings.warehouse_dir).path
    roll_back(settings.warehouse_dir)
    monkeypatch.setenv("PAZANGA_HOME", str(settings.home))
    assert Words("changes", "lt")("refusal.first") in read_text(run_page("changes"))
    said = read_text(run_page("changes", since=newest.stem))
    assert Words("changes", "lt")("refusal.first") in said


def test_older_version_is_said_to_who_may_not_see_all(
    older_version: Path,
    fed_settings: Settings,
    run_page: RunPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    shutil.copytree(fed_settings.home, home)
    before = list_snapshots(home / "warehouse")[0]
    before.unlink()
    shutil.copyfile(older_version, before)
    append_publication(home / "warehouse", before.name, hash_file(before))
    monkeypatch.setenv("PAZANGA_HOME", str(home))
    monkeypatch.setenv("PAZANGA_AUDIENCE", "public")
    app = run_page("changes")
    assert not app.exception
    assert Words("changes", "lt")("refusal.older") in unescape(read_text(app))
