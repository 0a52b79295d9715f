-- Other printed figures of schools.
-- Grain: one row per plan, school, figure and period.
with

school_figures as (

    select * from raw.plan_package__school_figures

),

stg_plan_package__school_figures as (

    select
        plan_code,
        school_code,
        figure as figure_code,
        nullif(period, '') as period,
        value,
        unit as unit_code,
        printed as printed_text,
        source_line,
        _source_document_key as source_document_key

    from school_figures

)

select * from stg_plan_package__school_figures
