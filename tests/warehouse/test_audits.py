"""Each audit passes on the tiny plan and finds the one row that breaks its promise."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from pazanga.errors import DescriptionError, ModelError
from pazanga.settings import Settings
from warehouse.audits import (
    AUDITS_DIR,
    Audit,
    insert_results,
    read_audits,
    run_audit,
)
from warehouse.build import MODELS_DIR
from warehouse.connection import connect_memory, open_building
from warehouse.descriptions import (
    ColumnDescription,
    TableDescription,
    read_descriptions,
)
from warehouse.generic_tests import read_generic_tests
from warehouse.lineage import read_models
from warehouse.snapshots import read_current

BREAKERS = {
    "planned_costs_equal_counted_rows": """
        update marts.fct_planned_cost set net_eur = net_eur + 0.01
            where activity_key = 'birstonas:2.1:1';
    """,
    "costs_in_force_follow_decisions": """
        update marts.fct_cost_in_force set net_eur = net_eur + 0.01
            where activity_key = 'birstonas:2.1:1';
    """,
    "reported_amounts_keep_their_sums": """
        insert into raw.workbook__spending by name
            select 'birstonas' as plan_code, 'executed' as phase, 0.01 as net_eur;
    """,
    "area_shares_sum_to_one": """
        delete from marts.bridge_activity_policy_area
            where activity_key = 'birstonas:1:1' and policy_area_code = 'steam';
    """,
    "given_weights_are_complete": """
        update raw.plan_package__activity_policy_areas set weight = 0.5
            where policy_area = 'culture';
    """,
    "no_cost_is_counted_twice": """
        update marts.dim_activity set is_counted = true
            where activity_number = '2';
    """,
    "no_row_is_lost_on_the_way": """
        delete from marts.dim_school;
    """,
    "loaded_rows_are_in_raw": """
        update ops.load set source_kind = 'workbook', row_count = 1;
    """,
    "facts_name_known_schools": """
        insert into marts.fct_exam_result by name select 'G9' as school_code;
    """,
    "facts_name_known_indicators": """
        insert into marts.fct_indicator_value by name
            select '9' as indicator_number;
    """,
    "outcomes_name_known_activities": """
        insert into marts.fct_activity_outcome by name
            select 'birstonas' as plan_code, '99' as activity_number;
    """,
    "outcomes_keep_their_costs": """
        insert into marts.fct_activity_outcome by name
            select 'birstonas' as plan_code, 'birstonas:1:1' as activity_key,
            0.01 as yearly_cost_eur, true as is_newest;
    """,
    "activities_name_known_schools": """
        update marts.bridge_activity_school set school_code = 'G9';
    """,
    "activities_name_known_indicators": """
        insert into marts.bridge_activity_indicator by name
            select '9' as indicator_number;
    """,
    "activities_name_known_tasks": """
        insert into marts.bridge_activity_task by name
            select '9.9' as task_number;
    """,
    "documents_are_loaded_once": """
        drop view intermediate.int_spending__alike;
        create table intermediate.int_spending__alike as
            select
                'a' as document_key,
                'b' as other_document_key,
                1 as net_eur,
                'a.csv' as source_file,
                2 as source_row;
    """,
    "corrected_files_lack_no_document": """
        insert into ops.load by name
            select
                'workbook:' || day as source_document_key,
                'workbook' as source_kind,
                if(day = 2, 'Kovas-0a1b2c3d.csv', 'kovas.csv') as source_name,
                2 as row_count,
                timestamp '2025-01-01' + day * interval 1 day as changed_at,
                '' as run_id, '' as sha256, 'loaded' as status,
                0 as quarantined_count, 0 as duration_seconds
            from (values (1), (2)) as days (day);
        insert into raw.workbook__spending by name
            select
                'workbook:' || day as _source_document_key,
                'd' || day as _document_key,
                date '2025-03-05' as date
            from (values (1), (2)) as days (day);
        insert into marts.fct_expenditure by name
            select
                'workbook:' || day as source_document_key,
                'd' || day as document_key,
                'kovas.csv' as source_file,
                date '2025-03-05' as paid_date
            from (values (1), (2)) as days (day);
    """,
    "decisions_of_a_number_are_of_one_year": """
        insert into raw.workbook__plan_changes by name
            select
                'birstonas' as plan_code,
                'T-45' as decision_number,
                'activity' as item,
                '1' as number,
                'net_eur' as field,
                decided_on
            from (
                values (date '2024-09-12'), (date '2025-09-12')
            ) as days (decided_on);
    """,
    "documents_keep_their_payments": """
        drop view intermediate.int_spending__ordered;
        create table intermediate.int_spending__ordered as
            from (
                values
                    (false, 'a', 1, date '2024-01-15', 500, 'sausis.csv', 2),
                    (false, 'a', 2, date '2024-02-15', 500, 'vasaris.csv', 2)
            ) as rows (
                is_synthetic,
                document_key,
                document_precedence,
                paid_date,
                net_eur,
                source_file,
                source_row
            );
    """,
    "spending_names_known_rows": """
        insert into marts.fct_expenditure by name
            select '9' as activity_number;
    """,
    "measurable_indicators_have_a_direction": """
        insert into marts.dim_indicator by name
            select 'birstonas' as plan_code, '1' as indicator_number;
        insert into marts.fct_indicator_target by name
            select
                'birstonas' as plan_code,
                '1' as indicator_number,
                2 as target_value,
                1 as baseline_value;
    """,
    "chosen_indicators_are_measurable": """
        insert into marts.fct_indicator_target by name
            select 2 as target_value;
    """,
    "every_figure_has_a_source": """
        update marts.fct_plan_total set source_document_key = 'hearsay';
    """,
    "printed_totals_equal_rows": """
        update marts.fct_plan_total set net_eur = net_eur + 0.01;
    """,
    "every_plan_has_costs": """
        insert into marts.dim_plan by name select 'empty' as plan_code;
    """,
    "amounts_are_not_negative": """
        update marts.fct_planned_cost set vat_eur = -0.01
            where activity_key = 'birstonas:2.1:1';
    """,
    "percentages_lie_between_0_and_100": """
        insert into marts.fct_exam_result by name
            select 'percent' as unit_code, 100.01 as value;
    """,
    "activities_end_after_they_begin": """
        update marts.dim_activity set period_end_date = date '2023-12-31'
            where activity_number = '1';
    """,
    "public_amounts_have_a_basis": """
        update marts.fct_public_figure set basis_code = null
            where municipality_code = '54' and figure_kind = 'allocation';
    """,
    "public_streams_agree": """
        update marts.dim_municipality set programme_stream = 1
            where municipality_code = '39';
    """,
    "tiles_hold_one_municipality": """
        update marts.dim_municipality set tile_row = 7, tile_column = 6
            where municipality_code = '12';
    """,
    "every_column_is_described": """
        create table marts.secret as select 1 as a;
    """,
}


@pytest.fixture
def tiny_warehouse(refreshed: Settings) -> Iterator[DuckDBPyConnection]:
    """A copy of the tiny plan's warehouse that may be broken."""
    connection = connect_memory()
    shown = read_current(refreshed.warehouse_dir).path
    connection.execute(f"attach '{shown}' as tiny (read_only)")
    connection.execute("attach ':memory:' as copied; copy from database tiny to copied")
    connection.execute("use copied; detach tiny")
    yield connection
    connection.close()


