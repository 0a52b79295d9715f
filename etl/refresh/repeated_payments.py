"""Payments of a file that others count already, found once every file is read.

Plans are looked at one by one, for files of other plans cannot count theirs: memory
does not grow with the country. Plans that a file tells of together are one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.refresh.replaced_remarks import add_remarks
from etl.workbooks.repeats.across_files import note_across_files
from warehouse.connection import query_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from etl.refresh.load import Load
    from pazanga.remarks import Remark

_COUNTED: Final = """
from marts.fct_expenditure as paid
inner join ops.load as loads
    on paid.source_document_key = loads.source_document_key
where not paid.is_synthetic and paid.phase = 'executed'
"""
_TOLD: Final = f"""
select distinct paid.source_document_key, paid.plan_code
{_COUNTED}
order by all
"""
_PAID: Final = f"""
select
    paid.plan_code,
    paid.phase,
    paid.supplier,
    paid.document_number,
    paid.document_date,
    paid.paid_date as date,
    paid.activity_number,
    coalesce(paid.school_code, '') as school_code,
    paid.funding_source,
    paid.net_eur,
    paid.source_document_key
{_COUNTED} and list_contains($plans, paid.plan_code)
order by loads.arrival_number, paid.source_row
"""


def remark_repeated_payments(
    loads: Sequence[Load], connection: DuckDBPyConnection
) -> list[Load]:
    """Return loads with a remark on payments that other files count already.

    Args:
        loads: What became of each source.
        connection: The warehouse that is being built, its models built.
    """
    names = {load.source.key: load.source.name for load in loads}
    told = query_written(connection, _TOLD).rows()
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for plans in group_plans(told):
        paid = query_written(connection, _PAID, {"plans": plans})
        for keys, note in note_across_files(paid, "source_document_key", names):
            remarks[keys[-1]].append(note.to_remark())
    return [add_remarks(load, remarks.get(load.source.key, [])) for load in loads]


def group_plans(told: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield plans, those together that one file tells of.

    Args:
        told: Files, each with a plan that it tells of.
    """
    groups: dict[str, set[str]] = {}
    by_file: dict[str, set[str]] = {}
    for file, plan in told:
        group = groups.setdefault(plan, {plan})
        other = by_file.setdefault(file, group)
        if other is not group:
            other |= group
            groups |= dict.fromkeys(group, other)
            by_file = {
                name: other if found is group else found
                for name, found in by_file.items()
            }
    for group in {id(group): group for group in groups.values()}.values():
        yield sorted(group)
