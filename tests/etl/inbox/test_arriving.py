"""From the inbox to the snapshot: what arrives counts once, corrected, explained."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from etl.inbox.originals import read_originals
from etl.refresh.refresh import refresh
from etl.refresh.report import say_report
from pazanga.files.unfinished import list_entries
from pazanga.settings import Settings
from warehouse.snapshots import Snapshot, read_current
from warehouse.status import read_status, say_status

from .conftest import (
    CHANGE,
    EXAM,
    INDICATORS,
    MEASUREMENT,
    OUTCOME,
    SPENT,
    Ask,
    Drop,
    Row,
    WritePlan,
    pay,
)

ASIDE = "select rule from ops.quarantine where settled_by is null order by all"


def say_refresh(settings: Settings) -> str:
    return "\n".join(say_report(refresh(settings), "en"))


def test_every_kind_arrives_in_its_mart(
    settings: Settings, drop: Drop, ask: Ask, write_plan: WritePlan
) -> None:
    write_plan(**INDICATORS)
    drop(pay(1), pay(2, phase="approved"))
    drop(MEASUREMENT, name="b.csv", kind="measurements")
    drop(EXAM, name="c.csv", kind="exams")
    drop(CHANGE, name="d.csv", kind="plan-changes")
    drop(OUTCOME, name="e.csv", kind="outcomes")
    report = refresh(settings)
    assert (report.exit_code, report.run.rows_quarantined) == (0, 0)
    assert ask("select phase, net_eur from marts.fct_expenditure order by 1") == [
        ("approved", Decimal("10.00")),
        ("executed", Decimal("10.00")),
    ]
    assert ask("select status_code from reports.rpt_measurement") == [("at_risk",)]
    assert ask("select value, unit_code from marts.fct_exam_result") == [
        (Decimal(50), "percent")
    ]
    assert ask(
        "select version_number, net_eur from marts.dim_plan_version order by 1"
    ) == [(0, Decimal("1000.03")), (1, Decimal("1020.00"))]
    assert ask("select sum(net_eur) from marts.fct_cost_in_force") == [(Decimal(1020),)]
    assert ask(
        "select outcome_code, owner_name, yearly_cost_eur, cast(funded_until_date as"
        " varchar) from reports.rpt_activity_outcome where outcome_code is not null"
    ) == [("continues", "Švietimo skyrius", Decimal("1200.50"), "2027-12-31")]


def test_inbox_is_empty_once_it_is_published(
    settings: Settings, drop: Drop, published: Snapshot
) -> None:
    drop(pay(1))
    report = refresh(settings)
    assert report.shown != published
    assert list_entries(settings.inbox_dir) == []
    assert refresh(settings).run.outcome == "unchanged"


def test_refresh_says_what_it_took_in(
    settings: Settings, drop: Drop, published: Snapshot
) -> None:
    assert published
    drop(pay(1), pay(2, activity_number="99"), name="Kovas.csv")
    said = say_refresh(settings)
    assert "Kovas.csv: recognised as spending\nKovas.csv: 1 row loaded" in said
    assert "Kovas.csv: 1 row put aside" in said
    drop(pay(1), pay(2, activity_number="99"), name="Kovas 2.csv")
    drop(pay(3), name="Balandis.csv")
    said = say_refresh(settings)
    assert "Kovas 2.csv: the same file was received on " in said
    assert "1 workbook received before (rows: 1)" in said


def test_same_rows_in_two_files_count_once(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(2))
    refresh(settings)
    drop(pay(2), pay(3), name="b.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal("30.00"),)]
    assert ask("select count(*) from marts.fct_revision") == [(0,)]


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("first", "then", "spent"),
    [
        pytest.param(
            [pay(1, activity_number="1")],
            [pay(1, activity_number="2")],
            "10.00",
            id="moved_to_another_activity",
        ),
        pytest.param(
            [pay(1, supplier="UAB Pirmas")],
            [pay(1, supplier="MB Antras", net_eur="7.00")],
            "17.00",
            id="number_of_another_supplier",
        ),
        pytest.param(
            [pay(1, supplier="UAB „Pirmas“"), pay(1, supplier="UAB „Pirmas“")],
            [pay(1, supplier="uab  Pirmas", net_eur="3.00")],
            "3.00",
            id="all_rows_are_replaced_however_spelled",
        ),
        pytest.param(
            [pay(1, date="2025-03-01")],
            [pay(1, date="2025-04-01")],
            "20.00",
            id="part_paid_on_another_day",
        ),
        pytest.param(
            [pay(1, date="2025-03-01", document_date="2025-02-01")],
            [pay(1, date="2025-04-01", document_date="2025-02-01", net_eur="30.00")],
            "30.00",
            id="day_of_the_document_decides",
        ),
        pytest.param(
            [pay(1, phase="approved", net_eur="5.00"), pay(1)],
            [pay(1, phase="approved", net_eur="6.00")],
            "16.00",
            id="phases_are_apart",
        ),
    ],
)
def test_later_file_replaces_whole_documents(
    settings: Settings,
    drop: Drop,
    ask: Ask,
    first: list[Row],
    then: list[Row],
    spent: str,
) -> None:
    drop(*first)
    refresh(settings)
    drop(*then, name="b.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal(spent),)]


def test_corrected_row_completes_its_document(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(1, activity_number="98"), pay(1, activity_number="99"))
    refresh(settings)
    marks = ask("select row_mark from ops.quarantine order by row_number")
    drop(pay(1, activity_number="97", corrects=marks[0][0]), name="b.csv")
    refresh(settings)
    [again] = ask("select row_mark from ops.quarantine where source_file = 'b.csv'")
    assert ask(SPENT) == [(Decimal("10.00"),)]
    drop(
        pay(1, net_eur="3.00", corrects=again[0]),
        pay(1, net_eur="4.00", corrects=marks[1][0]),
        name="c.csv",
    )
    report = refresh(settings)
    assert ask(SPENT) == [(Decimal("17.00"),)]
    assert report.run.rows_quarantined == 0
    drop(pay(1, net_eur="5.00", corrects=marks[1][0]), name="d.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal("18.00"),)]
    drop(pay(1, net_eur="1.00"), name="e.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal("1.00"),)]


def test_later_file_corrects_and_history_stays(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(2), name="Kovas.csv")
    refresh(settings)
    drop(pay(1, net_eur="15,00", vat_eur="2.10"), name="Pataisymas.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal("25.00"),)]
    [revision] = ask(
        "select column_name, old_value_text, new_value_text, old_source_file,"
        " source_file, source_row from reports.rpt_revision"
    )
    assert revision == ("net_eur", "10.00", "15.00", "Kovas.csv", "Pataisymas.csv", 2)
    assert ask("select count(*) from raw.workbook__spending") == [(3,)]


def test_clock_that_goes_back_keeps_the_order_of_files(
    settings: Settings, drop: Drop, ask: Ask, published: Snapshot
) -> None:
    drop(pay(1))
    refresh(settings)
    [original] = read_originals(settings.originals_dir)
    record = original.path.with_suffix(".json")
    entry = json.loads(record.read_text())
    record.write_text(json.dumps({**entry, "received_at": "2099-01-01T00:00:00+00:00"}))
    drop(pay(1, net_eur="7.00"), name="b.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal("7.00"),)]
    assert read_current(settings.warehouse_dir).published_at > published.published_at


def test_rows_of_a_document_in_one_file_add_up(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(1, net_eur="11.00"), pay(2))
    refresh(settings)
    assert ask(SPENT) == [(Decimal("31.00"),)]
    assert ask(ASIDE) == []


def test_corrected_rows_leave_the_quarantine(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(2, activity_number="99"), pay(3, net_eur="daug"))
    refresh(settings)
    assert ask(ASIDE) == [("not_a_number",), ("unknown_activity",)]
    drop(pay(2), name="b.csv")
    report = refresh(settings)
    assert ask(ASIDE) == [("not_a_number",)]
    assert report.run.rows_quarantined == 1
    drop(pay(3, net_eur="5"), name="c.csv")
    assert refresh(settings).run.rows_quarantined == 0
    assert ask(SPENT) == [(Decimal("25.00"),)]


def test_row_comes_back_once_the_plan_lists_its_school(
    settings: Settings, drop: Drop, ask: Ask, write_plan: WritePlan
) -> None:
    drop(pay(1, school_code="P2"))
    refresh(settings)
    assert ask(SPENT) == [(None,)]
    schools = [
        {"school_code": code, "name": "Mokykla", "role": "participant"}
        for code in ("G1", "P2")
    ]
    write_plan(schools=schools)
    assert refresh(settings).run.rows_quarantined == 0
    assert ask(SPENT) == [(Decimal("10.00"),)]


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("planas.pdf", b"%PDF-1.4", "rejected"),
        ("a.csv", b"ne;tai\n1;2\n", "rejected"),
        ("a.xlsx", b"PK\x03\x04 half", "rejected"),
        ("a.csv", b"", "rejected"),
    ],
    ids=["no_workbook", "no_headings", "broken", "empty"],
)
def test_file_that_cannot_be_read_is_reported_once(
    settings: Settings, ask: Ask, drop: Drop, name: str, content: bytes, status: str
) -> None:
    drop(pay(1), name="geras.csv")
    (settings.inbox_dir / name).write_bytes(content)
    first = refresh(settings)
    assert (first.run.outcome, first.exit_code, len(first.errors)) == (
        "published",
        2,
        1,
    )
    assert list_entries(settings.inbox_dir) == []
    [(found, is_said_twice)] = ask(
        "select status, message_lt <> message from ops.load where settled_by is null"
        " and source_kind = 'workbook' and source_name <> 'geras.csv'"
    )
    assert (found, is_said_twice) == (status, True)
    drop(pay(2), name="kitas.csv")
    for outcome in ("published", "unchanged"):
        report = refresh(settings)
        assert (report.run.outcome, report.exit_code, report.errors) == (outcome, 0, [])


def test_stopped_file_says_why_and_loads_once_corrected(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(0), *(pay(n, activity_number="99") for n in range(1, 10)))
    report = refresh(settings)
    assert report.exit_code == 2
    assert "9 of its 10 rows are bad" in str(report.errors[0])
    assert ask(SPENT) == [(None,)]
    assert len(ask(ASIDE)) == 9
    drop(*(pay(n) for n in range(1, 10)), name="b.csv")
    report = refresh(settings)
    assert (report.exit_code, report.run.rows_quarantined) == (0, 0)
    assert ask(SPENT) == [(Decimal("100.00"),)]


def test_status_names_refused_files_until_a_good_one_follows(
    settings: Settings, drop: Drop, published: Snapshot
) -> None:
    def say() -> str:
        status = read_status(settings.warehouse_dir, settings.inbox_dir)
        return "\n".join(say_status(status, "en"))

    assert published
    drop().write_text("ne;tai\n1;2\n")
    assert "1 file waits in the inbox: a.csv" in say()
    refresh(settings)
    assert "  a.csv: could not be read" in say()
    drop(pay(1), pay(2, activity_number="99"))
    refresh(settings)
    assert "could not be read" not in say()
    assert "  1 workbook received (rows: 1), the latest " in say()
    assert "1 row put aside waits to be corrected" in say()


def test_made_up_rows_never_replace_real_ones(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1))
    refresh(settings)
    drop(pay(1, net_eur="99.00", is_synthetic="yes"), name="demo.csv")
    drop(pay(2, net_eur="1.00", is_synthetic="yes"), name="demo2.csv")
    refresh(settings)
    rows = ask("select net_eur, is_synthetic from marts.fct_expenditure order by 1")
    assert rows == [(Decimal("1.00"), True), (Decimal("10.00"), False)]
    assert ask("select has_synthetic from reports.rpt_plan") == [(True,)]


def test_retention_keeps_what_is_loaded(
    settings: Settings, drop: Drop, ask: Ask, published: Snapshot
) -> None:
    assert published
    keep = replace(
        settings.retention,
        snapshot_count=1,
        snapshot_days=1,
        original_count=1,
        original_days=1,
    )
    drop(pay(1))
    drop(pay(2), name="b.csv")
    refresh(replace(settings, retention=keep))
    assert len(read_originals(settings.originals_dir)) == 2
    assert ask(SPENT) == [(Decimal("20.00"),)]


def test_list_of_the_data_folder_is_honoured_when_reading(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    row = {**EXAM, "subject": "Astronomija"}
    drop(row, {**row, "measure": "share_36_l00", "subject": "math"}, kind="exams")
    refresh(settings)
    rejected = "select column_name, rule, reason from ops.quarantine order by all"
    assert [row[:2] for row in ask(rejected)] == [
        ("measure", "not_a_measure"),
        ("subject", "not_a_subject"),
    ]
    assert ask(rejected)[0][2].endswith("Was “share_36_100” meant?")
    path = settings.reference_dir / "subjects.csv"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("astronomy,Astronomija,Astronomy,99,\n")
    refresh(settings)
    assert ask("select subject_code, value from marts.fct_exam_result") == [
        ("astronomy", Decimal(50))
    ]
