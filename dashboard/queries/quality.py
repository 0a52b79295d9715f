"""What a reader should know before trusting a number, and what was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from dashboard.filters import FindingFilter
    from warehouse.messages import Language

_SELECTED: Final = """
with selected as (
    select
        findings.*,
        if($language = 'en', findings.rule_title_en, findings.rule_title_lt)
            as rule_title,
        if(
            $language = 'en',
            findings.rule_explanation_en,
            findings.rule_explanation_lt
        ) as explanation,
        coalesce(
            activities.activity_title,
            indicators.indicator_name,
            schools.school_name
        ) as subject_name
    from reports.rpt_finding as findings
    left join reports.rpt_activity as activities
        on
            findings.subject_kind = 'activity'
            -- "14.2 (2)" is the second row printed under 14.2.
            and activities.activity_key = concat_ws(
                ':',
                findings.plan_code,
                split_part(findings.subject, ' ', 1),
                coalesce(
                    nullif(regexp_extract(findings.subject, '[(]([0-9]+)[)]', 1), ''),
                    '1'
                )
            )
    left join reports.rpt_indicator as indicators
        on
            findings.subject_kind = 'indicator'
            and findings.plan_code = indicators.plan_code
            and findings.subject = indicators.indicator_number
    left join marts.dim_school as schools
        on
            findings.subject_kind = 'school'
            and findings.plan_code = schools.plan_code
            and findings.subject = schools.school_code
    where
        findings.plan_code = $plan
        and (
            len($severity::varchar[]) = 0
            or list_contains($severity::varchar[], findings.severity)
        )
        and (
            len($rule::varchar[]) = 0
            or list_contains($rule::varchar[], findings.rule_code)
        )
),
found as (
    select * from selected
    where
        len(list_filter(
            string_split(strip_accents(lower(trim($finding_search))), ' '),
            lambda word: not contains(
                strip_accents(lower(concat_ws(
                    ' ',
                    subject,
                    subject_name,
                    rule_title,
                    expected_text,
                    found_text
                ))),
                word
            ))) = 0
)
"""

_FINDINGS: Final = """
select
    *,
    count(*) over (partition by rule_code) as rule_count,
    count(*) over (partition by severity) as severity_count
from found
order by
    severity_order,
    min(finding_number) over (partition by rule_code),
    finding_number
"""

_TOTALS: Final = """
select
    count(*) as finding_count,
    count(distinct rule_code) as rule_count,
    count(*) filter (severity = 'error') as error_count,
    count(*) filter (severity = 'warning') as warning_count,
    count(*) filter (severity = 'note') as note_count
from found
"""

_CHOICES: Final = """
select 'severity' as name, severity as code, null as label, min(severity_order) as place
from reports.rpt_finding
where plan_code = $plan
group by severity
union all
select
    'rule',
    rule_code,
    if($language = 'en', any_value(rule_title_en), any_value(rule_title_lt)),
    min(finding_number)
from reports.rpt_finding
where plan_code = $plan
group by rule_code
order by name, place, code
"""

_TOTALS_PRINTED: Final = """
select *
from reports.rpt_plan_total
where plan_code = $plan
order by total_order
"""

_PARENTS: Final = """
select
    (
        select count(*) from reports.rpt_activity
        where plan_code = $plan and cost_role = 'rolled_up'
    ) as parent_count,
    (
        select count(distinct subject) from reports.rpt_finding
        where
            plan_code = $plan
            and rule_code in (
                'parent_net_differs',
                'parent_vat_differs',
                'parent_differs_from_children'
            )
    ) as differing_count
"""

_SOURCES: Final = """
select *
from reports.rpt_source
where plan_code = $plan or plan_code is null
order by plan_code is null, source_kind, source_name
"""

_TABLES: Final = """
select table_code, row_count
from reports.rpt_source_table
where plan_code = $plan
order by row_count desc, table_code
"""

_RUNS: Final = """
select
    *,
    date_diff('millisecond', started_at, finished_at) / 1000 as duration_seconds,
    audit_error_count + audit_warning_count as broken_count
from ops.refresh_run
order by started_at desc
limit 10
"""

_AUDITS: Final = """
select
    *,
    if($language = 'en', promise_en, promise_lt) as promise,
    row_count = 0 as is_kept
from ops.audit_result
order by is_kept, severity, audit
"""

_COUNTS: Final = """
select
    (
        select count(distinct (source_document_key, source_file, sheet, row_number))
        from ops.quarantine
        where settled_by is null
    ) as quarantined_count,
    (select count(*) from ops.audit_result) as audit_count,
    (select count(*) from ops.audit_result where row_count = 0) as kept_count,
    (select sum(row_count) from ops.load) as row_count
"""


def fetch_findings(
    snapshot: str, chosen: FindingFilter, language: Language
) -> pl.DataFrame:
    """List the selected findings, the gravest rule first, with the subject's name."""
    return select(snapshot, _SELECTED + _FINDINGS, _bind(chosen, language))


def fetch_totals(
    snapshot: str, chosen: FindingFilter, language: Language
) -> dict[str, Any]:
    """Count the selected findings by severity."""
    frame = select(snapshot, _SELECTED + _TOTALS, _bind(chosen, language))
    return frame.row(0, named=True)


def fetch_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List what can be chosen in the filters: name, code; label only for rules."""
    return select(snapshot, _CHOICES, {"plan": plan, "language": language})


def fetch_printed_totals(snapshot: str, plan: str) -> pl.DataFrame:
    """List printed totals beside their sums: see `reports.rpt_plan_total`."""
    return select(snapshot, _TOTALS_PRINTED, {"plan": plan})


def fetch_parents(snapshot: str, plan: str) -> dict[str, int]:
    """Count the activities whose parts are counted, and those that differ from them."""
    return select(snapshot, _PARENTS, {"plan": plan}).row(0, named=True)


def fetch_sources(snapshot: str, plan: str) -> pl.DataFrame:
    """List what the plan and everything shared were loaded from."""
    return select(snapshot, _SOURCES, {"plan": plan})


def fetch_tables(snapshot: str, plan: str) -> pl.DataFrame:
    """Count the rows of each table of the plan's package, the longest first."""
    return select(snapshot, _TABLES, {"plan": plan})


def fetch_runs(snapshot: str) -> pl.DataFrame:
    """List the last ten refreshes this snapshot knows of, the newest first."""
    return select(snapshot, _RUNS)


def fetch_audits(snapshot: str, language: Language) -> pl.DataFrame:
    """List the promises that were checked, the broken ones first."""
    return select(snapshot, _AUDITS, {"language": language})


def fetch_counts(snapshot: str) -> dict[str, int]:
    """Count rows loaded, rows put aside that wait, promises checked and kept."""
    return select(snapshot, _COUNTS).row(0, named=True)


def count_without(
    snapshot: str, chosen: FindingFilter, language: Language
) -> dict[str, int]:
    """Count the findings there would be without each of the active filters."""
    return {
        name: fetch_totals(snapshot, chosen.drop(name), language)["finding_count"]
        for name in chosen.list_active()
    }


def _bind(chosen: FindingFilter, language: Language) -> dict[str, Any]:
    return {**chosen.to_parameters(), "language": language}
