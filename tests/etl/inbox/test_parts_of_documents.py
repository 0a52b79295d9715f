"""A document or value that stands in two files: the later file counts, and says so."""

import os
import random
from collections.abc import Sequence
from decimal import Decimal

import pytest

from etl.check.check import check_workbook
from etl.check.report import say_check
from etl.refresh.refresh import refresh
from etl.refresh.report import say_report
from pazanga.settings import Settings

from .conftest import CHANGE, EXAM, MEASUREMENT, SPENT, Ask, Drop, Row, pay

RULE = "documents_replaced_in_part"
REMARKS = f"select source_file, message from ops.remark where rule = '{RULE}'"  # noqa: S608 - a name of ours


def part(day: str, amount: str, contract: str = "", **cells: str) -> Row:
    """Give a payment of an invoice of February."""
    dates = {"date": day, "document_date": "2025-02-01"}
    told = {"supplier": "UAB Pirmas", "vat_eur": ""} | cells
    return pay(1, net_eur=amount, contract_number=contract, **dates, **told)


DAY = "2025-03-01"


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("first", "then", "sums"),
    [
        pytest.param(
            [part("2025-03-01", "1000.00")],
            [part("2025-04-01", "250.50")],
            ("€1,000.00", "€250.50"),
            id="part_of_another_day",
        ),
        pytest.param(
            [part("2025-03-01", "10.00", "S-1"), part("2025-03-01", "20.00", "S-2")],
            [part("2025-03-01", "10.00", "S-1")],
            ("€30.00", "€10.00"),
            id="fewer_lines_of_the_same_day",
        ),
        pytest.param(
            [part("2025-03-01", "10.00")],
            [part("2025-03-01", "10.00"), part("2025-04-01", "5.00")],
            None,
            id="all_parts",
        ),
        pytest.param(
            [part("2025-03-01", "10.00")],
            [part("2025-03-01", "12.00")],
            None,
            id="corrected_amount",
        ),
        pytest.param(
            [part(DAY, "60.00", funding_source="SB")],
            [part(DAY, "60.00", funding_source="ES")],
            ("€60.00", "€60.00"),
            id="another_source",
        ),
        pytest.param(
            [part(DAY, "60.00", school_code="G1")],
            [part(DAY, "70.00")],
            ("€60.00", "€70.00"),
            id="lost_school",
        ),
        pytest.param(
            [part(DAY, "60.00")],
            [part(DAY, "60.00", school_code="G1")],
            None,
            id="added_school",
        ),
        pytest.param(
            [part(DAY, "100.00")],
            [part(DAY, "-100.00")],
            ("€100.00", "−€100.00"),
            id="changed_sign",
        ),
        pytest.param(
            [part(DAY, "100.00")],
            [part(DAY, "5.00")],
            ("€100.00", "€5.00"),
            id="smaller_sum",
        ),
        pytest.param(
            [part(DAY, "100.00", supplier="")],
            [part(DAY, "200.00", supplier="")],
            ("€100.00", "€200.00"),
            id="no_supplier",
        ),
        pytest.param(
            [part(DAY, "100.00", supplier="")],
            [part(DAY, "100.00", "S-1", supplier="")],
            None,
            id="no_supplier_and_the_same",
        ),
    ],
)
def test_both_sums_are_said_where_a_part_is_lost(
    settings: Settings,
    drop: Drop,
    ask: Ask,
    first: list[Row],
    then: list[Row],
    sums: tuple[str, str] | None,
) -> None:
    drop(*first)
    refresh(settings)
    path = drop(*then, name="b.csv")
    checked = check_workbook(path, settings, "b.csv")
    warned = [remark.message for remark in checked.remarks if remark.rule == RULE]
    lines = list(say_report(refresh(settings), "en"))
    assert ask(SPENT) == [(sum(Decimal(row["net_eur"]) for row in then),)]
    told = ask(REMARKS)
    if sums is None:
        assert (warned, told) == ([], [])
        return
    [(file, message)] = told
    assert file == "b.csv"
    assert all(amount in message for amount in sums)
    assert warned == [message]
    assert message in "\n".join(lines)