def read_all() -> dict[str, Audit]:
    models = read_models(connect_memory(), MODELS_DIR)
    audits = read_audits(read_descriptions(MODELS_DIR, models))
    return {audit.name: audit for audit in audits}


def test_every_audit_of_the_folder_is_registered_and_broken_here() -> None:
    files = {path.stem for path in AUDITS_DIR.glob("*.sql")}
    assert files <= read_all().keys()
    assert files == BREAKERS.keys()


def test_clean_warehouse_keeps_every_promise(
    tiny_warehouse: DuckDBPyConnection,
) -> None:
    results = [run_audit(tiny_warehouse, audit) for audit in read_all().values()]
    assert {result.audit.name for result in results if result.row_count} == set()


@pytest.mark.parametrize("name", BREAKERS)
def test_audit_finds_the_row_that_breaks_it(
    tiny_warehouse: DuckDBPyConnection, name: str
) -> None:
    tiny_warehouse.execute(BREAKERS[name])
    result = run_audit(tiny_warehouse, read_all()[name])
    assert result.row_count >= 1
    assert result.stops is (result.audit.severity == "error")


@pytest.mark.parametrize(
    ("surplus", "plan"),
    [
        ("marts.fct_indicator_value by name select 'b' as plan_code, 2 as value", "b"),
        ("marts.fct_expenditure by name select 'd' as document_key", None),
        ("marts.fct_plan_change by name select 'T-1' as decision_number", None),
    ],
)
def test_rows_that_nothing_loaded_are_found(
    tiny_warehouse: DuckDBPyConnection, surplus: str, plan: str | None
) -> None:
    """Rows are left where a plan's only file was withdrawn, or have lost their plan."""
    tiny_warehouse.execute(f"insert into {surplus}")
    result = run_audit(tiny_warehouse, read_all()["no_row_is_lost_on_the_way"])
    [found] = result.sample
    assert (found["plan_code"], found["loaded"], found["arrived"]) == (plan, "0", "1")


