"""A refresh that builds what changed gives the warehouse that a whole one gives."""

import os
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from duckdb import DuckDBPyConnection

from etl.inbox.originals import read_originals
from etl.inbox.withdrawal import withdraw
from etl.refresh import inputs, rebuild
from etl.refresh.acceptance import Acceptance
from etl.refresh.inputs import Source
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints
from pazanga.settings import Settings
from warehouse.changed_models import PartBuilder
from warehouse.connection import open_snapshot, query_frame
from warehouse.lineage import Model
from warehouse.snapshots import read_current

from .conftest import PLAN, edit_plan, pay, payment, send

SEEDS = int(os.environ.get("PAZANGA_TEST_SEEDS", "2"))
HELD_SHARE = 0.2
"""How often what was built in parts is held against the whole."""

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
    wrong = payment(activity_number="777", document_number="B-2")
    send(settings, "bad", payment(), wrong)


def reject_any_plan(settings: Settings) -> None:
    send(settings, "lost", payment(), payment(plan=NOWHERE))


def measure(settings: Settings, indicator: str = "2", name: str = "measured") -> None:
    row = {
        "plan_code": PLAN,
        "indicator_number": indicator,
        "period": "2024-S1",
        "school_code": "G1",
        "value": Decimal("61.5"),
        "value_status": "final",
        "measured_on": date(2024, 7, 1),
        "source": "Nauja",
    }
    send(settings, name, row)


def examine(
    settings: Settings, value: Decimal = Decimal(50), name: str = "exams"
) -> None:
    row = {
        "plan_code": PLAN,
        "school_code": "G1",
        "exam": "VBE",
        "measure": "share_36_100",
        "subject": "math",
        "school_year": "2018-2019",
        "value": value,
        "candidates_count": 20,
    }
    send(settings, name, row)


def decide(
    settings: Settings,
    number: str = "T-99",
    value: Decimal = Decimal("123456.78"),
    name: str = "decided",
) -> None:
    row = {
        "plan_code": PLAN,
        "decision_number": number,
        "decided_on": date(2026, 2, 3),
        "item": "activity",
        "number": "7",
        "field": "net_eur",
        "new_value": value,
    }
    send(settings, name, row)


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


def settle(settings: Settings) -> None:
    """Bring the rejected payment of `reject` once more, as it should be."""
    send(settings, "good", payment(document_number="B-2"))


def take_settling_back(settings: Settings) -> None:
    withdraw(settings, "good.csv")


def correct(settings: Settings) -> None:
    """Correct a rejected payment by its mark."""
    connection = open_snapshot(read_current(settings.warehouse_dir).path)
    sql = "select row_mark from ops.quarantine where source_file = 'bad.csv'"
    [(mark,), *_] = query_frame(connection, sql).rows()
    connection.close()
    send(settings, "corrected", payment(document_number="B-9", corrects=mark))


def pay_ahead(settings: Settings) -> None:
    """Pay after the end of the plan, and on a day that has not come."""
    later = payment(document_number="L-1", date=date(2033, 1, 5), phase="approved")
    never = payment(document_number="L-2", date=date(2099, 1, 5))
    send(settings, "ahead", payment(document_number="L-3"), later, never)


def decide_otherwise(settings: Settings) -> None:
    """Change an amount that `decide` changed."""
    decide(settings, "T-100", Decimal("99.99"), "decided-again")


def examine_again(settings: Settings) -> None:
    examine(settings, Decimal(51), "exams-again")


def measure_elsewhere(settings: Settings) -> None:
    """Name an indicator that no plan has."""
    measure(settings, "777", "measured-wrongly")