CHANGED = (
    "select source_file, severity, message from ops.remark"
    " where rule = 'documents_changed'"
)


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("first", "then", "severity"),
    [
        pytest.param(["100.00"], ["300.00"], "warning", id="the_other_line"),
        pytest.param(["100.00"], ["120.00"], "warning", id="a_correction"),
        pytest.param(["60.00", "40.00"], ["60.00", "45.00"], "warning", id="one_line"),
        pytest.param(["100.00"], ["100.00", "300.00"], "note", id="one_more_line"),
        pytest.param(["-100.00"], ["-300.00"], "warning", id="a_refund"),
        pytest.param(["100.00"], ["100.00"], "", id="the_same"),
    ],
)
def test_other_sum_of_a_later_file_is_said_with_the_old_one(
    settings: Settings,
    drop: Drop,
    ask: Ask,
    first: list[str],
    then: list[str],
    severity: str,
) -> None:
    drop(*(part(DAY, net, f"S-{n}") for n, net in enumerate(first)))
    refresh(settings)
    path = drop(*(part(DAY, n, f"S-{i}") for i, n in enumerate(then)), name="b.csv")
    checked = check_workbook(path, settings, "b.csv")
    warned = [one for one in checked.remarks if one.rule == "documents_changed"]
    lines = "\n".join(say_report(refresh(settings), "en"))
    told = ask(CHANGED)
    assert [(one.severity, one.message) for one in warned] == [t[1:] for t in told]
    assert [t[:2] for t in told] == ([("b.csv", severity)] if severity else [])
    for *_, message in told:
        assert message in lines
        assert all(
            f"{'−' if net < 0 else ''}€{abs(net):,.2f}" in message
            for net in (sum(map(Decimal, first)), sum(map(Decimal, then)))
        )


def test_remark_stays_until_all_parts_are_in_one_file(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    parts = [part("2025-03-01", "10.00"), part("2025-04-01", "5.00")]
    drop(parts[0])
    drop(parts[1], name="b.csv")
    refresh(settings)
    assert [file for file, _ in ask(REMARKS)] == ["b.csv"]
    drop(pay(2), name="c.csv")
    refresh(settings)
    assert [file for file, _ in ask(REMARKS)] == ["b.csv"]
    drop(*parts, name="d.csv")
    refresh(settings)
    assert ask(REMARKS) == []
    assert ask(SPENT) == [(Decimal("25.00"),)]


def test_same_content_is_told_under_each_of_its_names(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1))
    drop(pay(1), name="b.csv")
    drop(pay(1), name="c.csv")
    lines = list(say_report(refresh(settings), "en"))
    assert "a.csv: 1 row loaded" in lines
    for name in ("b.csv", "c.csv"):
        [line] = [line for line in lines if line.startswith(f"{name}: ")]
        assert "as “a.csv”, so it changes nothing" in line
    assert ask(SPENT) == [(Decimal("10.00"),)]
    path = drop(pay(1), name="d.csv")
    known = say_check(check_workbook(path, settings, "d.csv"), "en")
    assert "as “a.csv”; loading it again would change nothing" in "\n".join(known)


TOGETHER = (
    "select source_file, rule, message from ops.remark where rule like '%together'"
)
FACTS = """
select activity_number, document_number, paid_date, net_eur, supplier
from marts.fct_expenditure order by all
"""
NOON = 1_750_000_000
HOUR = 3600


def drop_together(
    drop: Drop, files: Sequence[tuple[str, int, Sequence[Row]]], **kind: str
) -> None:
    """Drop files of a name, saved so many hours after noon."""
    for name, hours, rows in files:
        path = drop(*rows, name=name, **kind)
        os.utime(path, (NOON + hours * HOUR,) * 2)


@pytest.mark.few(1)
@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
@pytest.mark.parametrize("by", ["saved", "day"])
def test_later_of_two_files_counts_whatever_it_is_called(
    settings: Settings, drop: Drop, ask: Ask, names: tuple[str, str], by: str
) -> None:
    old, new = names
    hours = 1 if by == "saved" else 0
    early, late = part(DAY, "100.00"), part(DAY, "120.00")
    others = [pay(7, date="2025-03-02"), pay(8, date="2025-05-02")]
    if by == "saved":
        others.reverse()
    files = [(old, 0, [early, others[0]]), (new, hours, [late, others[1]])]
    drop_together(drop, files)
    refresh(settings)
    assert ask("select sum(net_eur) from marts.fct_expenditure") == [(Decimal(140),)]
    [(file, rule, message)] = ask(TOGETHER)
    assert (file, rule) == (new, "documents_replaced_together")
    assert f"“{old}” and “{new}”" in message
    assert "€100.00" in message
    assert "€120.00" in message