@pytest.mark.parametrize(
    ("data_test", "broken"),
    [
        pytest.param("not_null", None, id="not_null"),
        pytest.param("unique", "a", id="unique"),
        pytest.param(
            {"accepted_values": {"values": ["a", "b"]}}, "c", id="accepted_values"
        ),
        pytest.param(
            {"relationships": {"to": "s.parent", "field": "p"}},
            "c",
            id="relationships",
        ),
    ],
)
def test_generic_test_finds_the_row_that_breaks_it(
    data_test: object, broken: str | None
) -> None:
    connection = connect_memory()
    connection.execute("create schema s; create table s.parent as select 'a' as p")
    connection.execute("create table s.t as select 'a' as c")
    table = TableDescription(
        "", {"c": ColumnDescription("", {}, (data_test,))}, frozenset({"c"})
    )
    [test] = read_generic_tests({"s.t": table})
    assert connection.execute(test.sql).fetchall() == []
    connection.execute("insert into s.t values (?)", [broken])
    assert len(connection.execute(test.sql).fetchall()) == 1


def test_key_of_several_columns_is_tested_as_one() -> None:
    connection = connect_memory()
    connection.execute("create schema s; create table s.t (a int, b int)")
    key = {"unique_combination_of_columns": {"combination_of_columns": ["a", "b"]}}
    [test] = read_generic_tests({"s.t": TableDescription("", {}, data_tests=(key,))})
    connection.execute("insert into s.t values (1, 1), (1, 2), (null, 1)")
    assert connection.execute(test.sql).fetchall() == []
    connection.execute("insert into s.t values (null, 1)")
    assert connection.execute(test.sql).fetchall() == [(None, 1, 2)]


def test_unknown_generic_test_is_refused() -> None:
    table = TableDescription(
        "", {"c": ColumnDescription("", {}, ("not_empty",))}, frozenset({"c"})
    )
    with pytest.raises(DescriptionError, match=r"“not_empty” of column “c” of “s\.t”"):
        list(read_generic_tests({"s.t": table}))


def test_result_counts_all_rows_and_keeps_ten(
    empty_warehouse: DuckDBPyConnection,
) -> None:
    audit = Audit(
        "many", "warning", "…", "…", "select i, null as n from range(25) t(i)"
    )
    scratch = empty_warehouse.cursor()
    result = run_audit(scratch, audit)
    assert (result.row_count, len(result.sample), result.stops) == (25, 10, False)
    scratch.begin()
    insert_results(scratch, "run", [result])
    [(sample,)] = scratch.execute("select sample_rows from ops.audit_result").fetchall()
    scratch.rollback()
    assert json.loads(sample)[3] == {"i": "3", "n": None}


def test_audit_that_cannot_run_names_itself() -> None:
    audit = Audit("typo", "error", "…", "…", "select * from marts.nothing")
    with pytest.raises(ModelError, match="“typo” failed: DuckDB said: Catalog Error"):
        run_audit(connect_memory(), audit)


def test_audit_that_memory_does_not_suffice_for_is_no_fault_of_it(
    tmp_path: Path,
) -> None:
    sql = "select list(i) as i from range(100000000) as numbers (i)"
    audit = Audit("large", "error", "…", "…", sql)
    with (
        pytest.raises(duckdb.OutOfMemoryException),
        open_building(tmp_path / "a.duckdb", memory_mb=32) as connection,
    ):
        run_audit(connection, audit)
