"""Exam figures of schools, narrowed by the filters of the exams page.

Spreads and changes are those of all schools: a chosen school is pointed out among them,
because a school alone says nothing. Only the table is narrowed to chosen schools.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from dashboard.filters import ExamFilter
    from warehouse.messages import Language

Order = Literal["code", "value"]

_SELECTED: Final = """
with
results as (
    select
        *,
        if($language = 'en', subject_name_en, subject_name_lt) as subject_name,
        if($language = 'en', exam_name_en, exam_name_lt) as exam_name,
        if($language = 'en', series_break_en, series_break_lt) as series_break,
        list_contains($school::varchar[], school_code) as is_marked
    from reports.rpt_exam_result
    where
        plan_code = $plan
        and (len($exam::varchar[]) = 0 or list_contains($exam::varchar[], exam_code))
        and (
            len($subject::varchar[]) = 0
            or list_contains($subject::varchar[], subject_code)
        )
        and (
            len($school_year::varchar[]) = 0
            or list_contains($school_year::varchar[], school_year)
        )
),
changes as (
    select
        *,
        if($language = 'en', subject_name_en, subject_name_lt) as subject_name,
        list_contains($school::varchar[], school_code) as is_marked
    from reports.rpt_exam_change
    where
        plan_code = $plan
        and (len($exam::varchar[]) = 0 or list_contains($exam::varchar[], exam_code))
        and (
            len($subject::varchar[]) = 0
            or list_contains($subject::varchar[], subject_code)
        )
        and change_value is not null
    qualify
        school_year = max(school_year) over (
            partition by exam_code, measure_code, subject_code
        )
)
"""

_RESULTS: Final = """
select *
from results
order by
    exam_order,
    subject_order,
    case when $order = 'value' then value end desc nulls last,
    school_order,
    school_year desc
"""

_SPREADS: Final = """
select spreads.*, selected_series.subject_name
from reports.rpt_exam_spread as spreads
inner join (
    select distinct
        plan_code, exam_code, measure_code, subject_code, school_year, subject_name
    from results
) as selected_series
    using (plan_code, exam_code, measure_code, subject_code, school_year)
order by exam_order, measure_code, subject_order, school_year desc
"""

_GAPS: Final = """
select
    gaps.*,
    lag(gaps.gap_value) over school_series as previous_gap_value,
    lag(gaps.school_year) over school_series as previous_year,
    -- A gap that is not sure, or from before a break, is no start of a change.
    coalesce(
        lag(gaps.is_ambiguous) over school_series
        or lag(gaps.is_after_series_break) over school_series
        <> gaps.is_after_series_break,
        true
    ) as is_previous_unfit,
    list_contains($school::varchar[], gaps.school_code) as is_marked,
    pupils.value as sen_pupil_share,
    pupils.period as sen_period
from reports.rpt_exam_gap as gaps
semi join results using (plan_code, exam_code, measure_code, school_year)
left join (
    select plan_code, school_code, value, period
    from marts.fct_school_figure
    where figure_code = 'sen_pupil_share'
    qualify row_number() over (
        partition by plan_code, school_code order by period desc
    ) = 1
) as pupils
    using (plan_code, school_code)
window
    school_series as (
        partition by gaps.exam_code, gaps.measure_code, gaps.school_code
        order by gaps.school_year
    )
qualify
    gaps.school_year = max(gaps.school_year) over (
        partition by gaps.exam_code, gaps.measure_code
    )
order by gaps.exam_code, gaps.measure_code, gaps.school_order
"""

_MOVES: Final = """
select
    exam_code,
    measure_code,
    subject_code,
    any_value(subject_name) as subject_name,
    any_value(unit_code) as unit_code,
    any_value(previous_year) as previous_year,
    any_value(school_year) as school_year,
    count(*) as school_count,
    count(*) filter (change_value > 0) as grown_count,
    count(*) filter (change_value < 0) as shrunk_count,
    cast(median(previous_value) as decimal(18, 2)) as previous_median,
    cast(median(value) as decimal(18, 2)) as median_value,
    measure_code like 'gap_lt_math%' as is_gap
