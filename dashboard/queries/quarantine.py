"""Rows put aside: how many wait to be corrected, in which files, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from warehouse.messages import Language

MOST_BREACHES: Final = 50
"""Broken rules that a page shows; the workbook to correct has all of them."""

_COUNTS: Final = """
with

put_aside as (

    select
        source_document_key,
        sheet,
        row_number,
        any_value(kind) is null as is_open_data,
        any_value(settled_by) is not null as is_settled,
        count(*) as breach_count
    from ops.quarantine
    group by source_document_key, source_file, sheet, row_number

)

select
    count(*) filter (not is_settled) as waiting_count,
    count(*) filter (not is_settled and is_open_data) as open_data_count,
    count(*) filter (is_settled) as settled_count,
    coalesce(sum(breach_count) filter (not is_settled), 0)::bigint as breach_count
from put_aside
"""

_FILES: Final = """
with

waiting as (

    select
        source_document_key,
        count(distinct (sheet, row_number)) as waiting_count
    from ops.quarantine
    where settled_by is null and kind is not null
    group by source_document_key

)

select
    loads.source_document_key,
    loads.source_name,
    loads.status,
    if($language = 'en', loads.message, loads.message_lt) as message,
    loads.changed_at,
    loads.row_count,
    waiting.waiting_count
from ops.load as loads
inner join waiting on loads.source_document_key = waiting.source_document_key
order by loads.changed_at desc, loads.source_document_key
"""

_BREACHES: Final = """
select
    quarantine.source_file,
    quarantine.sheet,
    quarantine.row_number,
    if(
        $language = 'en',
        quarantine.column_label_en,
        quarantine.column_label_lt
    ) as column_label,
    quarantine.raw_value,
    if(
        $language = 'en',
        quarantine.reason,
        coalesce(quarantine.reason_lt, quarantine.rule)
    ) as why
from ops.quarantine as quarantine
inner join ops.load as loads
    on quarantine.source_document_key = loads.source_document_key
where quarantine.settled_by is null
order by
    loads.changed_at desc,
    quarantine.source_document_key,
    quarantine.sheet,
    quarantine.row_number,
    quarantine.column_name
limit $most
"""


def fetch_counts(snapshot: str) -> dict[str, int]:
    """Count rows that wait, those of open data among them, settled ones, breaches."""
    return select(snapshot, _COUNTS).row(0, named=True)


def fetch_files(snapshot: str, language: Language) -> pl.DataFrame:
    """List the workbooks whose rows wait to be corrected, the latest first."""
    return select(snapshot, _FILES, {"language": language})


def fetch_breaches(snapshot: str, language: Language) -> pl.DataFrame:
    """List the first broken rules of rows that wait, those of the latest file first."""
    parameters = {"language": language, "most": MOST_BREACHES}
    return select(snapshot, _BREACHES, parameters)
