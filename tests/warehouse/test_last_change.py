"""What the latest change of the data brought, on given rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

Run = Callable[..., list[dict[str, Any]]]
OLD, NEW = datetime(2025, 1, 1, 6), datetime(2025, 2, 1, 6)  # noqa: DTZ001 - UTC

SPAN: Any = {
    "reports.rpt_change_span": [
        {"started_at": NEW, "changed_at": NEW, "previous_changed_at": OLD}
    ]
}


def source(key: str, changed_at: datetime, plan: str | None = None) -> dict[str, Any]:
    kind, _, name = key.partition(":")
    return {
        "source_document_key": key,
        "source_kind": kind,
        "source_name": name,
        "plan_code": plan,
        "row_count": 9,
        "quarantined_count": 2,
        "changed_at": changed_at,
    }


def paid(plan: str, key: str, net: str, phase: str = "executed") -> dict[str, Any]:
    return {
        "plan_code": plan,
        "source_document_key": key,
        "phase": phase,
        "net_eur": Decimal(net),
    }


def test_only_what_changed_last_is_news_of_its_plans(run_model: Run) -> None:
    rows = run_model(
        "reports.rpt_last_change",
        {
            "reports.rpt_source": [
                source("plan_package:p", OLD, "p"),
                source("workbook:old.xlsx", OLD),
                source("workbook:new.xlsx", NEW),
            ],
            "marts.fct_expenditure": [
                paid("p", "workbook:old.xlsx", "7"),
                paid("p", "workbook:new.xlsx", "10"),
                paid("p", "workbook:new.xlsx", "99", phase="revised"),
                paid("q", "workbook:new.xlsx", "5"),
            ],
            "marts.fct_revision": [
                {"plan_code": "p", "source_document_key": "workbook:new.xlsx"}
            ],
            **SPAN,
        },
    )
    found = {
        row["plan_code"]: (
            row["source_name"],
            row["row_count"],
            row["executed_net_eur"],
            row["revision_count"],
        )
        for row in rows
    }
    assert found == {
        "p": ("new.xlsx", 2, Decimal(10), 1),
        "q": ("new.xlsx", 1, Decimal(5), 0),
    }


def test_changed_package_is_news_of_its_plan(run_model: Run) -> None:
    given = [source("plan_package:p", NEW, "p"), source("plan_package:q", OLD, "q")]
    rows = run_model("reports.rpt_last_change", {"reports.rpt_source": given, **SPAN})
    assert [(row["plan_code"], row["row_count"]) for row in rows] == [("p", 9)]


def test_first_load_is_no_change(run_model: Run) -> None:
    given = [source("plan_package:p", OLD, "p"), source("workbook:a.csv", OLD)]
    span = {"started_at": OLD, "changed_at": OLD, "previous_changed_at": None}
    tables = {"reports.rpt_source": given, "reports.rpt_change_span": [span]}
    assert run_model("reports.rpt_last_change", tables) == []


def test_files_that_come_together_are_one_change(run_model: Run) -> None:
    minute = timedelta(minutes=1)
    given = [
        source("plan_package:p", OLD, "p"),
        source("workbook:a.csv", NEW),
        source("workbook:b.csv", NEW + 4 * minute),
        source("workbook:c.csv", NEW + 8 * minute),
    ]
    [span] = run_model("reports.rpt_change_span", {"reports.rpt_source": given})
    assert (span["started_at"], span["changed_at"]) == (NEW, NEW + 8 * minute)
    assert span["previous_changed_at"] == OLD


def test_what_follows_the_first_load_at_once_is_news(run_model: Run) -> None:
    later = OLD + timedelta(seconds=3)
    given = [source("plan_package:p", OLD, "p"), source("workbook:a.csv", later)]
    [span] = run_model("reports.rpt_change_span", {"reports.rpt_source": given})
    assert (span["started_at"], span["previous_changed_at"]) == (later, OLD)


def test_first_load_has_none_before_it(run_model: Run) -> None:
    given = [source("plan_package:p", OLD, "p"), source("workbook:a.csv", OLD)]
    [span] = run_model("reports.rpt_change_span", {"reports.rpt_source": given})
    assert span["previous_changed_at"] is None
    assert run_model("reports.rpt_change_span", {}) == []
