"""Payments that other files count already are said before and after they are loaded."""

from decimal import Decimal

import pytest

from etl.check.check import check_workbook
from etl.refresh.refresh import refresh
from pazanga.settings import Settings

from .conftest import SPENT, Ask, Drop, Row, pay

TOLD = "select source_file, rule from ops.remark where rule in {rules}"
RULES = "('payments_grow_by_file', 'file_sums_files')"


def report(number: int, *amounts: str) -> list[Row]:
    """Give a report of activities, of as many months."""
    return [
        pay(1, net_eur=net, date=f"2025-0{number}-28", supplier="UAB Pirmas")
        | {"document_number": f"F2-{number}", "activity_number": activity}
        for activity, net in zip(("1", "2"), amounts, strict=False)
    ]


@pytest.mark.slow
@pytest.mark.few(1)
@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_reports_to_date_in_several_files_are_said(
    settings: Settings, drop: Drop, ask: Ask, order: tuple[int, ...]
) -> None:
    for number in order[:-1]:
        drop(*report(number, f"{number}00"), name=f"{number}.csv")
        refresh(settings)
    last = order[-1]
    path = drop(*report(last, f"{last}00"), name=f"{last}.csv")
    checked = check_workbook(path, settings, path.name)
    warned = [one for one in checked.remarks if one.rule == "payments_grow_by_file"]
    assert len(warned) == 1
    assert "“1.csv”, “2.csv”, “3.csv”" in warned[0].message
    refresh(settings)
    assert ask(TOLD.format(rules=RULES)) == [("3.csv", "payments_grow_by_file")]
    assert ask(SPENT) == [(Decimal(600),)]


def test_invoices_of_months_are_not_said(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    for number, net in enumerate(("100", "300", "200"), start=1):
        drop(*report(number, net), name=f"{number}.csv")
    refresh(settings)
    assert ask(TOLD.format(rules=RULES)) == []


@pytest.mark.few(1)
@pytest.mark.parametrize("is_summary", [True, False])
def test_file_that_adds_up_others_is_said(
    settings: Settings,
    drop: Drop,
    ask: Ask,
    is_summary: bool,  # noqa: FBT001
) -> None:
    lines = [
        pay(n, net_eur=f"{n}0", supplier=f"UAB {n}", activity_number=str(1 + n % 2))
        for n in range(1, 6)
    ]
    drop(*lines)
    refresh(settings)
    sums = ("60", "90") if is_summary else ("61", "90")
    path = drop(*report(1, *sums), name="suvestine.csv")
    checked = check_workbook(path, settings, path.name)
    rules = {one.rule for one in checked.remarks}
    assert ("file_sums_files" in rules) == is_summary
    refresh(settings)
    told = ask(TOLD.format(rules=RULES))
    assert told == ([("suvestine.csv", "file_sums_files")] if is_summary else [])
