-- Published figures of the programme, with the project that pays for their stream.
-- Not additive.
-- Grain: one row per figure and stream.
with

programme_totals as (

    select * from marts.fct_programme_total

),

projects as (

    select * from marts.dim_programme_project

),

rpt_programme_total as (

    select
        programme_totals.figure_code,
        programme_totals.programme_stream,
        programme_totals.value,
        programme_totals.unit_code,
        programme_totals.label_lt,
        programme_totals.label_en,
        programme_totals.published_by,
        projects.project_code,
        projects.project_name_lt,
        projects.project_name_en,
        projects.start_date,
        projects.end_date

    from programme_totals
    left join projects
        on programme_totals.programme_stream = projects.programme_stream

)

select * from rpt_programme_total
