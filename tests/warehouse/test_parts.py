"""Which models are replaced plan by plan: none of them hangs on other plans."""

from dataclasses import replace

import pytest
from duckdb import DuckDBPyConnection

from warehouse.audits import (
    Audit,
    AuditResult,
    list_kept,
    list_related,
    read_audits,
    run_audits,
)
from warehouse.build import MODELS_DIR
from warehouse.descriptions import TableDescription, read_descriptions
from warehouse.generic_tests import GenericTest
from warehouse.lineage import Model, parse_references, read_models
from warehouse.parts import list_by_plan

AUDIT = Audit("any", "error", "…", "…", "select 1 where false")


@pytest.fixture(scope="module")
def models(empty_warehouse: DuckDBPyConnection) -> dict[str, Model]:
    return {one.table: one for one in read_models(empty_warehouse, MODELS_DIR)}


@pytest.fixture(scope="module")
def by_plan(
    empty_warehouse: DuckDBPyConnection, models: dict[str, Model]
) -> frozenset[str]:
    descriptions = read_descriptions(MODELS_DIR, models.values())
    return list_by_plan(empty_warehouse, descriptions)


def test_models_with_a_plan_in_each_row_are_replaced_by_plan(
    by_plan: frozenset[str],
) -> None:
    large = {"fct_expenditure", "fct_exam_result", "fct_monthly_spending"}
    assert {f"marts.{name}" for name in large} <= by_plan
    assert {"reports.rpt_exam_result", "reports.rpt_exam_change"} <= by_plan
    assert by_plan.isdisjoint({"marts.dim_date", "marts.dim_subject"})


def test_models_that_compare_plans_are_built_whole(by_plan: frozenset[str]) -> None:
    assert by_plan.isdisjoint(
        {
            "marts.dim_source_document",
            "reports.rpt_last_change",
            "reports.rpt_municipality",
            "reports.rpt_plan_likeness",
            "reports.rpt_source",
        }
    )


def test_what_is_replaced_by_plan_reads_nothing_of_other_plans(
    models: dict[str, Model], by_plan: frozenset[str]
) -> None:
    """A model built from all plans may not decide what stands in rows of one."""
    named = {table for table, words in describe(models).items() if words.read_by}
    assert named == {"marts.dim_source_document"}
    wrong = {
        (table, read)
        for table in by_plan & models.keys()
        for read in models[table].references & models.keys()
        if read not in by_plan | named and tells_of_plans(read, models)
    }
    assert wrong == set()


def test_what_is_read_by_its_key_is_joined_by_it_alone(
    models: dict[str, Model], by_plan: frozenset[str]
) -> None:
    """A source of another plan that comes or goes changes no row of a plan."""
    for table, words in describe(models).items():
        readers = [one for one in by_plan if table in models[one].references]
        for reader in readers if words.read_by else ():
            assert f"= source_documents.{words.read_by}\n" in models[reader].sql
            assert models[reader].sql.count(table) == 1


def describe(models: dict[str, Model]) -> dict[str, TableDescription]:
    return read_descriptions(MODELS_DIR, models.values())


def test_what_an_audit_reads_is_found_in_its_text(
    empty_warehouse: DuckDBPyConnection, models: dict[str, Model]
) -> None:
    """One that is thought to read less would not be run when that changes.

    One that names no table, but asks the catalogue, is always run.
    """
    silent = replace(AUDIT, sql="select 1 from duckdb_columns()")
    assert not silent.reads_none_of(set())
    for audit in read_audits(describe(models)):
        read = set(parse_references(empty_warehouse, audit.sql, audit.name))
        assert read <= audit.references, audit.name
        if audit.parent:
            assert audit.sql.count(f"from {audit.table} as child ") == 1


def tells_of_plans(table: str, models: dict[str, Model]) -> bool:
    """Whether a table is made of anything but reference tables and open data."""
    if table not in models:
        return table.startswith(("raw.plan_package", "raw.workbook", "ops."))
    return any(tells_of_plans(read, models) for read in models[table].references)


def test_an_audit_by_plan_is_run_on_all_plans_where_it_finds_anything(
    empty_warehouse: DuckDBPyConnection,
) -> None:
    quiet = replace(AUDIT, name="quiet", is_by_plan=True)
    loud = replace(quiet, name="loud", sql="select 1")
    loud_before = replace(quiet, name="loud_before")
    of_all = replace(quiet, name="of_all", is_by_plan=False)
    of_table = replace(quiet, name="of_table", table="marts.by_plan")
    of_whole = replace(quiet, name="of_whole", table="marts.rebuilt_whole")
    parent = ("marts.by_plan", "key")
    leads = replace(of_all, name="leads", table="marts.by_plan", parent=parent)
    counted = "select 1 from (select count(*) from marts.dim_subject)"
    same = replace(loud, name="same", table="marts.dim_subject", sql=counted)
    audits = [quiet, loud, loud_before, of_all, of_table, of_whole, leads, same]
    clean = {audit.name for audit in audits} - {"loud_before"}
    by_plan = {"marts.by_plan", "marts.dim_subject"}
    changed = {"marts.by_plan", "marts.rebuilt_whole"}
    kept = list_kept(empty_warehouse, audits, clean, by_plan, changed)
    assert kept == {"quiet", "of_table", "same"}
    related = list_related(empty_warehouse, audits, clean, by_plan, changed)
    assert related == {"leads"}
    all_changed = changed | by_plan
    kept = list_kept(empty_warehouse, audits, clean, by_plan, all_changed)
    assert kept == {"quiet", "of_table"}
    known = {"quiet": AuditResult(quiet, 0, ())}
    found = run_audits(empty_warehouse, [replace(quiet, sql="select 1"), loud], known)
    assert [one.row_count for one in found] == [0, 1]


def test_rows_left_by_a_plan_that_is_gone_are_looked_for_in_all_plans(
    empty_warehouse: DuckDBPyConnection,
    models: dict[str, Model],
    by_plan: frozenset[str],
) -> None:
    """A part holds nothing of what is left in the copy."""
    audits = read_audits(read_descriptions(MODELS_DIR, models.values()))
    chosen = [one for one in audits if "is_lost" in one.name or one.is_by_plan]
    clean = {one.name for one in audits}
    kept = list_kept(empty_warehouse, chosen, clean, by_plan, by_plan)
    assert "documents_are_loaded_once" in kept
    assert "no_row_is_lost_on_the_way" not in kept


@pytest.mark.parametrize(
    ("name", "column", "is_by_plan"),
    [
        ("not_null", "net_eur", True),
        ("accepted_values", "phase", True),
        ("unique", "plan_code, school_code", True),
        ("unique", "source_document_key, source_sheet, source_row", True),
        ("unique", "activity_key", False),
        ("relationships", "activity_key", False),
    ],
)
def test_a_generic_test_is_by_plan_where_other_plans_cannot_break_it(
    name: str, column: str, *, is_by_plan: bool
) -> None:
    test = GenericTest(name, "marts.fct_expenditure", column, "select 1")
    assert test.is_by_plan is is_by_plan
