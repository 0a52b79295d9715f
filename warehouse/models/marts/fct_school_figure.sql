-- Other printed figures of schools: pupils, teachers, results. Not additive.
-- Grain: one row per plan, school, figure and period.
with

school_figures as (

    select * from staging.stg_plan_package__school_figures

),

fct_school_figure as (

    select
        plan_code,
        school_code,
        figure_code,
        period,
        value,
        unit_code,
        printed_text,
        source_document_key,
        source_line

    from school_figures

)

select * from fct_school_figure
