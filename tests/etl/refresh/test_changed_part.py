"""A refresh that builds what changed gives the warehouse that a whole one gives."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from duckdb import DuckDBPyConnection

from etl.inbox.originals import read_originals
from etl.inbox.withdrawal import withdraw
from etl.refresh import rebuild
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints
from pazanga.settings import Settings

from .conftest import PLAN, edit_plan, pay, payment, send

OTHER, NOWHERE = "vilnius", "niekur"
Change = Callable[[Settings], None]


def pay_again(settings: Settings) -> None:
    """Bring documents that an earlier file brought, with other amounts."""
    (path,) = [
        one.path
        for one in read_originals(settings.originals_dir)
        if one.name == f"{PLAN}-spending-2025.parquet"
    ]
    rows = pl.read_parquet(path).head(9)
    rows = rows.with_columns(pl.col("net_eur") + 1, pl.col("date"))
    rows.write_parquet(settings.inbox_dir / "again.parquet")


def reject(settings: Settings) -> None:
    send(settings, "bad", payment(), payment(activity_number="777"))


def reject_any_plan(settings: Settings) -> None:
    send(settings, "lost", payment(), payment(plan=NOWHERE))


def measure(settings: Settings) -> None:
    row = {
        "plan_code": PLAN,
        "indicator_number": "2",
        "period": "2024-S1",
        "school_code": "G1",
        "value": Decimal("61.5"),
        "value_status": "final",
        "measured_on": date(2024, 7, 1),
        "source": "Nauja",
    }
    send(settings, "measured", row)


def examine(settings: Settings) -> None:
    row = {
        "plan_code": PLAN,
        "school_code": "G1",
        "exam": "VBE",
        "measure": "share_36_100",
        "subject": "math",
        "school_year": "2018-2019",
        "value": Decimal(50),
        "candidates_count": 20,
    }
    send(settings, "exams", row)


def decide(settings: Settings) -> None:
    row = {
        "plan_code": PLAN,
        "decision_number": "T-99",
        "decided_on": date(2026, 2, 3),
        "item": "activity",
        "number": "7",
        "field": "net_eur",
        "new_value": Decimal("123456.78"),
    }
    send(settings, "decided", row)


def conclude(settings: Settings) -> None:
    row = {
        "plan_code": PLAN,
        "activity_number": "5",
        "outcome": "done",
        "as_of": date(2026, 3, 31),
        "owner": "Mokykla",
    }
    send(settings, "outcomes", row)


def take_back(settings: Settings) -> None:
    withdraw(settings, f"{PLAN}-spending-2024.parquet")


def pay_in_two_plans(settings: Settings) -> None:
    send(settings, "two", payment(), payment(OTHER, document_number="N-2"))


CHANGES: dict[str, tuple[Change, ...]] = {
    "figures": (pay, pay_again, measure, examine),
    "plan": (decide, conclude, edit_plan),
    "rejects": (reject, take_back, reject_any_plan, pay),
}


@pytest.mark.slow
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_parts_give_what_the_whole_gives(
    home: Settings, changes: tuple[Change, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = watch_parts(monkeypatch)
    for change in changes:
        change(home)
        report = refresh(home)
        assert report.run.outcome == "published"
        assert report.taken_over == 3
    assert [part - {NOWHERE} for part in parts] == [{PLAN}] * len(changes)
    assert_equal_to_whole(home)


@pytest.mark.slow
def test_what_is_no_small_part_is_built_whole(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = watch_parts(monkeypatch)
    pay_in_two_plans(home)
    assert refresh(home).run.outcome == "published"
    assert parts == []


@pytest.mark.slow
def test_a_new_mapping_may_read_what_none_read_before(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = watch_parts(monkeypatch)
    home.mappings_dir.mkdir(parents=True)
    (home.mappings_dir / "ledger.toml").write_text("", "utf-8")
    pay(home)
    refresh(home)
    assert parts == []


def watch_parts(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """List the plans of each part that is built."""
    parts: list[set[str]] = []
    find = rebuild.find_changed_part

    def find_and_note(*arguments: Any) -> Any:  # noqa: ANN401
        part = find(*arguments)
        if part:
            parts.append(set(part.plans))
        return part

    monkeypatch.setattr(rebuild, "find_changed_part", find_and_note)
    return parts


def assert_equal_to_whole(settings: Settings) -> None:
    whole = refresh(settings, is_whole=True)
    assert whole.differences == ()
    assert whole.run.outcome == "unchanged"


BESIDE = {
    "no plan": "insert into marts.fct_expenditure by name select 'd' as document_key,"
    " 1 as net_eur, 0 as vat_eur, 'executed' as phase",
    "not loaded": "insert into marts.fct_monthly_spending by name select 'gone' as"
    " plan_code, 'approved' as phase, 1 as net_eur, 0 as vat_eur",
    "another plan": "update marts.fct_expenditure set net_eur = net_eur + 0.01"
    " where plan_code = 'vilnius' and phase = 'executed'",
    "raw": "delete from raw.workbook__spending where plan_code = 'vilnius'",
}
"""What no plan that was built tells of, and no row of another may become."""


@pytest.mark.slow
@pytest.mark.parametrize("change", BESIDE.values(), ids=BESIDE)
def test_amounts_beside_the_part_are_audited_too(
    home: Settings, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    replace_rightly = rebuild.replace_models

    def replace_wrongly(connection: DuckDBPyConnection, *arguments: Any) -> Any:  # noqa: ANN401
        changed = replace_rightly(connection, *arguments)
        connection.execute(change)
        return changed

    monkeypatch.setattr(rebuild, "replace_models", replace_wrongly)
    pay(home)
    report = refresh(home)
    assert report.run.outcome == "audits_failed"
    broken = {one.audit.name for one in report.audits if one.row_count}
    assert "reported_amounts_keep_their_sums" in broken


@pytest.mark.slow
def test_what_changes_in_its_plan_alone_is_not_audited_in_all(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: set[str] = set()
    run_rightly = rebuild.run_audits

    def run_and_note(*arguments: Any) -> Any:  # noqa: ANN401
        kept.update(arguments[2])
        return run_rightly(*arguments)

    monkeypatch.setattr(rebuild, "run_audits", run_and_note)
    pay(home)
    assert refresh(home).run.outcome == "published"
    assert "reported_amounts_keep_their_sums" in kept


@pytest.mark.slow
def test_a_whole_build_tells_what_was_not_shown(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that is built wrongly is found, and what is right is published."""
    replace_rightly = rebuild.replace_models

    def replace_wrongly(connection: DuckDBPyConnection, *arguments: Any) -> Any:  # noqa: ANN401
        changed = replace_rightly(connection, *arguments)
        connection.execute("update marts.dim_activity set title = 'Kita'")
        return changed

    monkeypatch.setattr(rebuild, "replace_models", replace_wrongly)
    pay(home)
    assert refresh(home).run.outcome == "published"
    monkeypatch.undo()
    whole = refresh(home, is_whole=True)
    assert [one.table for one in whole.differences or ()] == ["marts.dim_activity"]
    assert whole.exit_code == 1
    assert any("marts.dim_activity" in line for line in say_complaints(whole, "en"))
    assert_equal_to_whole(home)