CHANGES: dict[str, tuple[Change, ...]] = {
    "figures": (pay, pay_again, measure, examine),
    "plan": (decide, conclude, decide_otherwise, pay_ahead, edit_plan),
    "rejects": (reject, take_back, reject_any_plan, pay),
    "settled": (reject, settle, take_settling_back, correct),
}
ALL: tuple[Change, ...] = (
    *dict.fromkeys(one for listed in CHANGES.values() for one in listed),
)
BEFORE: dict[Change, Change] = {
    take_settling_back: settle,
    correct: reject,
    decide_otherwise: decide,
}
"""Changes that need another one before them."""


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
@pytest.mark.parametrize("seed", range(SEEDS))
def test_changes_in_any_order_give_what_the_whole_gives(
    home: Settings, seed: int
) -> None:
    """Up to three at once, each once: which file came later decides what counts."""
    dice = random.Random(seed)  # noqa: S311 - a game
    waiting = dice.sample([*ALL, examine_again, measure_elsewhere], k=len(ALL) + 2)
    done: set[Change] = set()
    while waiting:
        ready = [one for one in waiting if BEFORE.get(one, pay) in {*done, pay}]
        for change in ready[: dice.randint(1, 3)]:
            change(home)
            waiting.remove(change)
            done.add(change)
        assert refresh(home).run.outcome == "published"
        if dice.random() < HELD_SHARE or not waiting:
            assert_equal_to_whole(home)


READ_AGAIN = f"{PLAN}-plan-changes-2025.parquet"
"""What is said beside decisions is held against all of them."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "is_all_read"),
    [
        ((pay,), False),
        ((examine,), False),
        ((pay_ahead,), False),
        ((decide,), False),
        ((edit_plan,), True),
        ((reject, settle), True),
        ((reject, correct), True),
        ((take_back,), False),
        ((reject, take_back), True),
    ],
    ids=lambda value: (
        "-".join(one.__name__ for one in value) if isinstance(value, tuple) else None
    ),
)
def test_files_that_did_not_change_are_not_read_again(
    home: Settings,
    monkeypatch: pytest.MonkeyPatch,
    changes: tuple[Change, ...],
    *,
    is_all_read: bool,
) -> None:
    """Where it is in doubt what becomes of them, all files of the plan are."""
    for change in changes[:-1]:
        change(home)
        refresh(home)
    read: set[str] = set()
    accept_rightly = Acceptance.accept

    def accept_and_note(self: Acceptance, source: Source, *rest: Any, **of: Any) -> Any:  # noqa: ANN401
        read.add(source.name)
        return accept_rightly(self, source, *rest, **of)

    monkeypatch.setattr(Acceptance, "accept", accept_and_note)
    changes[-1](home)
    report = refresh(home)
    new = {one.name for one in report.intake.arrivals}
    assert read >= new | {READ_AGAIN}
    assert (read > new | {READ_AGAIN}) == is_all_read


@pytest.mark.slow
def test_models_that_read_nothing_new_are_not_built(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    insert_rightly = PartBuilder._insert

    def insert_and_note(self: PartBuilder, model: Model) -> None:
        built.append(model.name)
        insert_rightly(self, model)

    monkeypatch.setattr(PartBuilder, "_insert", insert_and_note)
    pay(home)
    refresh(home)
    assert {"fct_expenditure", "rpt_absorption"} <= {*built}
    assert not [name for name in built if "exam" in name or "goal" in name]
    built.clear()
    examine(home)
    refresh(home)
    assert {"fct_exam_result", "rpt_exam_change"} <= {*built}
    assert {"fct_expenditure", "rpt_absorption"}.isdisjoint(built)


def add_subject(settings: Settings) -> None:
    path = settings.reference_dir / "subjects.csv"
    header, first, *others = path.read_text("utf-8").splitlines()
    other = first.replace(first.split(",")[0], "naujas", 1)
    path.write_text("\n".join([header, first, other, *others, ""]), "utf-8")


@pytest.mark.slow
def test_another_reference_list_or_program_builds_all(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = watch_parts(monkeypatch)
    add_subject(home)
    assert refresh(home).run.outcome == "published"
    monkeypatch.setattr(inputs, "hash_program", lambda: "another")
    pay(home)
    assert refresh(home).run.outcome == "published"
    assert parts == []


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
