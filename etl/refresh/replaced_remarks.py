"""Documents that a later file replaces without bringing all that it had before.

A part-paid invoice may stand in two files, a part in each. The later file replaces the
whole document, so that a person has to be told, with both sums. So it is where it may
be another document: it names another source, school or activity, its sum shrinks or
changes its sign, or no supplier tells two documents of one number apart. Of files
that came together it is said whatever differs: which one is later is only concluded.
The last of them is held against what was shown before, too: a file between them may
have dropped what all that come after it lack.
Any other change of a sum is said, too: larger lines may be those that lacked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.refresh.inputs import require_original
from etl.refresh.raw import name_table
from etl.workbooks.contract.contract import business_key
from etl.workbooks.contract.notes import (
    Note,
    add_up,
    name_some,
    note_replaced,
    say_money,
)
from warehouse.connection import query_written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from etl.refresh.inputs import Source
    from etl.refresh.load import Load
    from etl.workbooks.contract.contract import Kind
    from pazanga.remarks import Remark, Severity

_KEY: Final = "source_document_key"
_PAIR: Final = (_KEY, "source_document_key_before")
_REPLACED: Final = """
with versions as (
    select
        is_synthetic,
        document_key,
        document_precedence,
        any_value(document_number) as document_number,
        any_value(source_file) as source_file,
        max_by(source_document_key, row_order) filter (where corrects is null)
            as source_document_key,
        list(distinct paid_date) as paid_dates,
        -- Each value of what a person would miss, marked with its column.
        coalesce(list_concat(
            list(distinct 'activity ' || activity_number),
            list(distinct 'school ' || school_code) filter (where school_code <> ''),
            list(distinct 'source ' || funding_source)
        ), []) as said_values,
        list(distinct net_eur) as amounts,
        bool_or(supplier_key = '') as lacks_supplier,
        count(*) as row_count,
        sum(net_eur) as net_eur
    from intermediate.int_spending__ordered
    where document_key in (
        from intermediate.int_spending__ordered
        select document_key
        where not is_current
    )
    group by all
),
moments as (
    select unnest($keys) as source_document_key, unnest($moments) as moment
),
placed as (
    select
        versions.*,
        moments.moment,
        row_number() over document as place,
        count(*) over (partition by is_synthetic, document_key) as places
    from versions
    left join moments using (source_document_key)
    window document as (
        partition by is_synthetic, document_key order by document_precedence
    )
),
-- The last version beside those that came with it, and beside what was shown before.
paired as (
    select
        later.document_key,
        later.source_document_key,
        earlier.source_document_key as source_document_key_before,
        earlier.source_file as source_file_before,
        earlier.place,
        later.document_number,
        earlier.net_eur as net_eur_before,
        later.net_eur,
        earlier.moment is not distinct from later.moment as is_together,
        later.row_count < earlier.row_count
        or not list_has_all(later.paid_dates, earlier.paid_dates)
        or not list_has_all(later.said_values, earlier.said_values)
        or abs(later.net_eur) < abs(earlier.net_eur)
        or sign(later.net_eur) <> sign(earlier.net_eur)
        or (later.lacks_supplier and later.net_eur <> earlier.net_eur) as is_in_part,
        not list_has_all(later.amounts, earlier.amounts) as is_lost,
        later.net_eur <> earlier.net_eur
        or later.row_count <> earlier.row_count
        or not list_has_all(earlier.paid_dates, later.paid_dates)
        or not list_has_all(earlier.said_values, later.said_values) as is_other
    from placed as later
    inner join placed as earlier
        on
            later.is_synthetic = earlier.is_synthetic
            and later.document_key = earlier.document_key
            and later.place > earlier.place
    where later.place = later.places and later.source_document_key is not null
    qualify
        is_together
        or row_number() over (
            partition by later.is_synthetic, later.document_key, is_together
            order by earlier.place desc
        ) = 1
)
select * exclude (place)
from paired
where is_in_part or is_other
qualify row_number() over (
    partition by source_document_key, document_key, is_together, is_in_part
    order by place desc
) = 1
order by source_document_key, document_key, is_together, place
"""

_VALUES: Final = """
with versions as (
    select
        {key},
        {value} as figure,
        _source_document_key as source_document_key,
        lag(_source_document_key) over earlier as source_document_key_before,
        lag({value}) over earlier as figure_before,
        lead(_precedence) over earlier is null as is_last
    from raw.{table}
    where not is_synthetic
    window earlier as (partition by {key} order by _precedence, _source_row)
)
select source_document_key, source_document_key_before, count(*) as row_count
from versions
where is_last
and source_document_key <> source_document_key_before
and figure is distinct from figure_before
group by all
order by all
"""
"""Values of one key that two files bring; a file has each key once."""

_LATE: Final = frozenset(
    {
        "documents_replaced_in_part",
        "documents_replaced_together",
        "documents_changed",
        "values_replaced_together",
        "payments_grow_by_file",
        "file_sums_files",
        "corrects_other_plan",
        "corrects_twice",
        "corrects_again",
    }
)
"""Rules of remarks that need every file to be read."""

_FIGURES: Final[Mapping[Kind, str]] = {
    "measurements": "value",
    "exams": "value",
    "plan-changes": "new_value",
    "outcomes": "row(outcome, owner, yearly_cost_eur, funded_until, evidence)",
}


def remark_replaced(
    loads: Sequence[Load], connection: DuckDBPyConnection
) -> list[Load]:
    """Return loads with a remark on documents that they replace in part.

    Args:
        loads: What became of each source.
        connection: The warehouse that is being built, its models built.
    """
    remarks: dict[str, list[Remark]] = defaultdict(list)
    files = {load.source.key: load.source for load in loads if load.source.original}
    found = query_written(connection, _REPLACED, _list_moments(files))
    in_part = found.filter("is_in_part").unique(
        ["document_key", _KEY], keep="first", maintain_order=True
    )
    for (key,), rows in in_part.group_by(_KEY, maintain_order=True):
        note = _note_replaced("documents_replaced_in_part", rows)
        remarks[str(key)].append(note.to_remark())
    # Which of two files that came together is the later one is only concluded.
    others = found.filter(~pl.col("is_in_part")).group_by(*_PAIR, maintain_order=True)
    for (key, before), rows in others:
        if _came_together(files, str(key), str(before)):
            notes = [_note_together(rows, _name_files(files, str(key), str(before)))]
        else:
            notes = list(_note_changed(rows))
        remarks[str(key)] += [note.to_remark() for note in notes]
    for key, note in _note_values(files, connection):
        remarks[key].append(note.to_remark())
    return [add_remarks(load, remarks.get(load.source.key, [])) for load in loads]


def _list_moments(files: Mapping[str, Source]) -> dict[str, list[Any]]:
    """List files and when each was taken in, as parameters of a query."""
    moments = (require_original(source).taken_in_at for source in files.values())
    return {"keys": list(files), "moments": list(moments)}


def _note_changed(rows: pl.DataFrame) -> Iterator[Note]:
    """Yield what changed in sums; documents that lost no amount are only noted."""
    changed = rows.filter(pl.col("net_eur") != pl.col("net_eur_before"))
    for (is_lost,), own in changed.group_by("is_lost", maintain_order=True):
        severity: Severity = "warning" if is_lost else "note"
        yield _note_replaced("documents_changed", own, severity)


def _note_replaced(
    name: str, rows: pl.DataFrame, severity: Severity = "warning"
) -> Note:
    told = rows.select(
        number="document_number",
        before="net_eur_before",
        now="net_eur",
        earlier="source_file_before",
    )
    return note_replaced(name, told, severity)


def _note_together(rows: pl.DataFrame, names: Mapping[str, str]) -> Note:
    fields = {
        **names,
        "count": rows.height,
        "before": say_money(add_up(rows["net_eur_before"])),
        "amount": say_money(add_up(rows["net_eur"])),
        "documents": name_some(rows["document_number"].unique().sort()),
    }
    return Note("documents_replaced_together", "warning", fields=fields)


def _note_values(
    files: Mapping[str, Source], connection: DuckDBPyConnection
) -> Iterator[tuple[str, Note]]:
    """Yield a warning for each two files that came together and tell other values."""
    for kind, value in _FIGURES.items():
        names = {"key": ", ".join(business_key(kind)), "table": name_table(kind)}
        sql = _VALUES.format(**names, value=value)
        for key, before, count in query_written(connection, sql).rows():
            if _came_together(files, key, before):
                fields = {**_name_files(files, key, before), "count": count}
                yield key, Note("values_replaced_together", "warning", fields=fields)


def _came_together(files: Mapping[str, Source], key: str, before: str) -> bool:
    """Whether two files were taken in at the same moment."""
    if key not in files or before not in files:
        return False
    moments = [require_original(files[one]).taken_in_at for one in (key, before)]
    return moments[0] is not None and moments[0] == moments[1]


def _name_files(files: Mapping[str, Source], key: str, before: str) -> dict[str, str]:
    return {"file": files[key].name, "earlier": files[before].name}


def drop_late_remarks(
    loads: Sequence[Load], taken_over: Collection[str] = ()
) -> list[Load]:
    """Return loads without what an earlier refresh remarked once all was read.

    A file that cannot be read now, or need not be, keeps its rows and remarks; what
    other files mean for it is found anew.

    Args:
        loads: What became of each source.
        taken_over: Keys of those that were not read.
    """
    return [
        replace(
            load,
            remarks=tuple(told for told in load.remarks if told.rule not in _LATE),
        )
        if load.status == "kept" or load.source.key in taken_over
        else load
        for load in loads
    ]


def add_remarks(load: Load, remarks: Sequence[Remark]) -> Load:
    """Return a load with remarks, in place of those of the last good content."""
    if not remarks:
        return load
    rules = {remark.rule for remark in remarks}
    others = (told for told in load.remarks if told.rule not in rules)
    return replace(load, remarks=(*others, *remarks))
