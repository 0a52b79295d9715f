-- What is not known of a plan: one row per kind, with how many things and of how many.
with plans as (
    select * from reports.rpt_plan
    where plan_code = $plan
),

activities as (
    select
        activity_key,
        any_value(cost_category_code) as cost_category_code,
        any_value(school_codes) as school_codes,
        any_value(period_end_date) as period_end_date,
        count(vat_eur) as vat_count
    from reports.rpt_planned_cost
    where plan_code = $plan
    group by activity_key
),

activity_counts as (
    select
        count(*) as all_count,
        count(*) filter (vat_count = 0) as no_vat_count,
        count(*) filter (cost_category_code = 'unassigned') as no_category_count,
        count(*) filter (school_codes is null) as no_school_count,
        count(*) filter (period_end_date is null) as no_period_count,
        count(*) filter (
            activity_key not in (
                select activity_key from reports.rpt_activity_absorption
                where plan_code = $plan and executed_net_eur is not null
            )
        ) as no_payments_count,
        count(*) filter (
            activity_key not in (
                select activity_key from reports.rpt_activity_outcome
                where plan_code = $plan and outcome_code is not null
            )
        ) as no_outcome_count
    from activities
),

indicator_counts as (
    select
        count(*) as all_count,
        count(*) filter (actual_value is null) as unmeasured_count,
        count(*) filter (baseline_status <> 'final') as no_baseline_count,
        max(actual_date) as measured_date
    from reports.rpt_indicator
    where plan_code = $plan and is_chosen
),

exam_counts as (
    select
        cast(coalesce(sum(figure_count), 0) as bigint) as all_count,
        cast(coalesce(sum(figure_count - counted_count), 0) as bigint)
            as no_size_count,
        cast(coalesce(sum(ambiguous_count), 0) as bigint) as ambiguous_count
    from reports.rpt_exam_coverage
    where plan_code = $plan
),

school_counts as (
    select
        count(*) as all_count,
        count(*) filter (school_name is null) as no_name_count
    from reports.rpt_school
    where plan_code = $plan
),

finding_counts as (
    select
        count(*) as all_count,
        count(*) filter (severity = 'error') as error_count,
        count(*) filter (severity = 'warning') as warning_count
    from reports.rpt_finding
    where plan_code = $plan
),

unknowns as (
    select
        1 as place,
        'missing' as group_code,
        'payments' as code,
        no_payments_count as unknown_count,
        all_count,
        cast(null as date) as known_until_date
    from activity_counts
    union all
    select
        2,
        'missing',
        'outcomes',
        if(plans.end_date < $today, no_outcome_count, 0),
        all_count,
        null
    from activity_counts
    cross join plans
    union all
    select
        3,
        'missing',
        'measurements',
        unmeasured_count,
        all_count,
        null
    from indicator_counts
    union all
    select
        4,
        'missing',
        'baselines',
        no_baseline_count,
        all_count,
        null
    from indicator_counts
    union all
    select
        5,
        'missing',
        'indicators',
        if(all_count = 0, 1, 0),
        1,
        null
    from indicator_counts
    union all
    select
        6,
        'missing',
        'exams',
        if(all_count = 0, 1, 0),
        1,
        null
    from exam_counts
    union all
    select
        7,
        'missing',
        'exam_sizes',
        no_size_count,
        all_count,
        null
    from exam_counts
    union all
    select
        8,
        'missing',
        'periods',
        no_period_count,
        all_count,
        null
    from activity_counts
    union all
    select
        9,
        'missing',
        'vat',
        no_vat_count,
        all_count,
        null
    from activity_counts
    union all
    select
        10,
        'missing',
        'categories',
        no_category_count,
        all_count,
        null
    from activity_counts
    union all
    select
        11,
        'missing',
        'schools',
        no_school_count,
        all_count,
        null
    from activity_counts
    union all
    select
        12,
        'missing',
        'school_names',
        no_name_count,
        all_count,
        null
    from school_counts
    union all
    select
        13,
        'old',
        'payments',
        coalesce(date_sub('month', reported_until_date, $today), 0),
        1,
        reported_until_date
    from plans
    union all
    select
        14,
        'old',
        'measurements',
        coalesce(date_sub('month', measured_date, $today), 0),
        1,
        measured_date
    from indicator_counts
    union all
    select
        15,
        'old',
        'sources',
        count(*),
        1,
        null
    from reports.rpt_source
    where
        load_status not in ('loaded', 'withdrawn')
        and settled_by is null
    union all
    select
        16,
        'contradiction',
        'errors',
        error_count,
        all_count,
        null
    from finding_counts
    union all
    select
        17,
        'contradiction',
        'warnings',
        warning_count,
        all_count,
        null
    from finding_counts
    union all
    select
        18,
        'contradiction',
        'totals',
        count(*) filter (
            coalesce(net_difference_eur, 0) <> 0
            or coalesce(vat_difference_eur, 0) <> 0
        ),
        count(coalesce(net_difference_eur, vat_difference_eur)),
        null
    from reports.rpt_plan_total
    where plan_code = $plan
    union all
    select
        19,
        'contradiction',
        'ambiguous',
        ambiguous_count,
        all_count,
        null
    from exam_counts
)

select * from unknowns
where
    unknown_count > 0
    -- Two months and less are no age.
    and (group_code <> 'old' or code = 'sources' or unknown_count >= $months)
order by place
