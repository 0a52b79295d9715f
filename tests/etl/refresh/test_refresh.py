"""One refresh: what is published, what is kept, and what it answers with."""

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.refresh import rebuild
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints, say_report
from pazanga.errors import HomeError, PackageError, RefreshBusy
from pazanga.files.lock import hold_lock
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.engines import choose
from warehouse.ops import read_runs
from warehouse.snapshots import Snapshot, list_snapshots, read_current

WritePlan = Callable[..., Path]


def ask(snapshot: Snapshot | None, sql: str) -> list[tuple[Any, ...]]:
    assert snapshot is not None
    connection = open_snapshot(snapshot.path)
    rows = query_frame(connection, sql).rows()
    connection.close()
    return rows


def test_first_refresh_publishes_and_says_so(
    settings: Settings, write_plan: WritePlan
) -> None:
    write_plan()
    report = refresh(settings)
    lines = list(say_report(report, "en"))
    assert report.exit_code == 0
    assert report.shown == read_current(settings.warehouse_dir)
    assert any(line.startswith("Plan package “birstonas”: 12 rows") for line in lines)
    assert lines[-2:] == [
        "Findings about the plans: 0 errors, 0 warnings, 1 notes.",
        f"Published: {report.shown.name}",
    ]


def test_money_arrives_to_the_cent(published: Snapshot) -> None:
    sums = ask(
        published,
        "select policy_area_code, sum(net_eur), sum(vat_eur)"
        " from marts.fct_planned_cost group by all order by all",
    )
    assert sums == [
        ("culture", Decimal("33.34"), Decimal("7.00")),
        ("leadership", Decimal("33.35"), Decimal("7.01")),
        ("steam", Decimal("933.34"), Decimal("196.00")),
    ]


def test_second_refresh_publishes_nothing(
    settings: Settings, published: Snapshot
) -> None:
    report = refresh(settings)
    assert (report.run.outcome, report.exit_code) == ("unchanged", 0)
    assert list(say_report(report, "en")) == [f"Nothing new. Shown: {published.name}"]
    assert list_snapshots(settings.warehouse_dir) == [published.path]


def test_changed_package_is_published_anew(
    settings: Settings, published: Snapshot, write_plan: WritePlan
) -> None:
    write_plan(schools=[])
    write_plan(activity_schools=[], schools=[])
    report = refresh(settings)
    assert report.run.outcome == "published"
    assert report.shown != published
    assert ask(published, "select count(*) from marts.dim_school") == [(1,)]
    assert ask(report.shown, "select count(*) from marts.dim_school") == [(0,)]


def test_freshness_is_since_when_the_content_is_so(
    settings: Settings, published: Snapshot, write_plan: WritePlan
) -> None:
    sql = "select changed_at from ops.load order by source_document_key"
    write_plan("neringa", "23")
    before = ask(published, sql)
    after = ask(refresh(settings).shown, sql)
    assert after[0] == before[0]
    assert after[1] > after[0]
    assert after[2] == before[1]


def break_package(settings: Settings) -> Path:
    path = settings.packages_dir / "birstonas" / "activities.csv"
    path.write_text(path.read_text().replace("100.03", "šimtas"))
    return path


def test_bad_package_keeps_its_last_good_content(
    settings: Settings, published: Snapshot, write_plan: WritePlan
) -> None:
    path = break_package(settings)
    write_plan("neringa", "23")
    report = refresh(settings)
    assert report.shown != published
    assert (report.run.outcome, report.exit_code) == ("published", 2)
    [error] = report.errors
    assert f"{path}, row 2, column “net_eur”: found “šimtas”" in str(error)
    assert ask(
        report.shown,
        "select plan_code, status from ops.load"
        " inner join marts.dim_plan using (source_document_key)"
        " order by all",
    ) == [("birstonas", "kept"), ("neringa", "loaded")]
    assert ask(report.shown, "select sum(net_eur) from marts.fct_planned_cost") == [
        (Decimal("2000.06"),)
    ]


def test_bad_package_alone_publishes_nothing_but_is_said_again(
    settings: Settings, published: Snapshot
) -> None:
    break_package(settings)
    for _ in range(2):
        report = refresh(settings)
        assert (report.run.outcome, report.exit_code) == ("unchanged", 2)
        assert report.shown == published
        assert "its last good 12 rows are kept" in "".join(say_report(report, "en"))


def test_bad_package_without_a_last_good_one_stops_the_refresh(
    settings: Settings, write_plan: WritePlan
) -> None:
    write_plan()
    break_package(settings)
    report = refresh(settings)
    assert (report.run.outcome, report.exit_code) == ("unusable_input", 2)
    assert list_snapshots(settings.warehouse_dir) == []


def test_bad_reference_tables_keep_the_last_good_ones(
    settings: Settings, published: Snapshot
) -> None:
    (settings.reference_dir / "subjects.csv").unlink()
    report = refresh(settings)
    assert report.exit_code == 2
    assert report.shown == published


