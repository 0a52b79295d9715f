"""A refresh that builds what changed gives the warehouse that a whole one gives."""

import os
import random
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from etl.refresh import inputs, rebuild
from etl.refresh.acceptance import Acceptance
from etl.refresh.inputs import Source
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints
from pazanga.settings import Settings
from warehouse.changed_models import PartBuilder
from warehouse.lineage import Model

from .changes import (
    ALL,
    BEFORE,
    CHANGES,
    NOWHERE,
    Change,
    correct,
    decide,
    examine,
    examine_again,
    measure_elsewhere,
    pay_ahead,
    pay_in_two_plans,
    reject,
    settle,
    take_back,
)
from .conftest import PLAN, edit_plan, pay

SEEDS = int(os.environ.get("PAZANGA_TEST_SEEDS", "2"))
HELD_SHARE = 0.2
"""How often what was built in parts is held against the whole."""


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