def test_part_that_is_lost_names_the_earlier_file(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    files = [("b.csv", 0, [part(DAY, "100.00")]), ("a.csv", 1, [part(DAY, "5.00")])]
    drop_together(drop, files)
    refresh(settings)
    [(file, message)] = ask(REMARKS)
    assert file == "a.csv"
    assert "“b.csv”" in message
    assert ask(TOGETHER) == []


@pytest.mark.few(1)
@pytest.mark.parametrize("kind", ["exams", "plan-changes"])
def test_value_that_two_files_tell_otherwise_is_said(
    settings: Settings, drop: Drop, ask: Ask, kind: str
) -> None:
    sample, figure = (EXAM, "value") if kind == "exams" else (CHANGE, "new_value")
    rows = [{**sample, figure: value} for value in ("60", "40")]
    files = [("b.csv", 0, rows[:1]), ("a.csv", 1, rows[1:])]
    drop_together(drop, files, kind=kind)
    refresh(settings)
    [(file, rule, message)] = ask(TOGETHER)
    assert (file, rule) == ("a.csv", "values_replaced_together")
    assert "“b.csv” and “a.csv”" in message


def test_same_rows_in_two_files_are_nothing_to_say(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    both = [part(DAY, "100.00"), pay(3)]
    drop_together(drop, [("a.csv", 0, both), ("b.csv", 1, [*both, pay(4)])])
    same = [MEASUREMENT, {**MEASUREMENT, "period": "2023"}]
    drop_together(
        drop,
        [("c.csv", 0, same[:1]), ("d.csv", 1, same)],
        kind="measurements",
    )
    refresh(settings)
    assert ask(TOGETHER) == []


def test_files_that_came_one_after_another_are_not_said_to_come_together(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(part(DAY, "100.00"))
    refresh(settings)
    drop(part(DAY, "120.00"), name="b.csv")
    refresh(settings)
    assert ask(TOGETHER) == []


@pytest.mark.few(1)
@pytest.mark.parametrize("seed", range(3))
def test_order_of_arrival_changes_nothing_where_no_document_is_told_twice(
    settings: Settings, drop: Drop, ask: Ask, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    rows = [
        pay(number, date=f"2025-0{chance.randint(1, 6)}-1{chance.randint(0, 9)}")
        for number in range(12)
    ]
    chance.shuffle(rows)
    names = ["a.csv", "b.csv", "c.csv", "d.csv"]
    chance.shuffle(names)
    files = [
        (name, chance.randint(0, 5), rows[at * 3 : at * 3 + 3])
        for at, name in enumerate(names)
    ]
    drop_together(drop, files)
    refresh(settings)
    assert ask("select count(*), sum(net_eur) from marts.fct_expenditure") == [
        (12, Decimal(120))
    ]
    told = sorted((row["document_number"], row["date"]) for row in rows)
    found = [(number, day.isoformat()) for _, number, day, *_ in ask(FACTS)]
    assert sorted(found) == told
    assert ask(TOGETHER) == []


@pytest.mark.few(1)
@pytest.mark.parametrize("is_shown_before", [True, False])
def test_what_is_lost_between_files_that_agree_is_said(
    settings: Settings, drop: Drop, ask: Ask, *, is_shown_before: bool
) -> None:
    whole = [part(DAY, "60.00"), part(DAY, "40.00", school_code="G1")]
    drop_together(drop, [("first.csv", 0, whole)])
    if is_shown_before:
        refresh(settings)
    lacking = [part(DAY, "60.00")]
    files = [("b.csv", 1, [*lacking, pay(7)]), ("c.csv", 2, [*lacking, pay(8)])]
    drop_together(drop, files)
    refresh(settings)
    [(file, message)] = ask(REMARKS)
    assert file == "c.csv"
    assert "“first.csv”" in message
    assert "€100.00" in message
    assert "€60.00" in message