from changes
group by exam_code, measure_code, subject_code
order by is_gap desc, exam_code, any_value(subject_order), measure_code
"""

_CHANGES: Final = """
select *
from changes
where concat_ws('/', exam_code, measure_code, subject_code) = $series
order by school_order
"""

_TOTALS: Final = """
select
    count(*) as row_count,
    count(distinct school_code) as school_count,
    count(*) filter (is_ambiguous) as ambiguous_count,
    count(distinct (school_code, exam_code, school_year)) filter (is_ambiguous)
        as ambiguous_list_count,
    count(candidates_count) as counted_count,
    any_value(series_break) as series_break,
    coalesce(bool_or(is_after_series_break), false) as has_years_after_break
from results
where len($school::varchar[]) = 0 or is_marked
"""

_CHOICES: Final = """
select
    'exam' as name,
    exam_code as code,
    exam_code as label,
    min(exam_order) as place
from reports.rpt_exam_result
where plan_code = $plan
group by exam_code
union all
select
    'subject',
    subject_code,
    any_value(if($language = 'en', subject_name_en, subject_name_lt)),
    min(subject_order)
from reports.rpt_exam_result
where plan_code = $plan
group by subject_code
union all
select 'school_year', school_year, school_year, -min(cast(left(school_year, 4) as int))
from reports.rpt_exam_result
where plan_code = $plan
group by school_year
union all
select
    'school',
    school_code,
    concat_ws(' · ', school_code, any_value(school_name)),
    min(school_order)
from reports.rpt_exam_result
where plan_code = $plan
group by school_code
order by name, place, code
"""


def fetch_totals(
    snapshot: str, chosen: ExamFilter, language: Language
) -> dict[str, Any]:
    """Count the figures, schools and ambiguous readings of the chosen schools."""
    return _select(snapshot, _TOTALS, chosen, language).row(0, named=True)


def fetch_results(
    snapshot: str, chosen: ExamFilter, language: Language, *, order: Order = "code"
) -> pl.DataFrame:
    """List the figures of all schools; `is_marked` says which a reader asked for.

    One row per school, exam, measure, subject and year, in the order of codes unless
    another is asked for.
    """
    return _select(snapshot, _RESULTS, chosen, language, order=order)


def fetch_spreads(
    snapshot: str, chosen: ExamFilter, language: Language
) -> pl.DataFrame:
    """List lowest, median and highest school: see `reports.rpt_exam_spread`."""
    return _select(snapshot, _SPREADS, chosen, language)


def fetch_gaps(snapshot: str, chosen: ExamFilter, language: Language) -> pl.DataFrame:
    """List the latest gap of each school beside the one before it.

    One row per school, exam and measure, in the order of codes.
    """
    return _select(snapshot, _GAPS, chosen, language)


def fetch_moves(snapshot: str, chosen: ExamFilter, language: Language) -> pl.DataFrame:
    """Sum up how schools moved between the last two years, printed gaps first.

    One row per exam, measure and subject whose change can be told.
    """
    return _select(snapshot, _MOVES, chosen, language)


def fetch_changes(
    snapshot: str, chosen: ExamFilter, language: Language, series: str
) -> pl.DataFrame:
    """List the change of each school in one series, over its last two years.

    Args:
        snapshot: Path of the snapshot.
        chosen: Schools that are pointed out.
        language: Language of names.
        series: `exam/measure/subject`.
    """
    return _select(snapshot, _CHANGES, chosen, language, series=series)


def fetch_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List what can be chosen in the filters of the page: name, code, label."""
    return select(snapshot, _CHOICES, {"plan": plan, "language": language})


def count_without(
    snapshot: str, chosen: ExamFilter, language: Language
) -> dict[str, int]:
    """Count the figures there would be without each of the active filters."""
    return {
        name: fetch_totals(snapshot, chosen.drop(name), language)["row_count"]
        for name in chosen.list_active()
    }


def _select(
    snapshot: str, sql: str, chosen: ExamFilter, language: Language, **more: str
) -> pl.DataFrame:
    parameters = {**chosen.to_parameters(), "language": language, **more}
    return select(snapshot, _SELECTED + sql, parameters)