def test_package_folder_is_named_like_its_plan(
    settings: Settings, write_plan: WritePlan
) -> None:
    write_plan().rename(settings.packages_dir / "other")
    [error] = refresh(settings).errors
    assert "Expected “other”, found “birstonas”" in str(error)


def test_no_package_at_all_is_said(settings: Settings) -> None:
    with pytest.raises(PackageError, match="no plan package"):
        refresh(settings)
    [run] = read_runs(settings.warehouse_dir)
    assert run.outcome == "unusable_input"


def test_failed_audit_stops_the_publication(
    settings: Settings, published: Snapshot, write_plan: WritePlan
) -> None:
    write_plan(
        exam_results=[
            {
                "school_code": "G9",
                "exam": "VBE",
                "measure": "share_36_100",
                "subject": "lt",
                "school_year": "2021-2022",
                "value": Decimal(50),
                "unit": "percent",
                "reading": "plain",
                "printed": "50",
            }
        ]
    )
    report = refresh(settings)
    assert (report.run.outcome, report.exit_code) == ("audits_failed", 1)
    assert report.shown == read_current(settings.warehouse_dir) == published
    [complaint] = say_complaints(report, "lt")
    assert complaint.startswith("KLAIDA: Mokyklų rodmenys")
    assert complaint.endswith("Netinka 1 eilutė.")
    lines = "\n".join(say_report(report, "lt"))
    assert "KLAIDA" not in lines
    assert f"Nepaskelbta: patikros rado klaidų. Rodoma: {published.name}" in lines
    assert list_snapshots(settings.warehouse_dir) == [published.path]


OWN_STEPS = ("Loader", "publish")


# Out of memory is told as the trouble of a person, anything else as it is.
@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("error", "told"),
    [(MemoryError, HomeError), (ZeroDivisionError, ZeroDivisionError)],
)
@pytest.mark.parametrize("step", ["Loader", "fill_models", "run_audits", "publish"])
def test_crash_at_any_step_leaves_the_last_snapshot(  # noqa: PLR0913, PLR0917 - a table of cases
    settings: Settings,
    published: Snapshot,
    write_plan: WritePlan,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: type[Exception],
    told: type[Exception],
) -> None:
    def crash(*_: object) -> None:
        raise error(step)

    write_plan(findings=[])
    with monkeypatch.context() as patch:
        # Models and audits are run by an engine; the default one stands in `choose`.
        place = rebuild if step in OWN_STEPS else choose
        patch.setattr(place, step, crash)
        with pytest.raises(told):
            refresh(settings)
    assert read_current(settings.warehouse_dir) == published
    assert read_runs(settings.warehouse_dir)[-1].outcome == "failed"
    assert refresh(settings).run.outcome == "published"


def test_killed_refresh_leaves_the_last_snapshot_and_no_lock(
    settings: Settings, published: Snapshot, write_plan: WritePlan
) -> None:
    write_plan(findings=[])
    script = (
        "import os, signal, sys; from pathlib import Path;"
        "from warehouse.engines import choose; from etl.refresh.refresh import refresh;"
        "from pazanga.settings import Settings;"
        "choose.run_audits = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        "refresh(Settings(home=Path(sys.argv[1]), data=Path(sys.argv[2])))"
    )
    arguments = [str(settings.home), str(settings.data)]
    killed = subprocess.run([sys.executable, "-c", script, *arguments], check=False)
    assert killed.returncode == -9
    assert read_current(settings.warehouse_dir) == published
    assert refresh(settings).run.outcome == "published"


def test_second_refresh_at_once_is_turned_away(settings: Settings) -> None:
    with hold_lock(settings.warehouse_dir), pytest.raises(RefreshBusy) as busy:
        refresh(settings)
    assert busy.value.exit_code == 3


@pytest.mark.parametrize("broken", ["CURRENT", "snapshot"])
def test_broken_warehouse_is_built_anew(
    settings: Settings, published: Snapshot, write_plan: WritePlan, broken: str
) -> None:
    write_plan(findings=[])
    pointer = settings.warehouse_dir / "CURRENT"
    published.path.chmod(0o600)
    (pointer if broken == "CURRENT" else published.path).write_text("{")
    assert refresh(settings).run.outcome == "published"
    assert read_current(settings.warehouse_dir) != published


def test_run_history_goes_on_in_new_snapshots(
    settings: Settings, published: Snapshot, write_plan: WritePlan
) -> None:
    refresh(settings)
    write_plan(findings=[])
    shown = refresh(settings).shown
    runs = ask(shown, "select outcome, snapshot from ops.refresh_run order by run_id")
    assert shown is not None
    assert runs == [
        ("published", published.name),
        ("unchanged", None),
        ("published", shown.name),
    ]
    assert len(read_runs(settings.warehouse_dir)) == 3


def test_bundled_data_are_published_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pazanga", "refresh", "--home", str(tmp_path)]
    for words in (b"Paskelbta", b"Nieko naujo"):
        answer = subprocess.run(
            command, check=True, cwd=PROJECT_ROOT, capture_output=True
        )
        assert words in answer.stdout
